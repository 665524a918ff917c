#include "worker.h"

#include "adapters/adapter.h"
#include "base/draw.h"
#include "base/heap.h"
#include "base/utf8.h"
#include "careful.h"
#include "rows/play.h"
#include "tables/plan.h"
#include "wire.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WINDOW = 16,	 /* rows in flight at most */
	SHOWN = 8192,	 /* so much is told of what an adapter ended with */
	START_TRIES = 3, /* failed starts in a row, after a good one, before the side is given up */
};

struct plumb_worker {
	const struct plumb_worker_host *host;
	struct plumb_play_host play_host;
	struct plumb_wire_host wire_host;
	struct plumb_wire *wire; /* NULL: it has ended */
	bool watched;
	bool ready;  /* shook hands */
	bool proven; /* an adapter of this worker once did */
	bool ending;
	int failed_starts;
	struct plumb_play *answering; /* whose answer is being looked at */
	struct plumb_play *staged; /* a row of several requests, which has the adapter to itself */
	bool slow;	  /* the row begun last lets time pass: nothing queues up behind it */
	bool has_waiting; /* such a row, until those in flight are answered */
	size_t waiting_index;
	bool has_held; /* a row that is over, but that a late fault may still be charged to */
	size_t held_index;
	struct plumb_record held;
	json_int_t settling; /* the number that the answer to the settling request must give */
	struct plumb_careful careful;
};

static void feed(struct plumb_worker *worker);
static void trouble(struct plumb_worker *worker, enum plumb_ending ending, const char *how);

/* --- requests --------------------------------------------------------------------------------- */

static void send_run(void *context, struct plumb_play *play, json_t *request)
{
	struct plumb_worker *worker = context;

	plumb_wire_post(worker->wire, PLUMB_REQUEST_RUN, play, request);
}

/*
 * A request whose answer shows that nothing came after the last row's answer. It asks for a number
 * at random, so that no answer can be right before it was asked.
 */
static void send_settle(struct plumb_worker *worker)
{
	worker->settling = plumb_draw();
	plumb_wire_post(worker->wire, PLUMB_REQUEST_SETTLE, NULL,
		plumb_have(json_pack("{s:s, s:[{s:I}], s:b}", "op", "run", "steps", "let",
			worker->settling, "more", 0)));
}

static bool is_settled(const struct plumb_worker *worker, const json_t *answer)
{
	const json_t *steps = json_object_get(answer, "steps");
	const json_t *number = json_object_get(json_array_get(steps, 0), "gives");

	return json_array_size(steps) == 1 && json_is_integer(number) &&
	       json_integer_value(number) == worker->settling;
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
	size_t index = worker->held_index, hung;
	char *charge_text, *how;

	if (plumb_careful_take_hung(&worker->careful, &hung, &how))
		charge(worker, hung, PLUMB_HUNG, how);
	charge_text = plumb_careful_went_well(&worker->careful);
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
	char why[256];

	worker->play_host.constants = *worker->host->constants;
	worker->play_host.subject_pid = plumb_adapter_speaker(plumb_wire_adapter(worker->wire));
	worker->play_host.watch = plumb_adapter_watch(plumb_wire_adapter(worker->wire));
	worker->play_host.lab_fd = plumb_adapter_door(plumb_wire_adapter(worker->wire));
	play = plumb_play_new(row, index, &worker->play_host, why, sizeof why);
	if (!play) {
		charge(worker, index, PLUMB_UNPLAYABLE, plumb_copy(why));
		return;
	}
	if (!row->steps.is_simple)
		worker->staged = play;
	worker->slow = row->steps.waits;
	plumb_play_begin(play);
}

/* One row at a time, and nothing before the one that is over has settled. */
static void feed_carefully(struct plumb_worker *worker)
{
	if (plumb_wire_count(worker->wire) || worker->staged)
		return;
	if (worker->has_held)
		send_settle(worker);
	else
		begin(worker, plumb_careful_take(&worker->careful));
}

