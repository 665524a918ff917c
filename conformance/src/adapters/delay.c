#include "delay.h"

#include <inttypes.h>
#include <stdio.h>

enum { DEEPEST = 8 }; /* scripts that start scripts */

static int64_t delay_of_one(long pid)
{
	char path[64];
	int64_t ran_ns = 0, delay_ns = 0;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%ld/schedstat", pid);
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (fscanf(file, "%" SCNd64 " %" SCNd64, &ran_ns, &delay_ns) != 2)
		delay_ns = 0;
	fclose(file);
	return delay_ns;
}

static int64_t delay_of_all(long pid, int depth)
{
	int64_t delay_ns = delay_of_one(pid);
	char path[64];
	FILE *file;
	long child;

	snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", pid, pid);
	file = depth < DEEPEST ? fopen(path, "re") : NULL;
	while (file && fscanf(file, "%ld", &child) == 1)
		delay_ns += delay_of_all(child, depth + 1);
	if (file)
		fclose(file);
	return delay_ns;
}

int64_t plumb_delay_ns(pid_t pid)
{
	return delay_of_all(pid, 0);
}
