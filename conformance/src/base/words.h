/* A list of borrowed texts. */
#ifndef PLUMB_WORDS_H
#define PLUMB_WORDS_H

#include <stddef.h>

/* Begins as {0}. */
struct plumb_words {
	const char **items;
	size_t count;
};

void plumb_words_add(struct plumb_words *words, const char *item);

void plumb_words_clear(struct plumb_words *words);

#endif
