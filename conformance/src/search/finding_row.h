/* A finding as a row of a table: what the oracle did is what it expects. */
#ifndef PLUMB_FINDING_ROW_H
#define PLUMB_FINDING_ROW_H

#include "difference.h"
#include "trial.h"
#include <jansson.h>

/*
 * The row, a new object: its steps expect what the oracle did, closely where the sides part. Its
 * clause and its sentence are left to a person.
 */
json_t *plumb_finding_row(
	const char *id, const struct plumb_trial *trial, const struct plumb_difference *difference);

#endif
