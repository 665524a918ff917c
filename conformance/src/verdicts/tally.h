/* How many rows of a side ended in which verdict, and what was missing where they were skipped. */
#ifndef PLUMB_TALLY_H
#define PLUMB_TALLY_H

#include "rows/judge.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct plumb_tally {
	size_t count[PLUMB_VERDICT_KINDS];
	size_t known[PLUMB_VERDICT_KINDS]; /* of these, as many as a baseline knows */
	bool has_baseline;
	json_t *missing; /* object: capability to how many rows were skipped for it */
	json_t *lacking; /* object: name to how many rows could not be played for want of it */
};

void plumb_tally_add(struct plumb_tally *tally, const struct plumb_verdict *verdict);

/* All that a baseline knows. */
size_t plumb_tally_known(const struct plumb_tally *tally);

/* Whether every verdict is as it should be, or known. */
bool plumb_tally_is_good(const struct plumb_tally *tally);

void plumb_tally_clear(struct plumb_tally *tally);

#endif
