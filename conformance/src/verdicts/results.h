/*
 * results.jsonl, the one native form of results: a line about the run, a line a row in the plan's
 * order, a line with the counts. Each line is written as soon as it is known.
 */
#ifndef PLUMB_RESULTS_H
#define PLUMB_RESULTS_H

#include "sides/side.h"
#include "tally.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct plumb_results;

/*
 * Makes the directory where it is missing and opens DIRECTORY/results.jsonl anew. NULL: a message
 * was written to stderr.
 */
struct plumb_results *plumb_results_open(const char *directory);

/* Makes the directory, and those above it, where they are missing. False: errno says why not. */
bool plumb_results_directory(const char *directory);

/* The first line. */
void plumb_results_head(struct plumb_results *results, const struct plumb_side *sides,
	size_t side_count, const struct plumb_plan *plan);

/* A row's line; borrowed. */
void plumb_results_row(struct plumb_results *results, const json_t *line);

/* The last line. */
void plumb_results_tail(struct plumb_results *results, const struct plumb_tally *tallies,
	const struct plumb_side *sides, size_t side_count);

/* Whether everything so far could be written; says once on stderr where not. */
bool plumb_results_good(struct plumb_results *results);

/* False: not everything was written, of which stderr was told. NULL is fine. */
bool plumb_results_close(struct plumb_results *results);

#endif
