#include "progress.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* utime, stime, cutime and cstime follow the name, which may contain anything, ")" included. */
static long long own_ticks(pid_t process)
{
	char path[64], line[1024];
	long long ticks[4] = {0};

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)process);
	FILE *file = fopen(path, "re");
	size_t length = file ? fread(line, 1, sizeof(line) - 1, file) : 0;
	if (file)
		fclose(file);
	line[length] = '\0';
	const char *rest = strrchr(line, ')');
	if (!rest ||
		sscanf(rest, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld %lld %lld",
			&ticks[0], &ticks[1], &ticks[2], &ticks[3]) != 4)
		return 0;
	return ticks[0] + ticks[1] + ticks[2] + ticks[3];
}

static long long ticks_of_children(pid_t process, const char *thread)
{
	char path[320];
	long long ticks = 0;
	int child;

	snprintf(path, sizeof(path), "/proc/%d/task/%s/children", (int)process, thread);
	FILE *file = fopen(path, "re");
	while (file && fscanf(file, "%d", &child) == 1)
		ticks += progress_of(child);
	if (file)
		fclose(file);
	return ticks;
}

long long progress_of(pid_t process)
{
	long long ticks = own_ticks(process);
	char path[64];
	const struct dirent *thread;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)process);
	DIR *threads = opendir(path);
	while (threads && (thread = readdir(threads)))
		if (thread->d_name[0] != '.')
			ticks += ticks_of_children(process, thread->d_name);
	if (threads)
		closedir(threads);
	return ticks;
}
