/*
 * One peer: a socket of the runner, and its operations. Descriptors are not inherited and never
 * block; operations wait in poll() as long as their patience allows. A function that fails returns
 * -1 with errno; peer_wait.h explains ETIME and ECANCELED.
 */
#ifndef PLUMB_PEER_H
#define PLUMB_PEER_H

#include "peer_site.h"
#include "peer_wait.h"
#include "values/address.h"
#include <stddef.h>
#include <sys/types.h>

struct plumb_peer {
	int fd; /* -1: closed */
	int family;
	int type;
	enum plumb_lab_host host;
	char *path; /* in the file system, where it made one; else NULL */
};

/* Where a new peer stands. */
struct plumb_ground {
	int lab_fd;		  /* the door of a lab; -1: the runner's own network */
	enum plumb_lab_host host; /* where it is said by no site */
	const char *path;	  /* a path that does not exist, for AF_UNIX */
};

/* A socket on the ground's host, and nothing more. ENONET where there is no such host. */
int plumb_peer_open(
	struct plumb_peer *peer, const struct plumb_ground *ground, int family, int type);

/* A listener at the site, or on the path. ENONET as above. */
int plumb_peer_listen(struct plumb_peer *peer, const struct plumb_ground *ground,
	const struct plumb_site *site, int backlog);

/* A datagram socket bound there. */
int plumb_peer_bind(
	struct plumb_peer *peer, const struct plumb_ground *ground, const struct plumb_site *site);

int plumb_peer_connect(struct plumb_peer *peer, const struct plumb_ground *ground, int type,
	const struct plumb_address *address, const struct plumb_patience *patience);

int plumb_peer_accept(struct plumb_peer *peer, const struct plumb_peer *listener,
	const struct plumb_patience *patience);

/*
 * Makes one connection to the listener. 1: the peer is that connection. 0: the backlog is full, so
 * the next client will wait.
 */
int plumb_peer_fill(struct plumb_peer *peer, const struct plumb_ground *ground,
	const struct plumb_peer *listener, const struct plumb_patience *patience);

/*
 * Sends all bytes, of a datagram socket as one datagram. to: NULL where it is connected. flags:
 * MSG_NOSIGNAL is added.
 */
int plumb_peer_send(const struct plumb_peer *peer, const void *bytes, size_t size, int flags,
	const struct plumb_address *to, const struct plumb_patience *patience);

/*
 * Waits for bytes or a datagram and reads at most so many; 0 at the end of the stream. flags as for
 * recv(): MSG_TRUNC returns the true length of a longer datagram.
 */
ssize_t plumb_peer_read(const struct plumb_peer *peer, void *buffer, size_t size, int flags,
	const struct plumb_patience *patience);

/* The peer's own address as a row writes it and the subject sees it; a new value. NULL: errno. */
json_t *plumb_peer_address(const struct plumb_peer *peer);

/* Closes the socket, if it is open, so that a TCP connection is reset rather than ended. */
void plumb_peer_reset(struct plumb_peer *peer);

/* Closes the socket, if it is open. The path stays. */
void plumb_peer_close(struct plumb_peer *peer);

/* For a way out: clears the peer, leaves errno as it is, and returns -1. */
int plumb_peer_fail(struct plumb_peer *peer);

/* Closes the socket, removes its path, frees what it holds. */
void plumb_peer_clear(struct plumb_peer *peer);

#endif
