#ifndef INVOCATION_H
#define INVOCATION_H

/* A call that is made ready by one thread, and played by that one or another. */

#include "adapter.h"

/* What a step has come to, when it came to its call. */
struct played {
	struct pysock_value *value;
	struct problem problem;
	int64_t took_ns;
};

/* What is called, and with what. */
struct invocation {
	const struct helper *helper;
	struct pysock_value *callable; /* NULL for a helper */
	json_t *with;		       /* has the names of the keywords; NULL: there are none */
	struct pysock_value **values;
	struct pysock_keyword *keywords;
	struct pysock_arguments arguments;
};

/* Nanoseconds of the monotonic clock. */
int64_t adapter_now_ns(void);

/* Finds what has the name, and decodes the arguments. Where it fails there is nothing to end. */
int invocation_make(struct invocation *invocation, const struct row *row, const char *name,
	const json_t *call, const json_t *with, struct problem *problem);

/* Calls: nothing but what was called and its arguments is touched. */
int invocation_run(const struct invocation *invocation, struct played *played);

void invocation_end(struct invocation *invocation);

#endif
