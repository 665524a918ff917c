/* The namespaces of a lab, and what the near host finds in them. */
#ifndef PLUMB_LAB_SPACE_H
#define PLUMB_LAB_SPACE_H

#include "lab_link.h"
#include <stddef.h>

/* The networks of the two hosts: namespaces that stay while a descriptor of them is open. */
struct plumb_lab_space {
	int near_namespace;
	int far_namespace;
	struct plumb_lab_ends ends;
};

/* Moves the process to the near host of a new lab. 0, or -1 with why[]. */
int plumb_lab_space_enter(
	struct plumb_lab_space *space, const char *directory, char *why, size_t size);

/* Closes the descriptors. */
void plumb_lab_space_clear(struct plumb_lab_space *space);

#endif
