/* Counts the open descriptors of a process by kind. Only Linux shows them, in /proc. */
#ifndef PLUMB_DESCRIPTORS_H
#define PLUMB_DESCRIPTORS_H

#include <jansson.h>
#include <sys/types.h>

/*
 * How many descriptors of each kind the process has: an object such as {"socket": 2,
 * "nonblocking socket": 1, "file": 3}. Empty where the system does not say.
 */
json_t *plumb_descriptors_of(pid_t pid);

/* The difference from `before` to `now` for each kind that differs; negative: fewer. */
json_t *plumb_descriptors_beyond(const json_t *now, const json_t *before);

#endif
