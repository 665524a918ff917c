/* What a baseline explains: the differences on the very rows that it lists. */
#ifndef PLUMB_LEARN_H
#define PLUMB_LEARN_H

#include "arena.h"
#include "explain.h"
#include "tables/plan.h"
#include <jansson.h>
#include <stdbool.h>

/*
 * Plays the rows of the plan that the baseline lists, and learns how the sides part there. start:
 * the subject's answer to `start`. False: the file cannot be read, and it was said why, or the
 * search was interrupted.
 */
bool plumb_learn(struct plumb_explain *explain, struct plumb_arena *arena,
	const struct plumb_plan *plan, const char *baseline, const json_t *start);

#endif
