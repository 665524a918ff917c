/*
 * Who is to blame: the rows that one adapter has in flight, and what comes of them when it goes
 * wrong. It does nothing by itself: its owner tells it what happens, asks it what to do next, and
 * fetches what came of rows. docs/design.md gives the reasons.
 *
 * A row that is over is held until something shows that it did no harm: the next row's end, or the
 * answer to a request for a number, by which the adapter settles.
 */
#ifndef PLUMB_BLAME_H
#define PLUMB_BLAME_H

#include "queue.h"
#include "rows/record.h"
#include <stdbool.h>
#include <stddef.h>

enum { PLUMB_FLIGHT = 16 }; /* rows that may be in flight at once */

struct plumb_result {
	size_t tag;
	struct plumb_record record;
};

enum plumb_wish {
	PLUMB_WISH_NOTHING, /* wait */
	PLUMB_WISH_ROW,	    /* a new row, if there is one, may be begun */
	PLUMB_WISH_AGAIN,   /* this row is begun again, alone */
	PLUMB_WISH_SETTLE,  /* the adapter is asked for a number */
};

enum plumb_suspicion {
	PLUMB_SUSPECT_NOBODY, /* rows are written ahead */
	PLUMB_SUSPECT_SOME,   /* some must be played alone; nobody is accused */
	PLUMB_SUSPECT_CRASH,  /* the same; if all do well the last of them is charged */
	PLUMB_SUSPECT_HANG,   /* if the first does well, the accused is charged, who is none of them
			       */
};

/* To be embedded, all zero at first; cleared by plumb_blame_clear(). */
struct plumb_blame {
	enum plumb_suspicion suspicion;
	struct plumb_task flight[PLUMB_FLIGHT]; /* the oldest first */
	size_t flight_count;
	struct plumb_task held;	    /* the row that is over */
	struct plumb_record record; /* of that */
	enum { PLUMB_HELD_NONE, PLUMB_HELD, PLUMB_SETTLING } holding;
	struct plumb_task *suspects; /* to be played alone, from `next` on */
	size_t suspect_count;
	size_t next;
	struct plumb_task accused;    /* of a hang */
	char *how;		      /* what the accusation is; NULL where nobody is accused */
	struct plumb_result *results; /* that were not fetched */
	size_t result_count;
	size_t fetched;
};

/* What to do next. more: a new row is waiting. again: the row that is begun again. */
enum plumb_wish plumb_blame_wish(
	const struct plumb_blame *blame, bool more, struct plumb_task *again);

/* A row is begun, behind those in flight. */
void plumb_blame_begin(struct plumb_blame *blame, struct plumb_task task);

/* A row in flight is over; its record is taken over. */
void plumb_blame_over(struct plumb_blame *blame, size_t tag, struct plumb_record *record);

/* The adapter was asked for a number, as was wished. */
void plumb_blame_settle(struct plumb_blame *blame);

/* It has given that number. */
void plumb_blame_settled(struct plumb_blame *blame);

/*
 * The adapter is gone, in this way, which is taken over: nothing is in flight any more. at: the
 * step that the only row in flight was busy with, counted from 1; 0: unknown. False: there was no
 * row that could be to blame.
 */
bool plumb_blame_trouble(struct plumb_blame *blame, enum plumb_ending ending, size_t at, char *how);

/* What came of a row, in the order in which it came about: moved out. False: of none. */
bool plumb_blame_fetch(struct plumb_blame *blame, struct plumb_result *result);

/* Whether rows are in flight, held, or to be played again. */
bool plumb_blame_is_busy(const struct plumb_blame *blame);

void plumb_blame_clear(struct plumb_blame *blame);

#endif
