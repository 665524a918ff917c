/*
 * What is to come of the system calls of a row, call by call in their order, and what they have
 * handed to the kernel so far. {"kernel": [...]} steps write it; docs/kernel.md lists them. It
 * knows nothing of processes: watch.h plays it.
 */
#ifndef PLUMB_WATCH_SCRIPT_H
#define PLUMB_WATCH_SCRIPT_H

#include "steps/kernel_deed.h"
#include "values/address.h"
#include "values/scope.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum plumb_fate_kind {
	PLUMB_FATE_PASS,    /* the kernel's own affair */
	PLUMB_FATE_FAIL,    /* error: an errno */
	PLUMB_FATE_GIVE,    /* it never reaches the kernel, and gives value */
	PLUMB_FATE_ADDRESS, /* the same with an address, and with bytes where it receives */
	PLUMB_FATE_CUT,	    /* at most value bytes are sent or received */
};

struct plumb_fate {
	enum plumb_fate_kind kind;
	bool for_ever; /* so it is of every call from then on */
	int value;
	struct plumb_address address;
	unsigned char *bytes; /* NULL: none */
	size_t size;
	int descriptors; /* new ones that come with the bytes */
};

struct plumb_watch_script;

struct plumb_watch_script *plumb_watch_script_new(void);

void plumb_watch_script_free(struct plumb_watch_script *script);

/* Forgets everything: the next row. */
void plumb_watch_script_clear(struct plumb_watch_script *script);

/* What is to come of the next such call; borrowed until plumb_watch_script_next(). */
const struct plumb_fate *plumb_watch_script_fate(
	const struct plumb_watch_script *script, enum plumb_call call);

/* That has come of it. */
void plumb_watch_script_next(struct plumb_watch_script *script, enum plumb_call call);

/* Such a call has handed this address, or none (size 0), to the kernel. */
void plumb_watch_script_see(struct plumb_watch_script *script, enum plumb_call call,
	const struct plumb_address *address);

/* What could not be done as it says; the first such thing stands. */
void plumb_watch_script_break(struct plumb_watch_script *script, const char *why);

/* Plays a step, its names replaced by those of the scope; a new outcome, as those of stage.h. */
json_t *plumb_watch_script_play(struct plumb_watch_script *script,
	const struct plumb_kernel_deed *deed, const struct plumb_scope *scope);

/* Whether steps speak of this call, of which the subject has made not a single one since. */
bool plumb_watch_script_is_uncalled(const struct plumb_watch_script *script, enum plumb_call call);

/*
 * The row is over: a new {"broken": TEXT} where a call that it speaks of was never made, or could
 * not be done as it says; else NULL.
 */
json_t *plumb_watch_script_end(const struct plumb_watch_script *script);

#endif
