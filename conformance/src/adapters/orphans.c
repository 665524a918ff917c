#include "orphans.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

void plumb_orphans_adopt(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

/* One pass over the list that the kernel keeps; how many were ended, or had ended by themselves. */
static int reap_once(
	bool (*mine)(const void *context, pid_t pid), const void *context, bool kill_them)
{
	char path[64];
	FILE *list;
	long pid;
	int ended = 0;

	snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
	list = fopen(path, "re");
	if (!list)
		return 0;
	while (fscanf(list, "%ld", &pid) == 1) {
		if (mine(context, (pid_t)pid))
			continue;
		pid_t reaped;
		if (kill_them)
			kill((pid_t)pid, SIGKILL);
		do
			reaped = waitpid((pid_t)pid, NULL, kill_them ? 0 : WNOHANG);
		while (reaped < 0 && errno == EINTR);
		ended += kill_them || reaped > 0;
	}
	fclose(list);
	return ended;
}

/* The children of an orphan become ours when it ends: until a pass finds none. */
void plumb_orphans_end(bool (*mine)(const void *context, pid_t pid), const void *context)
{
	while (reap_once(mine, context, true) > 0)
		continue;
}

void plumb_orphans_reap(bool (*mine)(const void *context, pid_t pid), const void *context)
{
	reap_once(mine, context, false);
}
