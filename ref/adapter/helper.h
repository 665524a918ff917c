#ifndef HELPER_H
#define HELPER_H

/* Shared by the files of helpers. */

#include "adapter.h"

/* Returns a new value as the result, or raises MemoryError if it is NULL. */
int helper_give(
	struct pysock_value *made, struct pysock_value **result, struct pysock_error *error);

bool helper_is_buffer(const struct pysock_value *value);

/* --- helper_system.c: helpers beyond the module ------------------------------------ */

int helper_iter(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);
int helper_ints(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);
int helper_open(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);
int helper_fcntl(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);
int helper_getpid(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);

/* --- helper_handle.c: what SIGUSR1 does ---------------------------------------------------------
 */

enum { HELPER_MOST_HANDED = 4 }; /* how many arguments the signal's call can have */

int helper_handle(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);

#endif
