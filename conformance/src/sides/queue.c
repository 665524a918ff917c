#include "queue.h"

#include "base/heap.h"
#include <assert.h>
#include <stdlib.h>

void plumb_queue_add(struct plumb_queue *queue, struct plumb_task task)
{
	if (queue->next == queue->count)
		queue->next = queue->count = 0;
	queue->tasks = plumb_grow(queue->tasks, queue->count + 1, sizeof *queue->tasks);
	queue->tasks[queue->count++] = task;
}

const struct plumb_task *plumb_queue_next(const struct plumb_queue *queue)
{
	return queue->next < queue->count ? &queue->tasks[queue->next] : NULL;
}

void plumb_queue_pop(struct plumb_queue *queue)
{
	assert(queue->next < queue->count);
	queue->next++;
}

size_t plumb_queue_length(const struct plumb_queue *queue)
{
	return queue->count - queue->next;
}

void plumb_queue_clear(struct plumb_queue *queue)
{
	free(queue->tasks);
	*queue = (struct plumb_queue){0};
}
