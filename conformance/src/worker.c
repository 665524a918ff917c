#include "worker.h"

#include "adapter.h"
#include "careful.h"
#include "heap.h"
#include "plan.h"
#include "play.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WINDOW = 16,	 /* rows in flight at most */
	START_TRIES = 3, /* failed starts in a row, after a good one, before the side is given up */
	START_PATIENCE = 3, /* deadlines that a start may take */
	STOP_PATIENCE_MS = 2000,
};

enum flight_kind { FLIGHT_START, FLIGHT_RUN, FLIGHT_SETTLE, FLIGHT_STOP };

/* One request that has not been answered; `play` for FLIGHT_RUN alone. */
struct flight {
	json_int_t seq;
	enum flight_kind kind;
	struct plumb_play *play;
};

struct plumb_worker {
	const struct plumb_worker_host *host;
	struct plumb_play_host play_host;
	struct plumb_adapter *adapter;
	uv_timer_t deadline;
	struct flight flights[WINDOW + 2];
	size_t flight_count;
	json_int_t last_seq;
	bool ready;  /* shook hands */
	bool proven; /* an adapter of this worker once did */
	bool ending;
	int failed_starts;
	struct plumb_play *staged; /* a row of several requests, which has the adapter to itself */
	bool slow;	  /* the row begun last lets time pass: nothing queues up behind it */
	bool has_waiting; /* such a row, until those in flight are answered */
	size_t waiting_index;
	bool has_held; /* a row that is over, but that a late fault may still be charged to */
	size_t held_index;
	struct plumb_record held;
	struct plumb_careful careful;
};

static void feed(struct plumb_worker *worker);
static void trouble(struct plumb_worker *worker, enum plumb_ending ending, const char *how);

/* --- requests --------------------------------------------------------------------------------- */

static void on_deadline(uv_timer_t *timer)
{
	trouble(timer->data, PLUMB_HUNG, "did not answer before the deadline");
}

/* The deadline is that of the oldest request: it begins anew with every answer. */
static void watch(struct plumb_worker *worker)
{
	uint64_t ms = (uint64_t)(worker->host->options->deadline_ns / 1000000);

	if (!worker->flight_count)
		uv_timer_stop(&worker->deadline);
	else if (worker->flights[0].kind == FLIGHT_START)
		uv_timer_start(&worker->deadline, on_deadline, ms * START_PATIENCE, 0);
	else if (worker->flights[0].kind == FLIGHT_STOP)
		uv_timer_start(&worker->deadline, on_deadline, STOP_PATIENCE_MS, 0);
	else
		uv_timer_start(&worker->deadline, on_deadline, ms, 0);
}

static void post(struct plumb_worker *worker, enum flight_kind kind, struct plumb_play *play,
	json_t *request)
{
	struct flight *flight = &worker->flights[worker->flight_count];

	assert(worker->flight_count < sizeof worker->flights / sizeof worker->flights[0]);
	*flight = (struct flight){.seq = ++worker->last_seq, .kind = kind, .play = play};
	json_object_set_new(request, "seq", json_integer(flight->seq));
	plumb_adapter_send(worker->adapter, request);
	json_decref(request);
	if (worker->flight_count++ == 0)
		watch(worker);
}

static void send_run(void *context, struct plumb_play *play, json_t *request)
{
	post(context, FLIGHT_RUN, play, request);
}

/* An empty request: its answer shows that nothing came after the last row's answer. */
static void send_settle(struct plumb_worker *worker)
{
	post(worker, FLIGHT_SETTLE, NULL,
		plumb_have(json_pack("{s:s, s:[], s:b}", "op", "run", "steps", "more", 0)));
}

/* --- rows that are over ----------------------------------------------------------------------- */

static void drop_held(struct plumb_worker *worker)
{
	plumb_record_clear(&worker->held);
	worker->has_held = false;
}

static void release_held(struct plumb_worker *worker)
{
	struct plumb_record record = worker->held;

	if (!worker->has_held)
		return;
	worker->has_held = false;
	worker->held = (struct plumb_record){0};
	worker->host->done(worker->host->context, worker->held_index, &record);
}

