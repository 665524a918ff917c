/* Sending and receiving over a peer's connection. */
#include "peer.h"

#include <errno.h>
#include <poll.h>

int plumb_peer_send(const struct plumb_peer *peer, const void *bytes, size_t size, int flags,
	const struct plumb_address *to, const struct plumb_patience *patience)
{
	const char *next = bytes;
	const char *end = next + size;

	do {
		ssize_t sent = sendto(peer->fd, next, (size_t)(end - next), flags | MSG_NOSIGNAL,
			to ? &to->any : NULL, to ? to->size : 0);
		if (sent >= 0) {
			next += sent;
			continue;
		}
		if (errno != EAGAIN)
			return -1;
		int waited = peer->type == SOCK_STREAM ? plumb_wait_for(patience, peer->fd, POLLOUT)
						       : plumb_wait_a_little(patience);
		if (waited != 0)
			return -1;
	} while (next < end);
	return 0;
}

ssize_t plumb_peer_read(const struct plumb_peer *peer, void *buffer, size_t size, int flags,
	const struct plumb_patience *patience)
{
	ssize_t got = 0;

	do {
		got = recv(peer->fd, buffer, size, flags);
	} while (got < 0 && errno == EAGAIN && plumb_wait_for(patience, peer->fd, POLLIN) == 0);
	return got;
}
