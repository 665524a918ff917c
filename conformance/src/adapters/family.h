/*
 * A family: an adapter and all that it starts, in a namespace of pids of its own. The kernel ends
 * all of it with its first process, so that nothing outlives the adapter, whatever sessions it
 * makes and whoever it traces; nor can it see a process outside.
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
