/*
 * The corpus: the sequences that others are made from. Those of the rows are there from the
 * beginning; one that did something new is kept, and in a directory for the next search.
 */
#ifndef PLUMB_CORPUS_H
#define PLUMB_CORPUS_H

#include "arena.h"
#include "chance.h"
#include "moves.h"
#include "tables/plan.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct plumb_corpus;

/* Those rows of the plan that the arena can play, with all that their steps teach. */
struct plumb_corpus *plumb_corpus_new(
	const struct plumb_plan *plan, const struct plumb_arena *arena, struct plumb_moves *moves);

/*
 * From now on what is kept is written to the directory, which is made if it is missing, and what
 * an earlier search has written there is taken in. A file that is no sequence is an error. False:
 * it was said why.
 */
bool plumb_corpus_open(struct plumb_corpus *corpus, const char *directory);

/* Some sequence, borrowed; NULL: there is none. */
const json_t *plumb_corpus_draw(const struct plumb_corpus *corpus, struct plumb_chance *chance);

/* Keeps a sequence. False: it could not be written, and it was said why. */
bool plumb_corpus_keep(struct plumb_corpus *corpus, const json_t *steps);

/* How many sequences were kept. */
size_t plumb_corpus_kept(const struct plumb_corpus *corpus);

void plumb_corpus_free(struct plumb_corpus *corpus);

#endif