/* Takes `how` over. */
static void charge(struct plumb_worker *worker, size_t index, enum plumb_ending ending, char *how)
{
	struct plumb_record record = {
		.ending = ending, .how = how, .outcomes = plumb_have(json_array())};

	worker->host->done(worker->host->context, index, &record);
}

/* Telling of the row before may end the worker: whatever is in its hands is put down first. */
static void on_play_done(void *context, struct plumb_play *play)
{
	struct plumb_worker *worker = context;
	struct plumb_record record = plumb_play_take_record(play);
	size_t index = plumb_play_index(play);

	if (worker->staged == play)
		worker->staged = NULL;
	plumb_play_free(play);
	release_held(worker);
	if (worker->ending) {
		plumb_record_clear(&record);
		return;
	}
	worker->has_held = true;
	worker->held_index = index;
	worker->held = record;
	feed(worker);
}

/* The empty request was answered: the row before it did no harm. */
static void settled(struct plumb_worker *worker)
{
	size_t index = worker->held_index;
	char *charge_text = plumb_careful_went_well(&worker->careful);

	if (charge_text && worker->has_held) {
		drop_held(worker);
		charge(worker, index, PLUMB_CRASHED, charge_text);
	} else {
		free(charge_text);
		release_held(worker);
	}
	feed(worker);
}

/* --- beginning rows --------------------------------------------------------------------------- */

static void begin(struct plumb_worker *worker, size_t index)
{
	const struct plumb_row *row = worker->host->row(worker->host->context, index);
	struct plumb_play *play;

	worker->play_host.constants = *worker->host->constants;
	worker->play_host.subject_pid = plumb_adapter_pid(worker->adapter);
	worker->play_host.lab_fd = plumb_adapter_door(worker->adapter);
	play = plumb_play_new(row, index, &worker->play_host);
	if (!plumb_play_is_simple(row))
		worker->staged = play;
	worker->slow = plumb_plan_waits(row);
	plumb_play_begin(play);
}

/* One row at a time, and nothing before the one that is over has settled. */
static void feed_carefully(struct plumb_worker *worker)
{
	if (worker->flight_count || worker->staged)
		return;
	if (worker->has_held)
		send_settle(worker);
	else
		begin(worker, plumb_careful_take(&worker->careful));
}

static void feed_waiting(struct plumb_worker *worker)
{
	if (worker->flight_count || worker->staged)
		return;
	worker->has_waiting = false;
	begin(worker, worker->waiting_index);
}

/* Gives the adapter as much as it may have before it. */
static void feed(struct plumb_worker *worker)
{
	size_t index;

	if (worker->ending || !worker->ready)
		return;
	if (worker->careful.count) {
		feed_carefully(worker);
		return;
	}
	if (worker->has_waiting) {
		feed_waiting(worker);
		return;
	}
	while (!worker->staged && !worker->has_waiting && worker->flight_count < WINDOW &&
		!(worker->slow && worker->flight_count) && !worker->careful.count &&
		worker->host->take(worker->host->context, &index)) {
		worker->waiting_index = index;
		worker->has_waiting =
			!plumb_play_is_simple(worker->host->row(worker->host->context, index)) &&
			worker->flight_count;
		if (!worker->has_waiting)
			begin(worker, index);
	}
	if (worker->has_held && !worker->staged && !worker->flight_count)
		send_settle(worker);
}

/* --- answers ---------------------------------------------------------------------------------- */

static void on_start_answer(struct plumb_worker *worker, const json_t *answer)
{
	char why[256] = "";

	if (!worker->host->started(worker->host->context, answer, why, sizeof why)) {
		trouble(worker, PLUMB_CRASHED, why);
		return;
	}
	worker->ready = true;
	worker->proven = true;
	worker->failed_starts = 0;
	feed(worker);
}

static void on_run_answer(
	struct plumb_worker *worker, struct plumb_play *play, const json_t *answer)
{
	char why[256] = "";

