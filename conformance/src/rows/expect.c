#include "expect.h"

#include "base/heap.h"
#include "base/version.h"
#include "values/match.h"
#include "values/scope.h"
#include <stdio.h>
#include <string.h>

static size_t drift_count(const json_t *step)
{
	return json_array_size(json_object_get(step, "drift"));
}

size_t plumb_expect_count(const json_t *step)
{
	return 1 + drift_count(step) + json_array_size(json_object_get(step, "defect"));
}

bool plumb_expect_is_defect(const json_t *step, size_t i)
{
	return i > drift_count(step);
}

json_t *plumb_expect_detailed(const json_t *step)
{
	json_t *detail = json_object_get(step, "detail");
	json_t *whole = json_is_object(detail) ? plumb_have(json_copy((json_t *)step)) : NULL;

	if (!whole)
		return json_incref((json_t *)step);
	json_object_update(whole, detail);
	return whole;
}

const json_t *plumb_expect_item(const json_t *step, size_t i)
{
	if (i == PLUMB_DOCUMENT)
		return step;
	if (plumb_expect_is_defect(step, i))
		return json_array_get(json_object_get(step, "defect"), i - 1 - drift_count(step));
	return json_array_get(json_object_get(step, "drift"), i - 1);
}

bool plumb_expect_holds(const json_t *step, size_t i, const char *version)
{
	const json_t *item = plumb_expect_item(step, i);
	const char *since = json_string_value(json_object_get(item, "since"));
	const char *before = json_string_value(json_object_get(item, "before"));

	return (!since || plumb_version_compare(version, since) >= 0) &&
	       (!before || plumb_version_compare(version, before) < 0);
}

bool plumb_expect_says(const json_t *step)
{
	return json_object_get(step, "gives") || json_object_get(step, "raises") ||
	       json_object_get(step, "absent");
}

const char *plumb_expect_kind(const json_t *step)
{
	if (plumb_expect_count(step) > 1 || json_object_get(step, "absent"))
		return "either";
	return json_object_get(step, "raises") ? "error" : "value";
}

/* The expectation alone, its names replaced: a step's arguments are none of the pattern. */
static json_t *resolve(const json_t *item, const struct plumb_scope *scope, char *why, size_t size)
{
	static const char *const keys[] = {"gives", "raises", "text", "absent"};
	json_t *resolved = plumb_have(json_object());

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		json_t *part = json_object_get(item, keys[i]);
		bool is_pattern = i == 0 || i == 2;
		if (!part)
			continue;
		part = is_pattern ? plumb_resolve_pattern(part, scope, why, size)
				  : json_incref(part);
		if (!part) {
			json_decref(resolved);
			return NULL;
		}
		json_object_set_new(resolved, keys[i], part);
	}
	return resolved;
}

static bool fits(const json_t *item, const json_t *outcome, const struct plumb_scope *scope,
	char *why, size_t size)
{
	json_t *expected = resolve(item, scope, why, size);
	bool good = expected && plumb_match_outcome(expected, outcome, why, size);

	json_decref(expected);
	return good;
}

uint64_t plumb_expect_fit(const json_t *step, const json_t *outcome,
	const struct plumb_scope *scope, char *why, size_t size)
{
	size_t count = plumb_expect_count(step);
	json_t *detailed = plumb_expect_detailed(step);
	uint64_t fit = 0;
	char other[8];

	for (size_t i = 1; i < count && i < PLUMB_DETAILED; i++)
		if (fits(plumb_expect_item(step, i), outcome, scope, other, sizeof other))
			fit |= UINT64_C(1) << i;
	if (fits(step, outcome, scope, why, size)) {
		fit |= UINT64_C(1) << PLUMB_DOCUMENT;
		if (fits(detailed, outcome, scope, why, size))
			fit |= UINT64_C(1) << PLUMB_DETAILED;
	}
	json_decref(detailed);
	return fit;
}
