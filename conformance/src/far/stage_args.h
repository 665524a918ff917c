/* A deed of the far end with its names replaced, ready to play. */
#ifndef PLUMB_STAGE_ARGS_H
#define PLUMB_STAGE_ARGS_H

#include "steps/deed.h"
#include "values/address.h"
#include "values/scope.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct plumb_stage_args {
	const struct plumb_deed *deed;
	struct plumb_address address; /* where the deed has one */
	json_t *bytes;		      /* the same; plumb_deed_read_bytes() reads it */
	int descriptor;
};

/*
 * Replaces the names. False: why[] says what is wrong. Release with plumb_stage_args_clear() in
 * either case. The deed is borrowed.
 */
bool plumb_stage_args_make(struct plumb_stage_args *args, const struct plumb_deed *deed,
	const struct plumb_scope *scope, char *why, size_t size);

void plumb_stage_args_clear(struct plumb_stage_args *args);

#endif
