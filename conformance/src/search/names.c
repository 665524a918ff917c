#include "names.h"

#include "base/heap.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

/* Returns the new name, borrowed until the next call, or NULL to keep the old one. */
typedef const char *rename_fn(void *context, const char *name);

/* A walk through a step. */
struct walk {
	const json_t *cast;
	rename_fn *rename;
	void *context;
};

static const char *const actions[] = {
	"call", "get", "set", "let", "del", "join", "peer", "meanwhile", "kernel"};

const char *plumb_action(const json_t *step)
{
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
		if (json_object_get(step, actions[i]))
			return actions[i];
	return NULL;
}

/* The name of call, get, set and del; NULL: the step has none. */
static const char *name_of(const json_t *step)
{
	static const char *const plain[] = {"get", "del"};

	for (size_t i = 0; i < 2; i++)
		if (json_object_get(step, plain[i]))
			return json_string_value(json_object_get(step, plain[i]));
	if (json_object_get(step, "call"))
		return json_string_value(json_array_get(json_object_get(step, "call"), 0));
	return json_string_value(json_array_get(json_object_get(step, "set"), 0));
}

const char *plumb_callee(const json_t *step)
{
	const char *name = name_of(step), *dot = name ? strrchr(name, '.') : NULL;

	return dot ? dot + 1 : name ? name : "";
}

char *plumb_target(const json_t *step)
{
	const char *name = name_of(step), *dot = name ? strchr(name, '.') : NULL;

	return dot ? plumb_format("%.*s", (int)(dot - name), name) : NULL;
}

/* --- renaming --------------------------------------------------------------------------------- */

/* Types of the module have attributes; before another dot stands a variable. */
static bool is_variable(const char *name, const char *dotted)
{
	static const char *const types[] = {
		"socket", "SocketType", "error", "herror", "gaierror", "timeout"};

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (strcmp(types[i], name) == 0)
			return false;
	return strchr(dotted, '.');
}

/*
 * s.recv with s renamed. The mark goes before a peer's name when it is asked for. surely: it can be
 * no name of the module.
 */
static json_t *map_dotted(
	const struct walk *walk, const char *dotted, const char *mark, bool surely)
{
	size_t length = strcspn(dotted, ".");
	char *name = plumb_format("%s%.*s", mark, (int)length, dotted);
	bool is_known = surely || json_object_get(walk->cast, name) || is_variable(name, dotted);
	const char *other = is_known ? walk->rename(walk->context, name) : NULL;
	char *whole = plumb_format("%s%s", (other ? other : name) + strlen(mark), dotted + length);
	json_t *mapped = plumb_have(json_string(whole));

	free(whole);
	free(name);
	return mapped;
}

static json_t *map_value(const struct walk *walk, const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);
	json_t *copy, *item;
	size_t i;

	if (tag && strcmp(tag, "var") == 0)
		return plumb_tagged("var", map_dotted(walk, json_string_value(content), "", true));
	if (tag && strcmp(tag, "peer") == 0)
		return plumb_tagged(
			"peer", map_dotted(walk, json_string_value(content), "&", true));
	if (tag)
		return plumb_tagged(tag, map_value(walk, content));
	if (!json_is_array(value))
		return plumb_have(json_deep_copy(value));
	copy = plumb_have(json_array());
	json_array_foreach(value, i, item)
		json_array_append_new(copy, map_value(walk, item));
	return copy;
}

static json_t *map_call(const struct walk *walk, const json_t *call)
{
	json_t *copy = map_value(walk, call);

	json_array_set_new(
		copy, 0, map_dotted(walk, json_string_value(json_array_get(call, 0)), "", false));
	return copy;
}

static json_t *map_keywords(const struct walk *walk, const json_t *with)
{
	json_t *copy = plumb_have(json_object()), *value;
	const char *key;

	json_object_foreach((json_t *)with, key, value)
		json_object_set_new(copy, key, map_value(walk, value));
	return copy;
}

/* Whether item 1 of such a deed is the name of a peer. */
static bool speaks_of_peer(const char *verb)
{
	static const char *const verbs[] = {"accept", "send", "sendto", "receive", "eof", "silent",
		"shutdown", "reset", "close", "fill"};

	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (strcmp(verb, verbs[i]) == 0)
			return true;
	return false;
}

static json_t *map_deed(const struct walk *walk, const json_t *deed)
{
	json_t *copy = map_value(walk, deed);
	const char *peer = json_string_value(json_array_get(deed, 1));

	if (peer && speaks_of_peer(json_string_value(json_array_get(deed, 0))))
		json_array_set_new(copy, 1, map_dotted(walk, peer, "&", true));
	return copy;
}

static json_t *map_deeds(const struct walk *walk, const json_t *deeds)
{
	json_t *copy = plumb_have(json_array()), *deed;
	size_t i;

	json_array_foreach(deeds, i, deed)
		json_array_append_new(copy, map_deed(walk, deed));
	return copy;
}

static json_t *map_given(const struct walk *walk, const json_t *as, const char *mark)
{
	json_t *copy, *name;
	size_t i;

	if (json_is_string(as))
		return map_dotted(walk, json_string_value(as), mark, true);
	copy = plumb_have(json_array());
	json_array_foreach(as, i, name)
		json_array_append_new(copy, map_dotted(walk, json_string_value(name), mark, true));
	return copy;
}

