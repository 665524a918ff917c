/*
 * What the names of constants and errors stand for on a subject's own system, where that is not the
 * runner's: the rows compare with the headers of the system that the subject runs on.
 */
#ifndef PLUMB_PLATFORM_H
#define PLUMB_PLATFORM_H

#include <stdbool.h>
#include <stdint.h>

struct plumb_platform;

/* By the `platform` of the answer to `start`; NULL: as the runner's own, or nothing is known. */
const struct plumb_platform *plumb_platform_of(const char *said);

/* The numbers of a constant and of an error; platform: NULL is the runner's own. */
bool plumb_platform_c_value(
	const struct plumb_platform *platform, const char *name, int64_t *value);
bool plumb_platform_errno_value(
	const struct plumb_platform *platform, const char *name, int64_t *value);

/*
 * The error that the system gives where POSIX gives this one; the same name where it has the error
 * itself.
 */
const char *plumb_platform_error(const struct plumb_platform *platform, const char *code);

#endif
