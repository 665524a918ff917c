#include "arena.h"

#include "adapters/orphans.h"
#include "base/exit_code.h"
#include "base/heap.h"
#include "base/loop.h"
#include "base/scratch.h"
#include "base/tasks.h"
#include "base/utf8.h"
#include "sides/room.h"
#include "tables/capability.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REAP_EVERY_MS = 500 };

/* Many adapters start at once, and a hang is short: three of its deadlines may be too few. */
static const int64_t start_patience_ns = INT64_C(60000000000);

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNALS = sizeof signals / sizeof signals[0] };

struct plumb_arena {
	const struct plumb_arena_options *options;
	uv_loop_t loop;
	uv_signal_t signals[SIGNALS];
	uv_timer_t reaper;
	struct plumb_room room;
	char *scratch;
	struct plumb_bout **bouts; /* that are being played, by tag; NULL: the tag is free */
	size_t tags;
	size_t pending; /* sides that still prepare */
	bool ended;
	int status;
	int64_t began_ns;
};

/*
 * Whoever waits looks again. A timer may have ended what he waited for before the loop looks for
 * input, for which it would then wait for ever.
 */
static void wake(struct plumb_arena *arena)
{
	uv_stop(&arena->loop);
}

static void end(struct plumb_arena *arena, int status)
{
	if (arena->ended)
		return;
	arena->ended = true;
	wake(arena);
	arena->status = status;
	for (size_t i = 0; i < PLUMB_ARENA_SIDES; i++)
		plumb_side_end(&arena->options->sides[i]);
	for (int i = 0; i < SIGNALS; i++)
		uv_close((uv_handle_t *)&arena->signals[i], NULL);
	uv_close((uv_handle_t *)&arena->reaper, NULL);
}

/* --- what comes of rows ----------------------------------------------------------------------- */

static void on_prepared(
	struct plumb_arena *arena, struct plumb_side *side, size_t tag, struct plumb_record *record)
{
	if (plumb_side_prepared(side, tag, record))
		arena->pending--;
	plumb_record_clear(record);
	wake(arena);
}

static void end_bout(
	struct plumb_arena *arena, struct plumb_side *side, size_t tag, struct plumb_record *record)
{
	struct plumb_bout *bout = arena->bouts[tag];

	bout->records[side - arena->options->sides] = *record;
	if (--bout->pending == 0) {
		arena->bouts[tag] = NULL;
		wake(arena);
	}
}

static void on_done(void *context, size_t tag, struct plumb_record *record)
{
	struct plumb_side *side = context;
	struct plumb_arena *arena = side->owner;

	if (record->ending == PLUMB_UNPLAYABLE) {
		if (!arena->ended)
			fprintf(stderr, "plumbline: the machine cannot play a row: %s\n",
				record->how);
		plumb_record_clear(record);
		end(arena, PLUMB_EXIT_UNRUNNABLE);
	} else if (plumb_side_preparing(side, tag)) {
		on_prepared(arena, side, tag, record);
	} else {
		end_bout(arena, side, tag, record);
	}
}

static void on_failed(void *context, const char *why)
{
	struct plumb_side *side = context;
	char *shown = plumb_indented(why, "  | ");

	fprintf(stderr, "plumbline: the %s %s could not be run: %s\n",
		side->is_oracle ? "oracle" : "subject", side->subject.name, shown);
	free(shown);
	end(side->owner, PLUMB_EXIT_UNRUNNABLE);
}

/* An adapter that spoke or ended unasked is started again when the next row comes. */
static void on_ended_badly(void *context, const char *how)
{
	(void)context;
	(void)how;
}

static void on_signal(uv_signal_t *handle, int number)
{
	end(handle->data, PLUMB_EXIT_SIGNAL + number);
}

/* --- playing ---------------------------------------------------------------------------------- */

/* Reads all answers that are there, so that every adapter gets its next row. */
static bool wait_for(struct plumb_arena *arena, const size_t *pending)
{
	if (!arena->ended)
		uv_run(&arena->loop, UV_RUN_NOWAIT);
	while (*pending && !arena->ended)
		uv_run(&arena->loop, UV_RUN_ONCE);
	return !arena->ended;
}

static size_t free_tag(struct plumb_arena *arena)
{
	size_t tag = 0;

	while (tag < arena->tags && arena->bouts[tag])
		tag++;
	if (tag == arena->tags)
		arena->bouts = plumb_grow(arena->bouts, ++arena->tags, sizeof *arena->bouts);
	return tag;
}

void plumb_arena_begin(struct plumb_arena *arena, struct plumb_bout *bout)
{
	size_t tag = free_tag(arena);

	arena->bouts[tag] = bout;
	bout->pending = PLUMB_ARENA_SIDES;
	for (size_t k = 0; k < PLUMB_ARENA_SIDES && !arena->ended; k++)
		plumb_side_play(&arena->options->sides[k],
			(struct plumb_task){.tag = tag, .row = bout->row});
}

bool plumb_arena_wait(struct plumb_arena *arena, const struct plumb_bout *bout)
{
	return wait_for(arena, &bout->pending);
}

bool plumb_arena_is_private(const struct plumb_arena *arena)
{
	return arena->options->lab && !arena->options->is_portable;
}

/* A Python of another version is another oracle, and not another machine. */
static bool is_missing(const struct plumb_arena *arena, size_t side, const char *capability)
{
	struct plumb_side *sides = arena->options->sides;
	bool of_machine;

	if (!plumb_side_lacks(&sides[side], &sides[PLUMB_ORACLE], arena->options->tables,
		    capability, &of_machine))
		return false;
	return !arena->options->is_portable || !of_machine || plumb_capability_python(capability);
}

