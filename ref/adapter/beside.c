#include "beside.h"
#include "host.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { POLL_NS = 200000, STILL = 3 };

struct beside {
	struct beside *next;
	char *name;
	struct invocation invocation;
	struct played played;
	int rc;
	pthread_t thread;
	_Atomic long task; /* its number in the kernel; 0 before it begins */
	atomic_bool over;
};

static void *run(void *argument)
{
	struct beside *beside = argument;

	atomic_store(&beside->task, host_thread_begin());
	beside->rc = invocation_run(&beside->invocation, &beside->played);
	atomic_store(&beside->over, true);
	return NULL;
}

static void pause_shortly(void)
{
	static const struct timespec shortly = {.tv_nsec = POLL_NS};

	(void)nanosleep(&shortly, NULL);
}

/*
 * Waits until the thread keeps sleeping for several looks: locks in the library are held only
 * briefly.
 */
static void await_blocked(struct beside *beside)
{
	long before = -1;
	int still = 0;

	while (still < STILL && !atomic_load(&beside->over)) {
		long task = atomic_load(&beside->task);
		long now = task == 0 ? -1 : host_waits_of(task);
		still = now >= 0 && now == before ? still + 1 : 0;
		before = now;
		pause_shortly();
	}
}

void beside_begin(
	struct row *row, const char *name, const struct invocation *invocation, bool waits)
{
	struct beside *beside = adapter_need(calloc(1, sizeof *beside));

	beside->name = adapter_need(strdup(name));
	beside->invocation = *invocation;
	beside->next = row->beside;
	row->beside = beside;
	if (pthread_create(&beside->thread, NULL, run, beside) != 0)
		adapter_die("no thread for a call");
	if (waits)
		await_blocked(beside);
}

int beside_join(struct row *row, const char *name, struct played *played)
{
	struct beside **link = &row->beside;

	while (*link != NULL && strcmp((*link)->name, name) != 0)
		link = &(*link)->next;
	struct beside *beside = *link;
	if (beside == NULL)
		return problem_broken(&played->problem, "no thread %s", name);
	(void)pthread_join(beside->thread, NULL);
	*link = beside->next;
	*played = beside->played;
	int rc = beside->rc;
	invocation_end(&beside->invocation);
	free(beside->name);
	free(beside);
	return rc;
}

static void wake(struct pysock_value *value)
{
	static const struct pysock_arguments none = {0};
	struct pysock_value *fd;

	if (value == NULL || pysock_call_name(value, "fileno", &none, &fd, NULL) < 0)
		return;
	host_wake((pysock_fd)pysock_value_number(fd));
	pysock_value_drop(fd);
}

void beside_end(struct row *row)
{
	for (size_t i = 0; row->beside != NULL && i < row->count; i++)
		wake(row->variables[i].value);
	while (row->beside != NULL) {
		struct played played = {0};
		if (beside_join(row, row->beside->name, &played) == 0)
			pysock_value_drop(played.value);
	}
}
