/* A row as a script of Python: its steps in order, and before them what they need. */
#include "repro.h"

#include "base/heap.h"
#include "drift/drift.h"
#include "repro_script.h"
#include "rows/expect.h"
#include "values/show.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How long a script may wait before that counts as a failure. */
enum { SHOWN = 160, MOST_LINES = 39 };

/* --- one step --------------------------------------------------------------------------------- */

static void add_names(struct plumb_script *script, const json_t *as)
{
	const json_t *name;
	size_t i;

	if (json_is_string(as))
		json_object_set_new(script->variables, json_string_value(as), json_true());
	json_array_foreach(as, i, name)
		json_object_set_new(script->variables, json_string_value(name), json_true());
}

/* a, b: the names of a step's result; a new string. */
static char *names_of(const json_t *as)
{
	struct plumb_text text = {0};
	const json_t *name;
	size_t i;

	if (json_is_string(as))
		plumb_script_add_name(&text, json_string_value(as));
	json_array_foreach(as, i, name)
	{
		plumb_text_add(&text, i ? ", " : "");
		plumb_script_add_name(&text, json_string_value(name));
	}
	if (json_array_size(as) == 1)
		plumb_text_add(&text, ",");
	return plumb_text_take(&text, 0);
}

/* 1, flags=2: the arguments of a call, each with a comma before it. */
static void add_arguments(struct plumb_script *script, struct plumb_text *text, const json_t *step)
{
	const json_t *call = json_object_get(step, "call"), *value;
	const char *key;

	for (size_t i = 1; i < json_array_size(call); i++) {
		plumb_text_add(text, ", ");
		plumb_script_add_value(script, text, json_array_get(call, i));
	}
	json_object_foreach(json_object_get(step, "with"), key, value)
	{
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

/* The step as an expression that never raises: what came of it, or the exception. */
static char *attempt_of(struct plumb_script *script, const json_t *step)
{
	const char *get = json_string_value(json_object_get(step, "get"));
	const char *set = json_string_value(json_array_get(json_object_get(step, "set"), 0));
	const char *call = json_string_value(json_array_get(json_object_get(step, "call"), 0));
	bool absent = json_object_get(step, "absent");
	struct plumb_text text = {0};

	if (json_object_get(step, "let")) {
		plumb_script_add_value(script, &text, json_object_get(step, "let"));
		return plumb_text_take(&text, 0);
	}
	script->attempts = true;
	if (call && !absent) {
		plumb_text_add(&text, "attempt(");
		plumb_script_add_callee(script, &text, call);
		add_arguments(script, &text, step);
	} else {
		plumb_text_add_f(&text, "attempt(%s, ", set ? "setattr" : "getattr");
		if (!add_attribute(script, &text, set ? set : get ? get : call)) {
			free(plumb_text_take(&text, 0));
			plumb_script_add_name(&text, get);
			return plumb_text_take(&text, 0);
		}
	}
	if (set) {
		plumb_text_add(&text, ", ");
		plumb_script_add_value(
			script, &text, json_array_get(json_object_get(step, "set"), 1));
	}
	plumb_text_add(&text, ")");
	return plumb_text_take(&text, 0);
}

/* The step as a programmer writes it who expects no harm of it. */
static char *statement_of(struct plumb_script *script, const json_t *step)
{
	const json_t *call = json_object_get(step, "call"), *set = json_object_get(step, "set");
	const json_t *value = set ? json_array_get(set, 1) : json_object_get(step, "let");
	struct plumb_text text = {0}, arguments = {0};
	char *shown;

	if (call) {
		plumb_script_add_callee(script, &text, json_string_value(json_array_get(call, 0)));
		add_arguments(script, &arguments, step);
		shown = plumb_text_take(&arguments, 0);
		plumb_text_add_f(&text, "(%s)", *shown ? shown + 2 : "");
		free(shown);
	} else if (set) {
		plumb_script_add_callee(script, &text, json_string_value(json_array_get(set, 0)));
		plumb_text_add(&text, " = ");
	} else if (!value) {
		plumb_script_add_callee(
			script, &text, json_string_value(json_object_get(step, "get")));
	}
	if (value)
		plumb_script_add_value(script, &text, value);
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
static void add_alternatives(struct plumb_script *script, const json_t *step)
{
	for (size_t i = 1; i < plumb_expect_count(step); i++) {
		const json_t *item = plumb_expect_item(step, i);
		char *versions = plumb_drift_versions(item),
		     *shown = plumb_show_expected(item, SHOWN);
		plumb_script_line(script, "# %s: CPython %s %s%s: %s",
			plumb_expect_is_defect(step, i) ? "A known defect" : "Known drift",
			versions, json_object_get(item, "gives") ? "gives " : "",
			shown ? shown : "", json_string_value(json_object_get(item, "why")));
		free(versions);
		free(shown);
	}
}

static void check_time(struct plumb_script *script, const json_t *step, const char *shown)
{
	const json_t *takes = json_object_get(step, "takes");
	const json_t *low = json_array_get(takes, 0), *high = json_array_get(takes, 1);
	char *least = json_is_null(low) ? NULL : plumb_script_value(script, low);
	char *most = json_is_null(high) ? NULL : plumb_script_value(script, high);
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

static void check_step(struct plumb_script *script, const json_t *step, const char *shown,
	const char *condition, const char *came)
{
	char *expected = plumb_show_expected(step, SHOWN);
	bool value = json_object_get(step, "gives");
	char *promise = plumb_format("%s%s %s", shown, value ? " gives" : "", expected);

	if (json_object_get(step, "absent"))
		plumb_script_check(script, condition, "there is no such name", came);
	else
		plumb_script_check(script, condition, promise, came);
	free(promise);
	free(expected);
}

/* The call that a promise speaks of: without the names that its result is given. */
static char *shown_of(const json_t *step)
{
	json_t *bare = plumb_have(json_copy((json_t *)step));
	char *shown, *cut;

	json_object_del(bare, "as");
	shown = plumb_show_step(bare);
	json_decref(bare);
	cut = strlen(shown) > SHOWN ? plumb_format("%.*s...", SHOWN, shown) : plumb_copy(shown);
	free(shown);
	return cut;
}

/*
 * What came must be as the step says or, of CPython's own version, may be as a known defect does
 * it. NULL: the step must simply succeed.
 */
static char *condition_of(struct plumb_script *script, const json_t *step, const char *came)
{
	char *condition = plumb_script_condition(script, step, came);

	for (size_t i = 1; condition && script->version && i < plumb_expect_count(step); i++) {
		char *other, *either;
		if (!plumb_expect_is_defect(step, i) ||
			!plumb_expect_holds(step, i, script->version))
			continue;
		other = plumb_script_condition(script, plumb_expect_item(step, i), came);
		either = plumb_format("%s or %s", condition, other);
		free(condition);
		free(other);
		condition = either;
	}
	return condition;
}

static void add_step(struct plumb_script *script, const json_t *step)
{
	const json_t *as = json_object_get(step, "as");
	bool timed = json_object_get(step, "takes"), one = json_is_string(as);
	char *names = names_of(as), *shown = shown_of(step);
	char *came = plumb_copy(one ? names : "came");
	char *condition = condition_of(script, step, came);
	char *action = condition ? attempt_of(script, step) : statement_of(script, step);

	add_alternatives(script, step);
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
		check_step(script, step, shown, condition, came);
		if (*names && !one)
			plumb_script_line(script, "%s = came", names);
	}
	if (timed)
		check_time(script, step, shown);
	add_names(script, as);
	free(names);
	free(shown);
	free(came);
	free(condition);
	free(action);
}

/*
 * The step with what the script's version of CPython does as its promise, its detail included; a
 * new reference.
 */
static json_t *as_promised(const struct plumb_script *script, json_t *step)
{
	static const char *const keys[] = {"gives", "raises", "text", "absent"};
	size_t last = json_array_size(json_object_get(step, "drift"));

	for (size_t i = 1; script->version && i <= last; i++) {
		json_t *promised;
		if (!plumb_expect_holds(step, i, script->version))
			continue;
		promised = plumb_have(json_copy(step));
		for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
			json_t *part = json_object_get(plumb_expect_item(step, i), keys[k]);
			json_object_del(promised, keys[k]);
			if (part)
				json_object_set(promised, keys[k], part);
		}
		json_object_del(promised, "drift");
		if (!json_object_get(promised, "gives"))
			json_object_del(promised, "as");
		return promised;
	}
	return script->version ? plumb_expect_detailed(step) : json_incref(step);
}

static void add_own_step(struct plumb_script *script, json_t *step)
{
	json_t *promised = as_promised(script, step);

	add_step(script, promised);
	json_decref(promised);
}

static void add_any_step(struct plumb_script *script, json_t *step)
{
	if (json_object_get(step, "peer") || json_object_get(step, "meanwhile"))
		plumb_script_far_step(script, step);
	else if (json_object_get(step, "kernel"))
		plumb_script_give_up(
			script, "in it the runner answers system calls, which no script can");
	else if (json_object_get(step, "del"))
		add_del(script, json_string_value(json_object_get(step, "del")));
	else
		add_own_step(script, step);
}

/* How often the row has this step in succession: a step that names nothing, and is its own. */
static size_t times_of(const json_t *steps, size_t at)
{
	const json_t *step = json_array_get(steps, at);
	size_t times = 1;

	if (!json_object_get(step, "call") || json_object_get(step, "as"))
		return 1;
	while (json_equal(step, json_array_get(steps, at + times)))
		times++;
	return times;
}

/* What is the same again and again is a loop. */
static void add_loop(struct plumb_script *script, json_t *step, size_t times)
{
	struct plumb_text before = script->body;
	char *body, *rest, *line;

	script->body = (struct plumb_text){0};
	add_any_step(script, step);
	body = rest = plumb_text_take(&script->body, 0);
	script->body = before;
	plumb_script_line(script, "for _ in range(%zu):", times);
	while (rest && *rest && (line = strsep(&rest, "\n")))
		plumb_text_add_f(&script->body, "    %s\n", line);
	free(body);
}

static void add_steps(struct plumb_script *script)
{
	const json_t *steps = script->row->steps;
	size_t times;

	for (size_t i = 0; i < json_array_size(steps); i += times) {
		times = times_of(steps, i);
		if (times > 2)
			add_loop(script, json_array_get(steps, i), times);
		else
			for (size_t k = 0; k < times; k++)
				add_any_step(script, json_array_get(steps, i));
	}
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

char *plumb_repro_python(const struct plumb_row *row, const char *module, const char *version,
	char *why, size_t size)
{
	struct plumb_script script = {
		.row = row,
		.version = version,
		.far = strcmp(module, "socket") == 0 ? "socket" : "plain",
		.imports = PLUMB_IMPORT_FAULTHANDLER,
		.variables = plumb_have(json_object()),
		.peers = plumb_have(json_object()),
		.datagrams = plumb_have(json_object()),
	};
	struct plumb_text text = {0};
	char *body, *whole = NULL;

	add_steps(&script);
	body = plumb_text_take(&script.body, 0);
	if (*script.why) {
		snprintf(why, size, "%s", script.why);
	} else {
		plumb_script_add_head(&script, &text, module);
		plumb_text_add_f(&text, "\n%sprint(\"as %s\")\n", body,
			version ? "CPython does" : "the document promises");
		whole = plumb_text_take(&text, 0);
		squeeze(whole);
	}
	free(body);
	json_decref(script.variables);
	json_decref(script.peers);
	json_decref(script.datagrams);
	return whole;
}
