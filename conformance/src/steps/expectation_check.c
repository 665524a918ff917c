#include "expectation_check.h"

#include "base/heap.h"
#include "base/version.h"
#include "base/word.h"
#include "expectation.h"
#include "step_value.h"
#include "values/number.h"
#include "values/value.h"

#include <string.h>

#define EXCEPTIONS (PLUMB_IS(JSON_STRING) | PLUMB_IS(JSON_OBJECT) | PLUMB_IS(JSON_ARRAY))

/* --- raises ------------------------------------------------------------------------------------
 */

static bool is_class(const char *text)
{
	return text && *text &&
	       text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

/* Whether an exception of the class can have the code: a name of its own kind, or none. */
static bool is_code_of(const char *class, const json_t *code)
{
	static const char *const resolver[] = {
		"HOST_NOT_FOUND", "TRY_AGAIN", "NO_RECOVERY", "NO_DATA"};
	const char *text = plumb_plain(code);

	if (json_is_null(code))
		return true;
	if (!text || !plumb_is_code(text))
		return false;
	if (strcmp(class, "herror") == 0) {
		for (size_t i = 0; i < sizeof(resolver) / sizeof(*resolver); i++)
			if (strcmp(text, resolver[i]) == 0)
				return true;
		return false;
	}
	bool eai = strncmp(text, "EAI_", 4) == 0;
	return strcmp(class, "gaierror") == 0 ? eai : *text == 'E' && !eai;
}

static bool check_codes(
	const struct plumb_form *form, const char *class, const json_t *codes, const json_t *at)
{
	if (strcmp(class, "timeout") == 0) {
		return json_is_null(codes) ||
		       plumb_form_complain(form, at, "raises", "raises: a timeout has no code");
	}
	if (json_is_array(codes) && json_array_size(codes) < 2) {
		return plumb_form_complain(
			form, at, "raises", "raises: a list of less than two codes");
	}
	for (size_t i = 0; i < (json_is_array(codes) ? json_array_size(codes) : 1); i++) {
		const json_t *code = json_is_array(codes) ? json_array_get(codes, i) : codes;
		if (!is_code_of(class, code)) {
			const char *text = plumb_plain(code);
			return plumb_form_complain(form, at, "raises",
				"raises: not a code of %s: %.40s", class,
				text ? text : "not a name");
		}
	}
	return true;
}

static bool check_exception(const struct plumb_form *form, const json_t *raises, const json_t *at)
{
	static const char *const classes[] = {"error", "gaierror", "herror", "timeout"};
	const json_t *codes = NULL;
	const char *class = plumb_tag(raises, &codes);

	if (json_is_string(raises)) {
		return is_class(plumb_plain(raises)) ||
		       plumb_form_complain(form, at, "raises", "raises: not a class");
	}
	for (size_t i = 0; class && i < sizeof(classes) / sizeof(*classes); i++)
		if (strcmp(class, classes[i]) == 0)
			return check_codes(form, class, codes, at);
	return plumb_form_complain(form, at, "raises",
		"raises: not a class, and not one of error, gaierror, herror and timeout with its "
		"code");
}

/* One exception, or a list of which any will do. */
static bool check_raises(const struct plumb_form *form, const json_t *raises, const json_t *at)
{
	size_t count = json_array_size(raises);
	bool right = true;

	if (!json_is_array(raises))
		return check_exception(form, raises, at);
	if (count < 2) {
		return plumb_form_complain(
			form, at, "raises", "raises: a list of less than two exceptions");
	}
	for (size_t i = 0; i < count; i++)
		right = check_exception(form, json_array_get(raises, i), at) && right;
	return right;
}

/* --- what there is in steps and in alternatives --------------------------------------------------
 */

/* gives, raises with text, absent: one of them at most. */
static bool check_outcome(const struct plumb_form *form, const json_t *expected, const json_t *at)
{
	static const char *const kinds[] = {"gives", "raises", "absent"};
	const json_t *gives = json_object_get(expected, "gives");
	const json_t *raises = json_object_get(expected, "raises");
	const json_t *text = json_object_get(expected, "text");
	const char *first = NULL;
	bool right = true;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (json_object_get(expected, kinds[i])) {
			if (first) {
				right = plumb_form_complain(
					form, at, kinds[i], "%s beside %s", kinds[i], first);
			}
			first = kinds[i];
		}
	}
	if (text && !raises)
		right = plumb_form_complain(form, at, "text", "text without raises");
	if (gives)
		right = plumb_step_value_check(form, gives, PLUMB_PATTERN, at, "gives") && right;
	if (text)
		right = plumb_step_value_check(form, text, PLUMB_PATTERN, at, "text") && right;
	return (!raises || check_raises(form, raises, at)) && right;
}

