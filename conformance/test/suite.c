#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void report(bool right, const char *message, const char *file, int line)
{
	CU_assertImplementation(right, (unsigned)line, message, file, "", CU_FALSE);
}

void check_text(const char *got, const char *want, const char *file, int line)
{
	char message[1024];
	bool right = got == want || (got && want && strcmp(got, want) == 0);

	snprintf(message, sizeof(message), "got  %s\n         want %s", got ? got : "NULL",
		want ? want : "NULL");
	report(right, message, file, line);
}

void check_holds(const char *text, const char *part, const char *file, int line)
{
	char message[1024];

	snprintf(message, sizeof(message), "\"%s\" is not in: %s", part, text ? text : "NULL");
	report(text && strstr(text, part), message, file, line);
}

void check_number(long long got, long long want, const char *file, int line)
{
	char message[128];

	snprintf(message, sizeof(message), "got %lld, want %lld", got, want);
	report(got == want, message, file, line);
}

void check_json(const json_t *got, const char *want, const char *file, int line)
{
	json_t *expected = json_of(want);
	char *shown = got ? json_dumps(got, JSON_ENCODE_ANY) : NULL;
	char message[1024];

	snprintf(message, sizeof(message), "got  %s\n         want %s", shown ? shown : "NULL",
		want);
	report(got && json_equal(got, expected), message, file, line);
	free(shown);
	json_decref(expected);
}

json_t *json_of(const char *text)
{
	size_t length = strlen(text);
	char *quoted = malloc(length + 1);
	json_error_t error;
	json_t *value = NULL;

	if (quoted) {
		for (size_t i = 0; i <= length; i++) {
			quoted[i] = text[i];
			if (text[i] == '\'')
				quoted[i] = '"';
		}
		value = json_loads(quoted, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	}
	free(quoted);
	if (!value) {
		fprintf(stderr, "a test's JSON is wrong: %s: %s\n", error.text, text);
		exit(1);
	}
	return value;
}
