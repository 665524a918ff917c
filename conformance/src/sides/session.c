#include "session.h"

#include "adapters/orphans.h"
#include "base/exit_code.h"
#include "base/heap.h"
#include "base/loop.h"
#include "base/scratch.h"
#include "base/tasks.h"
#include "base/utf8.h"
#include "entry.h"
#include "room.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REAP_EVERY_MS = 500 };

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNALS = sizeof signals / sizeof signals[0] };

struct plumb_session {
	const struct plumb_session_options *options;
	uv_loop_t loop;
	uv_signal_t signals[SIGNALS];
	uv_timer_t reaper;
	struct plumb_room room;
	char *scratch;
	struct plumb_entry *entries; /* by tag: an entry a row of the plan, in its order */
	size_t preparing;	     /* sides that still prepare */
	size_t over;
	size_t told; /* entries whose findings were given out */
	bool ended;
	bool unclean; /* an adapter did not stop cleanly */
	int status;
};

static void end(struct plumb_session *session, int status)
{
	if (session->ended)
		return;
	session->ended = true;
	session->status = status;
	for (size_t i = 0; i < session->options->side_count; i++)
		plumb_side_end(&session->options->sides[i]);
	for (int i = 0; i < SIGNALS; i++)
		uv_close((uv_handle_t *)&session->signals[i], NULL);
	uv_close((uv_handle_t *)&session->reaper, NULL);
}

/* --- playing ---------------------------------------------------------------------------------- */

static const struct plumb_side *oracle_of(const struct plumb_session *session)
{
	return session->options->has_oracle ? &session->options->sides[0] : NULL;
}

/* Plays the row on every side that does not skip it. */
static void begin_entry(struct plumb_session *session, struct plumb_entry *entry)
{
	const struct plumb_session_options *options = session->options;
	const struct plumb_task task = {
		.tag = (size_t)(entry - session->entries), .row = entry->row};

	entry->pending = 0;
	for (size_t i = 0; i < options->side_count; i++) {
		struct plumb_side *side = &options->sides[i];
		bool of_machine;
		const char *missing = plumb_side_missing(
			side, oracle_of(session), entry->row, options->tables, &of_machine);
		plumb_verdict_clear(&entry->verdicts[i]);
		if (missing) {
			entry->verdicts[i] = plumb_verdict_of(PLUMB_SKIP, -1, plumb_copy(missing));
			entry->verdicts[i].of_machine = of_machine;
			continue;
		}
		entry->pending++;
	}
	for (size_t i = 0; i < options->side_count && entry->pending; i++)
		if (entry->verdicts[i].kind != PLUMB_SKIP)
			plumb_side_play(&options->sides[i], task);
}

/* Gives out every finding whose turn it is; each is then forgotten. */
static void tell(struct plumb_session *session)
{
	const struct plumb_session_options *options = session->options;

	while (!session->ended && session->told < options->plan->count &&
		session->entries[session->told].over) {
		struct plumb_entry *entry = &session->entries[session->told++];
		const struct plumb_finding finding = {
			.row = entry->row, .records = entry->records, .verdicts = entry->verdicts};
		if (!options->found(options->context, &finding)) {
			end(session, PLUMB_EXIT_UNWRITTEN);
			return;
		}
		plumb_entry_forget(entry, session->options->side_count);
	}
}

static struct plumb_entry_sides sides_of(const struct plumb_session *session)
{
	return (struct plumb_entry_sides){.sides = session->options->sides,
		.count = session->options->side_count,
		.has_oracle = session->options->has_oracle};
}

static void on_entry(struct plumb_session *session, struct plumb_entry *entry)
{
	const struct plumb_entry_sides sides = sides_of(session);

	plumb_entry_judge(entry, &sides);
	if (++entry->tries < plumb_entry_tries(entry, &sides)) {
		plumb_entry_forget(entry, sides.count);
		begin_entry(session, entry);
		return;
	}
	plumb_entry_trim(entry, sides.count);
	entry->over = true;
	session->over++;
	session->options->progress(
		session->options->context, session->over, session->options->plan->count);
	tell(session);
	if (session->over == session->options->plan->count)
		end(session, PLUMB_EXIT_GOOD);
}

