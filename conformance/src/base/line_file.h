/* A file of text, line by line. */
#ifndef PLUMB_LINE_FILE_H
#define PLUMB_LINE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A line without its newline, valid during the call. whole: it had one, which the last line of a
 * file may lack. False: nothing more is wanted.
 */
typedef bool plumb_file_line_fn(void *context, const char *line, size_t length, bool whole);

/*
 * Reads a file, or a pipe with a writer. NULL: it was read as far as wanted. Otherwise returns the
 * reason, valid until the next such call, and sets errno: EFBIG for a line of more than
 * PLUMB_LINE_LIMIT bytes, EPIPE for a pipe without a writer or whose writer wrote nothing.
 */
const char *plumb_line_file_read(const char *path, plumb_file_line_fn *line, void *context);

#endif
