/* Shrinking: the fewest steps and the simplest values with which the same difference remains. */
#ifndef PLUMB_SHRINK_H
#define PLUMB_SHRINK_H

#include "arena.h"
#include <jansson.h>
#include <stdbool.h>

/*
 * Puts a smaller sequence of the same signature in place of *steps, as long as there is one. False:
 * as plumb_arena_wait(); *steps differs as before in any case.
 */
bool plumb_shrink(struct plumb_arena *arena, json_t **steps, const char *signature);

/* Whether a sequence differs with this signature, in each of so many plays, and steadily. */
bool plumb_shrink_confirm(struct plumb_arena *arena, const json_t *steps, const char *signature);

#endif
