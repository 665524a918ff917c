/* The doctor's lines. */
#include "base/heap.h"
#include "base/word.h"
#include "doctor_parts.h"
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool plumb_doctor_is_chosen(const struct plumb_doctor *doctor, const char *what)
{
	return !doctor->options->only || fnmatch(doctor->options->only, what, 0) == 0;
}

/* Lines under a check, each after the word. */
static void tell_lines(const char *word, const char *lines)
{
	while (*lines) {
		size_t length = strcspn(lines, "\n");
		printf("        %-9s %.*s\n", word, (int)length, lines);
		word = "";
		lines += length + (lines[length] == '\n');
	}
}

void plumb_doctor_tell_good(struct plumb_doctor *doctor, const char *what)
{
	doctor->good++;
	printf("good    %s\n", what);
}

void plumb_doctor_tell_bad(struct plumb_doctor *doctor, const char *what, const char *why)
{
	const char *came = doctor->talk ? plumb_talk_came(doctor->talk) : "";
	const char *trouble = doctor->talk ? plumb_talk_trouble(doctor->talk) : "";
	char *errors = *trouble ? plumb_talk_errors(doctor->talk) : NULL;

	doctor->bad++;
	printf("BAD     %s\n", what);
	if (doctor->talk)
		tell_lines("sent", plumb_talk_sent(doctor->talk));
	tell_lines("came", *came ? came : "no answer");
	tell_lines("but", trouble);
	tell_lines("stderr", errors ? errors : "");
	tell_lines("expected", why);
	free(errors);
}

void plumb_doctor_tell_skip(struct plumb_doctor *doctor, const char *what, const char *why, ...)
{
	va_list arguments;

	doctor->skipped++;
	printf("skip    %s: ", what);
	va_start(arguments, why);
	vprintf(why, arguments);
	va_end(arguments);
	putchar('\n');
}

void plumb_doctor_count_lacking(struct plumb_doctor *doctor, const char *name)
{
	const char *last = plumb_last_name(name);
	json_int_t count = json_integer_value(json_object_get(doctor->missing, last));

	json_object_set_new(doctor->missing, last, plumb_have(json_integer(count + 1)));
}

void plumb_doctor_tell_missing(const struct plumb_doctor *doctor)
{
	const char *name, *before = "missing ";
	json_t *count;

	json_object_foreach(doctor->missing, name, count) {
		json_int_t checks = json_integer_value(count);
		printf("%s%s: %" JSON_INTEGER_FORMAT " check%s", before, name, checks,
			checks == 1 ? "" : "s");
		before = ", ";
	}
	if (*before == ',')
		putchar('\n');
}
