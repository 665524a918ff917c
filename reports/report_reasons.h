/* Groups the lines of a baseline by their reason. */
#ifndef PLUMB_REPORT_REASONS_H
#define PLUMB_REPORT_REASONS_H

#include "baselines/baseline_parts.h"

/* A line of the baseline, with the rows of the tables that it lists. */
struct plumb_report_listed {
	const struct plumb_baseline_line *line;
	const struct plumb_row **rows; /* without those that have a line of their own */
	size_t row_count;
};

struct plumb_report_reason {
	const char *reason;    /* NULL if none is given */
	const char *condition; /* where it holds; NULL: everywhere */
	struct plumb_report_listed *listed;
	size_t listed_count;
	size_t row_count; /* of all of them together */
	unsigned verdicts;
	unsigned advices; /* a set: report_advice.h */
};

struct plumb_report_reasons {
	struct plumb_report_reason
		*reasons; /* those with most rows first, otherwise in the file's order */
	size_t count;
	size_t row_count;
};

/* The result points into the baseline and the tables. */
void plumb_report_reasons_make(struct plumb_report_reasons *reasons,
	const struct plumb_baseline *baseline, const struct plumb_tables *tables);

void plumb_report_reasons_clear(struct plumb_report_reasons *reasons);

#endif
