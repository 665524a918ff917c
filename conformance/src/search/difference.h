/* Where two sides part in a sequence. */
#ifndef PLUMB_DIFFERENCE_H
#define PLUMB_DIFFERENCE_H

#include "arena.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* To be cleared by plumb_difference_clear(). */
struct plumb_difference {
	size_t step; /* of the row; its number of steps: no single one */
	char *label; /* what is called there: `recv`; else what was compared: `open descriptors` */
	json_t *settled[PLUMB_ARENA_SIDES]; /* what came of it: outcome.h */
	char *signature; /* the same for all that differ in the same way at the same call */
};

/* The signature of every sequence that hangs the subject. */
extern const char plumb_difference_hang[];

/*
 * The first place where the subject did something else than the oracle. steps: of the row, as JSON.
 * False: there is none, or the oracle did not get that far.
 */
bool plumb_difference_find(
	struct plumb_difference *difference, const struct plumb_bout *bout, const json_t *steps);

/* Whether what came of the row up to the difference is the same on this side in both plays. */
bool plumb_difference_is_steady(const struct plumb_difference *difference, const json_t *steps,
	const struct plumb_record *one, const struct plumb_record *other);

void plumb_difference_clear(struct plumb_difference *difference);

#endif
