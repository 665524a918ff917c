#ifndef PYSOCK_TIMEOUT_H
#define PYSOCK_TIMEOUT_H

/* Timeouts: a part of pysock.h, which says more. */

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/*
 * A timeout, or none. Where there is none, waiting has no end; a timeout of 0 seconds waits for
 * nothing.
 *
 * A call that takes one rounds it up to whole nanoseconds, so that even the smallest timeout waits.
 * PYSOCK_VALUE_ERROR: it is negative or not a number. PYSOCK_OVERFLOW_ERROR: it is over 292 years.
 */
struct pysock_timeout {
	bool is_none; /* Python's None */
	double seconds;
};

/* A timeout of so many seconds. */
struct pysock_timeout pysock_seconds(double seconds);

/* No timeout: wait without end, as Python's None. */
struct pysock_timeout pysock_no_timeout(void);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
