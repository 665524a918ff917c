/* Whether one line of a results file has the form that its kind must have. */
#ifndef PLUMB_REPORT_CHECK_H
#define PLUMB_REPORT_CHECK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The error in a line, as a text. */
struct plumb_report_wrong {
	char text[256];
};

/* Checks the first line, the run's. */
bool plumb_report_check_head(const json_t *line, struct plumb_report_wrong *wrong);

/* Checks a row's line, whose sides must be those of the head. */
bool plumb_report_check_row(
	const json_t *line, const json_t *head, struct plumb_report_wrong *wrong);

/* Checks the last line, whose counts must be those of the rows' lines. */
bool plumb_report_check_tail(const json_t *line, const json_t *head, json_t *const *lines,
	size_t line_count, struct plumb_report_wrong *wrong);

#endif
