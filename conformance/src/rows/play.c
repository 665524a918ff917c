#include "play.h"

#include "answer.h"
#include "base/heap.h"
#include "base/scratch.h"
#include "expect.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct plumb_play {
	const struct plumb_row *row;
	size_t index;
	const struct plumb_play_host *host;
	struct plumb_record record;
	struct plumb_stage *stage;
	json_t *peer_step;		   /* the step that the stage plays, its names replaced */
	struct plumb_watch_script *script; /* of the kernel; NULL: it has not begun */
	json_t *meanwhile;		   /* array of such steps, kept until the stage ends */
	size_t next;			   /* the step whose turn it is */
	size_t sent;	/* how many steps, from `next` on, the adapter has before it */
	bool stopped;	/* something is not as the row says: the rest is not played */
	bool open;	/* the adapter keeps the row's names: it must be told of the end */
	bool ending;	/* the stage was told to end */
	bool abandoned; /* freed by its host; waiting for the stage to end */
};

static void advance(struct plumb_play *play);

static bool is_far(const json_t *step)
{
	return json_object_get(step, "peer") || json_object_get(step, "meanwhile") ||
	       json_object_get(step, "kernel");
}

bool plumb_play_is_simple(const struct plumb_row *row)
{
	const json_t *step;
	size_t i;

	json_array_foreach(row->steps, i, step) if (is_far(step)) return false;
	return true;
}

bool plumb_play_is_watched(const struct plumb_row *row)
{
	const json_t *step;
	size_t i;

	json_array_foreach(row->steps, i, step) if (json_object_get(step, "kernel")) return true;
	return false;
}

/* Whether a tag stands anywhere in the value. */
static bool mentions(const json_t *value, const char *tag)
{
	const char *key;
	json_t *item;
	size_t i;

	if (json_object_get(value, tag))
		return true;
	json_array_foreach(value, i, item) if (mentions(item, tag)) return true;
	json_object_foreach((json_t *)value, key, item) if (mentions(item, tag)) return true;
	return false;
}

struct plumb_play *plumb_play_new(
	const struct plumb_row *row, size_t index, const struct plumb_play_host *host)
{
	struct plumb_play *play = plumb_new(1, sizeof *play);

	play->row = row;
	play->index = index;
	play->host = host;
	play->record.outcomes = plumb_have(json_array());
	for (size_t i = 0; i < json_array_size(row->steps); i++)
		json_array_append_new(play->record.outcomes, json_null());
	play->record.scope.constants = (json_t *)host->constants;
	play->record.scope.variables = plumb_have(json_object());
	play->record.scope.peers = plumb_have(json_object());
	if (!plumb_play_is_simple(row) || mentions(row->steps, "path") ||
		mentions(row->steps, "abstract"))
		play->record.scope.directory = plumb_scratch_directory(host->scratch);
	play->meanwhile = plumb_have(json_array());
	return play;
}

size_t plumb_play_index(const struct plumb_play *play)
{
	return play->index;
}

struct plumb_record plumb_play_take_record(struct plumb_play *play)
{
	struct plumb_record record = play->record;

	play->record = (struct plumb_record){0};
	return record;
}

static void destroy(struct plumb_play *play)
{
	plumb_record_clear(&play->record);
	json_decref(play->peer_step);
	json_decref(play->meanwhile);
	free(play);
}

/* The stage is gone, and with it whatever kept the row from being over. */
static void on_stage_ended(void *context, const json_t *outcome)
{
	struct plumb_play *play = context;

	plumb_scratch_remove(play->record.scope.directory);
	if (play->abandoned) {
		destroy(play);
		return;
	}
	play->stage = NULL;
	if (!json_object_get(outcome, "gives"))
		play->record.meanwhile = plumb_have(json_deep_copy(outcome));
	play->host->done(play->host->context, play);
}

static void end_stage(struct plumb_play *play, bool cancel)
{
	play->ending = true;
	plumb_stage_end(play->stage, cancel, on_stage_ended, play);
}

void plumb_play_free(struct plumb_play *play)
{
	play->abandoned = true;
	if (play->stage && play->ending) {
		plumb_stage_cancel(play->stage);
	} else if (play->stage) {
		end_stage(play, true);
	} else {
		plumb_scratch_remove(play->record.scope.directory);
		destroy(play);
	}
}

static void set_outcome(struct plumb_play *play, size_t i, const json_t *outcome)
{
	json_array_set(play->record.outcomes, i, (json_t *)outcome);
}

static void set_broken(struct plumb_play *play, size_t i, const char *why)
{
	json_array_set_new(play->record.outcomes, i, plumb_have(json_pack("{s:s}", "broken", why)));
	play->stopped = true;
}

/* --- the subject's steps ---------------------------------------------------------------------- */

