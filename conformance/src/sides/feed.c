#include "feed.h"

#include "adapters/adapter.h"
#include "adapters/delay.h"
#include "adapters/descriptors.h"
#include "base/alarm.h"
#include "base/heap.h"
#include "base/utf8.h"
#include "blame.h"
#include "requests.h"
#include "rows/play.h"
#include "start.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHOWN = 8192,	    /* so much is told of what an adapter ended with */
	START_TRIES = 3,    /* failed starts in a row, after a good one; at first there is one */
	START_PATIENCE = 3, /* deadlines that a start may take */
};

static const int64_t stop_patience_ns = INT64_C(2000000000);

enum state {
	ASLEEP,	  /* no adapter runs */
	STARTING, /* it has not shaken hands */
	READY,
	STOPPING, /* it was told to stop, or nobody wants it any more */
	ENDED,
};

struct plumb_feed {
	const struct plumb_feed_options *options;
	struct plumb_queue *queues[PLUMB_FEED_QUEUES];
	bool watched;
	enum state state;
	int starts_left;
	struct plumb_adapter *adapter; /* NULL in ASLEEP and ENDED */
	struct plumb_alarm deadline;
	struct plumb_lenience lenience;
	struct plumb_requests requests;
	struct plumb_blame blame;
	struct plumb_play *plays[PLUMB_FLIGHT]; /* of the rows in flight, in no order */
	size_t play_count;
	bool alone;	 /* nothing is written behind the row that was begun last */
	int64_t over_ns; /* when the last row was over */
	json_t *open;	 /* its descriptors then, where rows are searched; or NULL */
	struct plumb_play_host play_host;
};

static void go_on(struct plumb_feed *feed);
static void trouble(struct plumb_feed *feed, enum plumb_ending ending, const char *how);

/* --- requests --------------------------------------------------------------------------------- */

static int64_t patience(const struct plumb_feed *feed)
{
	if (feed->state == STOPPING)
		return stop_patience_ns;
	if (feed->state == STARTING && feed->options->start_ns)
		return feed->options->start_ns;
	return feed->state == STARTING ? START_PATIENCE * feed->options->deadline_ns
				       : feed->options->deadline_ns;
}

/* The deadline is that of the oldest request: it begins anew with every answer. */
static void watch_deadline(struct plumb_feed *feed)
{
	feed->lenience.given_ns = 0;
	if (feed->requests.count || feed->state == STOPPING)
		plumb_alarm_start(&feed->deadline, patience(feed));
	else
		plumb_alarm_stop(&feed->deadline);
}

/* Takes the line over, of a request that was entered. */
static void submit(struct plumb_feed *feed, char *line)
{
	plumb_adapter_send(feed->adapter, line);
	if (feed->requests.count == 1)
		watch_deadline(feed);
}

static void post(
	struct plumb_feed *feed, enum plumb_request_kind kind, void *owner, const char *members)
{
	submit(feed, plumb_requests_add(&feed->requests, kind, owner, members));
}

static void send_run(void *context, struct plumb_play *play, const char *members)
{
	post(context, PLUMB_REQUEST_RUN, play, members);
}

/* --- rows ------------------------------------------------------------------------------------- */

/*
 * Rows of a single request are written ahead, unless they would queue up behind one that waits. One
 * that is known to hang begins when the row before it can no longer be to blame: it hangs once.
 */
static bool may_begin(const struct plumb_feed *feed, const struct plumb_task *task)
{
	if (task->hangs)
		return !plumb_blame_is_busy(&feed->blame);
	return feed->play_count == 0 || (!feed->alone && task->row->steps.is_simple);
}

static void refuse(struct plumb_feed *feed, size_t tag, const char *why)
{
	struct plumb_record record = {.ending = PLUMB_UNPLAYABLE,
		.how = plumb_copy(why),
		.outcomes = plumb_have(json_array())};

	feed->options->events.done(feed->options->events.context, tag, &record);
}

/* What the row has opened until now. */
static void on_played(void *context, struct plumb_play *play)
{
	struct plumb_feed *feed = context;

	plumb_play_record(play)->held =
		plumb_descriptors_beyond(plumb_adapter_speaker(feed->adapter), feed->open);
}

