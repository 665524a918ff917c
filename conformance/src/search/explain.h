/*
 * What explains a difference: a step of some row of which the tables allow both what the oracle did
 * and what the subject did (its drift, its defect, a pattern), or a line of the subject's baseline.
 */
#ifndef PLUMB_EXPLAIN_H
#define PLUMB_EXPLAIN_H

#include "arena.h"
#include "difference.h"
#include "tables/table.h"

struct plumb_explain;

/* The tables are borrowed. start: the oracle's answer to `start`; NULL: every version counts. */
struct plumb_explain *plumb_explain_new(const struct plumb_tables *tables, const json_t *start);

/* Differences of this signature are known, for this reason. */
void plumb_explain_learn(struct plumb_explain *explain, const char *signature, const char *why);

/* Why the difference is none to report, borrowed; NULL: nothing explains it. */
const char *plumb_explain_find(const struct plumb_explain *explain,
	const struct plumb_difference *difference, const struct plumb_bout *bout,
	const json_t *steps);

void plumb_explain_free(struct plumb_explain *explain);

#endif