static bool check_takes(const struct plumb_form *form, const json_t *takes, const json_t *at)
{
	const json_t *least = json_array_get(takes, 0);
	const json_t *most = json_array_get(takes, 1);

	for (size_t i = 0; i < json_array_size(takes); i++) {
		const json_t *bound = json_array_get(takes, i);
		if (!json_is_null(bound) &&
			!(json_is_number(bound) && json_number_value(bound) >= 0)) {
			return plumb_form_complain(
				form, at, "takes", "takes: neither seconds nor null");
		}
	}
	if (json_array_size(takes) != 2 || (json_is_null(least) && json_is_null(most)))
		return plumb_form_complain(form, at, "takes", "takes: not [at least, at most]");
	return json_is_null(least) || json_is_null(most) || plumb_number_at_most(least, most) ||
	       plumb_form_complain(form, at, "takes", "takes: at least more than at most");
}

/* --- drift and defect ----------------------------------------------------------------------------
 */

/* 3.8 or 3.8.10 */
static bool is_version(const char *text)
{
	static const char digits[] = "0123456789";
	int parts = 0;

	for (; text; parts++) {
		size_t length = strspn(text, digits);
		if (length == 0 || length > 4)
			return false;
		text += length;
		if (*text == '\0')
			return parts == 1 || parts == 2;
		text = *text == '.' ? text + 1 : NULL;
	}
	return false;
}

static bool check_bounds(const struct plumb_form *form, const json_t *alternative, const json_t *at)
{
	static const char *const names[] = {"since", "before"};
	const json_t *since = json_object_get(alternative, "since");
	const json_t *before = json_object_get(alternative, "before");

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const json_t *bound = json_object_get(alternative, names[i]);
		if (bound && !is_version(plumb_plain(bound))) {
			return plumb_form_complain(
				form, at, names[i], "%s: not a version of CPython", names[i]);
		}
	}
	return !since || !before ||
	       plumb_version_compare(json_string_value(since), json_string_value(before)) < 0 ||
	       plumb_form_complain(form, at, "since", "since %s, but before %s",
		       json_string_value(since), json_string_value(before));
}

bool plumb_promises_same(const json_t *a, const json_t *b)
{
	static const char *const keys[] = {"gives", "raises", "text", "absent"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const json_t *left = json_object_get(a, keys[i]);
		const json_t *right = json_object_get(b, keys[i]);
		if (!left != !right || (left && !json_equal(left, right)))
			return false;
	}
	return true;
}

/* An axis may say for some of its values only that there is no alternative: the promise again. */
static bool is_of_axis(const json_t *alternative)
{
	const char *gives = plumb_tag(json_object_get(alternative, "gives"), NULL);
	const char *raises = plumb_tag(json_object_get(alternative, "raises"), NULL);

	return (gives && strcmp(gives, "axis") == 0) || (raises && strcmp(raises, "axis") == 0);
}

static bool check_alternative(const struct plumb_form *form, const json_t *step,
	const json_t *alternative, const json_t *at)
{
	static const struct plumb_key keys[] = {
		{"since", PLUMB_IS(JSON_STRING), false},
		{"before", PLUMB_IS(JSON_STRING), false},
		{"by-chance", PLUMB_IS(JSON_TRUE), false},
		{"gives", 0, false},
		{"raises", EXCEPTIONS, false},
		{"text", 0, false},
		{"absent", PLUMB_IS(JSON_TRUE), false},
		{"why", PLUMB_IS(JSON_STRING), true},
	};
	const char *why = plumb_plain(json_object_get(alternative, "why"));

	if (!plumb_form_check(form, alternative, at, keys, sizeof(keys) / sizeof(*keys)))
		return false;
	bool right = check_bounds(form, alternative, at);
	right = check_outcome(form, alternative, at) && right;
	if (!why || !plumb_is_why(why)) {
		right = plumb_form_complain(
			form, at, "why", "why: not a sentence in one line, with a full stop");
	}
	if (!json_object_get(alternative, "gives") && !json_object_get(alternative, "raises") &&
		!json_object_get(alternative, "absent")) {
		return plumb_form_complain(
			form, at, NULL, "an alternative without gives, raises or absent");
	}
	if (plumb_promises_same(step, alternative) && !is_of_axis(at)) {
		return plumb_form_complain(
			form, at, NULL, "an alternative that is the promise itself");
	}
	return right;
}

static bool check_chance(
	const struct plumb_form *form, const json_t *alternative, const json_t *at, const char *key)
{
	return !json_object_get(alternative, "by-chance") || strcmp(key, "defect") == 0 ||
	       plumb_form_complain(form, at, key, "%s: by-chance is of a defect", key);
}

