#include "subject.h"

#include "base/heap.h"
#include "base/place.h"
#include "base/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole command may be one argument; argv has it unchanged. */
enum { LONGEST_NAME = 200 };

static void set_argv(struct plumb_subject *subject, char *a, char *b, char *c)
{
	subject->argv = plumb_new(4, sizeof *subject->argv);
	subject->argv[0] = a;
	subject->argv[1] = b;
	subject->argv[2] = c;
}

/* The interpreter may be a path, and a module's name has no colon: the last colon divides. */
static bool parse_python(struct plumb_subject *subject, const char *rest, char *why, size_t size)
{
	const char *colon = strrchr(rest, ':');
	size_t length = colon ? (size_t)(colon - rest) : strlen(rest);

	if (length == 0 || (colon && colon[1] == '\0')) {
		snprintf(why, size, "want python:INTERPRETER or python:INTERPRETER:MODULE");
		return false;
	}
	set_argv(subject, plumb_format("%.*s", (int)length, rest),
		plumb_place_of("oracle/adapter.py"), plumb_copy(colon ? colon + 1 : "socket"));
	return true;
}

static bool parse_exec(struct plumb_subject *subject, const char *rest, char *why, size_t size)
{
	if (*rest == '\0') {
		snprintf(why, size, "want exec:COMMAND");
		return false;
	}
	set_argv(subject, plumb_copy("/bin/sh"), plumb_copy("-c"), plumb_format("exec %s", rest));
	return true;
}

bool plumb_subject_parse(struct plumb_subject *subject, const char *text, char *why, size_t size)
{
	bool good = true;

	*subject = (struct plumb_subject){
		.name = plumb_one_line(text, LONGEST_NAME), .given = plumb_copy(text)};
	if (strcmp(text, "ref") == 0) {
		subject->by_document = true;
		set_argv(subject, plumb_place_beside("pysock-adapter"), NULL, NULL);
	} else if (strncmp(text, "python:", 7) == 0) {
		good = parse_python(subject, text + 7, why, size);
	} else if (strncmp(text, "exec:", 5) == 0) {
		good = parse_exec(subject, text + 5, why, size);
	} else {
		snprintf(why, size,
			"want ref, python:INTERPRETER[:MODULE] or exec:COMMAND, not '%s'",
			subject->name);
		good = false;
	}
	if (!good)
		plumb_subject_clear(subject);
	return good;
}

void plumb_subject_rename(struct plumb_subject *subject, const char *name)
{
	free(subject->name);
	subject->name = plumb_one_line(name, LONGEST_NAME);
}

void plumb_subject_clear(struct plumb_subject *subject)
{
	free(subject->name);
	free(subject->given);
	for (size_t i = 0; subject->argv && subject->argv[i]; i++)
		free(subject->argv[i]);
	free(subject->argv);
	*subject = (struct plumb_subject){0};
}
