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
 * Reads the file, or a pipe that somebody writes to. NULL: it was read, as far as was wanted. Else
 * why it cannot be read, valid until the next such call, and errno says the same; lines of more
 * than PLUMB_LINE_LIMIT bytes are refused with EFBIG, and a pipe
 * without a writer, or whose writer wrote nothing, with EPIPE.
 */
const char *plumb_line_file_read(const char *path, plumb_file_line_fn *line, void *context);

#endif
