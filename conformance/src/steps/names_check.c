/* The names in the steps of a row: its variables and its peers, each named before it is used. */
#include "names_check.h"
#include "base/heap.h"
#include "base/word.h"
#include "values/value.h"

#include <stdlib.h>
#include <string.h>

struct names {
	json_t *here; /* object: those that have been named so far; false after `del` */
	json_t *ever; /* object: those that are named anywhere in the row */
};

struct scope {
	const struct plumb_form *form;
	struct names variables;
	struct names peers;
	const json_t *at; /* the step in the file */
};

/* The part of a dotted name before its first dot; a new string. */
static char *first_part(const char *name)
{
	char *part = plumb_copy(name);

	part[strcspn(part, ".")] = '\0';
	return part;
}

static bool check_known(const struct scope *scope, const struct names *names, const char *name,
	const char *key, const char *what)
{
	char *first = first_part(name);
	const json_t *state = json_object_get(names->here, first);
	bool known = json_is_true(state);

	if (state && !known) {
		plumb_form_complain(
			scope->form, scope->at, key, "%s: %s is used after its del", key, first);
	} else if (!known && json_object_get(names->ever, first)) {
		plumb_form_complain(scope->form, scope->at, key,
			"%s: %s is used before it is named", key, first);
	} else if (!known) {
		plumb_form_complain(scope->form, scope->at, key, "%s: %s is no %s of the row", key,
			first, what);
	}
	free(first);
	return known;
}

/* Every {"var": ...} and {"peer": ...} in a value or a pattern. */
static bool check_value(const struct scope *scope, const json_t *value, const char *key)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);
	bool right = true;

	if (tag && strcmp(tag, "var") == 0) {
		return check_known(
			scope, &scope->variables, json_string_value(content), key, "variable");
	}
	if (tag && strcmp(tag, "peer") == 0)
		return check_known(scope, &scope->peers, json_string_value(content), key, "peer");
	if (tag)
		return check_value(scope, content, key);
	for (size_t i = 0; i < json_array_size(value); i++)
		right = check_value(scope, json_array_get(value, i), key) && right;
	return right;
}

/*
 * The name in `call`, `get` and `set`: a variable or its attribute, or a name of the module. Of
 * these only the types have attributes; another name before a dot is a variable that is missing.
 */
static bool check_target(const struct scope *scope, const char *name, const char *key)
{
	static const char *const types[] = {
		"socket", "SocketType", "error", "herror", "gaierror", "timeout"};
	char *first = first_part(name);
	bool of_module = !json_object_get(scope->variables.ever, first) && !strchr(name, '.');

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		of_module = of_module || (strcmp(first, types[i]) == 0 &&
						 !json_object_get(scope->variables.ever, first));
	}
	free(first);
	return of_module || check_known(scope, &scope->variables, name, key, "variable");
}

/* The words whose first argument is a peer. */
static bool begins_with_peer(const char *verb)
{
	static const char *const verbs[] = {"accept", "send", "sendto", "receive", "eof", "silent",
		"shutdown", "reset", "close", "fill"};

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verb, verbs[i]) == 0)
			return true;
	return false;
}

static bool check_deed(const struct scope *scope, const json_t *deed, const char *key)
{
	const char *peer = plumb_plain(json_array_get(deed, 1));
	size_t from = 1;
	bool right = true;

	if (begins_with_peer(json_string_value(json_array_get(deed, 0)))) {
		if (!peer) {
			return plumb_form_complain(
				scope->form, scope->at, key, "%s: of which peer?", key);
		}
		right = check_known(scope, &scope->peers, peer, key, "peer");
		from = 2;
	}
	for (size_t i = from; i < json_array_size(deed); i++)
		right = check_value(scope, json_array_get(deed, i), key) && right;
	return right;
}

/* The values of an object, each of which stands under the key of the step. */
static bool check_members(const struct scope *scope, const json_t *members, const char *key)
{
	const char *name;
	json_t *value;
	bool right = true;

	json_object_foreach((json_t *)members, name, value)
		right = check_value(scope, value, key) && right;
	return right;
}

