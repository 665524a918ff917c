/*
 * A player plays rows on one side (a subject, or the oracle): it keeps a number of adapters of that
 * side at work, restarts those that crash or hang, and sees to it that every row ends with a
 * record.
 */
#ifndef PLUMB_PLAYER_H
#define PLUMB_PLAYER_H

#include "adapters/subject.h"
#include "rows/record.h"
#include "tables/table.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <uv.h>

struct plumb_player;

struct plumb_player_options {
	uv_loop_t *loop;
	const struct plumb_subject *subject;
	const char *scratch;
	const char *lab;     /* fixtures/lab: each adapter lives in a lab of its own; or NULL */
	int jobs;	     /* adapters at most */
	int64_t deadline_ns; /* for one row */
	/* A row is over; the record is moved to the callee. Never from within a call of the player.
	 */
	void (*done)(void *context, const struct plumb_row *row, struct plumb_record *record);
	/* An adapter that was told to stop did not end with status 0. */
	void (*ended_badly)(void *context, const char *how);
	/* The side cannot be run: nothing more comes of it. */
	void (*failed)(void *context, const char *why);
	void *context;
};

/* The options are copied; what they point to is borrowed and outlives the player. */
struct plumb_player *plumb_player_new(const struct plumb_player_options *options);

/* Adds rows to be played, in this order as far as several adapters allow; the rows are borrowed. */
void plumb_player_add(
	struct plumb_player *player, const struct plumb_row *const *rows, size_t count);

/* The constants that patterns of this side mean: an object, borrowed, in use from the next row on.
 */
void plumb_player_set_constants(struct plumb_player *player, const json_t *constants);

/* The answer to `start` of the first adapter; NULL before it came. Borrowed. */
const json_t *plumb_player_start_answer(const struct plumb_player *player);

bool plumb_player_owns(const struct plumb_player *player, pid_t pid);

/* Ends every adapter: with `stop` where nothing is left to do, else by force. Then only free(). */
void plumb_player_end(struct plumb_player *player);

/* After the loop has run out of handles. */
void plumb_player_free(struct plumb_player *player);

#endif
