/* A lab for a test: a child that goes inside, looks, and reports. */
#ifndef PLUMB_LAB_STAND_H
#define PLUMB_LAB_STAND_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What a child in the lab found: "" where all was right. */
struct lab_report {
	char text[512];
	size_t length;
};

typedef void lab_inside_fn(struct lab_report *report);

/* Adds to the report where what was got is not what was wanted. */
void lab_expect(struct lab_report *report, const char *what, const char *got, const char *want);

/* Lab or not, as the machine permits; says why not, once. */
bool lab_is_possible(void);

/*
 * Sends a child into the lab as the user given. place: the lab's files; NULL: those of the tree.
 * door_fd: the lab's end, closed here; or -1. The child's report comes from *report_fd.
 */
pid_t lab_send_inside(
	const char *place, uid_t uid, int door_fd, lab_inside_fn *inside, int *report_fd);

/* Waits for the child, whose report must be empty. */
void lab_hear(pid_t child, int report_fd);

/* How a connection to port 9 there ends: the name of errno, or "connected". */
const char *lab_connected(int family, const char *text, unsigned scope);

#endif
