/*
 * Two mistakes at once: a call that is wrong in two ways may raise the exception of either, as no
 * document says which of the two is looked at first.
 */
#ifndef PLUMB_TWO_WRONG_H
#define PLUMB_TWO_WRONG_H

#include "arena.h"
#include "moves.h"
#include "trial.h"
#include <jansson.h>
#include <stdbool.h>

/* Who says that a difference is explained: by the tables, a baseline or a file of known ones. */
struct plumb_judge {
	bool (*explains)(void *context, const struct plumb_difference *difference,
		const struct plumb_trial *trial);
	void *context;
};

/*
 * Whether the last step of the sequence, at which the sides differ, has one mistake for which the
 * oracle raises its exception, and another for which the subject raises its own. That was seen if
 * with the one repaired both raise what the oracle did; with the other repaired both raise what the
 * subject did, or in either case the judge explains why only the one does; and with both repaired
 * neither comes. A repair leaves out an earlier step, or puts a connected socket or a readable file
 * in the place of an object, or replaces an argument, or an item of one, by what some row has in
 * its place (moves.h).
 */
bool plumb_two_wrong(struct plumb_arena *arena, const struct plumb_moves *moves,
	const struct plumb_judge *judge, const json_t *steps);

#endif
