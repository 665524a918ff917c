#include "kernel_deed.h"

#include "kernel_address.h"
#include "values/cvalue.h"
#include "values/value.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MOST_TIMES = 1000 };

static const char *const words[PLUMB_CALLS] = {
	[PLUMB_CALL_ACCEPT] = "accept",
	[PLUMB_CALL_BIND] = "bind",
	[PLUMB_CALL_CLOSE] = "close",
	[PLUMB_CALL_CONNECT] = "connect",
	[PLUMB_CALL_DUP] = "dup",
	[PLUMB_CALL_GETPEERNAME] = "getpeername",
	[PLUMB_CALL_GETSOCKNAME] = "getsockname",
	[PLUMB_CALL_GETSOCKOPT] = "getsockopt",
	[PLUMB_CALL_LISTEN] = "listen",
	[PLUMB_CALL_MODE] = "mode",
	[PLUMB_CALL_POLL] = "poll",
	[PLUMB_CALL_RECV] = "recv",
	[PLUMB_CALL_SEND] = "send",
	[PLUMB_CALL_SENDFILE] = "sendfile",
	[PLUMB_CALL_SETSOCKOPT] = "setsockopt",
	[PLUMB_CALL_SHUTDOWN] = "shutdown",
	[PLUMB_CALL_SOCKET] = "socket",
	[PLUMB_CALL_SOCKETPAIR] = "socketpair",
};

const char *plumb_call_word(enum plumb_call call)
{
	return words[call];
}

static bool read_call(enum plumb_call *call, const json_t *item)
{
	const char *word = json_string_value(item);

	for (int i = 0; word && i < PLUMB_CALLS; i++) {
		if (strcmp(words[i], word) == 0) {
			*call = (enum plumb_call)i;
			return true;
		}
	}
	return false;
}

/* --- each verb -------------------------------------------------------------------------------- */

static bool read_number(int *number, const json_t *item, int least, int most)
{
	json_int_t value = json_integer_value(item);

	if (!json_is_integer(item) || value < least || value > most)
		return false;
	*number = (int)value;
	return true;
}

/* A number of times, once where there is no such item. */
static bool read_times(struct plumb_kernel_deed *deed, const json_t *item)
{
	return !item || read_number(&deed->times, item, 1, MOST_TIMES);
}

/* The same, or null: for ever. */
static bool read_times_or_ever(struct plumb_kernel_deed *deed, const json_t *item)
{
	deed->for_ever = json_is_null(item);
	return read_times(deed, deed->for_ever ? NULL : item);
}

static bool read_pass(struct plumb_kernel_deed *deed, const json_t *items)
{
	return read_times(deed, json_array_get(items, 2));
}

static bool read_fail(struct plumb_kernel_deed *deed, const json_t *items)
{
	const char *name = json_string_value(json_array_get(items, 2));
	int64_t error = 0;

	if (!name || !plumb_errno_value(name, &error))
		return false;
	deed->value = (int)error;
	return read_times_or_ever(deed, json_array_get(items, 3));
}

static bool read_cut(struct plumb_kernel_deed *deed, const json_t *items)
{
	return (deed->call == PLUMB_CALL_SEND || deed->call == PLUMB_CALL_RECV) &&
	       read_number(&deed->value, json_array_get(items, 2), 1, INT16_MAX) &&
	       read_times_or_ever(deed, json_array_get(items, 3));
}

static bool may_give_address(enum plumb_call call)
{
	return call == PLUMB_CALL_GETSOCKNAME || call == PLUMB_CALL_GETPEERNAME ||
	       call == PLUMB_CALL_ACCEPT || call == PLUMB_CALL_RECV;
}

/* Whether something in it is only known when the row is played. */
static bool is_open(const json_t *value)
{
	const char *tag = plumb_tag(value, NULL);
	const json_t *item;
	size_t i;

	if (tag && strcmp(tag, "bytes") != 0)
		return true;
	json_array_foreach(value, i, item)
		if (is_open(item))
			return true;
	return false;
}

