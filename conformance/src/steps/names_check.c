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

static bool check_way(
	const struct scope *scope, const json_t *gives, const json_t *text, const char *key)
{
	bool right = check_value(scope, gives, key ? key : "gives");

	return check_value(scope, text, key ? key : "text") && right;
}

static bool check_expected(const struct scope *scope, const struct plumb_expectation *expectation)
{
	const json_t *detail = expectation->detail;
	bool right = true;

	for (size_t i = 0; i < expectation->count; i++) {
		const struct plumb_way *way = &expectation->ways[i];
		const char *key = way->is_defect ? "defect" : "drift";
		right = check_way(scope, way->gives, way->text, i == PLUMB_DOCUMENT ? NULL : key) &&
			right;
	}
	for (size_t i = 0; i < expectation->local_count; i++) {
		const struct plumb_way *way = &expectation->local[i].way;
		right = check_way(scope, way->gives, way->text, "on") && right;
	}
	return check_way(scope, json_object_get(detail, "gives"), json_object_get(detail, "text"),
		       "detail") &&
	       right;
}

static bool check_call(const struct scope *scope, const struct plumb_step *step)
{
	bool right = check_target(scope, step->name, "call");
	const char *name;
	json_t *value;

	right = check_value(scope, step->call.arguments, "call") && right;
	json_object_foreach(step->call.keywords, name, value)
		right = check_value(scope, value, "with") && right;
	return right;
}

static bool check_action(const struct scope *scope, const struct plumb_step *step)
{
	bool right = true;

	switch (step->kind) {
	case PLUMB_STEP_CALL:
		return check_call(scope, step);
	case PLUMB_STEP_GET:
		return check_target(scope, step->name, "get");
	case PLUMB_STEP_SET:
		right = check_target(scope, step->name, "set");
		return check_value(scope, step->value, "set") && right;
	case PLUMB_STEP_LET:
		return check_value(scope, step->value, "let");
	case PLUMB_STEP_DEL:
		return check_known(scope, &scope->variables, step->name, "del", "variable");
	case PLUMB_STEP_JOIN:
		return true;
	case PLUMB_STEP_PEER:
		return check_deed(scope, step->peer.written, "peer");
	case PLUMB_STEP_MEANWHILE:
		for (size_t i = 0; i < step->meanwhile.count; i++) {
			right = check_deed(scope, step->meanwhile.deeds[i].written, "meanwhile") &&
				right;
		}
		return right;
	case PLUMB_STEP_KERNEL:
		return check_value(scope, step->kernel.written, "kernel");
	}
	return right;
}

/* The names that the step gives, which are its peers' or the subject's. */
static void note_names(const struct plumb_step *step, json_t *variables, json_t *peers)
{
	json_t *names = step->kind == PLUMB_STEP_PEER ? peers : variables;

	for (size_t i = 0; i < step->as.count; i++)
		json_object_set_new(names, step->as.names[i], json_true());
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

bool plumb_names_check(
	const struct plumb_form *form, const struct plumb_steps *steps, const json_t *originals)
{
	struct scope scope = {.form = form, .variables = names_new(), .peers = names_new()};
	bool right = true;

	for (size_t i = 0; i < steps->count; i++)
		note_names(&steps->steps[i], scope.variables.ever, scope.peers.ever);
	for (size_t i = 0; i < steps->count; i++) {
		const struct plumb_step *step = &steps->steps[i];
		scope.at = json_array_get(originals, i);
		right = check_action(&scope, step) && right;
		right = check_expected(&scope, &step->expectation) && right;
		note_names(step, scope.variables.here, scope.peers.here);
		if (step->kind == PLUMB_STEP_DEL)
			json_object_set_new(scope.variables.here, step->name, json_false());
	}
	names_clear(&scope.variables);
	names_clear(&scope.peers);
	return right;
}
