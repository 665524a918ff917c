/* How to play one row again, and what came of it, in words for people. */
#ifndef PLUMB_REPORT_REPRO_H
#define PLUMB_REPORT_REPRO_H

#include "report_model.h"

/* The SUBJECT of the command line, whatever --name calls it. */
const char *plumb_report_subject(const json_t *side);

/* The command that plays the row again as this column was played: fit for a shell; a new string. */
char *plumb_report_repro(const struct plumb_report_column *column, const char *row);

/*
 * The steps up to the one that decided, the three answers, the reason, where the row stands and
 * how to repeat it, in lines that end in newlines; a new string. The cell must have been played.
 */
char *plumb_report_explain(const struct plumb_report_column *column,
	const struct plumb_report_row *row, const struct plumb_report_cell *cell);

/* The reason in one line; where the file gives none, the verdict's meaning. */
const char *plumb_report_reason(const struct plumb_report_cell *cell);

#endif
