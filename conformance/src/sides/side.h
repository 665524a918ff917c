/*
 * A side of a run: one subject, or the oracle. It has a player, knows the values of its module's
 * constants, and which capabilities it has.
 */
#ifndef PLUMB_SIDE_H
#define PLUMB_SIDE_H

#include "adapters/subject.h"
#include "player.h"
#include "rows/judge.h"
#include "tables/plan.h"
#include <jansson.h>
#include <stdbool.h>

struct plumb_side {
	struct plumb_subject subject;
	struct plumb_player *player;
	bool is_oracle;
	enum plumb_standard standard; /* of a subject */
	bool in_lab;
	const char *python;	     /* clauses newer than this don't count; NULL: no such limit */
	json_t *constants;	     /* object: name to value, of those that rows mention */
	json_t *probed;		     /* object: capability to whether its probe succeeded */
	struct plumb_row *preparing; /* the rows that find these out */
	size_t preparing_count;
	size_t constant_count; /* the first of them ask for constants, the others probe */
	size_t preparing_left;
	void *owner; /* of whoever runs the side */
};

/* Makes the rows that ask for the constants that the plan's patterns mention, and the probes. */
void plumb_side_prepare(
	struct plumb_side *side, const struct plumb_plan *plan, const struct plumb_tables *tables);

/* Whether the row is one of those. */
bool plumb_side_is_preparing(const struct plumb_side *side, const struct plumb_row *row);

/* Takes in what came of one of them; true: it was the last. */
bool plumb_side_prepared(
	struct plumb_side *side, const struct plumb_row *row, const struct plumb_record *record);

/*
 * The first capability that the row needs and that is missing: on the machine, where the oracle's
 * probe failed, or on this side, where it says so and its probe failed too. NULL: none is. oracle
 * may be NULL, or the side itself. *of_machine: whether the machine lacks it.
 */
const char *plumb_side_missing(const struct plumb_side *side, const struct plumb_side *oracle,
	const struct plumb_row *row, const struct plumb_tables *tables, bool *of_machine);

void plumb_side_clear(struct plumb_side *side);

#endif
