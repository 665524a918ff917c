/* Within rows alone: the state of one row's play, which its course (play.c) and both ends change.
 */
#ifndef PLUMB_PLAY_STATE_H
#define PLUMB_PLAY_STATE_H

#include "play.h"

struct plumb_play {
	const struct plumb_row *row;
	size_t index;
	const struct plumb_play_host *host;
	struct plumb_record record;
	struct plumb_stage *stage;
	struct plumb_watch_script *script; /* of the kernel; NULL: it has not begun */
	size_t next;			   /* the step whose turn it is */
	size_t sent;  /* how many steps, from `next` on, the adapter has before it */
	bool stopped; /* something is not as the row says: the rest is not played */
	bool open;    /* the adapter keeps the row's names: it must be told of the end */
	enum {
		PLUMB_PLAY_ON,
		PLUMB_PLAY_ENDING,    /* the stage was told to end */
		PLUMB_PLAY_ABANDONED, /* the same, and the host has freed the play */
	} state;
};

/* The step could not be played, for this reason; the rest is not. */
void plumb_play_set_broken(struct plumb_play *play, size_t i, const char *why);

/* The machine cannot play it; takes `how` over, which says why. */
void plumb_play_set_unplayable(struct plumb_play *play, char *how);

#endif
