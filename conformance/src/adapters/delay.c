#include "delay.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	DEEPEST = 8,	    /* scripts that start scripts */
	DELAY_NOTICED = 10, /* this part of a patience */
	MOST_GIVEN = 10,    /* patiences for one answer, or */
	MOST_GIVEN_S = 10,  /* seconds, whichever is more */
};

static const int64_t second_ns = INT64_C(1000000000);

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

int64_t plumb_forgive_ns(
	struct plumb_lenience *lenience, pid_t pid, int64_t patience_ns, bool is_to_end)
{
	int64_t delay_ns = plumb_delay_ns(pid) - lenience->counted_ns, most_ns, more_ns;

	if (is_to_end && delay_ns < patience_ns && plumb_is_ending(pid))
		delay_ns = patience_ns;
	most_ns = MOST_GIVEN * patience_ns;
	if (most_ns < MOST_GIVEN_S * second_ns)
		most_ns = MOST_GIVEN_S * second_ns;
	if (delay_ns < patience_ns / DELAY_NOTICED || lenience->given_ns >= most_ns)
		return 0;
	more_ns = delay_ns < patience_ns ? delay_ns : patience_ns;
	lenience->counted_ns += delay_ns;
	lenience->given_ns += more_ns;
	return more_ns;
}
