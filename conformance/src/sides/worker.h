/*
 * A worker is one adapter of a side and the rows that it has before it. Rows of a single request
 * are written ahead of the answers. When an adapter crashes or breaks the protocol with several
 * rows in flight, these are played again one by one, each followed by an empty request, so that
 * the blame is exact.
 */
#ifndef PLUMB_WORKER_H
#define PLUMB_WORKER_H

#include "player.h"
#include "rows/record.h"

struct plumb_worker;

/* What a worker asks of its player. */
struct plumb_worker_host {
	const struct plumb_player_options *options;
	const json_t *const *constants; /* where the player keeps them */
	/* The next row's number, of those that want to be watched or not; false: none now. */
	bool (*take)(void *context, bool watched, size_t *index);
	const struct plumb_row *(*row)(void *context, size_t index);
	void (*done)(void *context, size_t index, struct plumb_record *record);
	/* The adapter shook hands: the answer is borrowed. False: it is not acceptable. */
	bool (*started)(void *context, const json_t *answer, char *why, size_t size);
	/* The adapter was told to stop, and did not end well. */
	void (*ended_badly)(void *context, const char *how);
	/* No adapter can be started any more. */
	void (*failed)(void *context, const char *why);
	void *context;
};

/*
 * The host is borrowed. watched: for the rows whose system calls are watched (watch.h). Starts no
 * adapter before it is woken.
 */
struct plumb_worker *plumb_worker_new(const struct plumb_worker_host *host, bool watched);

/* Starts the adapter where none runs, and takes rows. */
void plumb_worker_wake(struct plumb_worker *worker);

/* 0 where no adapter runs. */
pid_t plumb_worker_pid(const struct plumb_worker *worker);

/* Ends the adapter: with `stop` where it has nothing before it, else by force. Rows are dropped. */
void plumb_worker_end(struct plumb_worker *worker);

/* After the loop has run out of handles. */
void plumb_worker_free(struct plumb_worker *worker);

#endif
