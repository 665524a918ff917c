/* Whether an answer to `run` keeps the protocol: docs/protocol.md. */
#ifndef PLUMB_ANSWER_H
#define PLUMB_ANSWER_H

#include "steps/step.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Checks the answer to so many steps: their outcomes one by one, each of a known form with values
 * of a known form, as many as were played. Of the steps' expectations it asks for the course and
 * the time. False: why[] says what is wrong.
 */
bool plumb_answer_check(
	const json_t *answer, const struct plumb_step *steps, size_t count, char *why, size_t size);

#endif