/* What the row has left open; for the next one that is how it was. */
static void note_descriptors(struct plumb_feed *feed, struct plumb_record *record)
{
	pid_t pid = plumb_adapter_speaker(feed->adapter);

	record->left = plumb_descriptors_beyond(pid, feed->open);
	if (json_object_size(record->left) == 0)
		return;
	json_decref(feed->open);
	feed->open = plumb_descriptors_of(pid);
}

static void begin(struct plumb_feed *feed, struct plumb_task task)
{
	struct plumb_play *play;
	char why[256] = "";

	feed->play_host.subject_pid = plumb_adapter_speaker(feed->adapter);
	feed->play_host.watch = plumb_adapter_watch(feed->adapter);
	feed->play_host.lab_fd = plumb_adapter_door(feed->adapter);
	if (feed->options->explores && !feed->open)
		feed->open = plumb_descriptors_of(plumb_adapter_speaker(feed->adapter));
	play = plumb_play_new(task.row, task.tag, &feed->play_host, why, sizeof why);
	if (!play) {
		refuse(feed, task.tag, why);
		return;
	}
	plumb_blame_begin(&feed->blame, task);
	feed->plays[feed->play_count++] = play;
	feed->alone = task.hangs || !task.row->steps.is_simple || task.row->steps.waits ||
		      feed->options->explores || feed->options->steps_alone;
	plumb_play_begin(play);
}

/* A row that was written ahead only waits until the one before it is over. */
static void note_time(struct plumb_feed *feed, struct plumb_record *record)
{
	int64_t now_ns = (int64_t)uv_hrtime();
	bool waited = feed->over_ns > record->began_ns;

	record->took_ns = now_ns - (waited ? feed->over_ns : record->began_ns);
	feed->over_ns = now_ns;
}

static void on_play_done(void *context, struct plumb_play *play)
{
	struct plumb_feed *feed = context;
	struct plumb_record record = plumb_play_take_record(play);
	size_t i = 0;

	while (feed->plays[i] != play)
		i++;
	feed->plays[i] = feed->plays[--feed->play_count];
	note_time(feed, &record);
	if (feed->options->explores)
		note_descriptors(feed, &record);
	plumb_blame_over(&feed->blame, plumb_play_index(play), &record);
	plumb_play_free(play);
	go_on(feed);
}

/* What they still do at their far ends is broken off. */
static void drop_plays(struct plumb_feed *feed)
{
	while (feed->play_count)
		plumb_play_free(feed->plays[--feed->play_count]);
}

/* Telling may end the feed, or wake it. */
static void tell_results(struct plumb_feed *feed)
{
	struct plumb_result result;

	while (plumb_blame_fetch(&feed->blame, &result))
		feed->options->events.done(
			feed->options->events.context, result.tag, &result.record);
}

/* The first of its queues that has a row; the first of all where none has. */
static struct plumb_queue *source_of(const struct plumb_feed *feed)
{
	for (size_t i = 0; i < PLUMB_FEED_QUEUES; i++)
		if (feed->queues[i] && plumb_queue_length(feed->queues[i]))
			return feed->queues[i];
	return feed->queues[0];
}

/* One thing that is to be done now; false: there is none. */
static bool go_one_step(struct plumb_feed *feed)
{
	struct plumb_queue *queue = source_of(feed);
	const struct plumb_task *next = plumb_queue_next(queue);
	struct plumb_task task = next ? *next : (struct plumb_task){0};

	switch (plumb_blame_wish(&feed->blame, next && may_begin(feed, next), &task)) {
	case PLUMB_WISH_NOTHING:
		return false;
	case PLUMB_WISH_ROW:
		plumb_queue_pop(queue);
		begin(feed, task);
		break;
	case PLUMB_WISH_AGAIN:
		begin(feed, task);
		break;
	case PLUMB_WISH_SETTLE:
		plumb_blame_settle(&feed->blame);
		submit(feed, plumb_requests_add_settle(&feed->requests));
		break;
	}
	return true;
}

static void go_on(struct plumb_feed *feed)
{
	tell_results(feed);
	while (feed->state == READY && go_one_step(feed))
		continue;
}

