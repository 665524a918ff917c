/* Whether a whole outcome is what a step, or one alternative of its drift or defect, expects. */
#include "base/word.h"
#include "match.h"
#include "show.h"
#include "value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Codes of one number: which name it is given is a matter of the implementation's table. */
static const char *one_name(const char *code)
{
	static const char *const aliases[][2] = {
		{"EWOULDBLOCK", "EAGAIN"}, {"EOPNOTSUPP", "ENOTSUP"}, {"EDEADLOCK", "EDEADLK"}};

	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++) {
		if (strcmp(code, aliases[i][0]) == 0) {
			return aliases[i][1];
		}
	}
	return code;
}

/* One code or null; `wanted` may be a list, of which any will do. */
static bool match_code(const json_t *wanted, const json_t *code)
{
	if (json_is_array(wanted)) {
		for (size_t i = 0; i < json_array_size(wanted); i++) {
			if (match_code(json_array_get(wanted, i), code)) {
				return true;
			}
		}
		return false;
	}
	if (json_is_string(wanted) && json_is_string(code)) {
		return strcmp(one_name(json_string_value(wanted)),
			       one_name(json_string_value(code))) == 0;
	}
	return json_is_null(wanted) && (!code || json_is_null(code));
}

/* Says "GOT is not WANT", of whole outcomes, and is false. */
static bool differ(const json_t *expected, const json_t *outcome, char *why, size_t size)
{
	if (why) {
		char *got = plumb_show_outcome(outcome, 200);
		char *want = plumb_show_expected(expected, 200);
		snprintf(why, size, "%s; expected: %s", got ? got : "?", want ? want : "?");
		free(got);
		free(want);
	}
	return false;
}

/* A class, perhaps with its codes; `wanted` may be a list, of which any will do. */
static bool match_exception(const json_t *wanted, const json_t *raised)
{
	const char *class = plumb_plain(json_object_get(raised, "class"));
	const json_t *codes = NULL;
	const char *wanted_class = plumb_tag(wanted, &codes);

	for (size_t i = 0; i < json_array_size(wanted); i++) {
		if (match_exception(json_array_get(wanted, i), raised)) {
			return true;
		}
	}
	if (!wanted_class) {
		wanted_class = plumb_plain(wanted);
	}
	return class && wanted_class && strcmp(class, wanted_class) == 0 &&
	       (!codes || match_code(codes, json_object_get(raised, "code")));
}

static bool match_raises(const json_t *expected, const json_t *outcome, char *why, size_t size)
{
	const json_t *wanted = json_object_get(expected, "raises");
	const json_t *text = json_object_get(expected, "text");
	const json_t *raised = json_object_get(outcome, "raises");

	if (!match_exception(wanted, raised)) {
		return differ(expected, outcome, why, size);
	}
	if (text && !plumb_match(text, json_object_get(raised, "text"), NULL, 0)) {
		return differ(expected, outcome, why, size);
	}
	return true;
}

/* Whether the pattern also stands for a name that is not there: {"absent": true}, or one such. */
static bool allows_absence(const json_t *pattern)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(pattern, &content);

	if (tag && strcmp(tag, "one-of") == 0) {
		for (size_t i = 0; i < json_array_size(content); i++) {
			if (allows_absence(json_array_get(content, i))) {
				return true;
			}
		}
	}
	return tag && strcmp(tag, "absent") == 0;
}

bool plumb_match_outcome(const json_t *expected, const json_t *outcome, char *why, size_t size)
{
	const json_t *wanted = json_object_get(expected, "gives");
	const json_t *value = json_object_get(outcome, "gives");

	if (json_object_get(expected, "raises")) {
		return match_raises(expected, outcome, why, size);
	}
	if (json_object_get(outcome, "lacks")) {
		return json_object_get(expected, "absent") || allows_absence(wanted) ||
		       differ(expected, outcome, why, size);
	}
	if (!value || json_object_get(expected, "absent")) {
		return differ(expected, outcome, why, size);
	}
	return !wanted || plumb_match(wanted, value, why, size);
}
