/*
 * The arena: adapters of the oracle and of the subject that stay, and rows that are given to them
 * as long as somebody has new ones. What a session is to a plan, the arena is to rows that are made
 * while others are played. It judges nothing.
 */
#ifndef PLUMB_ARENA_H
#define PLUMB_ARENA_H

#include "rows/record.h"
#include "sides/side.h"
#include "tables/plan.h"
#include "tables/table.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLUMB_ORACLE, PLUMB_SUBJECT, PLUMB_ARENA_SIDES };

/* One row, and what came of it on each side; zeroed first, and cleared by plumb_bout_clear(). */
struct plumb_bout {
	const struct plumb_row *row; /* borrowed */
	struct plumb_record records[PLUMB_ARENA_SIDES];
	size_t pending; /* sides that are not through */
};

struct plumb_arena_options {
	const struct plumb_tables *tables;
	const struct plumb_plan *plan; /* rows whose capabilities are probed */
	struct plumb_side *sides;      /* PLUMB_ARENA_SIDES, of which the subjects are set */
	const char *lab;	       /* fixtures/lab; NULL: the runner's own network */
	int jobs;
	int64_t deadline_ns; /* for an answer */
	int64_t patience_ns; /* for the far end of a row */
	bool is_portable;    /* choose rows without regard to the lab and to what the machine lacks,
				so that every machine chooses the same */
};

struct plumb_arena;

/*
 * Starts the adapters, and waits until their constants and capabilities are known. Everything is
 * borrowed. NULL: *status is what to exit with, and it was said why.
 */
struct plumb_arena *plumb_arena_open(const struct plumb_arena_options *options, int *status);

/* Whether its adapters live in a network of their own; never, where the arena is portable. */
bool plumb_arena_is_private(const struct plumb_arena *arena);

/* Whether both sides can play the row; a portable arena asks only what the sides lack themselves.
 */
bool plumb_arena_can(const struct plumb_arena *arena, const struct plumb_row *row);

/*
 * Gives the bout's row to both sides, beside those that they have. The bout must stay where it is
 * until it was waited for, or the arena is closed.
 */
void plumb_arena_begin(struct plumb_arena *arena, struct plumb_bout *bout);

/*
 * Waits until a bout that began is over. False: the arena was interrupted, or nothing more can be
 * played; then no bout that is not over yet will be.
 */
bool plumb_arena_wait(struct plumb_arena *arena, const struct plumb_bout *bout);

/* Nanoseconds since the arena was open. */
int64_t plumb_arena_age_ns(const struct plumb_arena *arena);

/* An enum plumb_exit_code: why nothing more is played, or GOOD. */
int plumb_arena_status(const struct plumb_arena *arena);

/* Ends the adapters, and what they have left behind. */
void plumb_arena_close(struct plumb_arena *arena);

void plumb_bout_clear(struct plumb_bout *bout);

#endif
