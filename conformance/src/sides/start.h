/* What an adapter says of itself: docs/protocol.md, `start`. */
#ifndef PLUMB_START_H
#define PLUMB_START_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A new request, without its number. */
json_t *plumb_start_request(void);

/* Whether rows can be played on who answers so. False: why[] says what is wrong. */
bool plumb_start_check(const json_t *answer, char *why, size_t size);

#endif
