/*
 * Capabilities: what a row needs of the machine or of the implementation. Most are probed: their
 * probe is played like a row. Those that speak of the implementation itself are decided by its
 * answer to `start` (docs/protocol.md), by a test in place of the probe:
 *
 *     {"name": "glibc", "why": "...", "test": {"libc": "glibc"}}
 *
 * holds where the first word of the answer's `libc` is `glibc`. `cpython>=3.8` and `cpython<3.8`
 * stand in no list: any version will do, and other implementations have them all. `python>=3.8` is
 * the same; besides, a run may be limited to the clauses of one version (struct plumb_side).
 */
#ifndef PLUMB_CAPABILITY_H
#define PLUMB_CAPABILITY_H

#include "steps/step.h"

#include <jansson.h>
#include <stdbool.h>

enum plumb_capability {
	PLUMB_CAPABILITY_UNKNOWN, /* no such name */
	PLUMB_CAPABILITY_PROBED,  /* its probe decides */
	PLUMB_CAPABILITY_HERE,
	PLUMB_CAPABILITY_LACKING,
};

/*
 * What the answer to `start` says of the capability. capabilities: those of struct
 * plumb_tables. An answer without the field that a test asks for lacks the capability.
 */
enum plumb_capability plumb_capability_test(
	const json_t *capabilities, const char *name, const json_t *start_answer);

/*
 * The steps of the probe, to be cleared by the caller. False: the name is not known, or has a test,
 * and there are no steps.
 */
bool plumb_capability_probe(
	const json_t *capabilities, const char *name, struct plumb_steps *steps);

/*
 * Whether the kernel itself makes no socket of the capability's `family`, or binds none to its
 * address `bind`: then the machine lacks it, whatever a side says. False where the capability names
 * neither.
 */
bool plumb_capability_is_beyond_kernel(const json_t *capabilities, const char *name);

/*
 * What the runner must provide for it, its key `given`: "lab" or "watch". NULL: nothing. Where the
 * runner cannot, the machine lacks the capability, whatever a side says.
 */
const char *plumb_capability_given(const json_t *capabilities, const char *name);

/*
 * Whether it is a state of the machine, key `machine`: where there is no oracle to tell, the
 * machine lacks it if the subject's own probe fails.
 */
bool plumb_capability_is_state(const json_t *capabilities, const char *name);

/* Whether a subject has it only where its probe succeeds, whatever it says: key `proven`. */
bool plumb_capability_is_proven(const json_t *capabilities, const char *name);

/* The version in python>=3.8; NULL: the name is no such thing. */
const char *plumb_capability_python(const char *name);

/*
 * Whether its test asks for the platform, the C library or the byte order: who lacks it then is the
 * machine, not the implementation.
 */
bool plumb_capability_is_of_machine(const json_t *capabilities, const char *name);

/* Whether a row may need it. */
bool plumb_capability_is_known(const json_t *capabilities, const char *name);

#endif