/* --- answers ---------------------------------------------------------------------------------- */

static void on_start_answer(struct plumb_feed *feed, const json_t *answer)
{
	json_t **first = feed->options->start_answer;
	char why[256] = "";

	if (!plumb_start_check(answer, why, sizeof why)) {
		trouble(feed, PLUMB_CRASHED, why);
		return;
	}
	if (!*first)
		*first = plumb_have(json_deep_copy(answer));
	feed->play_host.platform =
		plumb_platform_of(json_string_value(json_object_get(*first, "platform")));
	feed->state = READY;
	feed->starts_left = START_TRIES;
	go_on(feed);
}

static void on_run_answer(struct plumb_feed *feed, struct plumb_play *play, const json_t *answer)
{
	char why[256] = "";

	if (plumb_play_check(play, answer, why, sizeof why))
		plumb_play_absorb(play, answer);
	else
		trouble(feed, PLUMB_CRASHED, why);
}

static void on_answer(void *context, const json_t *answer)
{
	struct plumb_feed *feed = context;
	struct plumb_request request;
	const char *wrong = plumb_requests_take(&feed->requests, answer, &request);

	if (wrong) {
		trouble(feed, PLUMB_CRASHED, wrong);
		return;
	}
	watch_deadline(feed);
	switch (request.kind) {
	case PLUMB_REQUEST_START:
		on_start_answer(feed, answer);
		break;
	case PLUMB_REQUEST_RUN:
		on_run_answer(feed, request.owner, answer);
		break;
	case PLUMB_REQUEST_SETTLE:
		plumb_blame_settled(&feed->blame);
		go_on(feed);
		break;
	case PLUMB_REQUEST_STOP:
		break; /* its end follows; one that lives on is not waited for */
	}
}

/* --- the adapter ------------------------------------------------------------------------------ */

static void on_gone(void *context, const char *how)
{
	trouble(context, PLUMB_CRASHED, how);
}

/*
 * What the machine took of the adapter's time it gets again, within reason. Not for a row that is
 * known to hang: many of those keep a processor busy, and would wait for each other without end.
 */
static bool forgive_delay(struct plumb_feed *feed)
{
	const struct plumb_blame *blame = &feed->blame;
	int64_t more_ns;

	if (feed->state == READY && blame->flight_count == 1 && blame->flight[0].hangs)
		return false;
	more_ns = plumb_forgive_ns(&feed->lenience, plumb_adapter_pid(feed->adapter),
		patience(feed), feed->state == STOPPING);
	if (more_ns)
		plumb_alarm_start(&feed->deadline, more_ns);
	return more_ns;
}

/* Of a row with threads, which is always alone, it is told which calls are blocked. */
static void on_deadline(void *context)
{
	const char *late = "did not answer before the deadline";
	struct plumb_feed *feed = context;
	char *blocked, *how;

	if (forgive_delay(feed))
		return;
	blocked = feed->play_count == 1 ? plumb_play_blocked(feed->plays[0]) : NULL;
	how = blocked ? plumb_format("%s; blocked: %s", late, blocked) : plumb_copy(late);
	trouble(feed, PLUMB_HUNG, how);
	free(blocked);
	free(how);
}

static void fail(struct plumb_feed *feed, const char *why)
{
	feed->state = ASLEEP;
	feed->options->events.failed(feed->options->events.context, why);
}

static void start_adapter(struct plumb_feed *feed)
{
	const struct plumb_adapter_command command = {
		.argv = feed->options->argv, .lab = feed->options->lab, .watched = feed->watched};
	const struct plumb_adapter_events events = {
		.answer = on_answer, .garbage = on_gone, .gone = on_gone, .context = feed};
	char why[256] = "";

	feed->adapter =
		plumb_adapter_start(feed->options->loop, &command, &events, why, sizeof why);
	if (!feed->adapter) {
		fail(feed, why);
		return;
	}
	feed->state = STARTING;
	feed->lenience = (struct plumb_lenience){0};
	post(feed, PLUMB_REQUEST_START, NULL, plumb_start_members);
}

