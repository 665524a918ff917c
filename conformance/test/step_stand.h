/* Steps for tests, from JSON texts in which ' stands for ". */
#ifndef PLUMB_STEP_STAND_H
#define PLUMB_STEP_STAND_H

#include "steps/step.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads a list of steps as those of a table are; complaints go to said[]. */
bool stand_read_steps(struct plumb_steps *steps, const char *text, char *said, size_t size);

/* The same for a list without mistakes. */
struct plumb_steps stand_steps(const char *text);

/*
 * Reads one step of the far end, without checking its names. False: why[] says what is wrong. Clear
 * the step in either case.
 */
bool stand_read_far_step(struct plumb_step *step, const char *text, char *why, size_t size);

#endif
