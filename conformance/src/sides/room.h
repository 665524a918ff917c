/* Whether the machine has room for a run, and for how many adapters at once. */
#ifndef PLUMB_ROOM_H
#define PLUMB_ROOM_H

#include "tables/plan.h"
#include <stdbool.h>
#include <stddef.h>

struct plumb_room {
	int jobs;	/* adapters of each side at once, at most as many as were wanted */
	size_t threads; /* that the far ends of their rows need */
};

/*
 * Finds out what there is room for. Fewer jobs than wanted are told on stderr. False: there is no
 * room for a single one; that is told too.
 */
bool plumb_room_find(struct plumb_room *room, const struct plumb_plan *plan, size_t sides,
	bool has_lab, int jobs);

#endif
