/* Finds the word that a user may have meant. */
#ifndef PLUMB_NEAREST_H
#define PLUMB_NEAREST_H

#include <stddef.h>

/* Begins as {.word = WORD}. */
struct plumb_nearest {
	const char *word;
	const char *best; /* the nearest of the candidates so far; NULL: none is near */
	size_t distance;
};

/*
 * Takes a candidate in, which is near where few letters are wrong, missing, too many or swapped, or
 * where it begins with the word. Borrowed as long as it may be the best.
 */
void plumb_nearest_try(struct plumb_nearest *nearest, const char *candidate);

#endif
