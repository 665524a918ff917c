/* The system calls that are watched, and which of the row's words each one is. */
#ifndef PLUMB_WATCH_CALL_H
#define PLUMB_WATCH_CALL_H

#include "steps/kernel_deed.h"

#include <stddef.h>
#include <stdint.h>

/* What the arguments of a system call are, as far as they are looked at. */
enum plumb_layout {
	PLUMB_LAYOUT_PLAIN,    /* none is */
	PLUMB_LAYOUT_TO,       /* fd, address, its size */
	PLUMB_LAYOUT_FROM,     /* fd, address to be written, its size in and out */
	PLUMB_LAYOUT_SEND,     /* fd, bytes, their count, flags, address, its size */
	PLUMB_LAYOUT_RECV,     /* the same with an address to be written */
	PLUMB_LAYOUT_MESSAGE,  /* fd, struct msghdr */
	PLUMB_LAYOUT_INCOMING, /* the same, to be written */
	PLUMB_LAYOUT_READ,     /* fd, bytes, their count: watched only where that is a socket */
	PLUMB_LAYOUT_WRITE,    /* the same */
	PLUMB_LAYOUT_CLOSE,    /* fd: watched only where that is a socket */
	PLUMB_LAYOUT_COMMAND,  /* fd, command: watched only where that is the one of the entry */
};

struct plumb_system_call {
	enum plumb_call call;
	const char *name; /* of the kernel */
	enum plumb_layout layout;
	unsigned command;
};

/* All of them; the last has no name. */
extern const struct plumb_system_call plumb_system_calls[];

/* The one of that number on this machine, with that second argument; NULL: it is not watched. */
const struct plumb_system_call *plumb_system_call_of(int number, uint64_t second);

#endif
