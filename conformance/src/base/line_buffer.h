/* Cuts the data from a pipe into lines, and holds at most one line of bounded length. */
#ifndef PLUMB_LINE_BUFFER_H
#define PLUMB_LINE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

enum { PLUMB_LINE_LIMIT = 16 * 1024 * 1024 };

struct plumb_line_buffer;

struct plumb_line_buffer *plumb_line_buffer_new(void);
void plumb_line_buffer_free(struct plumb_line_buffer *buffer);

/* The line without its newline, valid during the call. */
typedef void plumb_line_fn(void *context, const char *line, size_t length);

/* False: the line that is being gathered is longer than PLUMB_LINE_LIMIT. */
bool plumb_line_buffer_feed(struct plumb_line_buffer *buffer, const char *data, size_t length,
	plumb_line_fn *line, void *context);

/* The incomplete line so far: the last line, if its newline never came. Valid until the next
 * feed. */
const char *plumb_line_buffer_rest(const struct plumb_line_buffer *buffer, size_t *length);

#endif
