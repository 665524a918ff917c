/*
 * Between the files of a feed: feed.c starts its adapter, asks it, and starts it again; feed_rows.c
 * begins its rows, and says what came of them.
 */
#ifndef PLUMB_FEED_PARTS_H
#define PLUMB_FEED_PARTS_H

#include "adapters/adapter.h"
#include "adapters/delay.h"
#include "base/alarm.h"
#include "blame.h"
#include "feed.h"
#include "requests.h"
#include "rows/play.h"

enum plumb_feed_state {
	PLUMB_FEED_ASLEEP,   /* no adapter runs */
	PLUMB_FEED_STARTING, /* it has not shaken hands */
	PLUMB_FEED_READY,
	PLUMB_FEED_STOPPING, /* it was told to stop, or nobody wants it any more */
	PLUMB_FEED_ENDED,
};

struct plumb_feed {
	const struct plumb_feed_options *options;
	struct plumb_queue *queues[PLUMB_FEED_QUEUES];
	bool watched;
	enum plumb_feed_state state;
	int starts_left;
	struct plumb_adapter *adapter; /* NULL in PLUMB_FEED_ASLEEP and PLUMB_FEED_ENDED */
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

/* Notes a request and writes it. members: those beside `op` and `seq`. */
void plumb_feed_post(
	struct plumb_feed *feed, enum plumb_request_kind kind, void *owner, const char *members);

/* Writes the line, which is taken over, of a request that was noted. */
void plumb_feed_submit(struct plumb_feed *feed, char *line);

/* What the plays of the feed's rows are told, and whom they tell. */
struct plumb_play_host plumb_feed_host(struct plumb_feed *feed);

/* Tells what came of rows, and begins what can be begun. */
void plumb_feed_go_on(struct plumb_feed *feed);

/* Tells what came of rows. That may end the feed, or wake it. */
void plumb_feed_tell_rows(struct plumb_feed *feed);

/* Breaks off what the rows in flight still do at their far ends. */
void plumb_feed_drop_rows(struct plumb_feed *feed);

/* The first of its queues that has a row; the first of all where none has. */
struct plumb_queue *plumb_feed_source(const struct plumb_feed *feed);

#endif
