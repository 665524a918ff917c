/* Whether an answer to `run` keeps the protocol: docs/protocol.md. */
#ifndef PLUMB_ANSWER_H
#define PLUMB_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Checks the answer to `count` steps from row step number `first` on: their outcomes one by one,
 * each of a known form with values of a known form, as many as were played. False: why[] says what
 * is wrong.
 */
bool plumb_answer_check(const json_t *answer, const json_t *steps, size_t first, size_t count,
	char *why, size_t size);

#endif
