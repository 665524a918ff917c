/* The calls of pysock.h, by the names that they have in Python. */
#ifndef PLUMB_REPRO_C_CALL_H
#define PLUMB_REPRO_C_CALL_H

#include "repro_c.h"

/* What a call of a step left in the program. */
struct plumb_c_called {
	enum plumb_c_kind kind;
	char *value; /* the C names of its results, new strings */
	char *address;
	const char *family; /* of a socket or an address that it gave; borrowed from the step */
};

/*
 * Adds the declarations and the call of a `call` or `get` step, after which `result` is negative
 * where it raised and `error` says what. Gives up where C has no such call.
 */
void plumb_c_add_call(
	struct plumb_c_program *program, const json_t *step, struct plumb_c_called *called);

void plumb_c_called_clear(struct plumb_c_called *called);

#endif
