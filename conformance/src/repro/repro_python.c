/* A row as a script of Python: its steps in order, and before them what they need. */
#include "repro.h"

#include "base/heap.h"
#include "drift/drift.h"
#include "repro_script.h"
#include "steps/step_json.h"
#include "steps/step_show.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How long a script may wait before that counts as a failure. */
enum { SHOWN = 160, MOST_LINES = 29 };

/* --- one step --------------------------------------------------------------------------------- */

static void add_names(struct plumb_script *script, const struct plumb_step_names *as)
{
	for (size_t i = 0; i < as->count; i++)
		json_object_set_new(script->variables, as->names[i], json_true());
}

/* a, b: the names of a step's result; a new string. */
static char *names_of(const struct plumb_step_names *as)
{
	struct plumb_text text = {0};

	plumb_text_add(&text, "");
	for (size_t i = 0; i < as->count; i++) {
		plumb_text_add(&text, i ? ", " : "");
		plumb_script_add_name(&text, as->names[i]);
	}
	if (as->is_list && as->count == 1)
		plumb_text_add(&text, ",");
	return plumb_text_take(&text, 0);
}

/* 1, flags=2: the arguments of a call, each with a comma before it. */
static void add_arguments(
	struct plumb_script *script, struct plumb_text *text, const struct plumb_step *step)
{
	const json_t *value;
	const char *key;
	size_t i;

	json_array_foreach(step->call.arguments, i, value) {
		plumb_text_add(text, ", ");
		plumb_script_add_value(script, text, value);
	}
	json_object_foreach(step->call.keywords, key, value) {
		plumb_text_add_f(text, ", %s=", key);
		plumb_script_add_value(script, text, value);
	}
}

/* s, "family": an attribute, as getattr() wants it; false where the name has no dot. */
static bool add_attribute(struct plumb_script *script, struct plumb_text *text, const char *name)
{
	const char *dot = strrchr(name, '.');
	char *object = dot ? plumb_format("%.*s", (int)(dot - name), name) : NULL;

	if (object)
		plumb_script_add_callee(script, text, object);
	else if (json_object_get(script->variables, name))
		return false;
	else
		plumb_text_add(text, "socket");
	plumb_text_add_f(text, ", \"%s\"", dot ? dot + 1 : name);
	free(object);
	return true;
}

/* The step as an expression that never raises: its result, or the exception. */
static char *attempt_of(
	struct plumb_script *script, const struct plumb_step *step, const struct plumb_way *way)
{
	bool sets = step->kind == PLUMB_STEP_SET;
	struct plumb_text text = {0};

	if (step->kind == PLUMB_STEP_LET) {
		plumb_script_add_value(script, &text, step->value);
		return plumb_text_take(&text, 0);
	}
	script->attempts = true;
	if (step->kind == PLUMB_STEP_CALL && way->promise != PLUMB_PROMISE_ABSENCE) {
		plumb_text_add(&text, "attempt(");
		plumb_script_add_callee(script, &text, step->name);
		add_arguments(script, &text, step);
	} else {
		plumb_text_add_f(&text, "attempt(%s, ", sets ? "setattr" : "getattr");
		if (!add_attribute(script, &text, step->name)) {
			free(plumb_text_take(&text, 0));
			plumb_script_add_name(&text, step->name);
			return plumb_text_take(&text, 0);
		}
	}
	if (sets) {
		plumb_text_add(&text, ", ");
		plumb_script_add_value(script, &text, step->value);
	}
	plumb_text_add(&text, ")");
	return plumb_text_take(&text, 0);
}

/* The step as a programmer writes it who expects no failure. */
static char *statement_of(struct plumb_script *script, const struct plumb_step *step)
{
	struct plumb_text text = {0}, arguments = {0};
	char *shown;

	if (step->name)
		plumb_script_add_callee(script, &text, step->name);
	if (step->kind == PLUMB_STEP_CALL) {
		add_arguments(script, &arguments, step);
		shown = plumb_text_take(&arguments, 0);
		plumb_text_add_f(&text, "(%s)", shown && *shown ? shown + 2 : "");
		free(shown);
	}
	if (step->kind == PLUMB_STEP_SET)
		plumb_text_add(&text, " = ");
	if (step->kind == PLUMB_STEP_SET || step->kind == PLUMB_STEP_LET)
		plumb_script_add_value(script, &text, step->value);
	return plumb_text_take(&text, 0);
}

