#include "stage_args.h"

#include "values/value.h"
#include <string.h>

static bool make_address(
	struct plumb_stage_args *args, const struct plumb_scope *scope, char *why, size_t size)
{
	json_t *address = plumb_resolve_pattern(args->deed->address, scope, why, size);
	bool right = address && plumb_address_read(&args->address, address, why, size);

	json_decref(address);
	return right;
}

static bool make_descriptor(
	struct plumb_stage_args *args, const struct plumb_scope *scope, char *why, size_t size)
{
	json_t *value = plumb_resolve_pattern(args->deed->descriptor, scope, why, size);
	bool right = value && plumb_deed_read_descriptor(&args->descriptor, value, why, size);

	json_decref(value);
	return right;
}

/* Bytes that the row writes itself stay as short as they are there. */
static bool make_bytes(
	struct plumb_stage_args *args, const struct plumb_scope *scope, char *why, size_t size)
{
	const char *tag = plumb_tag(args->deed->bytes, NULL);

	args->bytes = tag && strcmp(tag, "bytes") == 0
			      ? json_incref(args->deed->bytes)
			      : plumb_resolve_pattern(args->deed->bytes, scope, why, size);
	return args->bytes;
}

bool plumb_stage_args_make(struct plumb_stage_args *args, const struct plumb_deed *deed,
	const struct plumb_scope *scope, char *why, size_t size)
{
	*args = (struct plumb_stage_args){.deed = deed};
	return (!deed->address || make_address(args, scope, why, size)) &&
	       (!deed->descriptor || make_descriptor(args, scope, why, size)) &&
	       (!deed->bytes || make_bytes(args, scope, why, size));
}

void plumb_stage_args_clear(struct plumb_stage_args *args)
{
	json_decref(args->bytes);
	args->bytes = NULL;
}
