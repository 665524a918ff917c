/*
 * The doctor checks an adapter before its results are trusted. Each promise of docs/protocol.md is
 * a check with its own line of output. If a check fails, the output also shows the lines that were
 * sent and received, and what was expected.
 */
#ifndef PLUMB_DOCTOR_H
#define PLUMB_DOCTOR_H

#include "adapters/subject.h"
#include <jansson.h>

struct plumb_doctor_options {
	const struct plumb_subject *subject;
	const json_t *capabilities; /* of struct plumb_tables: what `lacks` may name */
	int patience_ms;	    /* for an answer; three times as long for the first */
	const char *only;	    /* shell pattern for the checks that are made; NULL: all */
};

/* An enum plumb_exit_code: BAD where a check fails, UNRUNNABLE where it cannot be spoken to. */
int plumb_doctor_run(const struct plumb_doctor_options *options);

enum plumb_doctor_kind {
	PLUMB_CHECK_FIRM,
	PLUMB_CHECK_RARE,  /* a language may have no such value, and no such step: `broken` then */
	PLUMB_CHECK_LEANS, /* skipped where the implementation did otherwise in a check before */
};

/* One check: requests, and what each step of theirs must come to. */
struct plumb_doctor_check {
	const char *what;  /* "bytes, both ways" */
	const char *needs; /* a capability without which it is skipped, or NULL */
	const char *rows;  /* JSON, with ' for ": see doctor_checks.c; or NULL, and */
	const char *value; /* one value that must come back as it was sent */
	enum plumb_doctor_kind kind;
};

/* All of them; ends with one whose `what` is NULL. */
extern const struct plumb_doctor_check plumb_doctor_checks[];

/* The names of the checks of the adapter as a process; ends with NULL. */
extern const char *const plumb_doctor_process_checks[];

#endif