static void feed_waiting(struct plumb_worker *worker)
{
	if (plumb_wire_count(worker->wire) || worker->staged)
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
	while (!worker->ending && !worker->staged && !worker->has_waiting &&
		plumb_wire_count(worker->wire) < WINDOW &&
		!(worker->slow && plumb_wire_count(worker->wire)) && !worker->careful.count &&
		worker->host->take(worker->host->context, worker->watched, &index)) {
		worker->waiting_index = index;
		worker->has_waiting =
			!worker->host->row(worker->host->context, index)->steps.is_simple &&
			plumb_wire_count(worker->wire);
		if (!worker->has_waiting)
			begin(worker, index);
	}
	if (!worker->ending && worker->has_held && !worker->staged &&
		!plumb_wire_count(worker->wire))
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

/* An answer that breaks the protocol leaves the row to be blamed: it is still being answered. */
static void on_run_answer(
	struct plumb_worker *worker, struct plumb_play *play, const json_t *answer)
{
	char why[256] = "";

	worker->answering = play;
	if (!plumb_play_check(play, answer, why, sizeof why)) {
		trouble(worker, PLUMB_CRASHED, why);
		return;
	}
	worker->answering = NULL;
	plumb_play_absorb(play, answer);
}

static void on_answered(void *context, enum plumb_request kind, void *tag, const json_t *answer)
{
	struct plumb_worker *worker = context;

	if (kind == PLUMB_REQUEST_START)
		on_start_answer(worker, answer);
	else if (kind == PLUMB_REQUEST_RUN)
		on_run_answer(worker, tag, answer);
	else if (kind == PLUMB_REQUEST_SETTLE && is_settled(worker, answer))
		settled(worker);
	else if (kind == PLUMB_REQUEST_SETTLE)
		trouble(worker, PLUMB_CRASHED, "answered wrongly when asked for a number");
}

static void on_trouble(void *context, enum plumb_ending ending, const char *how)
{
	trouble(context, ending, how);
}

/* --- trouble ---------------------------------------------------------------------------------- */

/*
 * The rows that may be to blame; their plays are broken off. The last is the one that the adapter
 * was busy with: the oldest request's, or the one that is over when there is no other.
 */
static size_t gather(struct plumb_worker *worker, size_t *rows)
{
	struct plumb_play *plays[PLUMB_WIRE_REQUESTS + 1];
	size_t play_count = 0, count = 0;

	if (worker->staged)
		plays[play_count++] = worker->staged;
	else if (worker->answering)
		plays[play_count++] = worker->answering;
	for (size_t i = 0; i < plumb_wire_count(worker->wire) && !worker->staged; i++)
		if (plumb_wire_tag(worker->wire, i))
			plays[play_count++] = plumb_wire_tag(worker->wire, i);
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
	worker->answering = NULL;
	return count;
}

/* Who is to blame, and who is played again. Takes `how` over. */
static void lay_blame(struct plumb_worker *worker, enum plumb_ending ending, char *how)
{
	size_t rows[PLUMB_WIRE_REQUESTS + 2], hung;
	bool has_held = worker->has_held;
	size_t count = gather(worker, rows);
	/* Answers come in order, so a hang is the oldest request's, if the row before it did
	 * nothing that shows only now; a row that was alone is to blame. */
	bool hangs = count > 1 && ending == PLUMB_HUNG;
	bool certain = count == 1 || (hangs && !has_held);
	char *old;

	plumb_wire_close(worker->wire);
	for (size_t i = 0; i < count - (certain || hangs); i++)
		plumb_careful_add(&worker->careful, rows[i]);
	if (certain && plumb_careful_take_hung(&worker->careful, &hung, &old)) {
		plumb_careful_add(&worker->careful, hung);
		free(old);
	}
	if (certain) {
		plumb_careful_acquit(&worker->careful);
		charge(worker, rows[count - 1], ending, how);
	} else if (hangs) {
		plumb_careful_hang(&worker->careful, rows[count - 1], how);
	} else if (count) {
		plumb_careful_suspect(&worker->careful, how);
	} else {
		free(how);
	}
}

/* Words of the adapter's are among it, which may be anything. */
static char *describe(struct plumb_worker *worker, const char *how)
{
	const char *errors = plumb_adapter_stderr(plumb_wire_adapter(worker->wire));
	size_t length = strlen(errors);
	char *text, *shown;

	while (length && errors[length - 1] == '\n')
		length--;
	if (length == 0)
		return plumb_printable(how, SHOWN);
	text = plumb_format("%s; its standard error ends: %.*s", how, (int)length, errors);
	shown = plumb_printable(text, SHOWN);
	free(text);
	return shown;
}

static void give_up(struct plumb_worker *worker, const char *how)
{
	worker->ending = true;
	worker->host->failed(worker->host->context, how);
}

static void start_adapter(struct plumb_worker *worker)
{
	const struct plumb_player_options *options = worker->host->options;
	const struct plumb_adapter_command command = {
		.argv = options->subject->argv, .lab = options->lab, .watched = worker->watched};
	char why[256] = "";

	if (!plumb_wire_open(worker->wire, &command, why, sizeof why)) {
		give_up(worker, why);
		return;
	}
	plumb_wire_post(worker->wire, PLUMB_REQUEST_START, NULL,
		plumb_have(json_pack("{s:s, s:i}", "op", "start", "protocol", 1)));
}

static void end_wire(struct plumb_worker *worker)
{
	plumb_wire_free(worker->wire);
	worker->wire = NULL;
}

/* Told to stop, it has ended, or was given time enough. */
static void stopped(struct plumb_worker *worker, const char *how)
{
	char *text = describe(worker, how);

	if (plumb_adapter_ended_badly(plumb_wire_adapter(worker->wire)))
		worker->host->ended_badly(worker->host->context, text);
	free(text);
	end_wire(worker);
}

static void trouble(struct plumb_worker *worker, enum plumb_ending ending, const char *how)
{
	char *text;

	if (worker->ending) {
		stopped(worker, how);
		return;
	}
	text = describe(worker, how);
	if (worker->ready) {
		worker->ready = false;
		lay_blame(worker, ending, text);
	} else {
		plumb_wire_close(worker->wire);
		if (!worker->proven || ++worker->failed_starts == START_TRIES)
			give_up(worker, text);
		free(text);
	}
	if (!worker->ending && !plumb_wire_adapter(worker->wire))
		start_adapter(worker);
}

/* --- life ------------------------------------------------------------------------------------- */

struct plumb_worker *plumb_worker_new(const struct plumb_worker_host *host, bool watched)
{
	struct plumb_worker *worker = plumb_new(1, sizeof *worker);

	worker->host = host;
	worker->watched = watched;
	worker->play_host = (struct plumb_play_host){
		.loop = host->options->loop,
		.scratch = host->options->scratch,
		.deadline_ns = host->options->deadline_ns,
		.send = send_run,
		.done = on_play_done,
		.context = worker,
	};
	worker->wire_host = (struct plumb_wire_host){
		.loop = host->options->loop,
		.deadline_ns = host->options->deadline_ns,
		.answered = on_answered,
		.trouble = on_trouble,
		.context = worker,
	};
	worker->wire = plumb_wire_new(&worker->wire_host);
	return worker;
}

void plumb_worker_wake(struct plumb_worker *worker)
{
	if (worker->ending)
		return;
	if (!plumb_wire_adapter(worker->wire))
		start_adapter(worker);
	else
		feed(worker);
}

pid_t plumb_worker_pid(const struct plumb_worker *worker)
{
	const struct plumb_adapter *adapter =
		worker->wire ? plumb_wire_adapter(worker->wire) : NULL;

	return adapter ? plumb_adapter_pid(adapter) : 0;
}

void plumb_worker_end(struct plumb_worker *worker)
{
	bool idle = worker->ready && !plumb_wire_count(worker->wire) && !worker->staged;
	size_t rows[PLUMB_WIRE_REQUESTS + 2];

	worker->ending = true;
	gather(worker, rows);
	plumb_careful_clear(&worker->careful);
	if (idle)
		plumb_wire_post(worker->wire, PLUMB_REQUEST_STOP, NULL,
			plumb_have(json_pack("{s:s}", "op", "stop")));
	else
		end_wire(worker);
}

void plumb_worker_free(struct plumb_worker *worker)
{
	free(worker);
}