	if (plumb_play_absorb(play, answer, why, sizeof why))
		return;
	/* It is in flight again, so that the blame finds it. */
	memmove(worker->flights + 1, worker->flights,
		worker->flight_count * sizeof *worker->flights);
	worker->flights[0] = (struct flight){.kind = FLIGHT_RUN, .play = play};
	worker->flight_count++;
	trouble(worker, PLUMB_CRASHED, why);
}

/* An answer that nobody waits for. */
static void on_stray(struct plumb_worker *worker, const json_t *seq)
{
	char what[128] = "answered without a whole number as `seq`";

	if (json_is_integer(seq) && worker->flight_count)
		snprintf(what, sizeof what,
			"answered with seq %" JSON_INTEGER_FORMAT ", not %" JSON_INTEGER_FORMAT,
			json_integer_value(seq), worker->flights[0].seq);
	else if (json_is_integer(seq))
		snprintf(what, sizeof what,
			"answered with seq %" JSON_INTEGER_FORMAT " without being asked",
			json_integer_value(seq));
	trouble(worker, PLUMB_CRASHED, what);
}

static void on_answer(void *context, const json_t *answer)
{
	struct plumb_worker *worker = context;
	const json_t *seq = json_object_get(answer, "seq");
	struct flight flight = worker->flights[0];

	if (!worker->flight_count || !json_is_integer(seq) ||
		json_integer_value(seq) != flight.seq) {
		on_stray(worker, seq);
		return;
	}
	worker->flight_count--;
	memmove(worker->flights, worker->flights + 1,
		worker->flight_count * sizeof *worker->flights);
	watch(worker);
	switch (flight.kind) {
	case FLIGHT_START:
		on_start_answer(worker, answer);
		break;
	case FLIGHT_RUN:
		on_run_answer(worker, flight.play, answer);
		break;
	case FLIGHT_SETTLE:
		settled(worker);
		break;
	case FLIGHT_STOP:
		/* Its end follows; one that lives on is not waited for. */
		uv_timer_start(&worker->deadline, on_deadline, STOP_PATIENCE_MS, 0);
		break;
	}
}

static void on_garbage(void *context, const char *what)
{
	trouble(context, PLUMB_CRASHED, what);
}

static void on_gone(void *context, const char *how)
{
	trouble(context, PLUMB_CRASHED, how);
}

/* --- trouble ---------------------------------------------------------------------------------- */

/*
 * The rows that may be to blame; their plays are broken off. The last is the one that the adapter
 * was busy with: the oldest request's, or the one that is over when there is no other.
 */
static size_t gather(struct plumb_worker *worker, size_t *rows)
{
	struct plumb_play *plays[WINDOW + 2];
	size_t play_count = 0, count = 0;

	if (worker->staged)
		plays[play_count++] = worker->staged;
	for (size_t i = 0; i < worker->flight_count && !worker->staged; i++)
		if (worker->flights[i].play)
			plays[play_count++] = worker->flights[i].play;
	if (worker->has_held)
		rows[count++] = worker->held_index;
	for (size_t i = 1; i < play_count; i++)
		rows[count++] = plumb_play_index(plays[i]);
	if (play_count)
		rows[count++] = plumb_play_index(plays[0]);
	for (size_t i = 0; i < play_count; i++)
		plumb_play_free(plays[i]);
	drop_held(worker);
	worker->staged = NULL;
	worker->flight_count = 0;
	return count;
}

/* Who is to blame, and who is played again. Takes `how` over. */
static void lay_blame(struct plumb_worker *worker, enum plumb_ending ending, char *how)
{
	size_t rows[WINDOW + 4];
	size_t count = gather(worker, rows);
	/* Answers come in order, so a hang is the oldest request's; a row that was alone is to
	 * blame. */
	bool certain = count > 0 && (ending == PLUMB_HUNG || count == 1);

	for (size_t i = 0; i < count - certain; i++)
		plumb_careful_add(&worker->careful, rows[i]);
	if (certain) {
		plumb_careful_acquit(&worker->careful);
		charge(worker, rows[count - 1], ending, how);
	} else if (count) {
		plumb_careful_suspect(&worker->careful, how);
	} else {
		free(how);
	}
}