static void add_del(struct plumb_script *script, const char *name)
{
	struct plumb_text text = {0};
	char *shown;

	script->imports |= PLUMB_IMPORT_GC;
	plumb_script_add_name(&text, name);
	shown = plumb_text_take(&text, 0);
	plumb_script_line(script, "del %s", shown);
	plumb_script_line(script, "gc.collect()");
	json_object_del(script->variables, name);
	free(shown);
}

/* A row that CPython itself does not keep says so, and why. */
static void add_alternative(struct plumb_script *script, const struct plumb_way *way)
{
	char *versions = plumb_drift_versions(way), *shown = plumb_way_show(way, SHOWN);

	plumb_script_line(script, "# %s: CPython %s %s%s: %s",
		way->is_defect ? "A known defect" : "Known drift", versions,
		way->promise == PLUMB_PROMISE_VALUE ? "gives " : "", shown, way->why);
	free(versions);
	free(shown);
}

static void check_time(
	struct plumb_script *script, const struct plumb_expectation *expectation, const char *shown)
{
	const json_t *low = expectation->least_s, *high = expectation->most_s;
	char *least = low ? plumb_script_value(script, low) : NULL;
	char *most = high ? plumb_script_value(script, high) : NULL;
	char *condition = plumb_format("%s%stook%s%s", least ? least : "", least ? " <= " : "",
		most ? " <= " : "", most ? most : "");
	char *promise = plumb_format("%s takes %s%s%s%s s", shown, least ? "at least " : "",
		least ? least : "", most ? (least ? ", at most " : "at most ") : "",
		most ? most : "");

	if (least || most)
		plumb_script_check(script, condition, promise, "took");
	free(least);
	free(most);
	free(condition);
	free(promise);
}

static void check_way(struct plumb_script *script, const struct plumb_way *way, const char *shown,
	const char *condition, const char *came)
{
	char *expected = plumb_way_show(way, SHOWN);
	bool value = way->promise == PLUMB_PROMISE_VALUE;
	char *promise = plumb_format("%s%s %s", shown, value ? " gives" : "", expected);

	plumb_script_check(script, condition,
		way->promise == PLUMB_PROMISE_ABSENCE ? "there is no such name" : promise, came);
	free(promise);
	free(expected);
}

/* The call that a promise speaks of: without the names that its result is given. */
static char *shown_of(const struct plumb_step *step)
{
	char *shown = plumb_step_show_bare(step), *cut;

	cut = strlen(shown) > SHOWN ? plumb_format("%.*s...", SHOWN, shown) : plumb_copy(shown);
	free(shown);
	return cut;
}

/* Whether the way is one of a known drift or defect of the version that the script is for. */
static bool is_of_version(const struct plumb_script *script, const struct plumb_way *way)
{
	return script->version && plumb_way_holds(way, script->version);
}

/*
 * The promise of the script for the step: the document's or, for a version of CPython, its first
 * drift or its detail.
 */
static const struct plumb_way *promise_of(
	const struct plumb_script *script, const struct plumb_expectation *expectation)
{
	for (size_t i = 1; i < expectation->count; i++) {
		const struct plumb_way *way = &expectation->ways[i];
		if (!way->is_defect && is_of_version(script, way))
			return way;
	}
	return script->version && expectation->detailed ? expectation->detailed
							: &expectation->ways[PLUMB_DOCUMENT];
}

/*
 * What came must go the way or, of CPython's own version, may be as a known defect does it. NULL:
 * the step must simply succeed. Where the document promises nothing of the step, anything may come.
 */
static char *condition_of(struct plumb_script *script, const struct plumb_step *step,
	const struct plumb_way *way, const char *came)
{
	const struct plumb_expectation *expectation = &step->expectation;
	char *condition = plumb_script_condition(script, way, came);

	if (json_is_true(expectation->detail) && !script->version) {
		free(condition);
		return plumb_copy("True");
	}
	for (size_t i = 1; condition && i < expectation->count; i++) {
		const struct plumb_way *other = &expectation->ways[i];
		char *second, *either;
		if (!other->is_defect || !is_of_version(script, other))
			continue;
		second = plumb_script_condition(script, other, came);
		either = plumb_format("%s or %s", condition, second);
		free(condition);
		free(second);
		condition = either;
	}
	return condition;
}

/* The script checks what other systems do. */
static void add_local(struct plumb_script *script, const struct plumb_local *local)
{
	char *shown = plumb_way_show(&local->way, SHOWN);

	plumb_script_line(script, "# On %s: %s%s", local->system,
		local->way.promise == PLUMB_PROMISE_VALUE ? "gives " : "", shown);
	free(shown);
}

