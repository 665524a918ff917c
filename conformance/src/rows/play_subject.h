/* The steps of a row that the subject plays: what its adapter is sent, and what comes back. */
#ifndef PLUMB_PLAY_SUBJECT_H
#define PLUMB_PLAY_SUBJECT_H

#include "play_state.h"

/* Sends the subject's steps up to the far end's next turn. False: one of them is broken. */
bool plumb_play_send_segment(struct plumb_play *play);

/* Sends an empty request, which ends the row for the adapter. */
void plumb_play_send_end(struct plumb_play *play);

/* Takes in an answer that was found good. */
void plumb_play_take_answer(struct plumb_play *play, const json_t *answer);

/* The text of plumb_play_blocked() (play.h). */
char *plumb_play_show_blocked(const struct plumb_play *play);

#endif
