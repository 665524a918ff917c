/* Which rows are played, and in which order. */
#ifndef PLUMB_PLAN_H
#define PLUMB_PLAN_H

#include "base/words.h"
#include "shard.h"
#include "table.h"
#include <stdbool.h>
#include <stddef.h>

struct plumb_plan {
	const struct plumb_row **rows; /* in the tables' order */
	size_t count;
	struct plumb_shard shard;
	/* Of a shard alone: */
	size_t *places;	      /* of its rows in the whole plan */
	size_t whole_count;   /* rows of the whole plan */
	uint64_t whole_print; /* a hash of them, so that shards of other tables are told apart */
};

struct plumb_choice {
	struct plumb_words
		filters; /* shell patterns for ids, in which * also matches /: any of them */
	struct plumb_words clauses; /* the same for clauses */
	struct plumb_words needs;   /* only rows that need any of these capabilities */
	struct plumb_shard shard;
	bool is_row; /* the filter is the command's argument, the id of a row */
};

/*
 * Loads tables (plumb_tables_load()) to choose from: all rows if `whole`, else perhaps only those
 * that the filters choose. NULL: a table is malformed, one of the patterns chooses nothing, or all
 * together do not; said on stderr as the command, with what may have been meant.
 */
struct plumb_tables *plumb_choice_load(
	const struct plumb_choice *choice, const char *path, bool whole, const char *command);

void plumb_choice_clear(struct plumb_choice *choice);

void plumb_plan_make(struct plumb_plan *plan, const struct plumb_tables *tables,
	const struct plumb_choice *choice);

void plumb_plan_clear(struct plumb_plan *plan);

#endif
