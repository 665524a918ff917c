#include "feed_parts.h"

#include "adapters/descriptors.h"
#include "base/heap.h"
#include <uv.h>

static void send_run(void *context, struct plumb_play *play, const char *members)
{
	plumb_feed_post(context, PLUMB_REQUEST_RUN, play, members);
}

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
	plumb_feed_go_on(feed);
}

void plumb_feed_drop_rows(struct plumb_feed *feed)
{
	while (feed->play_count)
		plumb_play_free(feed->plays[--feed->play_count]);
}

void plumb_feed_tell_rows(struct plumb_feed *feed)
{
	struct plumb_result result;

	while (plumb_blame_fetch(&feed->blame, &result))
		feed->options->events.done(
			feed->options->events.context, result.tag, &result.record);
}

struct plumb_queue *plumb_feed_source(const struct plumb_feed *feed)
{
	for (size_t i = 0; i < PLUMB_FEED_QUEUES; i++)
		if (feed->queues[i] && plumb_queue_length(feed->queues[i]))
			return feed->queues[i];
	return feed->queues[0];
}

/* One thing that is to be done now; false: there is none. */
static bool go_one_step(struct plumb_feed *feed)
{
	struct plumb_queue *queue = plumb_feed_source(feed);
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
		plumb_feed_submit(feed, plumb_requests_add_settle(&feed->requests));
		break;
	}
	return true;
}

void plumb_feed_go_on(struct plumb_feed *feed)
{
	plumb_feed_tell_rows(feed);
	while (feed->state == PLUMB_FEED_READY && go_one_step(feed))
		continue;
}

struct plumb_play_host plumb_feed_host(struct plumb_feed *feed)
{
	return (struct plumb_play_host){
		.loop = feed->options->loop,
		.constants = feed->options->constants,
		.scratch = feed->options->scratch,
		.deadline_ns = feed->options->patience_ns ? feed->options->patience_ns
							  : feed->options->deadline_ns,
		.explores = feed->options->explores,
		.steps_alone = feed->options->steps_alone,
		.send = send_run,
		.played = feed->options->explores ? on_played : NULL,
		.done = on_play_done,
		.context = feed,
	};
}
