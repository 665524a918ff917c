/* Waiting at the far end: never longer than the row may take, and never against its end. */
#ifndef PLUMB_PEER_WAIT_H
#define PLUMB_PEER_WAIT_H

#include <stdatomic.h>
#include <stdint.h>

struct plumb_patience {
	int end_fd;		     /* an eventfd: readable when all waiting is to end at once */
	const atomic_int *why_ended; /* then: ETIME or ECANCELED; 0 until then */
	int64_t moment_ns; /* CLOCK_MONOTONIC: for ETIME in any case; INT64_MAX: no such moment */
};

/* Nanoseconds on CLOCK_MONOTONIC. */
int64_t plumb_now_ns(void);

/*
 * Waits until poll() has something to say about the descriptor. 0: it has. -1: errno is ETIME
 * where the deadline passed, ECANCELED where waiting was broken off.
 */
int plumb_wait_for(const struct plumb_patience *patience, int fd, short events);

/* Lets time pass until the moment given. Result as above, if waiting ended before. */
int plumb_wait_until(const struct plumb_patience *patience, int64_t moment_ns);

/*
 * A millisecond, before something is tried again that poll() knows nothing of: a full backlog or
 * queue of AF_UNIX, the queue of a listener.
 */
int plumb_wait_a_little(const struct plumb_patience *patience);

/* An errno of the far end in words: the two above in plain text, others by their symbol. */
const char *plumb_wait_error(int error);

#endif
