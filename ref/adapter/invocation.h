#ifndef INVOCATION_H
#define INVOCATION_H

/* A call, prepared by one thread and played by the same or another one. */

#include "adapter.h"

/* The result of a step that made its call. */
struct played {
	struct pysock_value *value;
	struct problem problem;
	int64_t took_ns;
};

/* The function and its arguments. */
struct invocation {
	const struct helper *helper;
	struct pysock_value *callable; /* NULL for a helper */
	json_t *with;		       /* the keyword arguments; NULL if there are none */
	struct pysock_value **values;
	struct pysock_keyword *keywords;
	struct pysock_arguments arguments;
};

/* Nanoseconds on the monotonic clock. */
int64_t adapter_now_ns(void);

/*
 * Finds the function by its name, and decodes the arguments. If it fails, there is nothing to free.
 */
int invocation_make(struct invocation *invocation, const struct row *row, const char *name,
	const json_t *call, const json_t *with, struct problem *problem);

/* Makes the call. Touches nothing else, so that any thread may do it. */
int invocation_run(const struct invocation *invocation, struct played *played);

void invocation_end(struct invocation *invocation);

#endif
