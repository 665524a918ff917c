/*
 * A sequence: bare steps (names.h) that are played for what comes of them. It expects nothing.
 * As a row each of its steps may end in any way, and the row goes on.
 */
#ifndef PLUMB_SEQUENCE_H
#define PLUMB_SEQUENCE_H

#include "tables/table.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { PLUMB_SEQUENCE_STEPS = 24 }; /* more are cut off */

/* The steps of a row without what they expect: a new array. */
json_t *plumb_sequence_of(const struct plumb_row *row);

/*
 * Drops the steps that cannot be said: they use a name that no step before them gives, or that was
 * dropped. What gives a name that there is already gives a new one. A new array.
 */
json_t *plumb_sequence_mend(const json_t *steps);

/* The names that there are before step number `at`, with their kinds: a new object. */
json_t *plumb_sequence_cast(const json_t *steps, size_t at);

/* The same, and every socket that is left at its end is asked how it stands. A new array. */
json_t *plumb_sequence_with_questions(const json_t *steps);

/*
 * Reads the steps as a row of no table, with the reader of the tables. False: they are no row. To
 * be cleared by plumb_sequence_clear_row().
 */
bool plumb_sequence_read(struct plumb_row *row, const json_t *steps);

void plumb_sequence_clear_row(struct plumb_row *row);

#endif
