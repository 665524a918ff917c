#include "watch_script.h"

#include "base/heap.h"
#include "far/stage_outcome.h"
#include "steps/kernel_address.h"
#include "values/match.h"
#include "values/show.h"
#include "values/value.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SEEN = 256 };

struct queue {
	struct plumb_fate *fates;
	size_t count;
	size_t next;
	bool met;     /* what comes of the next one has come of some call already */
	json_t *seen; /* array of addresses that no step has asked for */
};

struct plumb_watch_script {
	struct queue queues[PLUMB_CALLS];
	char *broken;
};

static void clear_queue(struct queue *queue)
{
	for (size_t i = 0; i < queue->count; i++)
		free(queue->fates[i].bytes);
	free(queue->fates);
	json_decref(queue->seen);
	*queue = (struct queue){.seen = plumb_have(json_array())};
}

struct plumb_watch_script *plumb_watch_script_new(void)
{
	struct plumb_watch_script *script = plumb_new(1, sizeof(*script));

	plumb_watch_script_clear(script);
	return script;
}

void plumb_watch_script_clear(struct plumb_watch_script *script)
{
	for (int i = 0; i < PLUMB_CALLS; i++)
		clear_queue(&script->queues[i]);
	free(script->broken);
	script->broken = NULL;
}

void plumb_watch_script_free(struct plumb_watch_script *script)
{
	plumb_watch_script_clear(script);
	for (int i = 0; i < PLUMB_CALLS; i++)
		json_decref(script->queues[i].seen);
	free(script);
}

/* --- what the calls do ------------------------------------------------------------------------ */

const struct plumb_fate *plumb_watch_script_fate(
	const struct plumb_watch_script *script, enum plumb_call call)
{
	static const struct plumb_fate pass = {.kind = PLUMB_FATE_PASS};
	const struct queue *queue = &script->queues[call];

	return queue->next < queue->count ? &queue->fates[queue->next] : &pass;
}

void plumb_watch_script_next(struct plumb_watch_script *script, enum plumb_call call)
{
	struct queue *queue = &script->queues[call];

	if (queue->next < queue->count) {
		bool stays = queue->fates[queue->next].for_ever;
		queue->next += !stays;
		queue->met = stays;
	}
}

void plumb_watch_script_see(struct plumb_watch_script *script, enum plumb_call call,
	const struct plumb_address *address)
{
	json_t *seen = script->queues[call].seen;

	if (json_array_size(seen) < MOST_SEEN)
		json_array_append_new(seen, plumb_kernel_address_show(address));
}

void plumb_watch_script_break(struct plumb_watch_script *script, const char *why)
{
	if (!script->broken)
		script->broken = plumb_copy(why);
}

/* --- playing steps ---------------------------------------------------------------------------- */

static json_t *play_saw(struct queue *queue, enum plumb_call call, const json_t *wanted)
{
	json_t *seen = json_incref(json_array_get(queue->seen, 0));
	char why[512];
	json_t *outcome = NULL;

	if (!seen)
		return plumb_have(json_pack("{s:s}", "uncalled", plumb_call_word(call)));
	json_array_remove(queue->seen, 0);
	if (plumb_match(wanted, seen, why, sizeof(why)))
		return plumb_outcome_gives(seen);
	char *shown = plumb_show_value(seen, 0);
	outcome = plumb_outcome_saw("%s: %s", shown, why);
	free(shown);
	json_decref(seen);
	return outcome;
}

static void add_fates(struct queue *queue, const struct plumb_fate *fate,
	const struct plumb_kernel_deed *deed, const json_t *bytes)
{
	for (int i = 0; i < deed->times; i++) {
		struct plumb_fate one = *fate;
		if (bytes)
			one.bytes = plumb_value_bytes(bytes, &one.size);
		queue->fates = plumb_grow(queue->fates, queue->count + 1, sizeof(*queue->fates));
		queue->fates[queue->count++] = one;
	}
}

/* What does not depend on names in the row. */
static struct plumb_fate fate_of(const struct plumb_kernel_deed *deed)
{
	static const enum plumb_fate_kind kinds[] = {
		[PLUMB_KERNEL_PASS] = PLUMB_FATE_PASS,
		[PLUMB_KERNEL_FAIL] = PLUMB_FATE_FAIL,
		[PLUMB_KERNEL_CUT] = PLUMB_FATE_CUT,
		[PLUMB_KERNEL_GIVE] = PLUMB_FATE_GIVE,
	};

	return (struct plumb_fate){.kind = deed->address ? PLUMB_FATE_ADDRESS : kinds[deed->verb],
		.for_ever = deed->for_ever,
		.value = deed->value,
		.descriptors = deed->descriptors};
}

/* address and bytes: the deed's, their names replaced; NULL where it has none. */
static json_t *play(struct plumb_watch_script *script, const struct plumb_kernel_deed *deed,
	const json_t *address, const json_t *bytes)
{
	struct queue *queue = &script->queues[deed->call];
	char why[256];

	if (deed->verb == PLUMB_KERNEL_SAW)
		return play_saw(queue, deed->call, address);
	struct plumb_fate fate = fate_of(deed);
	if (address && !plumb_kernel_address_read(&fate.address, address, why, sizeof(why)))
		return plumb_outcome_broken("%s", why);
	add_fates(queue, &fate, deed, bytes);
	return plumb_outcome_done();
}

json_t *plumb_watch_script_play(struct plumb_watch_script *script,
	const struct plumb_kernel_deed *deed, const struct plumb_scope *scope)
{
	char why[256];
	json_t *address = deed->address
				  ? plumb_resolve_pattern(deed->address, scope, why, sizeof(why))
				  : NULL;
	json_t *bytes =
		deed->bytes ? plumb_resolve_pattern(deed->bytes, scope, why, sizeof(why)) : NULL;
	bool right = (address || !deed->address) && (bytes || !deed->bytes);
	json_t *outcome =
		right ? play(script, deed, address, bytes) : plumb_outcome_broken("%s", why);

	json_decref(address);
	json_decref(bytes);
	return outcome;
}

/* How many calls are missing of those that a queue speaks of. */
static size_t count_missing(const struct queue *queue)
{
	/* What comes of every call for ever needs a single one. */
	return queue->count - queue->next - queue->met;
}

bool plumb_watch_script_is_uncalled(const struct plumb_watch_script *script, enum plumb_call call)
{
	const struct queue *queue = &script->queues[call];

	return queue->count > 0 && queue->next == 0 && !queue->met;
}

json_t *plumb_watch_script_end(const struct plumb_watch_script *script)
{
	if (script->broken)
		return plumb_outcome_broken("%s", script->broken);
	for (int i = 0; i < PLUMB_CALLS; i++) {
		size_t missing = count_missing(&script->queues[i]);
		if (missing > 0) {
			return plumb_outcome_broken("the subject called %s %zu times too few",
				plumb_call_word((enum plumb_call)i), missing);
		}
	}
	return NULL;
}
