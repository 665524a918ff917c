/* Chance that can be repeated: the same seed gives the same numbers on every machine. */
#ifndef PLUMB_CHANCE_H
#define PLUMB_CHANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* To be embedded; the seed is its first state. */
struct plumb_chance {
	uint64_t state;
};

/* A number below `below`, which is not 0. */
size_t plumb_chance_below(struct plumb_chance *chance, size_t below);

/* True so many times in a hundred. */
bool plumb_chance_percent(struct plumb_chance *chance, unsigned percent);

#endif
