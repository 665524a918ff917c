/*
 * Checks answers strictly against conformance/schema/protocol.schema.json; the runner itself
 * tolerates harmless deviations.
 */
#include "doctor_form.h"

#include "base/utf8.h"
#include "base/word.h"
#include "tables/capability.h"
#include "values/show.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	REASON = 200,
	SHOWN = 40, /* how much is shown of an unexpected key */
};

static bool has_only(const json_t *answer, const char *const *keys, char *why, size_t size)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)answer, key, value) {
		const char *const *known = keys;
		char *shown;
		while (*known && strcmp(*known, key) != 0)
			known++;
		if (*known)
			continue;
		shown = plumb_printable(key, SHOWN);
		snprintf(why, size, "an answer without the key `%s`", shown);
		free(shown);
		return false;
	}
	return true;
}

/* --- start ------------------------------------------------------------------------------------ */

static bool check_lacks(const json_t *lacks, const json_t *capabilities, char *why, size_t size)
{
	const json_t *name;
	size_t i;

	json_array_foreach(lacks, i, name) {
		if (!json_is_string(name) ||
			!plumb_capability_is_known(capabilities, json_string_value(name))) {
			char *shown = plumb_show_value(name, 60);
			snprintf(why, size, "`lacks` names capabilities, and %s is not one",
				shown ? shown : "?");
			free(shown);
			return false;
		}
	}
	if (!json_is_array(lacks))
		snprintf(why, size, "`lacks` is a list");
	return json_is_array(lacks);
}

bool plumb_doctor_start_is_formed(
	const json_t *answer, const json_t *capabilities, char *why, size_t size)
{
	static const char *const texts[] = {
		"name", "version", "module", "platform", "libc", "byteorder"};
	static const char *const keys[] = {"seq", "protocol", "name", "version", "module",
		"module_version", "platform", "libc", "byteorder", "lacks", NULL};
	const json_t *protocol = json_object_get(answer, "protocol");
	const char *order = json_string_value(json_object_get(answer, "byteorder"));

	if (!json_is_integer(protocol) || json_integer_value(protocol) != 1) {
		snprintf(why, size, "`protocol` is 1");
		return false;
	}
	if (!has_only(answer, keys, why, size))
		return false;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (!json_is_string(json_object_get(answer, texts[i]))) {
			snprintf(why, size, "`%s` is a string", texts[i]);
			return false;
		}
	}
	for (size_t i = 0; i < 3; i += 2) {
		if (!json_string_length(json_object_get(answer, texts[i]))) {
			snprintf(why, size, "`%s` is not empty", texts[i]);
			return false;
		}
	}
	const json_t *package = json_object_get(answer, "module_version");
	if (package && json_string_length(package) == 0) {
		snprintf(why, size, "`module_version` is a string that is not empty");
		return false;
	}
	if (strcmp(order, "little") != 0 && strcmp(order, "big") != 0) {
		snprintf(why, size, "`byteorder` is \"little\" or \"big\"");
		return false;
	}
	return check_lacks(json_object_get(answer, "lacks"), capabilities, why, size);
}

/* --- run, stop -------------------------------------------------------------------------------- */

static bool is_number(const char *code)
{
	code += *code == '-';
	return *code && !code[strspn(code, "0123456789")];
}

/* As the schema has it: a class is a name, and only three of them have codes. */
static bool check_raises(const json_t *raises, char *why, size_t size)
{
	static const char *const coded[] = {"error", "gaierror", "herror"};
	const char *class = json_string_value(json_object_get(raises, "class"));
	const char *code = json_string_value(json_object_get(raises, "code"));
	bool may_have_code = false;

	for (size_t i = 0; class && i < sizeof coded / sizeof coded[0]; i++)
		may_have_code = may_have_code || strcmp(class, coded[i]) == 0;
	if (class && !plumb_is_dotted(class))
		snprintf(why, size, "a `class` that is the name of an exception");
	else if (code && !may_have_code)
		snprintf(why, size, "null as the `code`: only error, gaierror and herror have one");
	else if (code && !plumb_is_code(code) && !is_number(code))
		snprintf(why, size,
			"a symbol as the `code` (ECONNREFUSED), or digits where there is none");
	else
		return true;
	return false;
}

bool plumb_doctor_run_is_formed(const json_t *answer, char *why, size_t size)
{
	static const char *const keys[] = {"seq", "steps", NULL};
	const json_t *outcome;
	char reason[REASON] = "";
	size_t i;

	if (!has_only(answer, keys, why, size))
		return false;
	json_array_foreach(json_object_get(answer, "steps"), i, outcome) {
		if (check_raises(json_object_get(outcome, "raises"), reason, sizeof reason))
			continue;
		snprintf(why, size, "step %zu: %s", i + 1, reason);
		return false;
	}
	return true;
}

bool plumb_doctor_stop_is_formed(const json_t *answer, char *why, size_t size)
{
	static const char *const keys[] = {"seq", NULL};

	return has_only(answer, keys, why, size);
}