static json_t *map_member(
	const struct walk *walk, const json_t *step, const char *key, const json_t *value)
{
	if (strcmp(key, "call") == 0 || strcmp(key, "set") == 0)
		return map_call(walk, value);
	if (strcmp(key, "get") == 0 || strcmp(key, "del") == 0)
		return map_dotted(walk, json_string_value(value), "", json_object_get(step, "del"));
	if (strcmp(key, "with") == 0)
		return map_keywords(walk, value);
	if (strcmp(key, "peer") == 0)
		return map_deed(walk, value);
	if (strcmp(key, "meanwhile") == 0)
		return map_deeds(walk, value);
	if (strcmp(key, "as") == 0)
		return map_given(walk, value, json_object_get(step, "peer") ? "&" : "");
	return map_value(walk, value);
}

/* A copy of the step in which each name that it uses or gives is renamed. */
static json_t *map_names(const json_t *step, const json_t *cast, rename_fn *rename, void *context)
{
	const struct walk walk = {.cast = cast, .rename = rename, .context = context};
	json_t *copy = plumb_have(json_object()), *value;
	const char *key;

	json_object_foreach((json_t *)step, key, value)
		json_object_set_new(copy, key, map_member(&walk, step, key, value));
	return copy;
}

static const char *rename_by_table(void *context, const char *name)
{
	return json_string_value(json_object_get(context, name));
}

json_t *plumb_names_rename(const json_t *step, const json_t *cast, const json_t *names)
{
	return map_names(step, cast, rename_by_table, (json_t *)names);
}

/* --- what is used ----------------------------------------------------------------------------- */

static const char *collect(void *context, const char *name)
{
	json_object_set_new(context, name, json_null());
	return NULL;
}

json_t *plumb_names_used(const json_t *step, const json_t *cast)
{
	json_t *used = plumb_have(json_object());
	json_t *bare = plumb_have(json_copy((json_t *)step));

	json_object_del(bare, "as");
	json_decref(map_names(bare, cast, collect, used));
	json_decref(bare);
	return used;
}

/* --- what is given ---------------------------------------------------------------------------- */

struct kind {
	const char *callee;
	const char *first; /* of what it gives, taken apart or not */
	const char *rest;  /* of the other items */
};

static const struct kind kinds[] = {
	{"socket", "socket", NULL},
	{"SocketType", "socket", NULL},
	{"dup", "socket", NULL},
	{"fromfd", "socket", NULL},
	{"create_connection", "socket", NULL},
	{"create_server", "socket", NULL},
	{"socketpair", "socket", "socket"},
	{"accept", "socket", "address"},
	{"makefile", "file", NULL},
	{"open", "plain file", NULL},
	{"getsockname", "address", NULL},
	{"getpeername", "address", NULL},
	{"fileno", "descriptor", NULL},
	{"detach", "descriptor", NULL},
	{"bytearray", "buffer", NULL},
};

static const struct kind *find_kind(const char *callee)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].callee, callee) == 0)
			return &kinds[i];
	return NULL;
}

/* The kind of what a peer's step gives. */
static const char *peer_kind(const json_t *deed)
{
	const char *verb = json_string_value(json_array_get(deed, 0));
	bool is_dgram = json_is_string(json_array_get(deed, 2)) &&
			strcmp(json_string_value(json_array_get(deed, 2)), "dgram") == 0;

	if (strcmp(verb, "listen") == 0)
		return "&listener";
	return strcmp(verb, "bind") == 0 || is_dgram ? "&datagram" : "&stream";
}

/* The kind of item i of what the step gives; a new string. */
static char *kind_of(const json_t *step, size_t i, bool is_list)
{
	const json_t *deed = json_object_get(step, "peer"), *value = json_object_get(step, "let");
	const struct kind *kind = find_kind(plumb_callee(step));
	const char *tag = plumb_tag(value, NULL);

	if (deed)
		return plumb_copy(peer_kind(deed));
	if (value)
		return plumb_format("let %s", tag ? tag : "plain");
	if (!kind || !json_object_get(step, "call"))
		return plumb_format("%s %zu", plumb_callee(step), is_list ? i + 1 : 0);
	if (kind->rest && !is_list)
		return plumb_format("pair of %s", kind->rest);
	return plumb_copy(i == 0 || !kind->rest ? kind->first : kind->rest);
}

static void give(const json_t *step, json_t *cast, const char *name, size_t i, bool is_list)
{
	char *marked = plumb_format("%s%s", json_object_get(step, "peer") ? "&" : "", name);
	char *kind = kind_of(step, i, is_list);

	json_object_set_new(cast, marked, plumb_have(json_string(kind)));
	free(kind);
	free(marked);
}

void plumb_names_give(const json_t *step, json_t *cast)
{
	const json_t *as = json_object_get(step, "as"), *name;
	size_t i;

	if (json_is_string(as))
		give(step, cast, json_string_value(as), 0, false);
	json_array_foreach(as, i, name)
		give(step, cast, json_string_value(name), i, true);
}

void plumb_names_drop(const json_t *step, json_t *cast)
{
	const char *name = json_string_value(json_object_get(step, "del"));

	if (name)
		json_object_del(cast, name);
}

json_t *plumb_names_of(const json_t *steps)
{
	json_t *cast = plumb_have(json_object());
	const json_t *step;
	size_t i;

	json_array_foreach(steps, i, step)
		plumb_names_give(step, cast);
	return cast;
}

char *plumb_fresh_name(const json_t *cast, const char *mark)
{
	for (unsigned number = 1;; number++) {
		char *name = plumb_format("%sn%u", mark, number);
		if (!json_object_get(cast, name))
			return name;
		free(name);
	}
}
