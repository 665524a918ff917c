/* Between the files of one row's play: play.c has the course of it, the others the two ends. */
#ifndef PLUMB_PLAY_PARTS_H
#define PLUMB_PLAY_PARTS_H

#include "play.h"

struct plumb_play {
	const struct plumb_row *row;
	size_t index;
	const struct plumb_play_host *host;
	struct plumb_record record;
	struct plumb_stage *stage;
	struct plumb_watch_script *script; /* of the kernel; NULL: it has not begun */
	size_t next;			   /* the step whose turn it is */
	size_t sent;	/* how many steps, from `next` on, the adapter has before it */
	bool stopped;	/* something is not as the row says: the rest is not played */
	bool open;	/* the adapter keeps the row's names: it must be told of the end */
	bool ending;	/* the stage was told to end */
	bool abandoned; /* freed by its host; waiting for the stage to end */
};

/* The next step's turn, or the row's end: whoever has ended a step calls it. */
void plumb_play_advance(struct plumb_play *play);

void plumb_play_set_outcome(struct plumb_play *play, size_t i, const json_t *outcome);

/* The step could not be played, for this reason; the rest is not. */
void plumb_play_set_broken(struct plumb_play *play, size_t i, const char *why);

/* The machine cannot play it; takes `how` over, which says why. */
void plumb_play_set_unplayable(struct plumb_play *play, char *how);

/* A variable is what the step gave: the whole, or the items that it was taken apart into. */
void plumb_play_keep_variables(
	struct plumb_play *play, const struct plumb_step_names *as, const json_t *outcome);

/* --- play_subject.c --- */

/* Sends the subject's steps up to the far end's next turn. */
void plumb_play_send_segment(struct plumb_play *play);

/* Sends the steps, which become its own; none, without more to come, ends the row for the adapter.
 */
void plumb_play_post(struct plumb_play *play, json_t *steps);

/* --- play_far.c --- */

/*
 * Plays the step whose turn it is, and which is not the subject's. False: it has not ended yet, and
 * goes on by itself.
 */
bool plumb_play_far(struct plumb_play *play, const struct plumb_step *step);

/* A `meanwhile` went wrong. */
void plumb_play_end_meanwhile(struct plumb_play *play, const json_t *outcome);

/* The kernel's script, which there must be, is over with the row. */
void plumb_play_end_script(struct plumb_play *play);

#endif
