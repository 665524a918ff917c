/* What an adapter says of itself: docs/protocol.md, `start`. */
#ifndef PLUMB_START_H
#define PLUMB_START_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* What the request has beside `op` and `seq`: requests.h. */
extern const char plumb_start_members[];

/* Whether rows can be played on who answers so. False: why[] says what is wrong. */
bool plumb_start_check(const json_t *answer, char *why, size_t size);

#endif
