/* Values and answers as a Python programmer would write them. All strings are new: free() them. */
#ifndef PLUMB_SHOW_H
#define PLUMB_SHOW_H

#include <jansson.h>
#include <stddef.h>

/*
 * A value or a pattern as a Python expression: b"\x08", ("127.0.0.1", 4242), float("nan"),
 * AF_INET for a constant; patterns in words in angle brackets (<int>, <1 to 65535>). At most
 * `limit` bytes (0: no limit): the middle of longer texts is replaced by "...". NULL: no memory.
 */
char *plumb_show_value(const json_t *value, size_t limit);

/*
 * What an adapter answered, in the form in which plumb_way_show() has what is expected, so that the
 * two can be compared by eye.
 */
char *plumb_show_outcome(const json_t *outcome, size_t limit);

#endif
