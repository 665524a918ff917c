/* The keeper of a lab: the process that serves it from within. */
#ifndef PLUMB_LAB_KEEPER_H
#define PLUMB_LAB_KEEPER_H

#include "lab_names.h"
#include "lab_space.h"

/*
 * Serves the door (-1: none) and the name server until it is killed, which it is when its parent
 * dies. The calling process has become the keeper, and is in the near host's network.
 */
_Noreturn void plumb_lab_keep(
	const struct plumb_lab_space *space, struct plumb_lab_names *names, int door_fd);

#endif
