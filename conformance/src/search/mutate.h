/* Mutations: a sequence with one or a few things about it changed. */
#ifndef PLUMB_MUTATE_H
#define PLUMB_MUTATE_H

#include "chance.h"
#include "moves.h"
#include <jansson.h>

/* A new array, of steps that can be said. other: another sequence, which it may be joined with. */
json_t *plumb_mutate(const struct plumb_moves *moves, struct plumb_chance *chance,
	const json_t *steps, const json_t *other);

#endif
