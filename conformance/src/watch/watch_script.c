#include "watch_script.h"

#include "base/heap.h"
#include "far/stage_outcome.h"
#include "values/cvalue.h"
#include "values/match.h"
#include "values/show.h"
#include "values/value.h"
#include "watch_address.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TIMES = 1000, MOST_SEEN = 256 };

struct queue {
	struct plumb_fate *fates;
	size_t count;
	size_t next;
	size_t last;  /* the first fate of the last step about the call */
	bool met;     /* what comes of the next one has come of some call already */
	json_t *seen; /* array of addresses that no step has asked for */
};

struct plumb_watch_script {
	struct queue queues[PLUMB_CALLS];
	char *broken;
};

static void clear_queue(struct queue *queue)
{
	for (size_t i = 0; i < queue->count; i++) {
		free(queue->fates[i].bytes);
	}
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
	for (int i = 0; i < PLUMB_CALLS; i++) {
		clear_queue(&script->queues[i]);
	}
	free(script->broken);
	script->broken = NULL;
}

void plumb_watch_script_free(struct plumb_watch_script *script)
{
	plumb_watch_script_clear(script);
	for (int i = 0; i < PLUMB_CALLS; i++) {
		json_decref(script->queues[i].seen);
	}
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

	if (json_array_size(seen) < MOST_SEEN) {
		json_array_append_new(seen, plumb_watch_address_show(address));
	}
}

void plumb_watch_script_break(struct plumb_watch_script *script, const char *why)
{
	if (!script->broken) {
		script->broken = plumb_copy(why);
	}
}

/* --- reading steps ---------------------------------------------------------------------------- */

/* A step's parts; `fate` is not complete where what it needs is not known before it is played. */
struct deed {
	const struct verb *verb;
	enum plumb_call call;
	int times;
	struct plumb_fate fate;
};

static bool read_number(int *number, const json_t *item, int least, int most)
{
	json_int_t value = json_integer_value(item);

	if (!json_is_integer(item) || value < least || value > most) {
		return false;
	}
	*number = (int)value;
	return true;
}

/* A number of times, once where there is no such item. */
static bool read_times(struct deed *deed, const json_t *item)
{
	deed->times = 1;
	return !item || read_number(&deed->times, item, 1, MOST_TIMES);
}

/* The same, or null: for ever. */
static bool read_times_or_ever(struct deed *deed, const json_t *item)
{
	deed->fate.for_ever = json_is_null(item);
	return read_times(deed, deed->fate.for_ever ? NULL : item);
}

static bool read_pass(struct deed *deed, const json_t *items)
{
	return read_times(deed, json_array_get(items, 2));
}

static bool read_fail(struct deed *deed, const json_t *items)
{
	const char *name = json_string_value(json_array_get(items, 2));
	int64_t error = 0;

	deed->fate.kind = PLUMB_FATE_FAIL;
	if (!name || !plumb_errno_value(name, &error)) {
		return false;
	}
	deed->fate.value = (int)error;
	return read_times_or_ever(deed, json_array_get(items, 3));
}

static bool read_cut(struct deed *deed, const json_t *items)
{
	deed->fate.kind = PLUMB_FATE_CUT;
	return (deed->call == PLUMB_CALL_SEND || deed->call == PLUMB_CALL_RECV) &&
	       read_number(&deed->fate.value, json_array_get(items, 2), 1, INT16_MAX) &&
	       read_times_or_ever(deed, json_array_get(items, 3));
}

static bool may_give_address(enum plumb_call call)
{
	return call == PLUMB_CALL_GETSOCKNAME || call == PLUMB_CALL_GETPEERNAME ||
	       call == PLUMB_CALL_ACCEPT || call == PLUMB_CALL_RECV;
}

static bool read_give(struct deed *deed, const json_t *items)
{
	const json_t *what = json_array_get(items, 2);
	bool with_bytes = json_array_size(items) > 3;
	char why[64];

	deed->times = 1;
	deed->fate.kind = PLUMB_FATE_GIVE;
	if (json_is_integer(what)) {
		return !with_bytes && read_number(&deed->fate.value, what, 0, INT16_MAX);
	}
	deed->fate.kind = PLUMB_FATE_ADDRESS;
	return may_give_address(deed->call) && json_is_array(what) &&
	       with_bytes == (deed->call == PLUMB_CALL_RECV) &&
	       plumb_watch_address_read(&deed->fate.address, what, why, sizeof(why));
}

static bool read_saw(struct deed *deed, const json_t *items)
{
	(void)items;
	return deed->call == PLUMB_CALL_BIND || deed->call == PLUMB_CALL_CONNECT ||
	       deed->call == PLUMB_CALL_SEND;
}

static const struct verb {
	const char *name;
	size_t least, most; /* items */
	bool (*read)(struct deed *deed, const json_t *items);
	const char *form;
} verbs[] = {
	{"pass", 2, 3, read_pass, "[\"pass\", CALL, TIMES]"},
	{"fail", 3, 4, read_fail, "[\"fail\", CALL, ERRNO, TIMES or null]"},
	{"cut", 3, 4, read_cut, "[\"cut\", \"send\" or \"recv\", BYTES, TIMES or null]"},
	{"give", 3, 4, read_give, "[\"give\", CALL, NUMBER or ADDRESS, and to recv BYTES]"},
	{"saw", 3, 3, read_saw, "[\"saw\", \"bind\", \"connect\" or \"send\", ADDRESS]"},
};

