#include "tasks.h"

#include "heap.h"
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	TRIAL_STACK_BYTES = 64 * 1024,
	POOL_STACK_BYTES = 1024 * 1024,
	HEAPS = 2, /* of the C library's, which otherwise reserves 64 MB for each thread */
};

/* --- how many --------------------------------------------------------------------------------- */

static void *wait_for_the_end(void *nothing)
{
	while (pause() < 0)
		continue;
	return nothing;
}

/* In a child, whose end is the threads' end. */
static size_t start_threads(size_t wanted)
{
	pthread_attr_t attributes;
	pthread_t thread;
	size_t count = 0;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, TRIAL_STACK_BYTES);
	while (count < wanted && pthread_create(&thread, &attributes, wait_for_the_end, NULL) == 0)
		count++;
	return count;
}

size_t plumb_tasks_free(size_t wanted)
{
	size_t count = 0;
	int ends[2];
	pid_t child;

	if (pipe(ends) != 0)
		return 0;
	child = fork();
	if (child == 0) {
		/* The child itself is one of them. */
		count = 1 + start_threads(wanted - 1);
		_exit(write(ends[1], &count, sizeof count) != sizeof count);
	}
	close(ends[1]);
	if (child < 0 || read(ends[0], &count, sizeof count) != sizeof count)
		count = 0;
	close(ends[0]);
	while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		continue;
	return count;
}

/* --- the pool --------------------------------------------------------------------------------- */

static bool has_space(size_t bytes)
{
	void *space =
		mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (space == MAP_FAILED)
		return false;
	munmap(space, bytes);
	return true;
}

static void do_nothing(uv_work_t *work)
{
	(void)work;
}

static void forget(uv_work_t *work, int status)
{
	(void)status;
	free(work);
}

/* The first use starts the threads, as the environment and the limit of stacks then say. */
static int use_pool(uv_loop_t *loop, size_t threads)
{
	static const char name[] = "UV_THREADPOOL_SIZE";
	char *before = getenv(name) ? plumb_copy(getenv(name)) : NULL;
	uv_work_t *work = plumb_new(1, sizeof *work);
	char number[32];
	int status;

	snprintf(number, sizeof number, "%zu", threads);
	setenv(name, number, 1);
	status = uv_queue_work(loop, work, do_nothing, forget);
	if (status)
		free(work);
	if (before)
		setenv(name, before, 1);
	else
		unsetenv(name);
	free(before);
	return status;
}

int plumb_tasks_start_pool(uv_loop_t *loop, size_t threads)
{
	struct rlimit before, small;
	int status;

#ifdef M_ARENA_MAX
	mallopt(M_ARENA_MAX, HEAPS);
#endif
	if (!has_space(threads * POOL_STACK_BYTES))
		return UV_ENOMEM;
	if (getrlimit(RLIMIT_STACK, &before) != 0)
		return use_pool(loop, threads);
	small = before;
	if (small.rlim_cur == RLIM_INFINITY || small.rlim_cur > POOL_STACK_BYTES)
		small.rlim_cur = POOL_STACK_BYTES;
	setrlimit(RLIMIT_STACK, &small);
	status = use_pool(loop, threads);
	setrlimit(RLIMIT_STACK, &before);
	return status;
}
