/*
 * The rows that a side has still to play, in the order in which they are to be begun. Rows whose
 * system calls are watched have an adapter of their own, and so a queue of their own.
 */
#ifndef PLUMB_QUEUE_H
#define PLUMB_QUEUE_H

#include "tables/table.h"
#include <stdbool.h>
#include <stddef.h>

/* A row, and the number by which everybody speaks of it from the plan to its result. */
struct plumb_task {
	size_t tag;
	const struct plumb_row *row;
	bool hangs; /* it is known to hang the side's adapter, and is played alone */
};

/* To be embedded, all zero at first; freed by plumb_queue_clear(). */
struct plumb_queue {
	struct plumb_task *tasks;
	size_t count;
	size_t next;
};

void plumb_queue_add(struct plumb_queue *queue, struct plumb_task task);

/* The next task; NULL: none is left. Borrowed until the queue is changed. */
const struct plumb_task *plumb_queue_next(const struct plumb_queue *queue);

/* Removes it. */
void plumb_queue_pop(struct plumb_queue *queue);

size_t plumb_queue_length(const struct plumb_queue *queue);

/* Forgets all of them. */
void plumb_queue_clear(struct plumb_queue *queue);

#endif
