#ifndef HELPER_H
#define HELPER_H

/* What the files of helpers share. */

#include "adapter.h"

/* Hands over a new value, or MemoryError where it is NULL. */
int helper_give(
	struct pysock_value *made, struct pysock_value **result, struct pysock_error *error);

bool helper_is_buffer(const struct pysock_value *value);

/* --- helper_system.c: helpers for what is beside the module ------------------------------------
 */

int helper_iter(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);
int helper_ints(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);
int helper_open(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);
int helper_fcntl(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);

/* --- helper_handle.c: what SIGUSR1 does ---------------------------------------------------------
 */

enum { HELPER_MOST_HANDED = 4 }; /* arguments of a call that the signal makes */

int helper_handle(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);

#endif
