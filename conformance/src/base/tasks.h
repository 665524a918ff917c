/* Threads and processes: how many there may be, and the threads of libuv's pool. */
#ifndef PLUMB_TASKS_H
#define PLUMB_TASKS_H

#include <stddef.h>
#include <uv.h>

/*
 * How many more threads and processes this process may start now, up to `wanted`: found out in a
 * child, by starting them, so that every limit counts (ulimit -u, a container's).
 */
size_t plumb_tasks_free(size_t wanted);

/*
 * Starts the threads of libuv's pool before its first use. libuv ends the process if that fails, so
 * call plumb_tasks_free() first. The stacks are small; the environment is unchanged. 0, or an error
 * of libuv if the address space is too small (ulimit -v).
 */
int plumb_tasks_start_pool(uv_loop_t *loop, size_t threads);

#endif
