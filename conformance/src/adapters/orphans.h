/*
 * Orphans are processes that an adapter leaves behind: in a session of their own they survive its
 * group. The runner inherits and ends them.
 */
#ifndef PLUMB_ORPHANS_H
#define PLUMB_ORPHANS_H

#include <stdbool.h>
#include <sys/types.h>

/* From now on the orphans of this process's descendants become its children. */
void plumb_orphans_adopt(void);

/* Kills and reaps every child of this process, except those that `mine` wants to keep. */
void plumb_orphans_end(bool (*mine)(const void *context, pid_t pid), const void *context);

/*
 * Reaps those that have ended and leaves the others running, so that a run with many adapters does
 * not fill the system with zombies.
 */
void plumb_orphans_reap(bool (*mine)(const void *context, pid_t pid), const void *context);

#endif
