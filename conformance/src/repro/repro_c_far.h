/* The far end of a row in C: what it does is what any other socket does. */
#ifndef PLUMB_REPRO_C_FAR_H
#define PLUMB_REPRO_C_FAR_H

#include "repro_c.h"

/*
 * The steps of a row with those of its far end as calls of sockets among the others: a new list.
 * {"wait": seconds} is the one step that no row has. Gives up where the far end does what takes a
 * thread, or a host of its own.
 */
json_t *plumb_c_steps(struct plumb_c_program *program, const json_t *steps);

#endif
