#include "feed_parts.h"

#include "base/heap.h"
#include "base/utf8.h"
#include "start.h"
#include <stdlib.h>
#include <string.h>

enum {
	SHOWN = 8192,	    /* so much is told of what an adapter ended with */
	START_TRIES = 3,    /* failed starts in a row, after a good one; at first there is one */
	START_PATIENCE = 3, /* deadlines that a start may take */
};

static const int64_t stop_patience_ns = INT64_C(2000000000);

static void trouble(struct plumb_feed *feed, enum plumb_ending ending, const char *how);

/* --- requests --------------------------------------------------------------------------------- */

static int64_t patience(const struct plumb_feed *feed)
{
	if (feed->state == PLUMB_FEED_STOPPING)
		return stop_patience_ns;
	if (feed->state == PLUMB_FEED_STARTING && feed->options->start_ns)
		return feed->options->start_ns;
	return feed->state == PLUMB_FEED_STARTING ? START_PATIENCE * feed->options->deadline_ns
						  : feed->options->deadline_ns;
}

/* The deadline is that of the oldest request: it begins anew with every answer. */
static void watch_deadline(struct plumb_feed *feed)
{
	feed->lenience.given_ns = 0;
	if (feed->requests.count || feed->state == PLUMB_FEED_STOPPING)
		plumb_alarm_start(&feed->deadline, patience(feed));
	else
		plumb_alarm_stop(&feed->deadline);
}

void plumb_feed_submit(struct plumb_feed *feed, char *line)
{
	plumb_adapter_send(feed->adapter, line);
	if (feed->requests.count == 1)
		watch_deadline(feed);
}

void plumb_feed_post(
	struct plumb_feed *feed, enum plumb_request_kind kind, void *owner, const char *members)
{
	plumb_feed_submit(feed, plumb_requests_add(&feed->requests, kind, owner, members));
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
	feed->state = PLUMB_FEED_READY;
	feed->starts_left = START_TRIES;
	plumb_feed_go_on(feed);
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
		plumb_feed_go_on(feed);
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

	if (feed->state == PLUMB_FEED_READY && blame->flight_count == 1 && blame->flight[0].hangs)
		return false;
	more_ns = plumb_forgive_ns(&feed->lenience, plumb_adapter_pid(feed->adapter),
		patience(feed), feed->state == PLUMB_FEED_STOPPING);
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
	feed->state = PLUMB_FEED_ASLEEP;
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
	feed->state = PLUMB_FEED_STARTING;
	feed->lenience = (struct plumb_lenience){0};
	plumb_feed_post(feed, PLUMB_REQUEST_START, NULL, plumb_start_members);
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
	feed->state = PLUMB_FEED_ENDED;
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

	plumb_feed_drop_rows(feed);
	let_go(feed);
	feed->state = PLUMB_FEED_ASLEEP;
	if (!plumb_blame_trouble(&feed->blame, ending, at, how))
		feed->options->events.ended_badly(feed->options->events.context, told);
	free(told);
	plumb_feed_tell_rows(feed);
	plumb_feed_wake(feed);
}

static void trouble(struct plumb_feed *feed, enum plumb_ending ending, const char *how)
{
	char *text = describe(feed, how);

	switch (feed->state) {
	case PLUMB_FEED_STOPPING:
		on_stopped(feed, text);
		break;
	case PLUMB_FEED_STARTING:
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
	feed->play_host = plumb_feed_host(feed);
	plumb_alarm_init(&feed->deadline, options->loop, on_deadline, feed);
	return feed;
}

void plumb_feed_wake(struct plumb_feed *feed)
{
	bool wanted =
		plumb_blame_is_busy(&feed->blame) || plumb_queue_length(plumb_feed_source(feed));

	if (feed->state == PLUMB_FEED_ASLEEP && wanted && feed->starts_left > 0)
		start_adapter(feed);
	else if (feed->state == PLUMB_FEED_READY)
		plumb_feed_go_on(feed);
}

pid_t plumb_feed_pid(const struct plumb_feed *feed)
{
	return feed->adapter ? plumb_adapter_pid(feed->adapter) : 0;
}

void plumb_feed_end(struct plumb_feed *feed)
{
	bool idle = feed->state == PLUMB_FEED_READY && !feed->requests.count && !feed->play_count;

	if (feed->state == PLUMB_FEED_STOPPING || feed->state == PLUMB_FEED_ENDED)
		return;
	plumb_feed_drop_rows(feed);
	plumb_blame_clear(&feed->blame);
	if (idle) {
		feed->state = PLUMB_FEED_STOPPING;
		plumb_adapter_keep_stderr(feed->adapter);
		plumb_feed_post(feed, PLUMB_REQUEST_STOP, NULL, "");
	} else {
		close_for_good(feed);
	}
}

void plumb_feed_free(struct plumb_feed *feed)
{
	plumb_blame_clear(&feed->blame);
	free(feed);
}
