/*
 * A side of a run: one subject, or the oracle. It has rows to play and feeds to play them
 * on, knows the values of its module's constants, and which capabilities it has.
 */
#ifndef PLUMB_SIDE_H
#define PLUMB_SIDE_H

#include "adapters/subject.h"
#include "feed.h"
#include "queue.h"
#include "rows/judge.h"
#include "tables/plan.h"
#include <jansson.h>
#include <stdbool.h>

/* What kinds of rows there are, and so of queues. */
enum plumb_lane {
	PLUMB_LANE_WORKING, /* rows that keep the processor busy */
	PLUMB_LANE_WAITING, /* rows that let time pass */
	PLUMB_LANE_WATCHED, /* rows whose system calls are watched */
	PLUMB_LANE_HANGING, /* rows that are known to hang the adapter */
	PLUMB_LANE_HANGING_WATCHED,
	PLUMB_LANES,
};

struct plumb_side {
	struct plumb_subject subject;
	bool is_oracle;
	enum plumb_standard standard; /* of a subject */
	bool in_lab;
	const char *python;	     /* clauses newer than this don't count; NULL: no such limit */
	const bool *hanging;	     /* by tag: rows of the plan known to hang it; NULL: none is */
	json_t *constants;	     /* object: name to value, of those that rows mention */
	json_t *probed;		     /* object: capability to whether its probe succeeded */
	json_t *lacking;	     /* object: capability to what came of looking for it */
	struct plumb_row *preparing; /* the rows that find these out */
	size_t preparing_count;
	size_t constant_count; /* the first of them ask for constants, the others probe */
	size_t preparing_left;
	size_t preparing_tag; /* of the first of them */
	json_t *start_answer; /* of the first adapter; NULL before it came */
	struct plumb_feed_options options;
	struct plumb_queue queues[PLUMB_LANES];
	struct plumb_feed **feeds; /* as many as jobs, and one that is watched */
	size_t feed_count;
	void *owner; /* of whoever runs the side */
};

/* Makes the rows that ask for the constants that the plan's patterns mention, and the probes. */
void plumb_side_prepare(
	struct plumb_side *side, const struct plumb_plan *plan, const struct plumb_tables *tables);

/*
 * Makes the feeds, and has those rows played, which get tags from `tag` on. Of the options what is
 * the side's own is filled in: only the loop, the scratch directory, the lab, the deadline and the
 * events are taken from them; the events' context is the side.
 */
void plumb_side_begin(
	struct plumb_side *side, const struct plumb_feed_options *options, int jobs, size_t tag);

/* The row that is prepared under this tag; NULL: it is none of those. */
const struct plumb_row *plumb_side_preparing(const struct plumb_side *side, size_t tag);

/* Takes in what came of one of them; true: it was the last. */
bool plumb_side_prepared(struct plumb_side *side, size_t tag, const struct plumb_record *record);

/*
 * Has a row played, behind those that were given before, as far as several adapters allow. Rows
 * that are known to hang the side come when all others have begun.
 */
void plumb_side_play(struct plumb_side *side, struct plumb_task task);

/* Whether the process is one of its adapters. */
bool plumb_side_owns(const struct plumb_side *side, pid_t pid);

/* Ends every adapter: with `stop` where nothing is left to do, else by force. */
void plumb_side_end(struct plumb_side *side);

/*
 * The first capability that the row needs and that is missing: on the machine, where the oracle's
 * probe failed, or on this side, where it says so and its probe failed too. NULL: none is. oracle
 * may be NULL, or the side itself. *of_machine: whether the machine lacks it.
 */
const char *plumb_side_missing(struct plumb_side *side, const struct plumb_side *oracle,
	const struct plumb_row *row, const struct plumb_tables *tables, bool *of_machine);

/* Whether the capability is missing so. *of_machine: as above. */
bool plumb_side_lacks(struct plumb_side *side, const struct plumb_side *oracle,
	const struct plumb_tables *tables, const char *capability, bool *of_machine);

/* After the loop has run out of handles. */
void plumb_side_clear(struct plumb_side *side);

#endif