/* A drift that is promised is no alternative, nor are those of other versions beside it. */
static void add_alternatives(struct plumb_script *script,
	const struct plumb_expectation *expectation, const struct plumb_way *promised)
{
	bool drifts = promised->why;

	for (size_t i = 0; i < expectation->local_count; i++)
		add_local(script, &expectation->local[i]);
	for (size_t i = 1; i < expectation->count; i++)
		if (!drifts || expectation->ways[i].is_defect)
			add_alternative(script, &expectation->ways[i]);
}

/* A call in a thread: in_t = begin(True, s.recv, 1). */
static void add_begin(struct plumb_script *script, const struct plumb_step *step)
{
	struct plumb_text text = {0};
	char *call;

	if (script->is_green)
		plumb_script_give_up(script, "its threads are those of the module's package");
	script->begins = script->attempts = true;
	script->imports |= PLUMB_IMPORT_THREADING | PLUMB_IMPORT_TIME;
	plumb_script_add_callee(script, &text, step->name);
	add_arguments(script, &text, step);
	call = plumb_text_take(&text, 0);
	plumb_script_line(script, "in_%s = begin(%s, %s)", step->thread,
		step->waits ? "True" : "False", call);
	free(call);
}

/* The result of a call in a thread, and how long it took. */
static void add_joined(struct plumb_script *script, const struct plumb_step *step, const char *came)
{
	plumb_script_line(script, "in_%s.join()", step->name);
	plumb_script_line(script, "%s = in_%s.came", came, step->name);
	if (step->expectation.timed)
		plumb_script_line(script, "took = in_%s.took", step->name);
}

static void add_join(struct plumb_script *script, const struct plumb_step *step)
{
	const struct plumb_way *way = promise_of(script, &step->expectation);
	char *names = names_of(&step->as), *shown = shown_of(step);
	char *condition = condition_of(script, step, way, "came");

	add_alternatives(script, &step->expectation, way);
	add_joined(script, step, "came");
	if (condition)
		check_way(script, way, shown, condition, "came");
	else
		plumb_script_check(script, "not isinstance(came, Exception)", shown, "came");
	if (*names)
		plumb_script_line(script, "%s = came", names);
	if (step->expectation.timed)
		check_time(script, &step->expectation, shown);
	add_names(script, &step->as);
	free(names);
	free(shown);
	free(condition);
}

static void add_own_step(struct plumb_script *script, const struct plumb_step *step)
{
	static const struct plumb_step_names none = {0};
	const struct plumb_way *way = promise_of(script, &step->expectation);
	bool drifts = way->why;
	/* Where it fails there is nothing to be named. */
	const struct plumb_step_names *as =
		drifts && way->promise != PLUMB_PROMISE_VALUE ? &none : &step->as;
	bool timed = step->expectation.timed, one = as->count && !as->is_list;
	char *names = names_of(as), *shown = shown_of(step);
	char *came = plumb_copy(one ? names : "came");
	char *condition = condition_of(script, step, way, came);
	char *action = condition ? attempt_of(script, step, way) : statement_of(script, step);

	add_alternatives(script, &step->expectation, way);
	if (timed) {
		script->imports |= PLUMB_IMPORT_TIME;
		plumb_script_line(script, "began = time.monotonic()");
	}
	if (condition || *names)
		plumb_script_line(script, "%s = %s", condition ? came : names, action);
	else
		plumb_script_line(script, "%s", action);
	if (timed)
		plumb_script_line(script, "took = time.monotonic() - began");
	if (condition) {
		check_way(script, way, shown, condition, came);
		if (*names && !one)
			plumb_script_line(script, "%s = came", names);
	}
	if (timed)
		check_time(script, &step->expectation, shown);
	add_names(script, as);
	free(names);
	free(shown);
	free(came);
	free(condition);
	free(action);
}

static void add_step(struct plumb_script *script, const struct plumb_step *step)
{
	if (step->kind == PLUMB_STEP_KERNEL)
		plumb_script_give_up(
			script, "the runner answers its system calls, which no script can do");
	else if (!plumb_step_is_subjects(step))
		plumb_script_far_step(script, step);
	else if (step->kind == PLUMB_STEP_DEL)
		add_del(script, step->name);
	else if (step->kind == PLUMB_STEP_JOIN)
		add_join(script, step);
	else if (step->thread)
		add_begin(script, step);
	else
		add_own_step(script, step);
}

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
	add_step(script, step);
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
				add_step(script, &steps->steps[i]);
	}
	json_decref(written);
	plumb_script_far_end(script);
}

/* --- the whole -------------------------------------------------------------------------------- */

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