/* The longer a row waits, the earlier; else in the order of the plan. Those that hang are last. */
static int by_wait(const void *a, const void *b)
{
	const struct plumb_entry *one = *(struct plumb_entry *const *)a,
				 *other = *(struct plumb_entry *const *)b;
	double one_s = one->row->steps.waits_s, other_s = other->row->steps.waits_s;

	if (one->hangs != other->hangs)
		return one->hangs ? 1 : -1;
	if (one_s != other_s)
		return one_s > other_s ? -1 : 1;
	return one < other ? -1 : one > other;
}

static bool is_known_to_hang(const struct plumb_session *session, size_t tag)
{
	const struct plumb_session_options *options = session->options;

	for (size_t i = 0; i < options->side_count; i++)
		if (options->sides[i].hanging && options->sides[i].hanging[tag])
			return true;
	return false;
}

/* Those that wait longest come first: a run is over no sooner than its last row. */
static void begin_entries(struct plumb_session *session)
{
	size_t count = session->options->plan->count;
	struct plumb_entry **order = plumb_new(count, sizeof(struct plumb_entry *));

	for (size_t i = 0; i < count; i++) {
		order[i] = &session->entries[i];
		order[i]->hangs = is_known_to_hang(session, i);
	}
	qsort(order, count, sizeof *order, by_wait);
	for (size_t i = 0; i < count; i++)
		begin_entry(session, order[i]);
	free(order);
	for (size_t i = 0; i < count && !session->ended; i++)
		if (!session->entries[i].pending && !session->entries[i].over)
			on_entry(session, &session->entries[i]);
	if (count == 0)
		end(session, PLUMB_EXIT_GOOD);
}

static void on_prepared(struct plumb_session *session)
{
	if (--session->preparing)
		return;
	if (session->options->started(session->options->context))
		begin_entries(session);
	else
		end(session, PLUMB_EXIT_UNRUNNABLE);
}

/* What is said next stands on a line of its own. */
static void end_progress(const struct plumb_session *session)
{
	size_t count = session->options->plan->count;

	session->options->progress(session->options->context, count, count);
}

static void on_unplayable(
	struct plumb_session *session, const char *row, struct plumb_record *record)
{
	if (!session->ended) {
		end_progress(session);
		fprintf(stderr, "plumbline: the machine cannot play %s: %s\n", row, record->how);
	}
	plumb_record_clear(record);
	end(session, PLUMB_EXIT_UNRUNNABLE);
}

static void on_done(void *context, size_t tag, struct plumb_record *record)
{
	struct plumb_side *side = context;
	struct plumb_session *session = side->owner;
	const struct plumb_row *preparing = plumb_side_preparing(side, tag);
	struct plumb_entry *entry = preparing ? NULL : &session->entries[tag];

	if (record->ending == PLUMB_UNPLAYABLE) {
		on_unplayable(session, preparing ? preparing->id : entry->row->id, record);
	} else if (preparing) {
		bool last = plumb_side_prepared(side, tag, record);
		plumb_record_clear(record);
		if (last)
			on_prepared(session);
	} else {
		entry->records[side - session->options->sides] = *record;
		if (--entry->pending == 0)
			on_entry(session, entry);
	}
}

static void on_failed(void *context, const char *why)
{
	struct plumb_side *side = context;
	char *shown = plumb_indented(why, "  | ");

	end_progress(side->owner);
	fprintf(stderr, "plumbline: the %s %s could not be run: %s\n",
		side->is_oracle ? "oracle" : "subject", side->subject.name, shown);
	free(shown);
	end(side->owner, PLUMB_EXIT_UNRUNNABLE);
}

/* A leak that a sanitizer found, for one, is told only when the adapter ends. */
static void on_ended_badly(void *context, const char *how)
{
	struct plumb_side *side = context;
	struct plumb_session *session = side->owner;
	char *shown = plumb_indented(how, "  | ");

	end_progress(session);
	fprintf(stderr, "plumbline: the %s %s did not stop cleanly: %s\n",
		side->is_oracle ? "oracle" : "subject", side->subject.name, shown);
	free(shown);
	session->unclean = true;
}

