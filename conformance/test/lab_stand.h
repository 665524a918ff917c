/* A lab for a test: a child enters it, looks around, and reports. */
#ifndef PLUMB_LAB_STAND_H
#define PLUMB_LAB_STAND_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What a child in the lab found; "" if everything was right. */
struct lab_report {
	char text[512];
	size_t length;
};

typedef void lab_inside_fn(struct lab_report *report);

/* Adds to the report if got differs from want. */
void lab_expect(struct lab_report *report, const char *what, const char *got, const char *want);

/* Whether the machine permits a lab; if not, says why, once. */
bool lab_is_possible(void);

/*
 * Sends a child into the lab as the given user. place: the lab's files; NULL for those of the tree.
 * door_fd: the lab's end of the door, closed here; or -1. The child's report arrives at *report_fd.
 */
pid_t lab_send_inside(
	const char *place, uid_t uid, int door_fd, lab_inside_fn *inside, int *report_fd);

/* Waits for the child, whose report must be empty. */
void lab_hear(pid_t child, int report_fd);

/* How a connection to port 9 of this address ends: the name of errno, or "connected". */
const char *lab_connected(int family, const char *text, unsigned scope);

#endif
