/*
 * What was seen: a call in a state of its socket, with the kind of its outcome, and the places of
 * the subject's code that it says it has reached.
 */
#ifndef PLUMB_NOVELTY_H
#define PLUMB_NOVELTY_H

#include "trial.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct plumb_novelty;

struct plumb_novelty *plumb_novelty_new(void);

/* Takes in what came of a trial on both sides. True: some of it was not seen before. */
bool plumb_novelty_see(struct plumb_novelty *novelty, const struct plumb_trial *trial);

/* How many different outcomes were seen, and how many places. */
size_t plumb_novelty_count(const struct plumb_novelty *novelty);
size_t plumb_novelty_places(const struct plumb_novelty *novelty);

/* The states that were visited: states.h. Borrowed. */
const json_t *plumb_novelty_visited(const struct plumb_novelty *novelty);

void plumb_novelty_free(struct plumb_novelty *novelty);

#endif
