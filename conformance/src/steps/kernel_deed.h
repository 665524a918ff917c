/*
 * A {"kernel": [...]} step: what is to come of the next system calls of one kind, or which address
 * such a call has handed over. docs/kernel.md lists them. A row knows each call by one word,
 * whatever the system calls are that a C library makes of it: `accept` is accept and accept4,
 * `poll` every way of waiting, `mode` every way of saying whether a descriptor blocks.
 */
#ifndef PLUMB_KERNEL_DEED_H
#define PLUMB_KERNEL_DEED_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

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
	PLUMB_CALL_SENDFILE,
	PLUMB_CALL_SETSOCKOPT,
	PLUMB_CALL_SHUTDOWN,
	PLUMB_CALL_SOCKET,
	PLUMB_CALL_SOCKETPAIR,
	PLUMB_CALLS
};

/* The row's word for it. */
const char *plumb_call_word(enum plumb_call call);

enum { PLUMB_MOST_DESCRIPTORS = 8 };

enum plumb_kernel_verb {
	PLUMB_KERNEL_PASS,
	PLUMB_KERNEL_FAIL,
	PLUMB_KERNEL_CUT,
	PLUMB_KERNEL_GIVE,
	PLUMB_KERNEL_SAW,
};

struct plumb_kernel_deed {
	enum plumb_kernel_verb verb;
	enum plumb_call call;
	int times;	 /* how many calls it is of, from 1 */
	bool for_ever;	 /* of every call from then on; times is 1 */
	int value;	 /* to fail: the errno; to cut: bytes at most; to give: a number */
	json_t *address; /* to give in place of a number, or that was seen: a pattern; else NULL */
	json_t *bytes;	 /* to give to recv with the address; else NULL */
	int descriptors; /* to give with the bytes */
	json_t *written; /* the items as they stand in the row */
};

/* Reads the items of a step. False: why[] says what is wrong. Clear it in either case. */
bool plumb_kernel_deed_read(
	struct plumb_kernel_deed *deed, const json_t *items, char *why, size_t size);

void plumb_kernel_deed_clear(struct plumb_kernel_deed *deed);

#endif
