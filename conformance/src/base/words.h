/* A list of borrowed texts. */
#ifndef PLUMB_WORDS_H
#define PLUMB_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Begins as {0}. */
struct plumb_words {
	const char **items;
	size_t count;
};

void plumb_words_add(struct plumb_words *words, const char *item);

/* Whether one of them, a shell pattern, matches the text; without patterns (or NULL) all do. */
bool plumb_words_match(const struct plumb_words *patterns, const char *text);

/* Whether a text with this beginning may match; true where only the whole text shows it. */
bool plumb_words_may_match(const struct plumb_words *patterns, const char *beginning);

void plumb_words_clear(struct plumb_words *words);

#endif
