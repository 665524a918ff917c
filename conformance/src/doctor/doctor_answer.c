#include "doctor_answer.h"

#include "base/heap.h"
#include "doctor_form.h"
#include "rows/answer.h"
#include "steps/fit.h"
#include "values/scope.h"
#include "values/show.h"
#include "values/value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	REASON = 480,
	SHOWN = 100, /* how much is shown of a different behaviour */
};

/* The actual outcome is kept under this name, which no check uses. */
static const char otherwise[] = "";

/* A new value in which {"kept": NAME} is replaced by the value kept under that name. */
static json_t *with_kept(const json_t *kept, const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content), *key;
	json_t *copy, *item;
	size_t i;

	if (tag && strcmp(tag, "kept") == 0) {
		json_t *found = json_object_get(kept, json_string_value(content));
		return found ? json_deep_copy(found) : json_null();
	}
	if (json_is_array(value)) {
		copy = plumb_have(json_array());
		json_array_foreach(value, i, item)
			json_array_append_new(copy, with_kept(kept, item));
	} else if (json_is_object(value)) {
		copy = plumb_have(json_object());
		json_object_foreach((json_t *)value, key, item)
			json_object_set_new(copy, key, with_kept(kept, item));
	} else {
		copy = json_deep_copy(value);
	}
	return copy;
}

/* The steps as they are sent, without their expectations. */
json_t *plumb_doctor_steps(const json_t *kept, const json_t *request)
{
	static const char *const own[] = {"want", "keep", "least_ns"};
	json_t *steps = with_kept(kept, json_object_get(request, "steps")), *step;
	size_t i;

	json_array_foreach(steps, i, step)
		for (size_t k = 0; k < sizeof own / sizeof own[0]; k++)
			json_object_del(step, own[k]);
	return steps;
}

/* The part of the steps that decides the form of the answer; a new block. */
static struct plumb_step *as_row(const json_t *steps)
{
	struct plumb_step *row = plumb_new(json_array_size(steps), sizeof *row);
	const json_t *step;
	size_t i;

	json_array_foreach(steps, i, step) {
		const char *expect = json_string_value(json_object_get(step, "expect"));
		struct plumb_expectation *expectation = &row[i].expectation;
		if (expect && strcmp(expect, "error") == 0)
			expectation->course = PLUMB_ON_ERROR;
		else if (expect && strcmp(expect, "value") == 0)
			expectation->course = PLUMB_ON_VALUE;
		expectation->timed = json_object_get(step, "timed");
	}
	return row;
}

/* The expected outcome, with repeated bytes written out. */
static json_t *written_out(const json_t *want)
{
	const struct plumb_scope scope = {0};
	json_t *copy = plumb_have(json_copy((json_t *)want));
	json_t *value = json_object_get(want, "gives");
	char why[REASON];

	if (value)
		json_object_set_new(copy, "gives",
			plumb_have(plumb_resolve_pattern(value, &scope, why, sizeof why)));
	return copy;
}

static bool goes_way(const json_t *want, const json_t *outcome, char *why, size_t size)
{
	json_t *whole = written_out(want);
	struct plumb_way way;
	bool goes;

	plumb_way_make(&way, whole);
	goes = plumb_way_fits(&way, outcome, NULL, why, size);
	plumb_way_clear(&way);
	json_decref(whole);
	return goes;
}

/* Whether an outcome is the expected one. Rows never expect `lacks` and `broken`, but checks do. */
static bool fits(const json_t *want, const json_t *outcome, char *why, size_t size)
{
	const json_t *lacks = json_object_get(want, "lacks"), *item;
	size_t i;

	json_array_foreach(want, i, item)
		if (fits(item, outcome, why, size))
			return true;
	if (json_is_array(want))
		return false;
	if (lacks) {
		snprintf(why, size, "{\"lacks\": \"%s\"}", json_string_value(lacks));
		return json_equal(lacks, json_object_get(outcome, "lacks"));
	}
	if (json_object_get(want, "otherwise"))
		return false;
	if (json_object_get(want, "broken")) {
		snprintf(why, size, "{\"broken\": ...}");
		return json_object_get(outcome, "broken");
	}
	if (json_object_get(outcome, "broken")) {
		snprintf(why, size, "a step that can be played");
		return false;
	}
	return goes_way(want, outcome, why, size);
}

static bool check_time(const json_t *step, const json_t *outcome, char *why, size_t size)
{
	json_int_t least = json_integer_value(json_object_get(step, "least_ns"));
	json_int_t took = json_integer_value(json_object_get(outcome, "took_ns"));

	if (took >= least)
		return true;
	snprintf(why, size, "`took_ns` of at least %" JSON_INTEGER_FORMAT, least);
	return false;
}