static void let_go(struct plumb_feed *feed)
{
	plumb_alarm_stop(&feed->deadline);
	feed->requests.count = 0;
	if (feed->adapter)
		plumb_adapter_close(feed->adapter);
	feed->adapter = NULL;
	json_decref(feed->open);
	feed->open = NULL;
}

/* Words of the adapter's are among it, which may be anything. */
static char *describe(struct plumb_feed *feed, const char *how)
{
	const char *errors = plumb_adapter_stderr(feed->adapter);
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

static void close_for_good(struct plumb_feed *feed)
{
	let_go(feed);
	plumb_alarm_close(&feed->deadline, NULL);
	feed->state = ENDED;
}

/* --- trouble ---------------------------------------------------------------------------------- */

/* Told to stop, it has ended, or was given time enough. */
static void on_stopped(struct plumb_feed *feed, const char *how)
{
	if (plumb_adapter_ended_badly(feed->adapter))
		feed->options->events.ended_badly(feed->options->events.context, how);
	close_for_good(feed);
}

static void on_failed_start(struct plumb_feed *feed, const char *how)
{
	let_go(feed);
	if (--feed->starts_left == 0)
		fail(feed, how);
	else
		start_adapter(feed);
}

/* It is started again where there is something to do. Takes `how` over. */
static void on_lost(struct plumb_feed *feed, enum plumb_ending ending, char *how)
{
	size_t at = feed->play_count == 1 ? plumb_play_at(feed->plays[0]) : 0;
	char *told = plumb_copy(how);

	drop_plays(feed);
	let_go(feed);
	feed->state = ASLEEP;
	if (!plumb_blame_trouble(&feed->blame, ending, at, how))
		feed->options->events.ended_badly(feed->options->events.context, told);
	free(told);
	tell_results(feed);
	plumb_feed_wake(feed);
}

static void trouble(struct plumb_feed *feed, enum plumb_ending ending, const char *how)
{
	char *text = describe(feed, how);

	switch (feed->state) {
	case STOPPING:
		on_stopped(feed, text);
		break;
	case STARTING:
		on_failed_start(feed, text);
		break;
	default:
		on_lost(feed, ending, text);
		return;
	}
	free(text);
}

/* --- life ------------------------------------------------------------------------------------- */

struct plumb_feed *plumb_feed_new(const struct plumb_feed_options *options,
	struct plumb_queue *const queues[PLUMB_FEED_QUEUES], bool watched)
{
	struct plumb_feed *feed = plumb_new(1, sizeof *feed);

	feed->options = options;
	memcpy(feed->queues, queues, sizeof feed->queues);
	feed->watched = watched;
	feed->starts_left = 1;
	feed->play_host = (struct plumb_play_host){
		.loop = options->loop,
		.constants = options->constants,
		.scratch = options->scratch,
		.deadline_ns = options->patience_ns ? options->patience_ns : options->deadline_ns,
		.explores = options->explores,
		.steps_alone = options->steps_alone,
		.send = send_run,
		.played = options->explores ? on_played : NULL,
		.done = on_play_done,
		.context = feed,
	};
	plumb_alarm_init(&feed->deadline, options->loop, on_deadline, feed);
	return feed;
}

void plumb_feed_wake(struct plumb_feed *feed)
{
	bool wanted = plumb_blame_is_busy(&feed->blame) || plumb_queue_length(source_of(feed));

	if (feed->state == ASLEEP && wanted && feed->starts_left > 0)
		start_adapter(feed);
	else if (feed->state == READY)
		go_on(feed);
}

pid_t plumb_feed_pid(const struct plumb_feed *feed)
{
	return feed->adapter ? plumb_adapter_pid(feed->adapter) : 0;
}

void plumb_feed_end(struct plumb_feed *feed)
{
	bool idle = feed->state == READY && !feed->requests.count && !feed->play_count;

	if (feed->state == STOPPING || feed->state == ENDED)
		return;
	drop_plays(feed);
	plumb_blame_clear(&feed->blame);
	if (idle) {
		feed->state = STOPPING;
		post(feed, PLUMB_REQUEST_STOP, NULL, "");
	} else {
		close_for_good(feed);
	}
}

void plumb_feed_free(struct plumb_feed *feed)
{
	plumb_blame_clear(&feed->blame);
	free(feed);
}
