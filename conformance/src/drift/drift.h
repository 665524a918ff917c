/*
 * Drift is where a row records that CPython has left the document or is plainly wrong. It is
 * printed as recorded, or played on several versions of CPython to show whether the records are
 * true.
 */
#ifndef PLUMB_DRIFT_H
#define PLUMB_DRIFT_H

#include "tables/plan.h"
#include "tables/table.h"
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Whether any step of the row has drift or a defect. */
bool plumb_drift_has(const struct plumb_row *row);

/* `since 3.8, before 3.12`, or `in every version`: of one alternative; a new string. */
char *plumb_drift_versions(const struct plumb_way *way);

/* A line for each alternative of each row, with tabs. */
void plumb_drift_print(const struct plumb_plan *plan);

struct plumb_drift_options {
	const struct plumb_tables *tables;
	const struct plumb_plan *plan;
	char **subjects;
	int subject_count;
	bool lab; /* where the system permits it */
	int jobs;
	int64_t deadline_ns;
};

/*
 * Plays the plan on each subject, and prints a line for each row that any of them does not do as
 * the document says, with a column for each. An enum plumb_exit_code: BAD where one of them
 * does what neither the document nor the row's drift says of its version.
 */
int plumb_drift_play(const struct plumb_drift_options *options);

#endif
