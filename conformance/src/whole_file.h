/* Files that are there whole or not at all, whatever interrupts their writing. */
#ifndef PLUMB_WHOLE_FILE_H
#define PLUMB_WHOLE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes beside the path and renames when all of it is on the disk; what was at the path before is
 * replaced then and not earlier. A link is followed. What is no file (a pipe, /dev/stdout) is
 * written to. False: a message was written to stderr, and the path is as it was.
 */
bool plumb_write_whole(const char *path, const char *text, size_t size);

#endif
