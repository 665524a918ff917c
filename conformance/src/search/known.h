/*
 * Known differences: a file with a line for each kind that somebody has examined, `SIGNATURE
 * [after CALL...] [with GLOB] ## REASON`. docs/search.md describes it.
 */
#ifndef PLUMB_KNOWN_H
#define PLUMB_KNOWN_H

#include "difference.h"
#include <jansson.h>
#include <stdio.h>

struct plumb_known;

/* NULL: the file cannot be read or is malformed, which was written to errors. */
struct plumb_known *plumb_known_load(const char *path, FILE *errors);

/* The reason of the first line that fits the difference, borrowed; NULL: none does. */
const char *plumb_known_find(const struct plumb_known *known,
	const struct plumb_difference *difference, const json_t *steps);

void plumb_known_free(struct plumb_known *known);

#endif
