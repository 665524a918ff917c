#ifndef BESIDE_H
#define BESIDE_H

/* Calls that run beside the row, each in a thread of its own. */

#include "invocation.h"

/*
 * Begins the call in a thread, which then owns it. waits: returns only once the call waits in the
 * kernel or is over.
 */
void beside_begin(
	struct row *row, const char *name, const struct invocation *invocation, bool waits);

/* Waits for the thread of this name, and takes over the result of its call. */
int beside_join(struct row *row, const char *name, struct played *played);

/* Wakes threads that still wait on a socket of the row, and waits for all threads. */
void beside_end(struct row *row);

#endif