bool plumb_arena_can(const struct plumb_arena *arena, const struct plumb_row *row)
{
	const json_t *need;
	size_t i;

	json_array_foreach(row->needs, i, need)
		for (size_t k = 0; k < PLUMB_ARENA_SIDES; k++)
			if (is_missing(arena, k, json_string_value(need)))
				return false;
	return true;
}

int64_t plumb_arena_age_ns(const struct plumb_arena *arena)
{
	return (int64_t)uv_hrtime() - arena->began_ns;
}

int plumb_arena_status(const struct plumb_arena *arena)
{
	return arena->status;
}

void plumb_bout_clear(struct plumb_bout *bout)
{
	for (size_t i = 0; i < PLUMB_ARENA_SIDES; i++)
		plumb_record_clear(&bout->records[i]);
	bout->row = NULL;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool is_ours(const void *context, pid_t pid)
{
	const struct plumb_arena *arena = context;

	if (pid == plumb_scratch_keeper())
		return true;
	for (size_t i = 0; i < PLUMB_ARENA_SIDES && !arena->ended; i++)
		if (plumb_side_owns(&arena->options->sides[i], pid))
			return true;
	return false;
}

static void on_reap(uv_timer_t *timer)
{
	plumb_orphans_reap(is_ours, timer->data);
}

static void start_handles(struct plumb_arena *arena)
{
	uv_timer_init(&arena->loop, &arena->reaper);
	arena->reaper.data = arena;
	uv_timer_start(&arena->reaper, on_reap, REAP_EVERY_MS, REAP_EVERY_MS);
	uv_unref((uv_handle_t *)&arena->reaper);
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < SIGNALS; i++) {
		uv_signal_init(&arena->loop, &arena->signals[i]);
		arena->signals[i].data = arena;
		uv_signal_start(&arena->signals[i], on_signal, signals[i]);
		uv_unref((uv_handle_t *)&arena->signals[i]);
	}
}

/* Tags of prepared rows are beyond those of any bout. */
static void start_sides(struct plumb_arena *arena)
{
	const struct plumb_arena_options *options = arena->options;
	const struct plumb_feed_options feed = {
		.loop = &arena->loop,
		.scratch = arena->scratch,
		.lab = options->lab,
		.deadline_ns = options->deadline_ns,
		.start_ns = start_patience_ns,
		.patience_ns = options->patience_ns,
		.explores = true,
		.events = {.done = on_done, .ended_badly = on_ended_badly, .failed = on_failed},
	};

	arena->pending = PLUMB_ARENA_SIDES;
	for (size_t i = 0; i < PLUMB_ARENA_SIDES; i++) {
		options->sides[i].owner = arena;
		options->sides[i].in_lab = options->lab;
		plumb_side_prepare(&options->sides[i], options->plan, options->tables);
	}
	for (size_t i = 0; i < PLUMB_ARENA_SIDES && !arena->ended; i++)
		plumb_side_begin(&options->sides[i], &feed, arena->room.jobs, SIZE_MAX / 2);
}

static int start_loop(struct plumb_arena *arena)
{
	int status = plumb_loop_init(&arena->loop);

	if (status)
		return status;
	status = plumb_tasks_start_pool(&arena->loop, arena->room.threads);
	if (status)
		uv_loop_close(&arena->loop);
	return status;
}

/* An enum plumb_exit_code. */
static int start(struct plumb_arena *arena)
{
	const struct plumb_arena_options *options = arena->options;
	int status;

	if (!plumb_room_find(
		    &arena->room, options->plan, PLUMB_ARENA_SIDES, options->lab, options->jobs))
		return PLUMB_EXIT_UNRUNNABLE;
	plumb_orphans_adopt();
	arena->scratch = plumb_scratch_begin();
	if (!arena->scratch) {
		fprintf(stderr, "plumbline: no directory for the search in %s: %s\n",
			plumb_scratch_parent(), strerror(errno));
		return PLUMB_EXIT_UNWRITTEN;
	}
	status = start_loop(arena);
	if (status) {
		fprintf(stderr, "plumbline: no row can be played: %s\n", uv_strerror(status));
		plumb_scratch_end(arena->scratch);
		return PLUMB_EXIT_UNRUNNABLE;
	}
	return PLUMB_EXIT_GOOD;
}

struct plumb_arena *plumb_arena_open(const struct plumb_arena_options *options, int *status)
{
	struct plumb_arena *arena = plumb_new(1, sizeof *arena);

	arena->options = options;
	*status = start(arena);
	if (*status) {
		free(arena);
		return NULL;
	}
	start_handles(arena);
	start_sides(arena);
	if (!wait_for(arena, &arena->pending)) {
		*status = arena->status;
		plumb_arena_close(arena);
		return NULL;
	}
	arena->began_ns = (int64_t)uv_hrtime();
	return arena;
}

void plumb_arena_close(struct plumb_arena *arena)
{
	end(arena, PLUMB_EXIT_GOOD);
	while (uv_run(&arena->loop, UV_RUN_DEFAULT) != 0)
		continue;
	uv_loop_close(&arena->loop);
	plumb_orphans_end(is_ours, arena);
	plumb_scratch_end(arena->scratch);
	free(arena->bouts);
	free(arena);
}
