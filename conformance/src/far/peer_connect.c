/* How connections come about: by connecting, by accepting, by filling a backlog. */
#include "peer.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>

static int await_connection(const struct plumb_peer *peer, const struct plumb_patience *patience)
{
	int error = 0;
	socklen_t size = sizeof(error);

	if (plumb_wait_for(patience, peer->fd, POLLOUT) != 0 ||
		getsockopt(peer->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
		return -1;
	errno = error;
	return error == 0 ? 0 : -1;
}

int plumb_peer_connect(struct plumb_peer *peer, const struct plumb_ground *ground, int type,
	const struct plumb_address *address, const struct plumb_patience *patience)
{
	if (plumb_peer_open(peer, ground, address->any.sa_family, type) != 0)
		return plumb_peer_fail(peer);
	int result = connect(peer->fd, &address->any, address->size);
	while (result != 0 && errno == EAGAIN && plumb_wait_a_little(patience) == 0)
		result = connect(peer->fd, &address->any, address->size);
	if (result != 0 && errno == EINPROGRESS)
		result = await_connection(peer, patience);
	return result == 0 ? 0 : plumb_peer_fail(peer);
}

int plumb_peer_accept(struct plumb_peer *peer, const struct plumb_peer *listener,
	const struct plumb_patience *patience)
{
	*peer = *listener;
	peer->path = NULL;
	do {
		peer->fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	} while (peer->fd < 0 && (errno == EAGAIN || errno == ECONNABORTED) &&
		 plumb_wait_for(patience, listener->fd, POLLIN) == 0);
	return peer->fd < 0 ? -1 : 0;
}

struct backlog {
	unsigned queued;
	unsigned most; /* one more than that is queued before connections have to wait */
};

/* Linux reports a listener's queue in two fields that have another meaning otherwise. */
static int read_backlog(struct backlog *backlog, const struct plumb_peer *listener)
{
	struct tcp_info info;
	socklen_t size = sizeof(info);

	if (getsockopt(listener->fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
		return -1;
	*backlog = (struct backlog){.queued = info.tcpi_unacked, .most = info.tcpi_sacked};
	return 0;
}

/*
 * A connection counts in the queue a little after it was begun, and one that finds the queue full
 * is never answered; so the queue itself is watched, not the connection.
 */
static int fill_tcp(struct plumb_peer *peer, const struct plumb_peer *listener,
	const struct plumb_address *address, const struct plumb_patience *patience)
{
	struct backlog before;
	struct backlog now;

	if (read_backlog(&before, listener) != 0)
		return -1;
	if (before.queued > before.most)
		return 0;
	if (connect(peer->fd, &address->any, address->size) != 0 && errno != EINPROGRESS)
		return -1;
	while (read_backlog(&now, listener) == 0) {
		if (now.queued > before.queued)
			return 1;
		if (plumb_wait_a_little(patience) != 0)
			break;
	}
	return -1;
}

static int fill_unix(struct plumb_peer *peer, const struct plumb_address *address)
{
	if (connect(peer->fd, &address->any, address->size) == 0)
		return 1;
	return errno == EAGAIN ? 0 : -1;
}

int plumb_peer_fill(struct plumb_peer *peer, const struct plumb_ground *ground,
	const struct plumb_peer *listener, const struct plumb_patience *patience)
{
	const struct plumb_ground beside = {.lab_fd = ground->lab_fd, .host = listener->host};
	struct plumb_address address;
	int filled = -1;

	if (plumb_peer_open(peer, &beside, listener->family, listener->type) == 0 &&
		plumb_address_get(&address, listener->fd) == 0) {
		filled = listener->family == AF_UNIX ? fill_unix(peer, &address)
						     : fill_tcp(peer, listener, &address, patience);
	}
	if (filled <= 0)
		plumb_peer_fail(peer);
	return filled;
}
