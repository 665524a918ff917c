#include "start.h"

#include "base/heap.h"
#include <stdio.h>
#include <string.h>

enum { PROTOCOL = 1 };

const char plumb_start_members[] = ",\"protocol\":1";

static bool check_lacks(const json_t *lacks, char *why, size_t size)
{
	const json_t *name;
	size_t i;

	json_array_foreach(lacks, i, name) {
		if (json_is_string(name))
			continue;
		snprintf(why, size, "answered `start` with a `lacks` that holds what is no name");
		return false;
	}
	if (!json_is_array(lacks))
		snprintf(why, size, "answered `start` without `lacks`");
	return json_is_array(lacks);
}

bool plumb_start_check(const json_t *answer, char *why, size_t size)
{
	static const char *const texts[] = {
		"name", "version", "module", "platform", "libc", "byteorder"};
	const char *order = json_string_value(json_object_get(answer, "byteorder"));

	if (json_integer_value(json_object_get(answer, "protocol")) != PROTOCOL) {
		snprintf(why, size, "does not speak protocol %d", PROTOCOL);
		return false;
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (!json_is_string(json_object_get(answer, texts[i]))) {
			snprintf(why, size, "answered `start` without `%s`", texts[i]);
			return false;
		}
	if (json_object_get(answer, "module_version") &&
		!json_is_string(json_object_get(answer, "module_version"))) {
		snprintf(why, size, "answered `start` with a `module_version` that is no text");
		return false;
	}
	if (json_string_length(json_object_get(answer, "name")) == 0) {
		snprintf(why, size, "answered `start` with an empty `name`");
		return false;
	}
	if (strcmp(order, "little") != 0 && strcmp(order, "big") != 0) {
		snprintf(
			why, size, "answered `start` with a `byteorder` that is not little or big");
		return false;
	}
	return check_lacks(json_object_get(answer, "lacks"), why, size);
}