/* One way in which a step may end, which stands under the key. */
static bool check_way(const struct scope *scope, const json_t *way, const char *key)
{
	bool right = check_value(scope, json_object_get(way, "gives"), key);

	return check_value(scope, json_object_get(way, "text"), key) && right;
}

static bool check_expected(const struct scope *scope, const json_t *step)
{
	static const char *const lists[] = {"drift", "defect"};
	bool right = check_value(scope, json_object_get(step, "gives"), "gives");
	const char *system;
	json_t *way;

	right = check_value(scope, json_object_get(step, "text"), "text") && right;
	right = check_way(scope, json_object_get(step, "detail"), "detail") && right;
	json_object_foreach(json_object_get(step, "on"), system, way)
		right = check_way(scope, way, "on") && right;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		const json_t *all = json_object_get(step, lists[i]);
		for (size_t k = 0; k < json_array_size(all); k++)
			right = check_way(scope, json_array_get(all, k), lists[i]) && right;
	}
	return right;
}

static bool check_call(const struct scope *scope, const json_t *call, const char *key)
{
	bool right = check_target(scope, json_string_value(json_array_get(call, 0)), key);

	for (size_t i = 1; i < json_array_size(call); i++)
		right = check_value(scope, json_array_get(call, i), key) && right;
	return right;
}

static bool check_step(const struct scope *scope, const json_t *step)
{
	const json_t *call = json_object_get(step, "call");
	const json_t *get = json_object_get(step, "get");
	const json_t *set = json_object_get(step, "set");
	const json_t *del = json_object_get(step, "del");
	const json_t *peer = json_object_get(step, "peer");
	const json_t *meanwhile = json_object_get(step, "meanwhile");
	const json_t *kernel = json_object_get(step, "kernel");
	bool right = !call || check_call(scope, call, "call");

	right = (!get || check_target(scope, json_string_value(get), "get")) && right;
	right = (!set || check_call(scope, set, "set")) && right;
	right = (!peer || check_deed(scope, peer, "peer")) && right;
	for (size_t i = 0; i < json_array_size(meanwhile); i++)
		right = check_deed(scope, json_array_get(meanwhile, i), "meanwhile") && right;
	for (size_t i = 0; i < json_array_size(kernel); i++)
		right = check_value(scope, json_array_get(kernel, i), "kernel") && right;
	if (del) {
		right = check_known(scope, &scope->variables, json_string_value(del), "del",
				"variable") &&
			right;
	}
	right = check_value(scope, json_object_get(step, "let"), "let") && right;
	right = check_members(scope, json_object_get(step, "with"), "with") && right;
	return check_expected(scope, step) && right;
}

static void name(json_t *names, const json_t *as)
{
	if (json_is_string(as))
		json_object_set_new(names, json_string_value(as), json_true());
	for (size_t i = 0; i < json_array_size(as); i++)
		name(names, json_array_get(as, i));
}

static struct names names_new(void)
{
	return (struct names){.here = plumb_have(json_object()), .ever = plumb_have(json_object())};
}

static void names_clear(struct names *names)
{
	json_decref(names->here);
	json_decref(names->ever);
}

bool plumb_names_check(const struct plumb_form *form, const json_t *steps, const json_t *originals)
{
	struct scope scope = {.form = form, .variables = names_new(), .peers = names_new()};
	bool right = true;

	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *step = json_array_get(steps, i);
		struct names *names =
			json_object_get(step, "peer") ? &scope.peers : &scope.variables;
		name(names->ever, json_object_get(step, "as"));
	}
	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *step = json_array_get(steps, i);
		const json_t *del = json_object_get(step, "del");
		struct names *names =
			json_object_get(step, "peer") ? &scope.peers : &scope.variables;
		scope.at = json_array_get(originals, i);
		right = check_step(&scope, step) && right;
		name(names->here, json_object_get(step, "as"));
		if (del) {
			json_object_set_new(
				scope.variables.here, json_string_value(del), json_false());
		}
	}
	names_clear(&scope.variables);
	names_clear(&scope.peers);
	return right;
}
