/* What a peer does: one item list of a {"peer": [...]} or {"meanwhile": [[...], ...]} step. */
#ifndef PLUMB_DEED_H
#define PLUMB_DEED_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum plumb_verb {
	PLUMB_LISTEN,
	PLUMB_BIND,
	PLUMB_CONNECT,
	PLUMB_ACCEPT,
	PLUMB_FILL,
	PLUMB_SEND,
	PLUMB_SENDTO,
	PLUMB_RECEIVE,
	PLUMB_EOF,
	PLUMB_SILENT,
	PLUMB_SHUTDOWN,
	PLUMB_RESET,
	PLUMB_CLOSE,
	PLUMB_SIGNAL,
	PLUMB_PRIVATE,
	PLUMB_DESCRIPTORS,
	PLUMB_WIRE,
	PLUMB_WAIT,
};

/* Where a peer can stand; the last three in a lab only, on the other host. */
enum plumb_site_name { PLUMB_INET, PLUMB_INET6, PLUMB_UNIX, PLUMB_FAR, PLUMB_FAR6, PLUMB_FAR_LINK };

/* How a peer connects: a stream, datagrams, or in a lab a stream from the other host. */
enum plumb_manner { PLUMB_STREAM, PLUMB_DATAGRAM, PLUMB_FROM_FAR };

/* What becomes of the wire of a lab. */
enum plumb_wire_state { PLUMB_WIRE_UP, PLUMB_WIRE_SILENT, PLUMB_WIRE_DOWN };

/* Which members are there is a matter of the verb: docs/tables.md. */
struct plumb_deed {
	enum plumb_verb verb;
	const char *peer; /* the name of the peer that it speaks of; NULL: of none */
	enum plumb_site_name site;
	enum plumb_manner manner;
	enum plumb_wire_state wire;
	int how;   /* SHUT_RD, SHUT_WR or SHUT_RDWR */
	int flags; /* MSG_ flags, or-ed together */
	int count; /* of listen the backlog, of signal and descriptors how many; where it is not
		      said the usual */
	int64_t time_ns; /* to be silent, to wait, between signals */
	json_t *address; /* names in it are not replaced, nor in the next two */
	json_t *bytes;
	json_t *descriptor;
	json_t *written; /* the items as they stand in the row */
};

/*
 * Reads the items. named: the step says `as`. False: why[] says what is wrong. Clear the deed in
 * either case.
 */
bool plumb_deed_read(
	struct plumb_deed *deed, const json_t *items, bool named, char *why, size_t size);

void plumb_deed_clear(struct plumb_deed *deed);

/* The descriptor that a value stands for; false: why[] says that it is none. */
bool plumb_deed_read_descriptor(int *descriptor, const json_t *value, char *why, size_t size);

/* The bytes that a value stands for, a new block of *size; NULL: why[] says that it is none. */
unsigned char *plumb_deed_read_bytes(const json_t *value, size_t *length, char *why, size_t size);

/* Whether the peer's verb lets time pass. */
bool plumb_deed_waits(const struct plumb_deed *deed);

#endif