/* The step as the adapter gets it: what it must do is told only as far as the row's course goes. */
static json_t *request_step(struct plumb_play *play, const json_t *step, char *why, size_t size)
{
	static const char *const resolved[] = {"call", "with", "get", "set", "let"};
	static const char *const kept[] = {"del", "as"};
	json_t *out = plumb_have(json_object());

	for (size_t i = 0; i < sizeof resolved / sizeof resolved[0]; i++) {
		const json_t *part = json_object_get(step, resolved[i]);
		if (!part)
			continue;
		json_t *value;
		if (strcmp(resolved[i], "with") == 0) {
			const char *key;
			json_t *item;
			value = plumb_have(json_object());
			json_object_foreach((json_t *)part, key, item) json_object_set_new(value,
				key, plumb_resolve_argument(item, &play->record.scope, why, size));
			if (json_object_size(value) != json_object_size(part)) {
				json_decref(value);
				value = NULL;
			}
		} else {
			value = plumb_resolve_argument(part, &play->record.scope, why, size);
		}
		if (!value) {
			json_decref(out);
			return NULL;
		}
		json_object_set_new(out, resolved[i], value);
	}
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
		if (json_object_get(step, kept[i]))
			json_object_set(out, kept[i], json_object_get(step, kept[i]));
	json_object_set_new(out, "expect", json_string(plumb_expect_kind(step)));
	if (json_object_get(step, "takes"))
		json_object_set_new(out, "timed", json_true());
	return out;
}

static void post(struct plumb_play *play, json_t *steps)
{
	bool more = play->next + play->sent < json_array_size(play->row->steps);

	play->open = more;
	play->host->send(play->host->context, play,
		plumb_have(json_pack("{s:s, s:o, s:b}", "op", "run", "steps", steps, "more",
			more && json_array_size(steps) > 0)));
}

/* Sends the subject's steps up to the far end's next turn. */
static void send_segment(struct plumb_play *play)
{
	json_t *steps = plumb_have(json_array());
	char why[256] = "";
	size_t count = json_array_size(play->row->steps);

	for (play->sent = 0; play->next + play->sent < count; play->sent++) {
		size_t i = play->next + play->sent;
		const json_t *step = json_array_get(play->row->steps, i);
		if (is_far(step))
			break;
		json_t *out = request_step(play, step, why, sizeof why);
		if (!out) {
			set_broken(play, i, why);
			break;
		}
		json_array_append_new(steps, out);
	}
	if (play->stopped) {
		json_decref(steps);
		play->sent = 0;
		advance(play);
	} else {
		post(play, steps);
	}
}

/* A variable is what the step gave: the whole, or the items that it was taken apart into. */
static void keep_variables(struct plumb_play *play, const json_t *step, const json_t *outcome)
{
	const json_t *names = json_object_get(step, "as");
	json_t *given = json_object_get(outcome, "gives");
	json_t *variables = play->record.scope.variables;
	const json_t *items = given, *name;
	size_t i;

	if (!names || !given)
		return;
	if (json_is_string(names)) {
		json_object_set(variables, json_string_value(names), given);
		return;
	}
	if (json_is_object(given))
		items = json_object_get(given, "tuple");
	json_array_foreach(names, i, name)
		json_object_set(variables, json_string_value(name), json_array_get(items, i));
}

static void absorb_outcome(struct plumb_play *play, size_t i, const json_t *outcome)
{
	const json_t *step = json_array_get(play->row->steps, i);
	char why[64];

	set_outcome(play, i, outcome);
	keep_variables(play, step, outcome);
	if (!plumb_expect_fit(step, outcome, &play->record.scope, why, sizeof why))
		play->stopped = true;
}

bool plumb_play_check(const struct plumb_play *play, const json_t *answer, char *why, size_t size)
{
	return plumb_answer_check(answer, play->row->steps, play->next, play->sent, why, size);
}

void plumb_play_absorb(struct plumb_play *play, const json_t *answer)
{
	const json_t *outcomes = json_object_get(answer, "steps"), *outcome;
	size_t i;

	json_array_foreach(outcomes, i, outcome) absorb_outcome(play, play->next + i, outcome);
	if (json_array_size(outcomes) < play->sent)
		play->stopped = true;
	play->next += play->sent;
	play->sent = 0;
	advance(play);
}

/* --- the far end's steps ---------------------------------------------------------------------- */

static void on_peer(void *context, const json_t *outcome)
{
	struct plumb_play *play = context;

	if (play->abandoned)
		return;
	set_outcome(play, play->next, outcome);
	keep_variables(play, json_array_get(play->row->steps, play->next), outcome);
	if (!json_object_get(outcome, "gives"))
		play->stopped = true;
	json_decref(play->record.scope.peers);
	play->record.scope.peers = plumb_have(plumb_stage_addresses(play->stage));
	play->next++;
	advance(play);
}

