/* The arguments of a step of the far end: their shapes, and reading them out of the row. */
#ifndef PLUMB_STAGE_ARGS_H
#define PLUMB_STAGE_ARGS_H

#include "peer_address.h"
#include "peer_site.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum plumb_shape {
	PLUMB_NO_SHAPE, /* ends a list of shapes */
	PLUMB_SITE,	/* "inet", "inet6", "unix", and in a lab "far", "far6", "far-link" */
	PLUMB_MANNER,	/* of connecting: "dgram", or in a lab "far": from the other host */
	PLUMB_PEER,	/* the name of a peer */
	PLUMB_ADDRESS,
	PLUMB_BYTES,
	PLUMB_FLAGS,	  /* a list of names of MSG_ flags */
	PLUMB_WIRE,	  /* "up", "silent", "down" */
	PLUMB_HOW,	  /* "read", "write", "both" */
	PLUMB_COUNT,	  /* an integer from 0 on */
	PLUMB_DESCRIPTOR, /* the same, of the subject */
	PLUMB_SECONDS,	  /* a number from 0 on */
};

enum { PLUMB_MOST_SHAPES = 3 };

/* A step's arguments, each shape in its own place. */
struct plumb_stage_args {
	size_t given; /* how many there are */
	const struct plumb_site *site;
	int type;		  /* SOCK_STREAM unless said otherwise */
	enum plumb_lab_host host; /* the near one unless said otherwise */
	const char *peer;	  /* borrowed */
	struct plumb_address address;
	unsigned char *bytes;
	size_t size; /* of bytes */
	int flags;
	int how;
	int wire; /* enum plumb_lab_wire */
	int count;
	int64_t time_ns;
};

/*
 * Reads the items of a step after the first, of which the first `required` must be there. False:
 * why[] says what is wrong. Release with plumb_stage_args_clear() in either case.
 */
bool plumb_stage_args_read(struct plumb_stage_args *args, const json_t *items, size_t required,
	const enum plumb_shape shapes[PLUMB_MOST_SHAPES], char *why, size_t size);

/* As above, but what a row leaves open until it is played (an address, bytes) is not looked into.
 */
bool plumb_stage_args_check(const json_t *items, size_t required,
	const enum plumb_shape shapes[PLUMB_MOST_SHAPES], char *why, size_t size);

void plumb_stage_args_clear(struct plumb_stage_args *args);

#endif
