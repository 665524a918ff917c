/* Steps, and what they expect, as a Python programmer would write them. All strings are new. */
#ifndef PLUMB_STEP_SHOW_H
#define PLUMB_STEP_SHOW_H

#include "step.h"

#include <stddef.h>

/* A step as a line of Python, `a, b = socketpair()`; what the far end does is a comment. */
char *plumb_step_show(const struct plumb_step *step);

/* The same without the names that its result is given. */
char *plumb_step_show_bare(const struct plumb_step *step);

/*
 * One way in which it may end: the value, or `raises error ECONNREFUSED`. At most `limit` bytes (0:
 * no limit): the middle of longer texts is replaced by "...".
 */
char *plumb_way_show(const struct plumb_way *way, size_t limit);

#endif
