/* A row as a script of Python: its steps in order, and before them what they need. */
#include "repro.h"

#include "base/heap.h"
#include "repro_script.h"
#include "steps/step_json.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A longer script is squeezed. */
enum { MOST_LINES = 29 };

/* How often the row has this step in succession: a step that names nothing, and is its own. */
static size_t times_of(const struct plumb_steps *steps, const json_t *written, size_t at)
{
	const struct plumb_step *step = &steps->steps[at];
	size_t times = 1;

	if (step->kind != PLUMB_STEP_CALL || step->as.count)
		return 1;
	while (json_equal(json_array_get(written, at), json_array_get(written, at + times)))
		times++;
	return times;
}

/* Write repeated steps as a loop. */
static void add_loop(struct plumb_script *script, const struct plumb_step *step, size_t times)
{
	struct plumb_text before = script->body;
	char *body, *rest, *line;

	script->body = (struct plumb_text){0};
	plumb_script_step(script, step);
	body = rest = plumb_text_take(&script->body, 0);
	script->body = before;
	plumb_script_line(script, "for _ in range(%zu):", times);
	while (rest && *rest && (line = strsep(&rest, "\n")))
		plumb_text_add_f(&script->body, "    %s\n", line);
	free(body);
}

static void add_steps(struct plumb_script *script)
{
	const struct plumb_steps *steps = &script->row->steps;
	json_t *written = plumb_steps_json(steps);
	size_t times;

	for (size_t i = 0; i < steps->count; i += times) {
		times = times_of(steps, written, i);
		if (times > 2)
			add_loop(script, &steps->steps[i], times);
		else
			for (size_t k = 0; k < times; k++)
				plumb_script_step(script, &steps->steps[i]);
	}
	json_decref(written);
	plumb_script_far_end(script);
}

/* Takes empty lines and line breaks within checks out of a script that is too long with them. */
static void squeeze(char *script)
{
	size_t lines = 0, kept = 0;

	for (const char *at = script; *at; at++)
		lines += *at == '\n';
	for (size_t i = 0; lines > MOST_LINES && script[i]; i++) {
		if (strncmp(script + i, ",\n      ", strlen(",\n      ")) == 0) {
			script[kept++] = script[i];
			i += strlen("\n     ");
		} else if (kept == 0 || script[i] != '\n' || script[kept - 1] != '\n') {
			script[kept++] = script[i];
		}
	}
	if (lines > MOST_LINES)
		script[kept] = '\0';
}

static bool has_green_threads(const char *module)
{
	return strncmp(module, "gevent.", strlen("gevent.")) == 0 ||
	       strncmp(module, "eventlet.", strlen("eventlet.")) == 0;
}

/* The lines as what is tried: whatever else goes wrong in them says nothing of the promise. */
static void add_tried(struct plumb_text *text, const struct plumb_row *row, const char *lines)
{
	plumb_script_add_sentence(row, text);
	plumb_script_add_patience(text);
	plumb_text_add(text, "try:\n");
	while (*lines) {
		size_t length = strcspn(lines, "\n");
		plumb_text_add(text, length ? "    " : "");
		if (length || lines[1] != '\n')
			plumb_text_add_n(text, lines, length + (lines[length] == '\n'));
		lines += length + (lines[length] == '\n');
	}
	plumb_text_add(text, "except Exception as error:  # nothing was tried of the promise\n"
			     "    print(\"could not be run: %r\" % error)\n"
			     "    sys.exit(2)\n");
}

char *plumb_repro_python(const struct plumb_row *row, const char *module, const char *version,
	const char *preamble, char *why, size_t size)
{
	struct plumb_script script = {
		.row = row,
		.version = version,
		.preamble = preamble,
		.far = strcmp(module, "socket") == 0 ? "socket" : "plain",
		.is_green = has_green_threads(module),
		.imports = PLUMB_IMPORT_FAULTHANDLER,
		.variables = plumb_have(json_object()),
		.peers = plumb_have(json_object()),
		.datagrams = plumb_have(json_object()),
	};
	struct plumb_text text = {0}, whole = {0};
	char *body, *inner;

	add_steps(&script);
	body = plumb_text_take(&script.body, 0);
	if (*script.why) {
		snprintf(why, size, "%s", script.why);
	} else {
		plumb_script_add_head(&script, &text, module);
		plumb_text_add_f(&text, "\n%sprint(\"as %s\")\n", body,
			version ? "CPython does" : "the document promises");
		inner = plumb_text_take(&text, 0);
		squeeze(inner);
		add_tried(&whole, row, inner);
		free(inner);
	}
	free(body);
	json_decref(script.variables);
	json_decref(script.peers);
	json_decref(script.datagrams);
	return *script.why ? NULL : plumb_text_take(&whole, 0);
}
