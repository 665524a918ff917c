/* A trial: a sequence on its way through the arena. */
#ifndef PLUMB_TRIAL_H
#define PLUMB_TRIAL_H

#include "arena.h"
#include "difference.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct plumb_trial {
	json_t *steps;
	json_t *played; /* the same, and at the end what the sockets are asked */
	struct plumb_row row;
	struct plumb_bout bout;
};

/* Mends and tames the steps, and reads them. False: nothing is left that could be played. */
bool plumb_trial_make(
	struct plumb_trial *trial, const struct plumb_arena *arena, const json_t *steps);

/* As plumb_arena_begin(): the trial must stay where it is. */
void plumb_trial_begin(struct plumb_trial *trial, struct plumb_arena *arena);

/* Plays so many of them at once, to their end. False: as plumb_arena_wait(). */
bool plumb_trials_play(struct plumb_arena *arena, struct plumb_trial *trials, size_t count);

/* Where the sides part: difference.h. */
bool plumb_trial_differs(const struct plumb_trial *trial, struct plumb_difference *difference);

void plumb_trials_clear(struct plumb_trial *trials, size_t count);

#endif
