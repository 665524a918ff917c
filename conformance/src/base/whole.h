/* A file that is written whole or not at all. */
#ifndef PLUMB_WHOLE_H
#define PLUMB_WHOLE_H

#include <stdbool.h>
#include <stdio.h>

/* Writes to a stream; the stream's own error says whether that went well. */
typedef void plumb_write_fn(const void *what, FILE *out);

/*
 * Writes beside the path and then takes its place, so that nobody ever sees half of it; what was
 * there stays where it could not be done. A link is followed. What is no regular file (a device, a
 * pipe) is written to as it is. False: errno says why.
 */
bool plumb_write_whole(const char *path, plumb_write_fn *write, const void *what);

/* Adds to the end of a file, all of it or nothing. False: errno says why. */
bool plumb_append_whole(const char *path, plumb_write_fn *write, const void *what);

/* Whether the path leads to a directory. */
bool plumb_is_directory(const char *path);

/* Writes to standard output. False: errno says why. */
bool plumb_write_out(plumb_write_fn *write, const void *what);

#endif
