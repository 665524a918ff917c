/* What a run says on the terminal: progress, each failure in the three-way form, the counts. */
#ifndef PLUMB_TERMINAL_H
#define PLUMB_TERMINAL_H

#include "baselines/baseline.h"
#include "sides/side.h"
#include "summary.h"
#include "tally.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who plays against whom. */
void plumb_terminal_head(const struct plumb_side *sides, size_t side_count, size_t row_count);

/* A line that is written over, where standard error is a terminal. */
void plumb_terminal_progress(size_t over, size_t total);

/*
 * The row's line of results.jsonl, where any of its verdicts is not as it should be; without
 * verbose only where the oracle's is not.
 */
void plumb_terminal_row(const json_t *line, const struct plumb_side *sides, bool verbose);

/* What is not as the baseline says; without verbose the first of it. */
void plumb_terminal_baseline(const struct plumb_baseline *baseline, bool verbose);

struct plumb_run_end {
	int64_t took_ns;
	size_t row_count;
	const struct plumb_summary *summary;
};

/* How many rows ended how, side by side, which sentences do not hold, and what was left out. */
void plumb_terminal_counts(const struct plumb_tally *tallies, const struct plumb_side *sides,
	size_t side_count, const struct plumb_run_end *ending);

#endif
