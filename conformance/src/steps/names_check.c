/* The names in the steps of a row: its variables and its peers, each named before it is used. */
#include "names_check.h"
#include "base/heap.h"
#include "base/word.h"
#include "values/value.h"

#include <stdlib.h>
#include <string.h>

enum state {
	LATER, /* a step that is still to come gives it */
	HERE,
	GONE, /* after `del` */
};

struct name {
	const char *text; /* of the step that gives it */
	enum state state;
};

/* All that are named anywhere in the row. */
struct names {
	struct name *names;
	size_t count;
};

struct scope {
	const struct plumb_form *form;
	struct names variables;
	struct names peers;
	const json_t *at; /* the step in the file */
};

/* A dotted name stands for the part before its first dot; NULL: nothing is named so. */
static struct name *find(const struct names *names, const char *dotted)
{
	size_t length = strcspn(dotted, ".");

	for (size_t i = 0; i < names->count; i++) {
		const char *text = names->names[i].text;
		if (strncmp(text, dotted, length) == 0 && text[length] == '\0')
			return &names->names[i];
	}
	return NULL;
}

static bool check_known(const struct scope *scope, const struct names *names, const char *name,
	const char *key, const char *what)
{
	const struct name *found = find(names, name);
	int length = (int)strcspn(name, ".");

	if (!found) {
		return plumb_form_complain(scope->form, scope->at, key,
			"%s: %.*s is no %s of the row", key, length, name, what);
	}
	if (found->state == GONE) {
		return plumb_form_complain(scope->form, scope->at, key,
			"%s: %.*s is used after its del", key, length, name);
	}
	return found->state == HERE ||
	       plumb_form_complain(scope->form, scope->at, key,
		       "%s: %.*s is used before it is named", key, length, name);
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

/* Whether a type of the module stands before the first dot. */
static bool is_type(const char *dotted)
{
	static const char *const types[] = {
		"socket", "SocketType", "error", "herror", "gaierror", "timeout"};
	size_t length = strcspn(dotted, ".");

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strlen(types[i]) == length && strncmp(types[i], dotted, length) == 0)
			return true;
	return false;
}

/*
 * The name in `call`, `get` and `set`: a variable or its attribute, or a name of the module. Of
 * these only the types have attributes; another name before a dot is a variable that is missing.
 */
static bool check_target(const struct scope *scope, const char *name, const char *key)
{
	if (find(&scope->variables, name))
		return check_known(scope, &scope->variables, name, key, "variable");
	if (!strchr(name, '.') || is_type(name))
		return true;
	return check_known(scope, &scope->variables, name, key, "variable");
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
static struct names *names_of(struct scope *scope, const struct plumb_step *step)
{
	return step->kind == PLUMB_STEP_PEER ? &scope->peers : &scope->variables;
}

static void set_state(struct names *names, const char *text, enum state state)
{
	struct name *found = find(names, text);

	if (found)
		found->state = state;
}

static void note_names(struct names *names, const struct plumb_step *step)
{
	for (size_t i = 0; i < step->as.count; i++)
		if (!find(names, step->as.names[i]))
			names->names[names->count++] = (struct name){.text = step->as.names[i]};
}

/* What the names are once the step is over. */
static void pass(struct scope *scope, const struct plumb_step *step)
{
	for (size_t i = 0; i < step->as.count; i++)
		set_state(names_of(scope, step), step->as.names[i], HERE);
	if (step->kind == PLUMB_STEP_DEL)
		set_state(&scope->variables, step->name, GONE);
}

static size_t count_names(const struct plumb_steps *steps)
{
	size_t count = 0;

	for (size_t i = 0; i < steps->count; i++)
		count += steps->steps[i].as.count;
	return count;
}

bool plumb_names_check(
	const struct plumb_form *form, const struct plumb_steps *steps, const json_t *originals)
{
	size_t most = count_names(steps);
	struct name *names = plumb_new(2 * most, sizeof(*names));
	struct scope scope = {
		.form = form, .variables = {.names = names}, .peers = {.names = names + most}};
	bool right = true;

	for (size_t i = 0; i < steps->count; i++)
		note_names(names_of(&scope, &steps->steps[i]), &steps->steps[i]);
	for (size_t i = 0; i < steps->count; i++) {
		const struct plumb_step *step = &steps->steps[i];
		scope.at = json_array_get(originals, i);
		right = check_action(&scope, step) && right;
		right = check_expected(&scope, &step->expectation) && right;
		pass(&scope, step);
	}
	free(names);
	return right;
}
