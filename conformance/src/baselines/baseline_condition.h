/*
 * Conditions of a baseline: docs/baselines.md. They speak of what a subject says of itself in its
 * answer to `start`.
 */
#ifndef PLUMB_BASELINE_CONDITION_H
#define PLUMB_BASELINE_CONDITION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Reads what stands behind `if`. start: the answer, by which *holds is decided; NULL: it is only
 * read. False: it is malformed, and why[] says how.
 */
bool plumb_baseline_condition(
	const char *text, const json_t *start, bool *holds, char *why, size_t size);

#endif
