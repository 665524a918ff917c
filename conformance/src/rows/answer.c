#include "answer.h"

#include "values/value.h"
#include <stdio.h>
#include <string.h>

static const char *const kinds[] = {"gives", "raises", "lacks", "broken"};

/* The one key of an outcome beside `took_ns`; NULL where there is none or more than one. */
static const char *kind_of(const json_t *outcome)
{
	const char *found = NULL;
	size_t known = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (json_object_get(outcome, kinds[i])) {
			found = kinds[i];
			known++;
		}
	if (known != 1)
		return NULL;
	if (json_object_get(outcome, "took_ns"))
		known++;
	return json_object_size(outcome) == known ? found : NULL;
}

/* A step that was timed says how long it took, whatever came of it. */
static bool check_time(const json_t *outcome, bool timed, char *why, size_t size)
{
	const json_t *took = json_object_get(outcome, "took_ns");

	if (took ? json_is_integer(took) && json_integer_value(took) >= 0 : !timed)
		return true;
	snprintf(why, size,
		"answered a timed step without a whole number of nanoseconds as took_ns");
	return false;
}

static bool check_raises(const json_t *raises, char *why, size_t size)
{
	const json_t *code = json_object_get(raises, "code");

	if (json_object_size(raises) == 3 && json_is_string(json_object_get(raises, "class")) &&
		(json_is_string(code) || json_is_null(code)) &&
		json_is_string(json_object_get(raises, "text")))
		return true;
	snprintf(why, size, "answered a `raises` without `class`, `code` and `text`");
	return false;
}

static bool check_outcome(const json_t *outcome, bool timed, char *why, size_t size)
{
	const char *kind = kind_of(outcome);

	if (!kind) {
		snprintf(why, size,
			"answered an outcome that is not one of gives, raises, lacks, broken");
		return false;
	}
	if (strcmp(kind, "raises") == 0)
		return check_raises(json_object_get(outcome, "raises"), why, size) &&
		       check_time(outcome, timed, why, size);
	if (strcmp(kind, "gives") == 0)
		return check_time(outcome, timed, why, size) &&
		       plumb_value_check(
			       json_object_get(outcome, "gives"), PLUMB_ANSWER, why, size);
	if (json_is_string(json_object_get(outcome, kind)))
		return true;
	snprintf(why, size, "answered a `%s` that is not a string", kind);
	return false;
}

/* Whether the adapter goes on after this outcome, by the rules of `expect`. */
static bool goes_on(enum plumb_course course, const json_t *outcome)
{
	if (json_object_get(outcome, "gives"))
		return course != PLUMB_ON_ERROR;
	if (json_object_get(outcome, "raises"))
		return course != PLUMB_ON_VALUE;
	return false;
}

bool plumb_answer_check(
	const json_t *answer, const struct plumb_step *steps, size_t count, char *why, size_t size)
{
	const json_t *outcomes = json_object_get(answer, "steps"), *outcome;
	size_t i, given = json_array_size(outcomes);
	bool on = true;

	if (!json_is_array(outcomes)) {
		snprintf(why, size, "answered without a list of `steps`");
		return false;
	}
	json_array_foreach(outcomes, i, outcome) {
		if (i >= count || !on)
			break;
		if (!check_outcome(outcome, steps[i].expectation.timed, why, size))
			return false;
		on = goes_on(steps[i].expectation.course, outcome);
	}
	if (i < given || (given < count && on)) {
		snprintf(why, size, "answered %zu outcomes where %zu were due", given,
			on ? count : i);
		return false;
	}
	return true;
}
