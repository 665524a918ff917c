/* What a run says on the terminal: progress, each failure in the three-way form, the counts. */
#ifndef PLUMB_TERMINAL_H
#define PLUMB_TERMINAL_H

#include "baselines/baseline.h"
#include "sides/side.h"
#include "tally.h"
#include <jansson.h>
#include <stddef.h>

/* Who plays against whom. */
void plumb_terminal_head(const struct plumb_side *sides, size_t side_count, size_t row_count);

/* A line that is written over, on a terminal only. */
void plumb_terminal_progress(size_t over, size_t total);

/* The row's line of results.jsonl, where any of its verdicts is not as it should be. */
void plumb_terminal_row(const json_t *line, const struct plumb_side *sides);

/* What is not as the baseline says. */
void plumb_terminal_baseline(const struct plumb_baseline *baseline);

/* How many rows ended how, side by side, and why rows were skipped. */
void plumb_terminal_counts(
	const struct plumb_tally *tallies, const struct plumb_side *sides, size_t side_count);

#endif
