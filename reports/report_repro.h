/* The command that plays a row again, and its outcome in words for people. */
#ifndef PLUMB_REPORT_REPRO_H
#define PLUMB_REPORT_REPRO_H

#include "report_model.h"

/* The SUBJECT of the command line, whatever --name calls it. */
const char *plumb_report_subject(const json_t *side);

/* The shell command that plays the row again as for this column; a new string. */
char *plumb_report_repro(const struct plumb_report_column *column, const char *row);

/*
 * The steps up to the deciding one, the three answers, the reason, the row's place and the command
 * that repeats it, in lines that end in newlines; a new string. The cell must have been played.
 */
char *plumb_report_explain(const struct plumb_report_column *column,
	const struct plumb_report_row *row, const struct plumb_report_cell *cell);

/* The reason in one line; if the file gives none, the verdict's meaning. */
const char *plumb_report_reason(const struct plumb_report_cell *cell);

#endif
