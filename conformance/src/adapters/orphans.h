/*
 * What adapters leave behind. A process that an adapter started in a session of its own survives
 * its group's end; the runner asks to inherit such orphans, and ends them.
 */
#ifndef PLUMB_ORPHANS_H
#define PLUMB_ORPHANS_H

#include <stdbool.h>
#include <sys/types.h>

/* From now on the orphans of this process's descendants become its children. */
void plumb_orphans_adopt(void);

/* Kills and reaps every child of this process of which `mine` does not say that it is wanted. */
void plumb_orphans_end(bool (*mine)(const void *context, pid_t pid), const void *context);

/*
 * Reaps those of them that have ended, and leaves the others alone: a run that starts many
 * adapters must not fill the system with the dead.
 */
void plumb_orphans_reap(bool (*mine)(const void *context, pid_t pid), const void *context);

#endif
