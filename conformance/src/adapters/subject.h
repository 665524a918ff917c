/* SUBJECT on the command line: which adapter is run, and how. */
#ifndef PLUMB_SUBJECT_H
#define PLUMB_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

struct plumb_subject {
	char *name;	  /* what it is called: as given, or as renamed */
	char *given;	  /* "ref", "python:pypy3", "exec:./adapter" */
	char **argv;	  /* NULL-terminated */
	bool by_document; /* judged by the document unless the user says otherwise */
};

/*
 * Parses `ref`, `python:INTERPRETER[:MODULE]` or `exec:COMMAND` (run by sh). False: why[] says what
 * is wrong. Release with plumb_subject_clear().
 */
bool plumb_subject_parse(struct plumb_subject *subject, const char *text, char *why, size_t size);

/* Calls it so from here on; `given` stays. */
void plumb_subject_rename(struct plumb_subject *subject, const char *name);

void plumb_subject_clear(struct plumb_subject *subject);

#endif
