#include "words.h"

#include "heap.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

void plumb_words_add(struct plumb_words *words, const char *item)
{
	words->items = plumb_grow(words->items, words->count + 1, sizeof *words->items);
	words->items[words->count++] = item;
}

bool plumb_words_match(const struct plumb_words *patterns, const char *text)
{
	for (size_t i = 0; patterns && i < patterns->count; i++)
		if (fnmatch(patterns->items[i], text, 0) == 0)
			return true;
	return !patterns || patterns->count == 0;
}

/* The length of the part of a pattern before its first wildcard. */
static size_t literal_length(const char *pattern)
{
	return strcspn(pattern, "*?[\\");
}

bool plumb_words_may_match(const struct plumb_words *patterns, const char *beginning)
{
	size_t length = strlen(beginning);

	for (size_t i = 0; patterns && i < patterns->count; i++) {
		const char *pattern = patterns->items[i];
		size_t literal = literal_length(pattern);
		if (strncmp(pattern, beginning, literal < length ? literal : length) == 0)
			return true;
	}
	return !patterns || patterns->count == 0;
}

void plumb_words_clear(struct plumb_words *words)
{
	free(words->items);
	*words = (struct plumb_words){0};
}
