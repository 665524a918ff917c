/*
 * The verdict on a row: what the document promises, what the oracle did and what the subject did,
 * weighed by a standard. docs/tables.md says what drift, defect and detail mean for each.
 */
#ifndef PLUMB_JUDGE_H
#define PLUMB_JUDGE_H

#include "base/verdict.h"
#include "record.h"
#include "tables/table.h"
#include <stdbool.h>

/* What a subject is held against. */
enum plumb_standard {
	PLUMB_STANDARD_OWN,    /* the subject's own: the document for ref, the oracle for others */
	PLUMB_STANDARD_ORACLE, /* what the oracle did, its detail included */
	PLUMB_STANDARD_DOCUMENT, /* the document's promise, and nothing beyond it */
	PLUMB_STANDARD_BOTH,	 /* the document's promise with the detail, and no drift */
};

struct plumb_verdict {
	enum plumb_verdict_kind kind;
	int step;	 /* the step that decided it, from 0; -1: none */
	char *text;	 /* why, in a line; NULL for PASS */
	char *name;	 /* of LACKS: what is missing; else NULL */
	size_t way;	 /* of DRIFT: what it did instead, a way of the step (expectation.h) */
	bool of_machine; /* of SKIP: the machine lacks the capability, not the implementation */
	bool late;	 /* FAIL, and for no other reason than that it took too long */
	int64_t took_ns; /* of the step, where its time decided; 0: something else did */
};

/* "oracle", "document" or "both"; PLUMB_STANDARD_OWN has no name. */
const char *plumb_standard_name(enum plumb_standard standard);

/* The oracle's own column: start is its answer to `start`. */
struct plumb_verdict plumb_judge_oracle(
	const struct plumb_row *row, const struct plumb_record *record, const json_t *start);

/* oracle: its record of the same row, or NULL where there is none. */
struct plumb_verdict plumb_judge_subject(const struct plumb_row *row,
	const struct plumb_record *record, const struct plumb_record *oracle,
	enum plumb_standard standard);

/* Takes the text over. */
struct plumb_verdict plumb_verdict_of(enum plumb_verdict_kind kind, int step, char *text);

void plumb_verdict_clear(struct plumb_verdict *verdict);

#endif
