#include "words.h"

#include "heap.h"
#include <stdlib.h>

void plumb_words_add(struct plumb_words *words, const char *item)
{
	words->items = plumb_grow(words->items, words->count + 1, sizeof *words->items);
	words->items[words->count++] = item;
}

void plumb_words_clear(struct plumb_words *words)
{
	free(words->items);
	*words = (struct plumb_words){0};
}
