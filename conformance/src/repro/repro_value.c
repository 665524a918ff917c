/* Values as expressions of a script: what show.h prints for people, as true Python. */
#include "repro_script.h"

#include "base/word.h"
#include "values/show.h"
#include "values/value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void add_fn(struct plumb_script *script, struct plumb_text *text, const json_t *content);

static void add_items(struct plumb_script *script, struct plumb_text *text, const json_t *items,
	const char *between)
{
	const json_t *item;
	size_t i;

	json_array_foreach(items, i, item) {
		plumb_text_add(text, i ? between : "");
		plumb_script_add_value(script, text, item);
	}
}

static void add_const(struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	(void)script;
	plumb_text_add_f(text, "socket.%s", json_string_value(content));
}

static void add_flags(struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	const json_t *name;
	size_t i;

	json_array_foreach(content, i, name) {
		plumb_text_add(text, i ? " | " : "");
		add_const(script, text, name);
	}
}

static void add_var(struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	(void)script;
	plumb_script_add_name(text, json_string_value(content));
}

static void add_tuple(struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	plumb_text_add(text, "(");
	add_items(script, text, content, ", ");
	plumb_text_add(text, json_array_size(content) == 1 ? ",)" : ")");
}

static void add_index(struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	script->index = true;
	plumb_text_add(text, "Index(");
	plumb_script_add_value(script, text, content);
	plumb_text_add(text, ")");
}

/* The address of a peer, whose parts are those of the pair that it is. */
static void add_peer(struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	const char *name = json_string_value(content);
	const char *dot = strchr(name, '.');
	char peer[64];
	const json_t *address;

	snprintf(peer, sizeof peer, "%.*s", (int)strcspn(name, "."), name);
	address = json_object_get(script->peers, peer);
	plumb_text_add(text, address ? json_string_value(address) : "None");
	if (dot)
		plumb_text_add(text, strcmp(dot, ".host") == 0 ? "[0]" : "[1]");
}

/* A path in the script's own directory, lengthened to so many bytes. */
static void add_path(struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	const json_t *name = json_is_array(content) ? json_array_get(content, 0) : content;
	char *path = plumb_script_value(script, name);

	script->directory = true;
	script->imports |= PLUMB_IMPORT_OS | PLUMB_IMPORT_TEMPFILE;
	plumb_text_add_f(text, "os.path.join(directory.name, %s)", path);
	if (json_is_array(content))
		plumb_text_add_f(text, ".ljust(%" JSON_INTEGER_FORMAT ", \"x\")",
			json_integer_value(json_array_get(content, 1)));
	free(path);
}

static void add_abstract(
	struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	const json_t *name = json_is_array(content) ? json_array_get(content, 0) : content;

	plumb_text_add(text, json_is_array(content) ? "(" : "");
	plumb_text_add(text, "b\"\\0\" + os.fsencode(");
	add_path(script, text, name);
	plumb_text_add(text, ")");
	if (json_is_array(content))
		plumb_text_add_f(text, ").ljust(%" JSON_INTEGER_FORMAT ", b\"\\0\")",
			json_integer_value(json_array_get(content, 1)));
}

static void add_errno(struct plumb_script *script, struct plumb_text *text, const json_t *content)
{
	script->imports |= PLUMB_IMPORT_ERRNO;
	plumb_text_add_f(text, "errno.%s", json_string_value(content));
}

static const struct {
	const char *tag;
	add_fn *add;
} tags[] = {
	{"const", add_const},
	{"flags", add_flags},
	{"var", add_var},
	{"tuple", add_tuple},
	{"index", add_index},
	{"peer", add_peer},
	{"path", add_path},
	{"abstract", add_abstract},
	{"errno", add_errno},
};

void plumb_script_add_value(
	struct plumb_script *script, struct plumb_text *text, const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);
	char *shown;

	for (size_t i = 0; tag && i < sizeof tags / sizeof tags[0]; i++) {
		if (strcmp(tag, tags[i].tag) == 0) {
			tags[i].add(script, text, content);
			return;
		}
	}
	if (json_is_array(value)) {
		plumb_text_add(text, "[");
		add_items(script, text, value, ", ");
		plumb_text_add(text, "]");
		return;
	}
	shown = plumb_show_value(value, 0);
	plumb_text_add(text, shown ? shown : "None");
	free(shown);
}

char *plumb_script_value(struct plumb_script *script, const json_t *value)
{
	struct plumb_text text = {0};

	plumb_script_add_value(script, &text, value);
	return plumb_text_take(&text, 0);
}
