/*
 * The system calls that are watched. A row knows each by one word, whatever the system calls are
 * that a C library makes of it: `accept` is accept and accept4, `poll` every way of waiting, `mode`
 * every way of saying whether a descriptor blocks.
 */
#ifndef PLUMB_WATCH_CALL_H
#define PLUMB_WATCH_CALL_H

#include <stddef.h>
#include <stdint.h>

enum plumb_call {
	PLUMB_CALL_ACCEPT,
	PLUMB_CALL_BIND,
	PLUMB_CALL_CLOSE,
	PLUMB_CALL_CONNECT,
	PLUMB_CALL_DUP,
	PLUMB_CALL_GETPEERNAME,
	PLUMB_CALL_GETSOCKNAME,
	PLUMB_CALL_GETSOCKOPT,
	PLUMB_CALL_LISTEN,
	PLUMB_CALL_MODE,
	PLUMB_CALL_POLL,
	PLUMB_CALL_RECV,
	PLUMB_CALL_SEND,
	PLUMB_CALL_SETSOCKOPT,
	PLUMB_CALL_SHUTDOWN,
	PLUMB_CALL_SOCKET,
	PLUMB_CALL_SOCKETPAIR,
	PLUMB_CALLS
};

/* What the arguments of a system call are, as far as they are looked at. */
enum plumb_layout {
	PLUMB_LAYOUT_PLAIN,   /* none is */
	PLUMB_LAYOUT_TO,      /* fd, address, its size */
	PLUMB_LAYOUT_FROM,    /* fd, address to be written, its size in and out */
	PLUMB_LAYOUT_SEND,    /* fd, bytes, their count, flags, address, its size */
	PLUMB_LAYOUT_RECV,    /* the same with an address to be written */
	PLUMB_LAYOUT_MESSAGE, /* fd, struct msghdr */
	PLUMB_LAYOUT_READ,    /* fd, bytes, their count: watched only where that is a socket */
	PLUMB_LAYOUT_WRITE,   /* the same */
	PLUMB_LAYOUT_CLOSE,   /* fd: watched only where that is a socket */
	PLUMB_LAYOUT_COMMAND, /* fd, command: watched only where that is the one of the entry */
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

/* The call that a row means; -1: there is none of that name. */
int plumb_call_of(const char *word);

/* The row's word for it. */
const char *plumb_call_word(enum plumb_call call);

#endif
