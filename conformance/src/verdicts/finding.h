/*
 * What came of a row, as a line of results.jsonl: conformance/schema/results.schema.json. Every
 * other form, the one on the terminal among them, is made from it.
 */
#ifndef PLUMB_FINDING_H
#define PLUMB_FINDING_H

#include "sides/session.h"
#include <jansson.h>

/* The line of a finding, a new object. */
json_t *plumb_finding_line(
	const struct plumb_finding *finding, const struct plumb_side *sides, size_t side_count);

/* The row's steps as such a line has them, as text; a new array. */
json_t *plumb_finding_steps(const struct plumb_row *row);

/* A verdict of such a line that is as it should be (base/verdict.h), or known. */
bool plumb_finding_is_good(const json_t *verdict);

#endif
