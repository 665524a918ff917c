#include "finding_row.h"

#include "base/heap.h"
#include "outcome.h"
#include <stdbool.h>
#include <string.h>

/* The class with the code that the oracle gave, or the class alone where it gave none. */
static json_t *raises_json(const json_t *raises)
{
	const char *class = json_string_value(json_object_get(raises, "class"));
	const json_t *code = json_object_get(raises, "code");

	if (json_is_string(code))
		return plumb_have(json_pack("{s:O}", class, code));
	return plumb_have(json_string(class));
}

/* Whether the value is the same in each play, so that a row may expect it. */
static bool is_settled(const json_t *step, const json_t *outcome)
{
	json_t *settled = plumb_outcome_settled(step, outcome, NULL);
	bool same =
		json_equal(json_object_get(settled, "gives"), json_object_get(outcome, "gives"));

	json_decref(settled);
	return same;
}

static void expect(json_t *step, const json_t *outcome, bool closely)
{
	json_t *given = json_object_get(outcome, "gives");
	const json_t *raises = json_object_get(outcome, "raises");

	if (json_object_get(step, "peer") || json_object_get(step, "meanwhile"))
		return;
	if (raises) {
		json_object_set_new(step, "raises", raises_json(raises));
		json_object_del(step, "as");
	} else if (closely && given && !json_object_get(given, "object")) {
		json_t *pattern = is_settled(step, outcome)
					  ? json_incref(given)
					  : plumb_have(json_pack("{s:s}", "any", "value"));
		json_object_set_new(step, "gives", pattern);
	}
}

json_t *plumb_finding_row(
	const char *id, const struct plumb_trial *trial, const struct plumb_difference *difference)
{
	const json_t *outcomes = trial->bout.records[PLUMB_ORACLE].outcomes, *step;
	json_t *list = plumb_have(json_array());
	size_t i;

	json_array_foreach(trial->played, i, step) {
		json_t *copy;
		if (i >= json_array_size(trial->steps) && i != difference->step)
			continue;
		copy = plumb_have(json_deep_copy(step));
		expect(copy, json_array_get(outcomes, i), i == difference->step);
		json_array_append_new(list, copy);
	}
	return plumb_have(
		json_pack("{s:s, s:s, s:s, s:o}", "id", id, "clause", "", "why", "", "do", list));
}
