#include "durations.h"

#include "base/heap.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct duration {
	const char *row;
	const char *side;
	int64_t took_ns;
};

struct plumb_durations {
	size_t most;
	size_t count;
	struct duration *slowest; /* the slowest first; room for one more */
};

struct plumb_durations *plumb_durations_new(size_t most)
{
	struct plumb_durations *durations = plumb_new(1, sizeof *durations);

	durations->most = most;
	durations->slowest = plumb_new(most + 1, sizeof *durations->slowest);
	return durations;
}

void plumb_durations_add(
	struct plumb_durations *durations, const char *row, const char *side, int64_t took_ns)
{
	struct duration *slowest = durations->slowest;
	size_t place = durations->count;

	if (took_ns <= 0)
		return; /* it was not played */
	while (place > 0 && slowest[place - 1].took_ns < took_ns)
		place--;
	memmove(slowest + place + 1, slowest + place, (durations->count - place) * sizeof *slowest);
	slowest[place] = (struct duration){.row = row, .side = side, .took_ns = took_ns};
	if (durations->count < durations->most)
		durations->count++;
}

void plumb_durations_print(const struct plumb_durations *durations)
{
	if (durations->count)
		puts("\nThe slowest rows:");
	for (size_t i = 0; i < durations->count; i++)
		printf("%12.3f ms  %s  %s\n", (double)durations->slowest[i].took_ns / 1e6,
			durations->slowest[i].side, durations->slowest[i].row);
}

void plumb_durations_free(struct plumb_durations *durations)
{
	if (durations)
		free(durations->slowest);
	free(durations);
}