static const struct verb *verb_of(const json_t *items, char *why, size_t size)
{
	const char *name = json_string_value(json_array_get(items, 0));

	for (size_t i = 0; name && i < sizeof(verbs) / sizeof(*verbs); i++) {
		if (strcmp(verbs[i].name, name) == 0) {
			return &verbs[i];
		}
	}
	snprintf(why, size, "the kernel has no such step");
	return NULL;
}

static bool read_deed(struct deed *deed, const json_t *items, char *why, size_t size)
{
	const char *word = json_string_value(json_array_get(items, 1));
	int call = word ? plumb_call_of(word) : -1;

	*deed = (struct deed){.verb = verb_of(items, why, size)};
	if (!deed->verb) {
		return false;
	}
	if (call < 0) {
		snprintf(why, size, "no system call that is watched: %.40s", word ? word : "");
		return false;
	}
	deed->call = (enum plumb_call)call;
	if (json_array_size(items) < deed->verb->least ||
		json_array_size(items) > deed->verb->most || !deed->verb->read(deed, items)) {
		snprintf(why, size, "want %s", deed->verb->form);
		return false;
	}
	return true;
}

/* Whether something in it is only known when the row is played. */
static bool is_open(const json_t *value)
{
	const char *tag = plumb_tag(value, NULL);
	const json_t *item = NULL;
	size_t i = 0;

	if (tag && strcmp(tag, "bytes") != 0) {
		return true;
	}
	json_array_foreach(value, i, item)
	{
		if (is_open(item)) {
			return true;
		}
	}
	return false;
}

bool plumb_watch_script_check(const json_t *items, char *why, size_t size)
{
	struct deed deed;

	if (is_open(items)) {
		const struct verb *verb = verb_of(items, why, size);
		return verb && (strcmp(verb->name, "give") == 0 || strcmp(verb->name, "saw") == 0 ||
				       !snprintf(why, size, "want %s", verb->form));
	}
	return read_deed(&deed, items, why, size);
}

/* --- playing steps ---------------------------------------------------------------------------- */

static json_t *play_saw(struct queue *queue, enum plumb_call call, const json_t *wanted)
{
	json_t *seen = json_incref(json_array_get(queue->seen, 0));
	char why[512];
	json_t *outcome = NULL;

	if (!seen) {
		return plumb_have(json_pack("{s:s}", "uncalled", plumb_call_word(call)));
	}
	json_array_remove(queue->seen, 0);
	if (plumb_match(wanted, seen, why, sizeof(why))) {
		return plumb_outcome_gives(seen);
	}
	char *shown = plumb_show_value(seen, 0);
	outcome = plumb_outcome_saw("%s: %s", shown, why);
	free(shown);
	json_decref(seen);
	return outcome;
}

static void add_fates(struct queue *queue, const struct deed *deed, const json_t *bytes)
{
	queue->last = queue->count;
	for (int i = 0; i < deed->times; i++) {
		struct plumb_fate fate = deed->fate;
		if (bytes) {
			fate.bytes = plumb_value_bytes(bytes, &fate.size);
		}
		queue->fates = plumb_grow(queue->fates, queue->count + 1, sizeof(*queue->fates));
		queue->fates[queue->count++] = fate;
	}
}

json_t *plumb_watch_script_play(struct plumb_watch_script *script, const json_t *items)
{
	struct deed deed;
	char why[256];

	if (!read_deed(&deed, items, why, sizeof(why))) {
		return plumb_outcome_broken("%s", why);
	}
	struct queue *queue = &script->queues[deed.call];
	if (deed.verb->read == read_saw) {
		return play_saw(queue, deed.call, json_array_get(items, 2));
	}
	bool with_bytes = deed.fate.kind == PLUMB_FATE_ADDRESS && deed.call == PLUMB_CALL_RECV;
	add_fates(queue, &deed, with_bytes ? json_array_get(items, 3) : NULL);
	return plumb_outcome_done();
}

/* How many calls are missing of those that a queue speaks of. */
static size_t count_missing(const struct queue *queue)
{
	/* What comes of every call for ever needs a single one. */
	return queue->count - queue->next - queue->met;
}

bool plumb_watch_script_is_uncalled(const struct plumb_watch_script *script, const char *word)
{
	for (int i = 0; i < PLUMB_CALLS; i++) {
		const struct queue *queue = &script->queues[i];
		if (strcmp(plumb_call_word((enum plumb_call)i), word) == 0) {
			return queue->count > queue->last &&
			       queue->next + queue->met <= queue->last;
		}
	}
	return false;
}

json_t *plumb_watch_script_end(const struct plumb_watch_script *script)
{
	if (script->broken) {
		return plumb_outcome_broken("%s", script->broken);
	}
	for (int i = 0; i < PLUMB_CALLS; i++) {
		size_t missing = count_missing(&script->queues[i]);
		if (missing > 0) {
			return plumb_outcome_broken("the subject called %s %zu times too few",
				plumb_call_word((enum plumb_call)i), missing);
		}
	}
	return NULL;
}
