/*
 * The lab: a private network for one adapter, made of namespaces, as root or not: a near host, in
 * which the adapter lives, with its own host name and files of names, and a far host behind a wire.
 * A small process, the keeper, lives in it beside the adapter: it answers for the name server and
 * opens sockets for the runner, which stays outside. The kernel takes the lab away with the last of
 * its processes. docs/lab.md describes what is in it.
 */
#ifndef PLUMB_LAB_H
#define PLUMB_LAB_H

#include <stdbool.h>
#include <stddef.h>

enum plumb_lab_host { PLUMB_LAB_NEAR, PLUMB_LAB_FAR };

/* The state of the wire between the hosts. */
enum plumb_lab_wire {
	PLUMB_LAB_WIRE_UP,
	PLUMB_LAB_WIRE_SILENT, /* the far host's answers are lost (but for those from fe80::2) */
	PLUMB_LAB_WIRE_DOWN,   /* the near host's interface is down */
};

/*
 * The door of a lab, two connected descriptors that are closed on exec: ends[0] is the runner's,
 * ends[1] goes to plumb_lab_enter() in the child. 0, or -1 with errno.
 */
int plumb_lab_door(int ends[2]);

/*
 * Moves the calling process, which has one thread and is about to exec, into its own lab. directory
 * is fixtures/lab, an absolute path. door_fd (-1: none) is closed. The keeper is a child of the
 * caller, and is killed when the caller dies. 0, or -1: why[] says why no lab is possible; the
 * process must then exit.
 */
int plumb_lab_enter(const char *directory, int door_fd, char *why, size_t size);

/* Whether that would work here; why[] says why not. Tried in a child of its own. */
bool plumb_lab_possible(const char *directory, char *why, size_t size);

/*
 * A socket in the lab behind the runner's end of a door, on the host given: not inherited and not
 * blocking. Many threads may ask at once. -1: errno; EPIPE where the lab is gone.
 */
int plumb_lab_socket(int door_fd, enum plumb_lab_host host, int family, int type);

/* Changes the wire of the lab. 0, or -1 with errno as above. */
int plumb_lab_set_wire(int door_fd, enum plumb_lab_wire wire);

#endif
