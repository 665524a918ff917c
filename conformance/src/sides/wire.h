/*
 * One adapter at a time and the requests that it has not answered. A wire numbers them, holds
 * each answer against the oldest, and knows when one is overdue; what they mean is its owner's
 * affair (worker.h).
 */
#ifndef PLUMB_WIRE_H
#define PLUMB_WIRE_H

#include "adapters/adapter.h"
#include "rows/record.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

enum plumb_request {
	PLUMB_REQUEST_START,
	PLUMB_REQUEST_RUN,
	PLUMB_REQUEST_SETTLE, /* of no row: nothing came after the answer before it */
	PLUMB_REQUEST_STOP,
};

enum { PLUMB_WIRE_REQUESTS = 18 }; /* that may be unanswered at once */

struct plumb_wire_host {
	uv_loop_t *loop;
	int64_t deadline_ns; /* for one answer */
	/* The answer to the oldest request, which is forgotten; tag is what it was posted with. */
	void (*answered)(void *context, enum plumb_request kind, void *tag, const json_t *answer);
	/* The adapter ended, broke the protocol or is overdue. The wire is still open. */
	void (*trouble)(void *context, enum plumb_ending ending, const char *how);
	void *context;
};

struct plumb_wire;

/* The host is borrowed. */
struct plumb_wire *plumb_wire_new(const struct plumb_wire_host *host);

/* Starts an adapter, as plumb_adapter_start(); the wire is closed before. False: why[] says why. */
bool plumb_wire_open(struct plumb_wire *wire, const struct plumb_adapter_command *command,
	char *why, size_t size);

/* The adapter; NULL while the wire is closed. */
const struct plumb_adapter *plumb_wire_adapter(const struct plumb_wire *wire);

/* Sends the request, which is taken over, with the next number. */
void plumb_wire_post(struct plumb_wire *wire, enum plumb_request kind, void *tag, json_t *request);

/* How many requests are unanswered, and the tag of number i, the oldest being 0. */
size_t plumb_wire_count(const struct plumb_wire *wire);
void *plumb_wire_tag(const struct plumb_wire *wire, size_t i);

/* Lets go of the adapter, by force, and forgets the requests. Closed already: nothing. */
void plumb_wire_close(struct plumb_wire *wire);

/* Closes the wire, and frees it when the loop has. */
void plumb_wire_free(struct plumb_wire *wire);

#endif
