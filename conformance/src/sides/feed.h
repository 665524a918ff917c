/*
 * A feed keeps one adapter of a side at work: it starts it, gives it rows of the side's queue, as
 * many at once as may be, starts it again where it went wrong, and tells it to stop. Whom trouble
 * is charged to is decided in blame.h.
 */
#ifndef PLUMB_FEED_H
#define PLUMB_FEED_H

#include "queue.h"
#include "rows/record.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <uv.h>

/* What a side is told; never from within a call of plumb_feed_new(). */
struct plumb_feed_events {
	/* A row is over; the record is moved to the callee. */
	void (*done)(void *context, size_t tag, struct plumb_record *record);
	/* An adapter ended, or spoke, when nobody asked it to. */
	void (*ended_badly)(void *context, const char *how);
	/* No adapter can be started: nothing more comes of the side. */
	void (*failed)(void *context, const char *why);
	void *context;
};

/* What all feeds of a side share. */
struct plumb_feed_options {
	uv_loop_t *loop;
	char *const *argv;
	const char *scratch;
	const char *lab;	 /* fixtures/lab: each adapter lives in a lab of its own; or NULL */
	int64_t deadline_ns;	 /* for one answer */
	int64_t start_ns;	 /* for the answer to `start`; 0: three deadlines */
	int64_t patience_ns;	 /* for a row's far end, all in all; 0: as the deadline */
	bool explores;		 /* rows are searched for differences: play.h, record.h */
	bool steps_alone;	 /* one request for each step: play.h */
	const json_t *constants; /* that patterns mean; may still grow */
	json_t **start_answer;	 /* takes the first one */
	struct plumb_feed_events events;
};

struct plumb_feed;

/* Each queue is asked when those before it are empty. */
enum { PLUMB_FEED_QUEUES = 3 };

/*
 * Everything is borrowed, and outlives the feed. Of the queues any but the first may be NULL.
 * watched: the system calls of its adapter are (watch.h). Starts nothing before it is woken.
 */
struct plumb_feed *plumb_feed_new(const struct plumb_feed_options *options,
	struct plumb_queue *const queues[PLUMB_FEED_QUEUES], bool watched);

/* There are rows in the queue. */
void plumb_feed_wake(struct plumb_feed *feed);

/* The process that was started; 0 where none runs. */
pid_t plumb_feed_pid(const struct plumb_feed *feed);

/* Ends the adapter: with `stop` where it has nothing before it, else by force. Rows are dropped. */
void plumb_feed_end(struct plumb_feed *feed);

/* After the loop has run out of handles. */
void plumb_feed_free(struct plumb_feed *feed);

#endif
