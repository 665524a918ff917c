/*
 * Times a round trip of 64 bytes over a pair of sockets, by several ways in turn so that the
 * machine's moods fall on all alike, and prints the median of each in nanoseconds.
 */
#include "ways.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { rounds = 201, trips = 500 };

static double now_ns(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	const double *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* The nanoseconds of one round trip, there and back. */
static double measure(const struct way *way)
{
	char bytes[64] = {0};
	double start = now_ns();

	for (int i = 0; i < trips; i++) {
		if (!way->send(0, bytes, sizeof bytes) || !way->recv(1, bytes, sizeof bytes) ||
			!way->send(1, bytes, sizeof bytes) || !way->recv(0, bytes, sizeof bytes)) {
			fprintf(stderr, "roundtrip: %s failed\n", way->name);
			exit(1);
		}
	}
	return (now_ns() - start) / trips;
}

int main(void)
{
	static double taken_ns[way_limit][rounds];
	size_t count = 0;

	for (; ways[count] != NULL; count++)
		ways[count]->open();
	for (int round = 0; round < rounds; round++) {
		for (size_t i = 0; i < count; i++) {
			/* Each begins a round in its turn. */
			size_t turn = (i + (size_t)round) % count;

			taken_ns[turn][round] = measure(ways[turn]);
		}
	}
	for (size_t i = 0; i < count; i++) {
		qsort(taken_ns[i], rounds, sizeof(double), compare);
		printf("%s %.0f\n", ways[i]->name, taken_ns[i][rounds / 2]);
	}
	return 0;
}