static bool have_stage(struct plumb_play *play)
{
	const struct plumb_stage_row row = {
		.subject_pid = play->host->subject_pid,
		.directory = play->record.scope.directory,
		.deadline_ns = (int64_t)uv_hrtime() + play->host->deadline_ns,
		.lab_fd = play->host->lab_fd,
	};

	if (!play->stage)
		play->stage = plumb_stage_new(play->host->loop, &row);
	if (!play->stage)
		set_broken(play, play->next, "no descriptor is left for the far end");
	return play->stage;
}

/* The steps name peers by bare strings; variables stand in them as what the subject gave. */
static json_t *resolve_far(struct plumb_play *play, const json_t *step, const char *key)
{
	char why[256] = "";
	json_t *out = plumb_have(json_copy((json_t *)step));
	json_t *part = plumb_resolve_pattern(
		json_object_get(step, key), &play->record.scope, why, sizeof why);

	if (!part) {
		json_decref(out);
		set_broken(play, play->next, why);
		return NULL;
	}
	json_object_set_new(out, key, part);
	return out;
}

static void play_peer(struct plumb_play *play, const json_t *step)
{
	json_decref(play->peer_step);
	play->peer_step = resolve_far(play, step, "peer");
	if (play->peer_step)
		plumb_stage_play(play->stage, play->peer_step, on_peer, play);
	else
		advance(play);
}

static void begin_meanwhile(struct plumb_play *play, const json_t *step)
{
	json_t *resolved = resolve_far(play, step, "meanwhile");

	if (!resolved)
		return;
	json_array_append_new(play->meanwhile, resolved);
	plumb_stage_meanwhile(play->stage, resolved);
	json_array_set_new(
		play->record.outcomes, play->next, plumb_have(json_pack("{s:n}", "gives")));
	play->next++;
}

/* --- the kernel's steps ----------------------------------------------------------------------- */

/* NULL: the step is broken. The adapter is told so, since it has not heard of the row yet. */
static struct plumb_watch_script *have_script(struct plumb_play *play)
{
	char why[256] = "nobody watches system calls here";

	if (!play->script && play->host->watch)
		play->script = plumb_watch_begin(play->host->watch, why, sizeof why);
	if (!play->script) {
		set_broken(play, play->next, why);
		play->open = true;
	}
	return play->script;
}

static void play_kernel(struct plumb_play *play, const json_t *step)
{
	json_t *resolved = resolve_far(play, step, "kernel");
	json_t *outcome;

	if (!resolved)
		return;
	outcome = plumb_watch_script_play(play->script, json_object_get(resolved, "kernel"));
	set_outcome(play, play->next, outcome);
	if (json_object_get(outcome, "gives"))
		play->next++;
	else
		play->stopped = true;
	json_decref(outcome);
	json_decref(resolved);
}

/* The script is over with the row; what it still waits for is charged to its last step. */
static void end_script(struct plumb_play *play)
{
	json_t *outcome = play->stopped ? NULL : plumb_watch_script_end(play->script);
	size_t last = json_array_size(play->row->steps);
	char why[256];

	while (last && !json_object_get(json_array_get(play->row->steps, last - 1), "kernel"))
		last--;
	if (outcome && last)
		set_outcome(play, last - 1, outcome);
	json_decref(outcome);
	plumb_watch_begin(play->host->watch, why, sizeof why);
	play->script = NULL;
}

/* --- the course of the row -------------------------------------------------------------------- */

static void finish(struct plumb_play *play)
{
	if (play->script)
		end_script(play);
	if (play->stage) {
		end_stage(play, play->stopped);
		return;
	}
	plumb_scratch_remove(play->record.scope.directory);
	play->host->done(play->host->context, play);
}

static void advance(struct plumb_play *play)
{
	while (!play->stopped && play->next < json_array_size(play->row->steps)) {
		const json_t *step = json_array_get(play->row->steps, play->next);
		if (!is_far(step)) {
			send_segment(play);
			return;
		}
		if (json_object_get(step, "kernel")) {
			if (have_script(play))
				play_kernel(play, step);
			continue;
		}
		if (!have_stage(play))
			break;
		if (json_object_get(step, "peer")) {
			play_peer(play, step);
			return;
		}
		begin_meanwhile(play, step);
	}
	if (play->open) {
		/* An empty request without `more` ends the row for the adapter. */
		play->next = json_array_size(play->row->steps);
		play->sent = 0;
		post(play, plumb_have(json_array()));
	} else {
		finish(play);
	}
}

void plumb_play_begin(struct plumb_play *play)
{
	advance(play);
}