static bool read_give(struct plumb_kernel_deed *deed, const json_t *items)
{
	json_t *what = json_array_get(items, 2);
	const json_t *descriptors = json_array_get(items, 4);
	bool with_bytes = json_array_size(items) > 3;
	struct plumb_address address;
	char why[64];

	if (json_is_integer(what))
		return !with_bytes && read_number(&deed->value, what, 0, INT16_MAX);
	deed->address = json_incref(what);
	deed->bytes = with_bytes ? json_incref(json_array_get(items, 3)) : NULL;
	if (descriptors && !read_number(&deed->descriptors, descriptors, 1, PLUMB_MOST_DESCRIPTORS))
		return false;
	return may_give_address(deed->call) && with_bytes == (deed->call == PLUMB_CALL_RECV) &&
	       (is_open(what) || plumb_kernel_address_read(&address, what, why, sizeof(why)));
}

static bool read_saw(struct plumb_kernel_deed *deed, const json_t *items)
{
	deed->address = json_incref(json_array_get(items, 2));
	return deed->call == PLUMB_CALL_BIND || deed->call == PLUMB_CALL_CONNECT ||
	       deed->call == PLUMB_CALL_SEND;
}

/* --- the whole -------------------------------------------------------------------------------- */

static const struct verb {
	const char *name;
	size_t least, most; /* items */
	bool (*read)(struct plumb_kernel_deed *deed, const json_t *items);
	const char *form;
} verbs[] = {
	[PLUMB_KERNEL_PASS] = {"pass", 2, 3, read_pass, "[\"pass\", CALL, TIMES]"},
	[PLUMB_KERNEL_FAIL] = {"fail", 3, 4, read_fail, "[\"fail\", CALL, ERRNO, TIMES or null]"},
	[PLUMB_KERNEL_CUT] = {"cut", 3, 4, read_cut,
		"[\"cut\", \"send\" or \"recv\", BYTES, TIMES or null]"},
	[PLUMB_KERNEL_GIVE] = {"give", 3, 5, read_give,
		"[\"give\", CALL, NUMBER or ADDRESS, and to recv BYTES, DESCRIPTORS]"},
	[PLUMB_KERNEL_SAW] = {"saw", 3, 3, read_saw,
		"[\"saw\", \"bind\", \"connect\" or \"send\", ADDRESS]"},
};

static bool read_verb(enum plumb_kernel_verb *verb, const json_t *item)
{
	const char *name = json_string_value(item);

	for (size_t i = 0; name && i < sizeof(verbs) / sizeof(*verbs); i++) {
		if (strcmp(verbs[i].name, name) == 0) {
			*verb = (enum plumb_kernel_verb)i;
			return true;
		}
	}
	return false;
}

bool plumb_kernel_deed_read(
	struct plumb_kernel_deed *deed, const json_t *items, char *why, size_t size)
{
	const char *word = json_string_value(json_array_get(items, 1));

	*deed = (struct plumb_kernel_deed){.times = 1, .written = json_incref((json_t *)items)};
	if (!read_verb(&deed->verb, json_array_get(items, 0))) {
		snprintf(why, size, "the kernel has no such step");
		return false;
	}
	if (!read_call(&deed->call, json_array_get(items, 1))) {
		snprintf(why, size, "no system call that is watched: %.40s", word ? word : "");
		return false;
	}
	const struct verb *verb = &verbs[deed->verb];
	if (json_array_size(items) < verb->least || json_array_size(items) > verb->most ||
		!verb->read(deed, items)) {
		snprintf(why, size, "want %s", verb->form);
		return false;
	}
	return true;
}

void plumb_kernel_deed_clear(struct plumb_kernel_deed *deed)
{
	json_decref(deed->address);
	json_decref(deed->bytes);
	json_decref(deed->written);
}
