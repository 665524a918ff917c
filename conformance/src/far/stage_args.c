#include "stage_args.h"

#include "values/cvalue.h"
#include "values/value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A word that stands for a number. */
struct word {
	const char *word;
	int value;
};

static const struct word hows[] = {
	{"read", SHUT_RD}, {"write", SHUT_WR}, {"both", SHUT_RDWR}, {NULL, 0}};

static const struct word wires[] = {{"up", PLUMB_LAB_WIRE_UP}, {"silent", PLUMB_LAB_WIRE_SILENT},
	{"down", PLUMB_LAB_WIRE_DOWN}, {NULL, 0}};

static bool read_word(int *value, const struct word *words, const json_t *item)
{
	const char *text = json_string_value(item);

	for (; text && words->word; words++) {
		if (strcmp(text, words->word) == 0) {
			*value = words->value;
			return true;
		}
	}
	return false;
}

static bool read_site(struct plumb_stage_args *args, const json_t *item)
{
	args->site = json_is_string(item) ? plumb_site_of(json_string_value(item)) : NULL;
	return args->site != NULL;
}

static bool read_manner(struct plumb_stage_args *args, const json_t *item)
{
	const char *text = json_string_value(item);
	bool datagram = text && strcmp(text, "dgram") == 0;
	bool far = text && strcmp(text, "far") == 0;

	args->type = datagram ? SOCK_DGRAM : SOCK_STREAM;
	args->host = far ? PLUMB_LAB_FAR : PLUMB_LAB_NEAR;
	return datagram || far;
}

static bool read_how(struct plumb_stage_args *args, const json_t *item)
{
	return read_word(&args->how, hows, item);
}

static bool read_wire(struct plumb_stage_args *args, const json_t *item)
{
	return read_word(&args->wire, wires, item);
}

static bool read_peer(struct plumb_stage_args *args, const json_t *item)
{
	args->peer = json_string_value(item);
	return args->peer != NULL;
}

static bool read_bytes(struct plumb_stage_args *args, const json_t *item)
{
	const char *tag = plumb_tag(item, NULL);

	if (tag && strcmp(tag, "bytes") == 0) {
		args->bytes = plumb_value_bytes(item, &args->size);
	}
	return args->bytes != NULL;
}

static bool read_flags(struct plumb_stage_args *args, const json_t *item)
{
	size_t count = json_array_size(item);

	for (size_t i = 0; i < count; i++) {
		const char *name = json_string_value(json_array_get(item, i));
		int64_t value = 0;
		if (!name || strncmp(name, "MSG_", 4) != 0 || !plumb_c_value(name, &value)) {
			return false;
		}
		args->flags |= (int)value;
	}
	return count > 0;
}

static bool read_count(struct plumb_stage_args *args, const json_t *item)
{
	enum { MOST = 1000000 };
	json_int_t count = json_is_integer(item) ? json_integer_value(item) : -1;

	args->count = (int)count;
	return count >= 0 && count <= MOST;
}

static bool read_seconds(struct plumb_stage_args *args, const json_t *item)
{
	const double most = 3600;
	double seconds = json_is_number(item) ? json_number_value(item) : -1;
	bool right = seconds >= 0 && seconds <= most;

	if (right) {
		args->time_ns = (int64_t)(seconds * 1e9);
	}
	return right;
}

static const struct {
	bool (*read)(struct plumb_stage_args *args, const json_t *item);
	const char *what;
} readers[] = {
	[PLUMB_SITE] = {read_site, "inet, inet6, unix, far, far6 or far-link"},
	[PLUMB_MANNER] = {read_manner, "\"dgram\" or \"far\""},
	[PLUMB_PEER] = {read_peer, "the name of a peer"},
	[PLUMB_BYTES] = {read_bytes, "bytes"},
	[PLUMB_FLAGS] = {read_flags, "a list of names of MSG_ flags"},
	[PLUMB_WIRE] = {read_wire, "\"up\", \"silent\" or \"down\""},
	[PLUMB_HOW] = {read_how, "\"read\", \"write\" or \"both\""},
	[PLUMB_COUNT] = {read_count, "a number from 0 to 1000000"},
	[PLUMB_DESCRIPTOR] = {read_count, "a descriptor of the subject"},
	[PLUMB_SECONDS] = {read_seconds, "seconds from 0 to 3600"},
};

static bool read_item(struct plumb_stage_args *args, enum plumb_shape shape, const json_t *item,
	char *why, size_t size)
{
	if (shape == PLUMB_ADDRESS) {
		return plumb_address_read(&args->address, item, why, size);
	}
	if (!readers[shape].read(args, item)) {
		snprintf(why, size, "want %s", readers[shape].what);
		return false;
	}
	return true;
}

/* What scope.h replaces before a step is played. */
static bool is_open(enum plumb_shape shape, const json_t *item)
{
	static const char *const open_tags[] = {"var", "peer", "path", "abstract"};
	const char *tag = plumb_tag(item, NULL);
	bool may_be = tag &&
		      (shape == PLUMB_ADDRESS || shape == PLUMB_BYTES || shape == PLUMB_DESCRIPTOR);

	for (size_t i = 0; may_be && i < sizeof(open_tags) / sizeof(*open_tags); i++) {
		if (strcmp(tag, open_tags[i]) == 0) {
			return true;
		}
	}
	return false;
}

static size_t count_shapes(const enum plumb_shape shapes[PLUMB_MOST_SHAPES])
{
	size_t count = 0;

	while (count < PLUMB_MOST_SHAPES && shapes[count] != PLUMB_NO_SHAPE) {
		count++;
	}
	return count;
}

static bool read_items(struct plumb_stage_args *args, const json_t *items, size_t required,
	const enum plumb_shape shapes[PLUMB_MOST_SHAPES], bool played, char *why, size_t size)
{
	size_t most = count_shapes(shapes);

	*args = (struct plumb_stage_args){.given = json_array_size(items) - 1, .type = SOCK_STREAM};
	if (args->given < required || args->given > most) {
		snprintf(why, size, "takes %zu to %zu arguments, not %zu", required, most,
			args->given);
		return false;
	}
	for (size_t i = 0; i < args->given; i++) {
		const json_t *item = json_array_get(items, i + 1);
		if (!played && is_open(shapes[i], item)) {
			continue;
		}
		if (!read_item(args, shapes[i], item, why, size)) {
			return false;
		}
	}
	return true;
}

bool plumb_stage_args_read(struct plumb_stage_args *args, const json_t *items, size_t required,
	const enum plumb_shape shapes[PLUMB_MOST_SHAPES], char *why, size_t size)
{
	return read_items(args, items, required, shapes, true, why, size);
}

bool plumb_stage_args_check(const json_t *items, size_t required,
	const enum plumb_shape shapes[PLUMB_MOST_SHAPES], char *why, size_t size)
{
	struct plumb_stage_args args;
	bool right = read_items(&args, items, required, shapes, false, why, size);

	plumb_stage_args_clear(&args);
	return right;
}

void plumb_stage_args_clear(struct plumb_stage_args *args)
{
	free(args->bytes);
	args->bytes = NULL;
}
