/*
 * The adapter's side of being watched: a filter in the kernel that stops the process at every
 * system call of watch_call.h until the runner has said what is to come of it. docs/kernel.md says
 * why it is done so.
 */
#ifndef PLUMB_WATCH_FILTER_H
#define PLUMB_WATCH_FILTER_H

#include <stdint.h>

/* What is sent through the door, and the listener beside it. */
struct plumb_watch_hello {
	int error;	  /* why there is no listener */
	uint64_t talk[3]; /* inodes of the sockets on which the process talks with the runner */
};

/*
 * Puts the calling process, which has one thread and is about to exec, under the filter, and sends
 * the listener through the door (a connected socket, closed in any case) to plumb_watch_new().
 * Where it cannot be watched, the reason goes there instead, and the process goes on as it is.
 */
void plumb_watch_enter(int door_fd);

#endif