/* Whether the implementation may behave differently here, which is not the adapter's fault. */
static bool may_differ(const json_t *want, const json_t *outcome)
{
	const json_t *item;
	size_t i;

	json_array_foreach(want, i, item)
		if (json_object_get(item, "otherwise"))
			return json_object_get(outcome, "gives") ||
			       json_object_get(outcome, "raises");
	return false;
}

static void note_otherwise(json_t *kept, const json_t *outcome)
{
	char *text = plumb_show_outcome(outcome, SHOWN);

	json_object_set_new(kept, otherwise, plumb_have(json_string(text ? text : "?")));
	free(text);
}

const char *plumb_doctor_otherwise(const json_t *kept)
{
	return json_string_value(json_object_get(kept, otherwise));
}

static bool check_step(json_t *kept, const json_t *step, size_t number, const json_t *outcome,
	char *why, size_t size)
{
	json_t *want = with_kept(kept, json_object_get(step, "want"));
	const char *keep = json_string_value(json_object_get(step, "keep"));
	char reason[REASON] = "";
	bool good = fits(want, outcome, reason, sizeof reason) &&
		    check_time(step, outcome, reason, sizeof reason);

	if (!good && may_differ(want, outcome)) {
		note_otherwise(kept, outcome);
		good = true;
	} else if (!good) {
		snprintf(why, size, "step %zu: %s", number + 1, reason);
	} else if (keep) {
		json_object_set(kept, keep, json_object_get(outcome, "gives"));
	}
	json_decref(want);
	return good;
}

/* --- what it lacks ---------------------------------------------------------------------------- */

/* Whether the text stands anywhere in the value. */
static bool holds(const json_t *value, const char *text)
{
	const char *key;
	json_t *item;
	size_t i;

	json_array_foreach((json_t *)value, i, item)
		if (holds(item, text))
			return true;
	json_object_foreach((json_t *)value, key, item)
		if (holds(item, text))
			return true;
	return json_is_string(value) && strcmp(json_string_value(value), text) == 0;
}

const char *plumb_doctor_lacking(const json_t *request, const json_t *answer)
{
	const json_t *outcomes = json_object_get(answer, "steps");
	size_t last = json_array_size(outcomes) - 1;
	const json_t *outcome = json_array_get(outcomes, last);
	const json_t *step = json_array_get(json_object_get(request, "steps"), last);
	const char *name = json_string_value(json_object_get(outcome, "lacks"));

	if (!name || json_object_get(json_object_get(step, "want"), "lacks"))
		return NULL;
	return holds(step, name) ? name : NULL;
}

const char *plumb_doctor_unmade(const json_t *request, const json_t *answer)
{
	const json_t *outcomes = json_object_get(answer, "steps");
	size_t last = json_array_size(outcomes) - 1;
	const json_t *step = json_array_get(json_object_get(request, "steps"), last);
	const char *text =
		json_string_value(json_object_get(json_array_get(outcomes, last), "broken"));

	return json_object_get(json_object_get(step, "want"), "broken") ? NULL : text;
}

bool plumb_doctor_names(const json_t *requests, const char *name)
{
	const json_t *request, *step;
	size_t i, k;

	json_array_foreach(requests, i, request) {
		json_array_foreach(json_object_get(request, "steps"), k, step)
			if (holds(json_object_get(step, "as"), name))
				return true;
	}
	return false;
}

/* --- the whole -------------------------------------------------------------------------------- */

bool plumb_doctor_judge(
	json_t *kept, const json_t *request, const json_t *answer, char *why, size_t size)
{
	const json_t *steps = json_object_get(request, "steps"), *step;
	const json_t *outcomes = json_object_get(answer, "steps");
	const json_t *played = json_object_get(request, "played");
	struct plumb_step *row = as_row(steps);
	char wrong[REASON] = "";
	bool good = plumb_answer_check(answer, row, json_array_size(steps), wrong, sizeof wrong);
	size_t i;

	free(row);
	if (!good)
		snprintf(why, size, "the form of docs/protocol.md, which this is not: %s", wrong);
	else
		good = plumb_doctor_run_is_formed(answer, why, size);
	if (good && json_integer_value(played) > 0 &&
		(json_int_t)json_array_size(outcomes) != json_integer_value(played)) {
		snprintf(why, size, "%" JSON_INTEGER_FORMAT " outcomes: the row ends there",
			json_integer_value(played));
		return false;
	}
	json_array_foreach(steps, i, step)
		if (good && i < json_array_size(outcomes))
			good = check_step(kept, step, i, json_array_get(outcomes, i), why, size);
	if (good && !played && json_array_size(outcomes) < json_array_size(steps)) {
		snprintf(why, size, "an outcome for each of %zu steps", json_array_size(steps));
		return false;
	}
	return good;
}
