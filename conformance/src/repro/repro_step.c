/* One step of a row as lines of a script. */
#include "base/heap.h"
#include "repro_promise.h"
#include "repro_script.h"
#include "steps/step_show.h"

#include <stdlib.h>
#include <string.h>

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

/* The call that a promise speaks of: without the names that its result is given. */
static char *shown_of(const struct plumb_step *step)
{
	char *shown = plumb_step_show_bare(step), *cut;

	cut = strlen(shown) > PLUMB_SCRIPT_SHOWN
		      ? plumb_format("%.*s...", PLUMB_SCRIPT_SHOWN, shown)
		      : plumb_copy(shown);
	free(shown);
	return cut;
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
	const struct plumb_way *way = plumb_promise_of(script, &step->expectation);
	char *names = names_of(&step->as), *shown = shown_of(step);
	char *condition = plumb_promise_condition(script, step, way, "came");

	plumb_promise_add_alternatives(script, &step->expectation, way);
	add_joined(script, step, "came");
	if (condition)
		plumb_promise_check(script, way, shown, condition, "came");
	else
		plumb_script_check(script, "not isinstance(came, Exception)", shown, "came");
	if (*names)
		plumb_script_line(script, "%s = came", names);
	if (step->expectation.timed)
		plumb_promise_check_time(script, &step->expectation, shown);
	add_names(script, &step->as);
	free(names);
	free(shown);
	free(condition);
}

static void add_own_step(struct plumb_script *script, const struct plumb_step *step)
{
	static const struct plumb_step_names none = {0};
	const struct plumb_way *way = plumb_promise_of(script, &step->expectation);
	bool drifts = way->why;
	/* Where it fails there is nothing to be named. */
	const struct plumb_step_names *as =
		drifts && way->promise != PLUMB_PROMISE_VALUE ? &none : &step->as;
	bool timed = step->expectation.timed, one = as->count && !as->is_list;
	char *names = names_of(as), *shown = shown_of(step);
	char *came = plumb_copy(one ? names : "came");
	char *condition = plumb_promise_condition(script, step, way, came);
	char *action = condition ? attempt_of(script, step, way) : statement_of(script, step);

	plumb_promise_add_alternatives(script, &step->expectation, way);
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
		plumb_promise_check(script, way, shown, condition, came);
		if (*names && !one)
			plumb_script_line(script, "%s = came", names);
	}
	if (timed)
		plumb_promise_check_time(script, &step->expectation, shown);
	add_names(script, as);
	free(names);
	free(shown);
	free(came);
	free(condition);
	free(action);
}

void plumb_script_step(struct plumb_script *script, const struct plumb_step *step)
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
