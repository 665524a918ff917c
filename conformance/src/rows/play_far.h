/* The steps of a row that the far end and the scripted kernel play. */
#ifndef PLUMB_PLAY_FAR_H
#define PLUMB_PLAY_FAR_H

#include "play_state.h"

/*
 * Plays the step whose turn it is, and which is not the subject's. False: it has not ended yet;
 * ended() is called then, with the play, and hands the outcome to plumb_play_take_far().
 */
bool plumb_play_far(struct plumb_play *play, const struct plumb_step *step, plumb_stage_fn *ended);

/* Takes in what came of the step. */
void plumb_play_take_far(struct plumb_play *play, const json_t *outcome);

/* A `meanwhile` went wrong. */
void plumb_play_take_meanwhile(struct plumb_play *play, const json_t *outcome);

/* The kernel's script, which there must be, is over with the row. */
void plumb_play_end_script(struct plumb_play *play);

#endif
