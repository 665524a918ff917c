/* Which rows are played, and in which order. */
#ifndef PLUMB_PLAN_H
#define PLUMB_PLAN_H

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
	const char *filter; /* shell pattern for row ids, in which * also matches /; NULL: all */
	const char *clause; /* the same for clauses */
	const char *needs;  /* only rows that need this capability; NULL: all */
	struct plumb_shard shard;
};

void plumb_plan_make(struct plumb_plan *plan, const struct plumb_tables *tables,
	const struct plumb_choice *choice);

void plumb_plan_clear(struct plumb_plan *plan);

#endif
