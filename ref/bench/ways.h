/* The ways of moving bytes that are measured beside one another. */
#ifndef PYSOCK_BENCH_WAYS_H
#define PYSOCK_BENCH_WAYS_H

#include <stdbool.h>
#include <stddef.h>

struct way {
	const char *name;
	/* Makes a pair of connected sockets in timeout mode, or ends the program. */
	void (*open)(void);
	/* These move all of the bytes through one end of the pair. */
	bool (*send)(int end, const void *bytes, size_t size);
	bool (*recv)(int end, void *bytes, size_t size);
	/* Waits on an end that nobody writes to, with a timeout of 1 s, until that is over. */
	void (*wait)(void);
};

enum { way_limit = 8 };

/* Those that were compiled in, and NULL. */
extern const struct way *const ways[way_limit];

void way_fail(const char *what);

#endif
