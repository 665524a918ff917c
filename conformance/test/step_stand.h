/* Steps for tests, out of JSON texts in which ' stands for ". */
#ifndef PLUMB_STEP_STAND_H
#define PLUMB_STEP_STAND_H

#include "steps/step.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads a list of steps as a table's are read; what is wrong with them goes to said[]. */
bool stand_read_steps(struct plumb_steps *steps, const char *text, char *said, size_t size);

/* The same of a list with which nothing is wrong. */
struct plumb_steps stand_steps(const char *text);

/*
 * One step of the far end, whose names nobody looks into. False: why[] says what is wrong. Clear it
 * in either case.
 */
bool stand_read_far_step(struct plumb_step *step, const char *text, char *why, size_t size);

#endif
