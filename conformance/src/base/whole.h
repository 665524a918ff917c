/* A file that is written whole or not at all. */
#ifndef PLUMB_WHOLE_H
#define PLUMB_WHOLE_H

#include <stdbool.h>
#include <stdio.h>

/* Writes to a stream; the stream's own error says whether that went well. */
typedef void plumb_write_fn(const void *what, FILE *out);

/*
 * Writes a file beside the path and then renames it, so that nobody ever sees half of it. On
 * failure the old file stays. Follows a link; writes directly to anything that is not a regular
 * file (a device, a pipe). False: see errno.
 */
bool plumb_write_whole(const char *path, plumb_write_fn *write, const void *what);

/*
 * As plumb_write_whole(), but does not wait for the disk: thousands of files are written in
 * seconds, and can be made again if the machine loses power.
 */
bool plumb_write_one_of_many(const char *path, plumb_write_fn *write, const void *what);

/* Adds to the end of a file, all of it or nothing. False: errno says why. */
bool plumb_append_whole(const char *path, plumb_write_fn *write, const void *what);

/* Whether the path leads to a directory. */
bool plumb_is_directory(const char *path);

/* Writes to standard output. False: errno says why. */
bool plumb_write_out(plumb_write_fn *write, const void *what);

#endif
