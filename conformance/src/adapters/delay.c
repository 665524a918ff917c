#include "delay.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 8 }; /* scripts that start scripts */

/* Opens a file of the process in /proc; NULL if there is none. */
static FILE *open_of(long pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%ld/task/%ld/%s", pid, pid, name);
	return fopen(path, "re");
}

static int64_t delay_of_one(long pid)
{
	int64_t ran_ns = 0, delay_ns = 0;
	FILE *file = open_of(pid, "schedstat");

	if (!file)
		return 0;
	if (fscanf(file, "%" SCNd64 " %" SCNd64, &ran_ns, &delay_ns) != 2)
		delay_ns = 0;
	fclose(file);
	return delay_ns;
}

/* 1 or 0. The name of a program, in parentheses, may have spaces and parentheses in it. */
static int64_t is_ending(long pid)
{
	char line[512] = "", *end;
	FILE *file = open_of(pid, "stat");

	if (!file)
		return 0;
	line[fread(line, 1, sizeof line - 1, file)] = 0;
	fclose(file);
	end = strrchr(line, ')');
	return end && (strncmp(end, ") Z", 3) == 0 || strncmp(end, ") D", 3) == 0);
}

/* Adds up what is said of the process and of all that it started. */
static int64_t sum_of_all(int64_t (*of_one)(long pid), long pid, int depth)
{
	int64_t sum = of_one(pid);
	FILE *file = depth < DEEPEST ? open_of(pid, "children") : NULL;
	long child;

	while (file && fscanf(file, "%ld", &child) == 1)
		sum += sum_of_all(of_one, child, depth + 1);
	if (file)
		fclose(file);
	return sum;
}

int64_t plumb_delay_ns(pid_t pid)
{
	return sum_of_all(delay_of_one, pid, 0);
}

bool plumb_is_ending(pid_t pid)
{
	return sum_of_all(is_ending, pid, 0) > 0;
}
