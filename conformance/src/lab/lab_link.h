/*
 * The two hosts of a lab as the kernel sees them: a wire between them, their addresses and their
 * routes. docs/lab.md draws them.
 */
#ifndef PLUMB_LAB_LINK_H
#define PLUMB_LAB_LINK_H

#include "lab.h"

/*
 * The number of the interface to the other host, on each side, so that scopes are known. They
 * differ: the kernel hurries to report a link only where they do.
 */
enum { PLUMB_LAB_SCOPE = 7, PLUMB_LAB_FAR_SCOPE = 8 };

/* Of the network that the calling thread is in: loopback up, forwarding as said. 0, -1: errno. */
int plumb_lab_loopback(void);
int plumb_lab_forward(void);

/* A NETLINK_ROUTE socket on each host. */
struct plumb_lab_ends {
	int near_netlink;
	int far_netlink;
};

/* Lays the wire and configures both ends. 0, or -1 with errno. */
int plumb_lab_lay_wire(const struct plumb_lab_ends *ends, int far_namespace);

/* Changes the wire, from whatever state it is in. 0, or -1 with errno. */
int plumb_lab_change_wire(const struct plumb_lab_ends *ends, enum plumb_lab_wire wire);

#endif