static void on_signal(uv_signal_t *handle, int number)
{
	end_progress(handle->data);
	fprintf(stderr, "plumbline: interrupted by %s\n", strsignal(number));
	end(handle->data, PLUMB_EXIT_SIGNAL + number);
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool is_ours(const void *context, pid_t pid)
{
	const struct plumb_session *session = context;

	if (pid == plumb_scratch_keeper())
		return true;
	for (size_t i = 0; i < session->options->side_count && !session->ended; i++)
		if (plumb_side_owns(&session->options->sides[i], pid))
			return true;
	return false;
}

/* Until the end: the adapters that are told to stop are waited for by libuv. */
static void on_reap(uv_timer_t *timer)
{
	plumb_orphans_reap(is_ours, timer->data);
}

static void start_reaper(struct plumb_session *session)
{
	uv_timer_init(&session->loop, &session->reaper);
	session->reaper.data = session;
	uv_timer_start(&session->reaper, on_reap, REAP_EVERY_MS, REAP_EVERY_MS);
	uv_unref((uv_handle_t *)&session->reaper);
}

static void make_entries(struct plumb_session *session)
{
	const struct plumb_plan *plan = session->options->plan;

	session->entries = plumb_new(plan->count, sizeof *session->entries);
	for (size_t i = 0; i < plan->count; i++)
		plumb_entry_init(&session->entries[i], plan->rows[i], session->options->side_count);
}

static void free_entries(struct plumb_session *session)
{
	for (size_t i = 0; i < session->options->plan->count; i++)
		plumb_entry_clear(&session->entries[i], session->options->side_count);
	free(session->entries);
}

static void start_sides(struct plumb_session *session)
{
	const struct plumb_session_options *options = session->options;
	const struct plumb_feed_options feed = {
		.loop = &session->loop,
		.scratch = session->scratch,
		.lab = options->lab,
		.deadline_ns = options->deadline_ns,
		.steps_alone = options->steps_alone,
		.events = {.done = on_done, .ended_badly = on_ended_badly, .failed = on_failed},
	};

	session->preparing = options->side_count;
	for (size_t i = 0; i < options->side_count; i++) {
		options->sides[i].owner = session;
		options->sides[i].in_lab = options->lab;
		plumb_side_prepare(&options->sides[i], options->plan, options->tables);
	}
	for (size_t i = 0; i < options->side_count && !session->ended; i++)
		plumb_side_begin(
			&options->sides[i], &feed, session->room.jobs, options->plan->count);
}

static void watch_signals(struct plumb_session *session)
{
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < SIGNALS; i++) {
		uv_signal_init(&session->loop, &session->signals[i]);
		session->signals[i].data = session;
		uv_signal_start(&session->signals[i], on_signal, signals[i]);
		uv_unref((uv_handle_t *)&session->signals[i]);
	}
}

/* 0, or why nothing can be played. */
static int start_loop(struct plumb_session *session)
{
	int status = plumb_loop_init(&session->loop);

	if (status)
		return status;
	status = plumb_tasks_start_pool(&session->loop, session->room.threads);
	if (status)
		uv_loop_close(&session->loop);
	return status;
}

int plumb_session_run(const struct plumb_session_options *options)
{
	struct plumb_session session = {.options = options, .status = PLUMB_EXIT_UNRUNNABLE};
	int status;

	if (!plumb_room_find(
		    &session.room, options->plan, options->side_count, options->lab, options->jobs))
		return PLUMB_EXIT_UNRUNNABLE;
	plumb_orphans_adopt();
	session.scratch = plumb_scratch_begin();
	if (!session.scratch) {
		fprintf(stderr, "plumbline: no directory for the run in %s: %s\n",
			plumb_scratch_parent(), strerror(errno));
		return PLUMB_EXIT_UNWRITTEN;
	}
	status = start_loop(&session);
	if (status) {
		fprintf(stderr, "plumbline: no row can be played: %s\n", uv_strerror(status));
		plumb_scratch_end(session.scratch);
		return PLUMB_EXIT_UNRUNNABLE;
	}
	watch_signals(&session);
	start_reaper(&session);
	make_entries(&session);
	start_sides(&session);
	uv_run(&session.loop, UV_RUN_DEFAULT);
	uv_loop_close(&session.loop);
	plumb_orphans_end(is_ours, &session);
	free_entries(&session);
	plumb_scratch_end(session.scratch);
	return session.status == PLUMB_EXIT_GOOD && session.unclean ? PLUMB_EXIT_BAD
								    : session.status;
}
