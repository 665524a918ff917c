/* The functions and methods of the document that no row calls. */
#ifndef PLUMB_LEARN_NAMES_H
#define PLUMB_LEARN_NAMES_H

#include "arena.h"
#include "moves.h"
#include "tables/clause.h"
#include <stdbool.h>

/*
 * Asks the oracle which names of the clauses are functions or methods, as far as no row calls them,
 * and takes these in. False: it was interrupted.
 */
bool plumb_learn_names(
	struct plumb_moves *moves, struct plumb_arena *arena, const struct plumb_clauses *clauses);

#endif
