#include "fit.h"

#include "base/word.h"
#include "step_show.h"
#include "values/match.h"
#include "values/show.h"
#include "values/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 200 };

/* Codes of one number: which name it is given is a matter of the implementation's table. */
static const char *one_name(const char *code)
{
	static const char *const aliases[][2] = {
		{"EWOULDBLOCK", "EAGAIN"}, {"EOPNOTSUPP", "ENOTSUP"}, {"EDEADLOCK", "EDEADLK"}};

	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
		if (strcmp(code, aliases[i][0]) == 0)
			return aliases[i][1];
	return code;
}

static bool is_same(const char *wanted, const char *found, const struct plumb_platform *platform)
{
	return strcmp(one_name(wanted), one_name(found)) == 0 ||
	       strcmp(one_name(plumb_platform_error(platform, wanted)), one_name(found)) == 0;
}

/* Any of the codes that are named; without any whatever code it is, or none. */
static bool fits_code(const struct plumb_exception *exception, const json_t *code,
	const struct plumb_platform *platform)
{
	const char *found = json_string_value(code);

	for (size_t i = 0; i < exception->code_count; i++) {
		const char *wanted = exception->codes[i];
		if (wanted && found ? is_same(wanted, found, platform)
				    : !wanted && (!code || json_is_null(code)))
			return true;
	}
	return exception->code_count == 0;
}

static bool fits_exception(const struct plumb_exception *exception, const json_t *raised,
	const struct plumb_platform *platform)
{
	const char *class = plumb_plain(json_object_get(raised, "class"));

	return class && strcmp(class, exception->class) == 0 &&
	       fits_code(exception, json_object_get(raised, "code"), platform);
}

static bool fits_error(
	const struct plumb_way *way, const json_t *outcome, const struct plumb_platform *platform)
{
	const json_t *raised = json_object_get(outcome, "raises");
	bool fits = false;

	for (size_t i = 0; i < way->raises_count; i++)
		fits = fits || fits_exception(&way->raises[i], raised, platform);
	return fits &&
	       (!way->text || plumb_match(way->text, json_object_get(raised, "text"), NULL, 0));
}

/* Whether the pattern also stands for a name that is not there: {"absent": true}, or one such. */
static bool allows_absence(const json_t *pattern)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(pattern, &content);

	if (tag && strcmp(tag, "one-of") == 0) {
		for (size_t i = 0; i < json_array_size(content); i++)
			if (allows_absence(json_array_get(content, i)))
				return true;
	}
	return tag && strcmp(tag, "absent") == 0;
}

/* Says "GOT is not WANT", of whole outcomes, and is false. */
static bool differ(const struct plumb_way *way, const json_t *outcome, char *why, size_t size)
{
	if (why) {
		char *got = plumb_show_outcome(outcome, SHOWN);
		char *want = plumb_way_show(way, SHOWN);
		snprintf(why, size, "%s; expected: %s", got ? got : "?", want ? want : "?");
		free(got);
		free(want);
	}
	return false;
}

/* The names in the way are replaced. */
static bool fits(const struct plumb_way *way, const json_t *outcome,
	const struct plumb_platform *platform, char *why, size_t size)
{
	const json_t *value = json_object_get(outcome, "gives");

	if (way->promise == PLUMB_PROMISE_ERROR)
		return fits_error(way, outcome, platform) || differ(way, outcome, why, size);
	if (json_object_get(outcome, "lacks")) {
		return way->promise == PLUMB_PROMISE_ABSENCE || allows_absence(way->gives) ||
		       differ(way, outcome, why, size);
	}
	if (!value || way->promise == PLUMB_PROMISE_ABSENCE)
		return differ(way, outcome, why, size);
	return !way->gives || plumb_match(way->gives, value, why, size);
}

/* NULL in, NULL out; *right is false where a name is not known. */
static json_t *resolve(
	const json_t *pattern, const struct plumb_scope *scope, bool *right, char *why, size_t size)
{
	json_t *resolved =
		pattern && *right ? plumb_resolve_pattern(pattern, scope, why, size) : NULL;

	*right = *right && (!pattern || resolved);
	return resolved;
}

bool plumb_way_fits(const struct plumb_way *way, const json_t *outcome,
	const struct plumb_scope *scope, char *why, size_t size)
{
	struct plumb_way resolved = *way;
	char unknown[256];
	bool right = true;

	if (!way->is_open || !scope)
		return fits(way, outcome, scope ? scope->platform : NULL, why, size);
	resolved.gives = resolve(way->gives, scope, &right, unknown, sizeof(unknown));
	resolved.text = resolve(way->text, scope, &right, unknown, sizeof(unknown));
	if (!right && why)
		snprintf(why, size, "%s", unknown);
	right = right && fits(&resolved, outcome, scope->platform, why, size);
	json_decref(resolved.gives);
	json_decref(resolved.text);
	return right;
}

/* Something came of the step, whatever it is. */
static bool is_over(const json_t *outcome)
{
	return json_object_get(outcome, "gives") || json_object_get(outcome, "raises");
}

const struct plumb_way *plumb_expectation_promise(
	const struct plumb_expectation *expectation, const struct plumb_platform *platform)
{
	for (size_t i = 0; i < expectation->local_count; i++)
		if (expectation->local[i].platform == platform)
			return &expectation->local[i].way;
	return &expectation->ways[PLUMB_DOCUMENT];
}

uint64_t plumb_expectation_fit(const struct plumb_expectation *expectation, const json_t *outcome,
	const struct plumb_scope *scope, char *why, size_t size)
{
	const struct plumb_way *document =
		plumb_expectation_promise(expectation, scope ? scope->platform : NULL);
	bool is_local = document != &expectation->ways[PLUMB_DOCUMENT];
	const struct plumb_way *detailed = is_local ? NULL : expectation->detailed;
	bool is_free = json_is_true(expectation->detail) && is_over(outcome);
	uint64_t fit = 0;

	for (size_t i = 1; i < expectation->count; i++)
		if (plumb_way_fits(&expectation->ways[i], outcome, scope, NULL, 0))
			fit |= UINT64_C(1) << i;
	if (plumb_way_fits(document, outcome, scope, why, size)) {
		fit |= UINT64_C(1) << PLUMB_DOCUMENT;
		if (!detailed || plumb_way_fits(detailed, outcome, scope, why, size))
			fit |= UINT64_C(1) << PLUMB_DETAILED;
	}
	return is_free ? fit | UINT64_C(1) << PLUMB_DOCUMENT : fit;
}