static bool check_alternatives(
	const struct plumb_form *form, const json_t *step, const json_t *at, const char *key)
{
	const json_t *all = json_object_get(step, key);
	const json_t *originals = json_object_get(at, key);
	bool right = true;

	if (all && json_array_size(all) == 0)
		return plumb_form_complain(form, at, key, "%s: no alternatives", key);
	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *alternative = json_array_get(all, i);
		const json_t *original = json_array_get(originals, i);
		const json_t *place = json_is_object(original) ? original : at;
		right = check_alternative(form, step, alternative, place) &&
			check_chance(form, alternative, at, key) && right;
	}
	return right;
}

/* --- another system
 * -------------------------------------------------------------------------------
 */

/* What the step does on one system: otherwise than elsewhere, and with the names that it gives. */
static bool check_local(const struct plumb_form *form, const json_t *step, const char *system,
	const json_t *promise, const json_t *at)
{
	static const struct plumb_key keys[] = {{"gives", 0, false}, {"raises", EXCEPTIONS, false},
		{"text", 0, false}, {"absent", PLUMB_IS(JSON_TRUE), false}};

	if (!plumb_platform_of(system))
		return plumb_form_complain(form, at, "on", "on: no such system: %.40s", system);
	if (!json_is_object(promise))
		return plumb_form_complain(form, at, "on", "on: what happens on %s?", system);
	if (!plumb_form_check(form, promise, at, keys, sizeof(keys) / sizeof(*keys)) ||
		!check_outcome(form, promise, at))
		return false;
	if (!json_object_get(promise, "gives") && !json_object_get(promise, "raises") &&
		!json_object_get(promise, "absent")) {
		return plumb_form_complain(
			form, at, "on", "on: neither gives, raises nor absent on %s", system);
	}
	if (json_object_get(step, "as") && !json_object_get(promise, "gives")) {
		return plumb_form_complain(
			form, at, "as", "as: nothing to name where it fails on %s", system);
	}
	return !plumb_promises_same(step, promise) ||
	       plumb_form_complain(form, at, "on", "on: the promise itself on %s", system);
}

static bool check_on(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const json_t *on = json_object_get(step, "on");
	const char *system;
	json_t *promise;
	bool right = true;

	if (on && json_object_size(on) == 0)
		return plumb_form_complain(form, at, "on", "on: no system");
	json_object_foreach((json_t *)on, system, promise)
		right = check_local(form, step, system, promise, at) && right;
	return right;
}

/* --- detail --------------------------------------------------------------------------------------
 */

/* What CPython does beyond the promise: the same kind of outcome, and told more closely. */
static bool check_detail(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	static const struct plumb_key keys[] = {
		{"gives", 0, false}, {"raises", EXCEPTIONS, false}, {"text", 0, false}};
	json_t *detail = json_object_get(step, "detail");
	json_t *whole = NULL;
	bool right = true;

	if (!detail || json_is_true(detail))
		return true; /* true: nothing is promised, and what the step says is the detail */
	if (!plumb_form_check(form, detail, at, keys, sizeof(keys) / sizeof(*keys)))
		return false;
	if (json_object_size(detail) == 0)
		return plumb_form_complain(form, at, "detail", "detail: empty");
	if (!json_object_get(step, "raises") && !json_object_get(detail, "gives")) {
		return plumb_form_complain(
			form, at, "detail", "detail: raises or text, but the step has no raises");
	}
	whole = plumb_have(json_copy((json_t *)step));
	json_object_update(whole, detail);
	right = plumb_promises_same(step, whole)
			? plumb_form_complain(form, at, "detail", "detail: the promise itself")
			: check_outcome(form, whole, at);
	json_decref(whole);
	return right;
}

bool plumb_expectation_check(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const json_t *takes = json_object_get(step, "takes");
	size_t count = json_array_size(json_object_get(step, "drift")) +
		       json_array_size(json_object_get(step, "defect"));
	bool right = check_outcome(form, step, at);

	if (takes)
		right = check_takes(form, takes, at) && right;
	if (json_object_get(step, "as") &&
		(json_object_get(step, "raises") || json_object_get(step, "absent")))
		right = plumb_form_complain(form, at, "as", "as: nothing to name where it fails");
	if (count > PLUMB_MOST_ALTERNATIVES) {
		right = plumb_form_complain(
			form, at, NULL, "more than %d alternatives", PLUMB_MOST_ALTERNATIVES);
	}
	right = check_on(form, step, at) && right;
	right = check_detail(form, step, at) && right;
	right = check_alternatives(form, step, at, "drift") && right;
	return check_alternatives(form, step, at, "defect") && right;
}
