#include "answer_line.h"

#include "base/heap.h"
#include "base/utf8.h"
#include "values/show.h"
#include "values/value.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 60 };

/* How such a line begins, in Python's words: it may be anything. */
static char *show_line(const char *line, size_t length)
{
	json_t *value = plumb_bytes_value(line, length > SHOWN ? SHOWN : length);
	char *bytes = value ? plumb_show_value(value, 0) : NULL;
	char *shown = plumb_format("%s%s", bytes ? bytes : "?", length > SHOWN ? "..." : "");

	json_decref(value);
	free(bytes);
	return shown;
}

/* The end of a string that begins before `at`; the line's end where it has none. */
static const char *skip_string(const char *at, const char *end)
{
	while (at < end && *at != '"')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return at;
}

/* Each value but the first begins a list or an object, or follows one of these signs. */
static bool has_too_many_values(const char *line, size_t length)
{
	const char *end = line + length;
	size_t count = 1;

	for (const char *at = line; at < end; at++)
		if (*at == '"')
			at = skip_string(at + 1, end);
		else if (*at == ',' || *at == ':' || *at == '[' || *at == '{')
			count++;
	return count > PLUMB_ANSWER_VALUES;
}

json_t *plumb_answer_line_read(const char *line, size_t length, char *why, size_t size)
{
	json_error_t error = {.text = "a NUL is in it"};
	json_t *answer = NULL;
	char *shown, *reason;

	if (has_too_many_values(line, length)) {
		snprintf(why, size, "answered a line of more than %d values", PLUMB_ANSWER_VALUES);
		return NULL;
	}
	/* After a number jansson overlooks one. */
	if (!memchr(line, '\0', length))
		answer = json_loadb(line, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (json_is_object(answer))
		return answer;
	shown = show_line(line, length);
	reason = plumb_printable(answer ? "" : error.text, JSON_ERROR_TEXT_LENGTH);
	snprintf(why, size, "answered what is not a JSON object%s%s: %s", *reason ? ": " : "",
		reason, shown);
	free(shown);
	free(reason);
	json_decref(answer);
	return NULL;
}
