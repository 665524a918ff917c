/* The changes between two results files. */
#ifndef PLUMB_REPORT_CHANGE_H
#define PLUMB_REPORT_CHANGE_H

#include "report_model.h"

/*
 * Turns a model of two files into a comparison of the first with the second: finds the pairs of
 * columns and leaves out the rows in which no pair has changed. Sides of the same name are a pair;
 * where no name occurs in both and the files have as many subjects, they are paired in their order.
 * The counts of the columns stay those of the whole runs. False: nothing in them can be compared.
 */
bool plumb_report_compare(struct plumb_report *report);

enum plumb_report_change plumb_report_change_of(
	const struct plumb_report_row *row, const struct plumb_report_pair *pair);

/* Whether it is worse than before, or new and in need of attention. */
bool plumb_report_change_is_bad(
	const struct plumb_report_row *row, const struct plumb_report_pair *pair);

/* Such as "worse"; "same" for PLUMB_REPORT_SAME. */
const char *plumb_report_change_name(enum plumb_report_change change);

#endif