static char *describe(struct plumb_worker *worker, const char *how)
{
	const char *errors = plumb_adapter_stderr(worker->adapter);
	size_t length = strlen(errors);

	while (length && errors[length - 1] == '\n')
		length--;
	if (length == 0)
		return plumb_copy(how);
	return plumb_format("%s; its standard error ends: %.*s", how, (int)length, errors);
}

static void give_up(struct plumb_worker *worker, const char *how)
{
	worker->ending = true;
	worker->host->failed(worker->host->context, how);
}

static void start_adapter(struct plumb_worker *worker)
{
	const struct plumb_adapter_events events = {
		.answer = on_answer, .garbage = on_garbage, .gone = on_gone, .context = worker};
	const struct plumb_player_options *options = worker->host->options;
	char why[256] = "";

	worker->adapter = plumb_adapter_start(
		options->loop, options->subject->argv, options->lab, &events, why, sizeof why);
	if (!worker->adapter) {
		give_up(worker, why);
		return;
	}
	post(worker, FLIGHT_START, NULL,
		plumb_have(json_pack("{s:s, s:i}", "op", "start", "protocol", 1)));
}

static void close_adapter(struct plumb_worker *worker)
{
	uv_timer_stop(&worker->deadline);
	if (worker->adapter)
		plumb_adapter_close(worker->adapter);
	worker->adapter = NULL;
	worker->ready = false;
}

/* Told to stop, it has ended, or was given time enough. */
static void stopped(struct plumb_worker *worker, const char *how)
{
	char *text = describe(worker, how);

	if (plumb_adapter_ended_badly(worker->adapter))
		worker->host->ended_badly(worker->host->context, text);
	free(text);
	close_adapter(worker);
	uv_close((uv_handle_t *)&worker->deadline, NULL);
}

static void trouble(struct plumb_worker *worker, enum plumb_ending ending, const char *how)
{
	bool was_ready = worker->ready;
	char *text;

	if (worker->ending) {
		stopped(worker, how);
		return;
	}
	text = describe(worker, how);
	close_adapter(worker);
	if (was_ready) {
		lay_blame(worker, ending, text);
	} else {
		worker->flight_count = 0;
		if (!worker->proven || ++worker->failed_starts == START_TRIES)
			give_up(worker, text);
		free(text);
	}
	if (!worker->ending && !worker->adapter)
		start_adapter(worker);
}

/* --- life ------------------------------------------------------------------------------------- */

struct plumb_worker *plumb_worker_new(const struct plumb_worker_host *host)
{
	struct plumb_worker *worker = plumb_new(1, sizeof *worker);

	worker->host = host;
	worker->play_host = (struct plumb_play_host){
		.loop = host->options->loop,
		.scratch = host->options->scratch,
		.deadline_ns = host->options->deadline_ns,
		.send = send_run,
		.done = on_play_done,
		.context = worker,
	};
	uv_timer_init(host->options->loop, &worker->deadline);
	worker->deadline.data = worker;
	return worker;
}

void plumb_worker_wake(struct plumb_worker *worker)
{
	if (worker->ending)
		return;
	if (!worker->adapter)
		start_adapter(worker);
	else
		feed(worker);
}

pid_t plumb_worker_pid(const struct plumb_worker *worker)
{
	return worker->adapter ? plumb_adapter_pid(worker->adapter) : 0;
}

void plumb_worker_end(struct plumb_worker *worker)
{
	bool idle = worker->ready && !worker->flight_count && !worker->staged;
	size_t rows[WINDOW + 4];

	worker->ending = true;
	gather(worker, rows);
	plumb_careful_clear(&worker->careful);
	if (idle) {
		post(worker, FLIGHT_STOP, NULL, plumb_have(json_pack("{s:s}", "op", "stop")));
	} else {
		close_adapter(worker);
		uv_close((uv_handle_t *)&worker->deadline, NULL);
	}
}

void plumb_worker_free(struct plumb_worker *worker)
{
	free(worker);
}
