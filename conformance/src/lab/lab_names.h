/*
 * The lab's name server, as its hosts see it: 127.0.0.53, port 53. Ordinary questions are passed
 * on to a real server, knotd, which is started for the first of them and serves fixtures/lab/zones;
 * the names in fixtures/lab/faults are answered here, wrongly, in the way that is written there.
 */
#ifndef PLUMB_LAB_NAMES_H
#define PLUMB_LAB_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PLUMB_LAB_MOST_FAULTS = 32 };

struct plumb_lab_fault {
	char name[256]; /* small letters, without the last dot */
	char kind[16];
};

struct plumb_lab_names {
	int datagrams; /* readable: plumb_lab_names_datagram() */
	int streams;   /* readable: plumb_lab_names_stream() */
	const char *directory;
	pid_t server; /* 0: not started */
	struct plumb_lab_fault faults[PLUMB_LAB_MOST_FAULTS];
	size_t fault_count;
};

/* Opens the two sockets in the calling thread's network. 0, or -1 with why[]. */
int plumb_lab_names_open(
	struct plumb_lab_names *names, const char *directory, char *why, size_t size);

/* Answers one question, or leaves it unanswered. */
void plumb_lab_names_datagram(struct plumb_lab_names *names);
void plumb_lab_names_stream(struct plumb_lab_names *names);

void plumb_lab_names_close(struct plumb_lab_names *names);

#endif
