#include "orphans.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PASSES = 10000 }; /* a millisecond apart, at least */

void plumb_orphans_adopt(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

/*
 * Makes one pass over the kernel's list of children: kills unwanted ones if asked to, and reaps
 * those that have ended. Returns how many are left. It does not wait, because a child may end only
 * after another was reaped, such as the first process of a namespace, or a traced one.
 */
static int reap_once(
	bool (*mine)(const void *context, pid_t pid), const void *context, bool kill_them)
{
	char path[64];
	FILE *list;
	long pid;
	int left = 0;

	snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
	list = fopen(path, "re");
	if (!list)
		return 0;
	while (fscanf(list, "%ld", &pid) == 1) {
		if (mine(context, (pid_t)pid))
			continue;
		if (kill_them)
			kill((pid_t)pid, SIGKILL);
		left += waitpid((pid_t)pid, NULL, WNOHANG) != (pid_t)pid;
	}
	fclose(list);
	return left;
}

/*
 * The children of an orphan become ours when it ends: until two passes find none. One that the
 * kernel itself holds is not waited for without end.
 */
void plumb_orphans_end(bool (*mine)(const void *context, pid_t pid), const void *context)
{
	const struct timespec pause = {.tv_nsec = 1000 * 1000};
	int idle = 0;

	for (int pass = 0; pass < PASSES && idle < 2; pass++) {
		idle = reap_once(mine, context, true) ? 0 : idle + 1;
		if (!idle)
			nanosleep(&pause, NULL);
	}
}

void plumb_orphans_reap(bool (*mine)(const void *context, pid_t pid), const void *context)
{
	reap_once(mine, context, false);
}
