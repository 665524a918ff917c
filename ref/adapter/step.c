/* Playing one step: preparing it, calling, and telling what became of it. */

#include "adapter.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What a step has come to, when it came to its call. */
struct played {
	struct pysock_value *value;
	struct problem problem;
	int64_t took_ns;
};

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* What is called, and with what. */
struct invocation {
	const struct helper *helper;
	struct pysock_value *callable; /* NULL for a helper */
	struct pysock_value **values;
	struct pysock_keyword *keywords;
	struct pysock_arguments arguments;
};

static void end_invocation(struct invocation *invocation)
{
	pysock_value_drop(invocation->callable);
	for (size_t i = 0; i < invocation->arguments.count; i++)
		pysock_value_drop(invocation->values[i]);
	for (size_t i = 0; i < invocation->arguments.keyword_count; i++)
		pysock_value_drop(invocation->keywords[i].value);
	free(invocation->values);
	free(invocation->keywords);
}

static int find_callable(const struct row *row, const char *name, struct invocation *invocation,
	struct problem *problem)
{
	if (row_find(row, name, strlen(name)) == NULL)
		invocation->helper = helper_find(name);
	if (invocation->helper != NULL)
		return 0;
	return name_resolve(row, name, &invocation->callable, problem);
}

static int decode_arguments(const struct row *row, const json_t *call, const json_t *with,
	struct invocation *invocation, struct problem *problem)
{
	struct pysock_arguments *arguments = &invocation->arguments;
	size_t count = json_array_size(call) - 1;
	void *iterator = json_object_iter((json_t *)(uintptr_t)with);

	invocation->values = adapter_need(calloc(count + 1, sizeof(struct pysock_value *)));
	invocation->keywords =
		adapter_need(calloc(json_object_size(with) + 1, sizeof *invocation->keywords));
	arguments->values = invocation->values;
	arguments->keywords = invocation->keywords;
	for (; arguments->count < count; arguments->count++)
		if (decode_value(row, json_array_get(call, arguments->count + 1),
			    &invocation->values[arguments->count], problem) < 0)
			return -1;
	for (; iterator != NULL;
		iterator = json_object_iter_next((json_t *)(uintptr_t)with, iterator)) {
		struct pysock_keyword *keyword = &invocation->keywords[arguments->keyword_count];
		keyword->name = json_object_iter_key(iterator);
		if (decode_value(row, json_object_iter_value(iterator), &keyword->value, problem) <
			0)
			return -1;
		arguments->keyword_count++;
	}
	return 0;
}

static int invoke(const struct invocation *invocation, struct played *played)
{
	struct problem *problem = &played->problem;
	int64_t began_ns = now_ns();
	int rc = invocation->helper != NULL
			 ? helper_call(invocation->helper, &invocation->arguments, &played->value,
				   &problem->error)
			 : pysock_call(invocation->callable, &invocation->arguments, &played->value,
				   &problem->error);

	played->took_ns = now_ns() - began_ns;
	problem->kind = PROBLEM_RAISED;
	return rc;
}

/* A name of the protocol; NULL where it is none, as text with a NUL. */
static const char *name_of(const json_t *json)
{
	const char *name = json_string_value(json);

	return name != NULL && strlen(name) == json_string_length(json) ? name : NULL;
}

static int play_call(struct row *row, const json_t *step, const json_t *call, struct played *played)
{
	const char *name = name_of(json_array_get(call, 0));
	struct invocation invocation = {0};

	if (name == NULL)
		return problem_broken(&played->problem, "a call without a name");
	int rc = find_callable(row, name, &invocation, &played->problem);
	if (rc == 0)
		rc = decode_arguments(
			row, call, json_object_get(step, "with"), &invocation, &played->problem);
	if (rc == 0)
		rc = invoke(&invocation, played);
	end_invocation(&invocation);
	return rc;
}

static int play_get(struct row *row, const json_t *step, const json_t *get, struct played *played)
{
	const char *name = name_of(get);
	int64_t began_ns = now_ns();

	(void)step;
	if (name == NULL)
		return problem_broken(&played->problem, "no name to get");
	int rc = name_resolve(row, name, &played->value, &played->problem);
	played->took_ns = now_ns() - began_ns;
	return rc;
}

/* Assigns to the attribute behind the last point of the name. */
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
		int64_t began_ns = now_ns();
		played->problem.kind = PROBLEM_RAISED;
		rc = pysock_set(object, point + 1, value, &played->problem.error);
		played->took_ns = now_ns() - began_ns;
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
	int64_t began_ns = now_ns();
	row_drop(row, variable);
	played->took_ns = now_ns() - began_ns;
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

/* Names the value, or the items of a sequence that has as many of them as there are names. */
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

/* Text as JSON, up to where it is UTF-8: a text that was cut may end within a character. */
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

/* Whether the outcome is not of the kind that the steps after this one need. */
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
