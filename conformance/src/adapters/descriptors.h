/* The open descriptors of a process, by what they are. Linux alone says so, in /proc. */
#ifndef PLUMB_DESCRIPTORS_H
#define PLUMB_DESCRIPTORS_H

#include <jansson.h>
#include <sys/types.h>

/*
 * How many descriptors of each kind the process has: an object such as {"socket": 2,
 * "nonblocking socket": 1, "file": 3}. Empty where the system does not say.
 */
json_t *plumb_descriptors_of(pid_t pid);

/* What `now` has more than `before` (or fewer, below 0), of those kinds that differ. */
json_t *plumb_descriptors_beyond(const json_t *now, const json_t *before);

#endif
