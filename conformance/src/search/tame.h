/*
 * Taming: what keeps a sequence from waiting, from reaching outside the machine's rooms for play
 * and from changing the machine. It is done last, after all mutations.
 */
#ifndef PLUMB_TAME_H
#define PLUMB_TAME_H

#include <jansson.h>
#include <stdbool.h>

/*
 * A new array: steps that may not be played are left out, waits of the far end are short, and a
 * socket that may block gets a timeout before the first step that might wait on it. is_private: the
 * adapters live in a network of their own, where any name may be asked for.
 */
json_t *plumb_tame(const json_t *steps, bool is_private);

/* Whether a step may be played at all in a search. */
bool plumb_tame_allows(const json_t *step, bool is_private);

#endif
