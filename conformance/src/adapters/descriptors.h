/* Counts the open descriptors of a process by kind. Only Linux shows them, in /proc. */
#ifndef PLUMB_DESCRIPTORS_H
#define PLUMB_DESCRIPTORS_H

#include <jansson.h>
#include <sys/types.h>

/*
 * The descriptors of the process and their kinds: an object such as {"0": "file", "5": "nonblocking
 * socket"}. Empty where the system does not say.
 */
json_t *plumb_descriptors_of(pid_t pid);

/*
 * How many descriptors of each kind the process has beside those that plumb_descriptors_of() told:
 * an object such as {"socket": 2, "file": -1}; negative: so many of those are closed. A number that
 * was told is taken for the same descriptor, since a look at each of them takes longer than a row.
 */
json_t *plumb_descriptors_beyond(pid_t pid, const json_t *before);

/* The difference of two such counts, kind by kind; negative: fewer than in `than`. */
json_t *plumb_descriptors_more(const json_t *counts, const json_t *than);

#endif
