/* The directory of a run, in which each play may have its own, and which never outlives the run. */
#ifndef PLUMB_SCRATCH_H
#define PLUMB_SCRATCH_H

#include <stdbool.h>
#include <sys/types.h>

/* Where such directories are made: TMPDIR, unless it is too long for what rows do with it, or not
 * Unicode; then /tmp. */
const char *plumb_scratch_parent(void);

/*
 * Makes the run's directory there. A small separate process waits for the runner's end and then
 * removes the directory, however the runner ended. A new string; NULL: see errno.
 */
char *plumb_scratch_begin(void);

/* The pid of that process; 0: there is none. */
pid_t plumb_scratch_keeper(void);

/* Ends that process and waits until the directory is gone. Frees the path. */
void plumb_scratch_end(char *scratch);

/*
 * A new directory in it, with a path that none had before; a new string; NULL: errno says why not.
 */
char *plumb_scratch_directory(const char *scratch);

/* Removes such a directory and all that is in it. The next one may be made of it. */
void plumb_scratch_return(const char *directory);

/*
 * Whether the directory still exists and, after a failure in it, whether files can still be made
 * there, with some to spare for other processes. False: why[] says what is wrong.
 */
bool plumb_scratch_is_good(const char *directory, bool wrong, char *why, size_t size);

/* Removes a directory and all that is in it; NULL does nothing. */
void plumb_scratch_remove(const char *directory);

#endif
