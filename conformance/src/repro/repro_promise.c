#include "repro_promise.h"

#include "base/heap.h"
#include "drift/drift.h"
#include "steps/step_show.h"
#include <stdlib.h>

/* A row that CPython itself does not keep says so, and why. */
static void add_alternative(struct plumb_script *script, const struct plumb_way *way)
{
	char *versions = plumb_drift_versions(way),
	     *shown = plumb_way_show(way, PLUMB_SCRIPT_SHOWN);

	plumb_script_line(script, "# %s: CPython %s %s%s: %s",
		way->is_defect ? "A known defect" : "Known drift", versions,
		way->promise == PLUMB_PROMISE_VALUE ? "gives " : "", shown, way->why);
	free(versions);
	free(shown);
}

void plumb_promise_check_time(
	struct plumb_script *script, const struct plumb_expectation *expectation, const char *shown)
{
	const json_t *low = expectation->least_s, *high = expectation->most_s;
	char *least = low ? plumb_script_value(script, low) : NULL;
	char *most = high ? plumb_script_value(script, high) : NULL;
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

void plumb_promise_check(struct plumb_script *script, const struct plumb_way *way,
	const char *shown, const char *condition, const char *came)
{
	char *expected = plumb_way_show(way, PLUMB_SCRIPT_SHOWN);
	bool value = way->promise == PLUMB_PROMISE_VALUE;
	char *promise = plumb_format("%s%s %s", shown, value ? " gives" : "", expected);

	plumb_script_check(script, condition,
		way->promise == PLUMB_PROMISE_ABSENCE ? "there is no such name" : promise, came);
	free(promise);
	free(expected);
}

/* Whether the way is one of a known drift or defect of the version that the script is for. */
static bool is_of_version(const struct plumb_script *script, const struct plumb_way *way)
{
	return script->version && plumb_way_holds(way, script->version);
}

const struct plumb_way *plumb_promise_of(
	const struct plumb_script *script, const struct plumb_expectation *expectation)
{
	for (size_t i = 1; i < expectation->count; i++) {
		const struct plumb_way *way = &expectation->ways[i];
		if (!way->is_defect && is_of_version(script, way))
			return way;
	}
	return script->version && expectation->detailed ? expectation->detailed
							: &expectation->ways[PLUMB_DOCUMENT];
}

char *plumb_promise_condition(struct plumb_script *script, const struct plumb_step *step,
	const struct plumb_way *way, const char *came)
{
	const struct plumb_expectation *expectation = &step->expectation;
	char *condition = plumb_script_condition(script, way, came);

	if (json_is_true(expectation->detail) && !script->version) {
		free(condition);
		return plumb_copy("True");
	}
	for (size_t i = 1; condition && i < expectation->count; i++) {
		const struct plumb_way *other = &expectation->ways[i];
		char *second, *either;
		if (!other->is_defect || !is_of_version(script, other))
			continue;
		second = plumb_script_condition(script, other, came);
		either = plumb_format("%s or %s", condition, second);
		free(condition);
		free(second);
		condition = either;
	}
	return condition;
}

/* The script checks what other systems do. */
static void add_local(struct plumb_script *script, const struct plumb_local *local)
{
	char *shown = plumb_way_show(&local->way, PLUMB_SCRIPT_SHOWN);

	plumb_script_line(script, "# On %s: %s%s", local->system,
		local->way.promise == PLUMB_PROMISE_VALUE ? "gives " : "", shown);
	free(shown);
}

/* A drift that is promised is no alternative, nor are those of other versions beside it. */
void plumb_promise_add_alternatives(struct plumb_script *script,
	const struct plumb_expectation *expectation, const struct plumb_way *promised)
{
	bool drifts = promised->why;

	for (size_t i = 0; i < expectation->local_count; i++)
		add_local(script, &expectation->local[i]);
	for (size_t i = 1; i < expectation->count; i++)
		if (!drifts || expectation->ways[i].is_defect)
			add_alternative(script, &expectation->ways[i]);
}
