/*
 * Baselines list the rows of a subject that fail today, and why (docs/baselines.md). A run with a
 * baseline fails where something has changed. Call load, start, note for each row, and end; then
 * ask for results.
 */
#ifndef PLUMB_BASELINE_H
#define PLUMB_BASELINE_H

#include "tables/table.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct plumb_baseline;

/*
 * Reads the file. may_be_missing: one that is not there is empty. NULL: it cannot be read or is
 * malformed, which was written to errors as `file:line: what`.
 */
struct plumb_baseline *plumb_baseline_load(const char *path, bool may_be_missing, FILE *errors);

/* Decides which lines hold, by the subject's answer to `start`. */
void plumb_baseline_start(struct plumb_baseline *baseline, const json_t *start);

/*
 * Records the result of a row. The verdict, as in results.jsonl, gets `known` and `reason`, or
 * `baseline` if it does not match its line. True: it is known.
 */
bool plumb_baseline_note(struct plumb_baseline *baseline, const char *row, json_t *verdict);

/*
 * Why the row fails, as the line that lists it says; "" where the line gives no reason. NULL: the
 * row is not listed, by the subject's answer to `start`. Borrowed.
 */
const char *plumb_baseline_reason(struct plumb_baseline *baseline, const char *row);

/*
 * The name in the i-th of the lines, counted from 0, that say which name the subject lacks, by its
 * answer to `start`. *reason: as above. NULL: there are no more. Borrowed.
 */
const char *plumb_baseline_lacked(
	const struct plumb_baseline *baseline, size_t i, const char **reason);

/*
 * Whether a line lists the row, by its id or by a glob, as one that hangs the subject: after the
 * start.
 */
bool plumb_baseline_hangs(struct plumb_baseline *baseline, const char *row);

/* All rows that there are, whether they were played or not. whole: all of them were. */
void plumb_baseline_end(
	struct plumb_baseline *baseline, const struct plumb_tables *tables, bool whole);

/* How much is not as the baseline says. */
size_t plumb_baseline_departures(const struct plumb_baseline *baseline);

/* Writes one line for each, and at most so many. */
void plumb_baseline_print(const struct plumb_baseline *baseline, FILE *out, size_t most);

/* Whether it lists rows of tables that are not among these. */
bool plumb_baseline_has_others(
	const struct plumb_baseline *baseline, const struct plumb_tables *tables);

/* How many lines an update has touched. */
struct plumb_baseline_changes {
	size_t added;
	size_t changed;
	size_t removed;
};

/*
 * Writes the file so that the same run would succeed; only after a whole run. False: the file is
 * unchanged; see errno.
 */
bool plumb_baseline_update(
	const struct plumb_baseline *baseline, struct plumb_baseline_changes *changes);

void plumb_baseline_free(struct plumb_baseline *baseline);

#endif
