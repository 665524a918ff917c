/* Plays one step: prepares it, makes the call, and reports the outcome. */

#include "beside.h"
#include "host.h"
#include "invocation.h"

#include <stdlib.h>
#include <string.h>

/* A name of the protocol; NULL if it is not one, such as text with a NUL. */
static const char *name_of(const json_t *json)
{
	const char *name = json_string_value(json);

	return name != NULL && strlen(name) == json_string_length(json) ? name : NULL;
}

static int play_call(struct row *row, const json_t *step, const json_t *call, struct played *played)
{
	const char *name = name_of(json_array_get(call, 0));
	const char *thread = name_of(json_object_get(step, "in"));
	struct invocation invocation = {0};

	if (name == NULL)
		return problem_broken(&played->problem, "a call without a name");
	if (thread != NULL && !host_has_threads())
		return problem_broken(&played->problem, "no threads on this system");
	int rc = invocation_make(
		&invocation, row, name, call, json_object_get(step, "with"), &played->problem);
	if (rc == 0 && thread != NULL) {
		beside_begin(
			row, thread, &invocation, json_is_true(json_object_get(step, "waits")));
		played->value = adapter_need(pysock_value_none());
		return 0;
	}
	if (rc == 0)
		rc = invocation_run(&invocation, played);
	invocation_end(&invocation);
	return rc;
}

static int play_join(struct row *row, const json_t *step, const json_t *join, struct played *played)
{
	const char *thread = name_of(join);

	(void)step;
	if (thread == NULL)
		return problem_broken(&played->problem, "no name of a thread to join");
	return beside_join(row, thread, played);
}

static int play_get(struct row *row, const json_t *step, const json_t *get, struct played *played)
{
	const char *name = name_of(get);
	int64_t began_ns = adapter_now_ns();

	(void)step;
	if (name == NULL)
		return problem_broken(&played->problem, "no name to get");
	int rc = name_resolve(row, name, &played->value, &played->problem);
	played->took_ns = adapter_now_ns() - began_ns;
	return rc;
}

/* Assigns to the attribute after the last point of the name. */
static int assign(
	struct row *row, const char *name, struct pysock_value *value, struct played *played)
{
	char *head = adapter_need(strdup(name)), *point = strrchr(head, '.');
	struct pysock_value *object;
	int rc;

	if (point == NULL) {
		free(head);
		return problem_broken(&played->problem, "%s is no attribute", name);
	}
	*point = '\0';
	rc = name_resolve(row, head, &object, &played->problem);
	if (rc == 0) {
		int64_t began_ns = adapter_now_ns();
		played->problem.kind = PROBLEM_RAISED;
		rc = pysock_set(object, point + 1, value, &played->problem.error);
		played->took_ns = adapter_now_ns() - began_ns;
		pysock_value_drop(object);
	}
	free(head);
	return rc;
}

static int play_set(struct row *row, const json_t *step, const json_t *set, struct played *played)
{
	const char *name = name_of(json_array_get(set, 0));
	struct pysock_value *value;

	(void)step;
	if (name == NULL || json_array_size(set) != 2)
		return problem_broken(&played->problem, "set takes a name and a value");
	if (decode_value(row, json_array_get(set, 1), &value, &played->problem) < 0)
		return -1;
	int rc = assign(row, name, value, played);
	pysock_value_drop(value);
	if (rc == 0)
		played->value = adapter_need(pysock_value_none());
	return rc;
}

static int play_let(struct row *row, const json_t *step, const json_t *let, struct played *played)
{
	(void)step;
	return decode_value(row, let, &played->value, &played->problem);
}

static int play_del(struct row *row, const json_t *step, const json_t *del, struct played *played)
{
	const char *name = name_of(del);
	struct variable *variable = name == NULL ? NULL : row_find(row, name, strlen(name));

	(void)step;
	if (variable == NULL || variable->value == NULL)
		return problem_broken(
			&played->problem, "no variable %s", name == NULL ? "to delete" : name);
	int64_t began_ns = adapter_now_ns();
	row_drop(row, variable);
	played->took_ns = adapter_now_ns() - began_ns;
	played->value = adapter_need(pysock_value_none());
	return 0;
}

static int play(struct row *row, const json_t *step, struct played *played)
{
	static const struct {
		const char *key;
		int (*play)(struct row *row, const json_t *step, const json_t *inner,
			struct played *played);
	} kinds[] = {
		{"call", play_call},
		{"get", play_get},
		{"set", play_set},
		{"let", play_let},
		{"del", play_del},
		{"join", play_join},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const json_t *inner = json_object_get(step, kinds[i].key);
		if (inner != NULL)
			return kinds[i].play(row, step, inner, played);
	}
	return problem_broken(&played->problem, "an unknown step");
}

static void declare(struct row *row, const json_t *as)
{
	if (json_is_string(as))
		row_declare(row, json_string_value(as));
	for (size_t i = 0; i < json_array_size(as); i++)
		declare(row, json_array_get(as, i));
}

/* Gives the value a name, or the items of a sequence one name each. */
static void name_result(struct row *row, const json_t *as, struct pysock_value *value)
{
	enum pysock_value_kind kind = pysock_value_kind(value);

	if (json_is_string(as))
		row_name(row, json_string_value(as), value);
	if ((kind != PYSOCK_VALUE_TUPLE && kind != PYSOCK_VALUE_LIST) ||
		json_array_size(as) != pysock_value_count(value))
		return;
	for (size_t i = 0; i < json_array_size(as); i++)
		name_result(row, json_array_get(as, i), pysock_value_item(value, i));
}

/* Text as JSON, up to the first invalid UTF-8: a truncated text may end within a character. */
static json_t *tell_text(const char *text)
{
	size_t size = strlen(text);
	json_t *told;

	while ((told = json_stringn(text, size)) == NULL && size > 0)
		size--;
	return adapter_need(told);
}

static json_t *tell_problem(const struct problem *problem)
{
	const struct pysock_error *error = &problem->error;

	switch (problem->kind) {
	case PROBLEM_LACKS:
		return json_pack("{s:o}", "lacks", tell_text(problem->text));
	case PROBLEM_BROKEN:
		return json_pack("{s:o}", "broken", tell_text(problem->text));
	default:
		return json_pack("{s:{s:s,s:o,s:o}}", "raises", "class",
			pysock_exception_name(error->exception), "code", symbol_of(error), "text",
			tell_text(error->text));
	}
}

/* Whether the outcome is not of the expected kind, so that the row cannot go on. */
static bool is_end(const json_t *step, bool gave, const struct problem *problem)
{
	const char *expect = json_string_value(json_object_get(step, "expect"));

	if (!gave && problem->kind != PROBLEM_RAISED)
		return true;
	return expect != NULL && strcmp(expect, gave ? "error" : "value") == 0;
}

json_t *step_play(struct row *row, const json_t *step, bool *stop)
{
	const json_t *as = json_object_get(step, "as");
	struct played played = {0};
	json_t *outcome;

	declare(row, as);
	bool gave = play(row, step, &played) == 0;
	if (gave) {
		outcome = json_pack("{s:o}", "gives", encode_value(played.value));
		name_result(row, as, played.value);
		pysock_value_drop(played.value);
	} else {
		outcome = tell_problem(&played.problem);
	}
	adapter_need(outcome);
	if (json_is_true(json_object_get(step, "timed")) &&
		(gave || played.problem.kind == PROBLEM_RAISED))
		json_object_set_new(outcome, "took_ns", json_integer(played.took_ns));
	*stop = is_end(step, gave, &played.problem);
	return outcome;
}
