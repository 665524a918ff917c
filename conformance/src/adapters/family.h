/*
 * A family is an adapter and everything that it starts, in its own pid namespace. The kernel ends
 * all of it with its first process, so nothing outlives the adapter, whatever sessions it makes or
 * processes it traces. It cannot see a process outside.
 */
#ifndef PLUMB_FAMILY_H
#define PLUMB_FAMILY_H

/*
 * For the launcher, which has one thread and lives in a lab (so that /proc can be mounted anew).
 * Returns in the process that is to become the adapter. The caller's own process stays outside,
 * ends as that one ends, and never returns. Where there can be no such namespace it returns at
 * once, in the caller's own process.
 */
void plumb_family_begin(void);

#endif
