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

/* One pass over the list that the kernel keeps; how many were ended. */
static int end_once(bool (*mine)(const void *context, pid_t pid), const void *context)
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
		kill((pid_t)pid, SIGKILL);
		while (waitpid((pid_t)pid, NULL, 0) < 0 && errno == EINTR)
			continue;
		ended++;
	}
	fclose(list);
	return ended;
}

/* The children of an orphan become ours when it ends: until a pass finds none. */
void plumb_orphans_end(bool (*mine)(const void *context, pid_t pid), const void *context)
{
	while (end_once(mine, context) > 0)
		continue;
}
