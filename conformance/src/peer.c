#include "peer.h"

#include "memory.h"
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int plumb_peer_open(
	struct plumb_peer *peer, const struct plumb_ground *ground, int family, int type)
{
	(void)ground;
	*peer = (struct plumb_peer){.family = family, .type = type};
	peer->fd = socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	return peer->fd < 0 ? -1 : 0;
}

int plumb_peer_fail(struct plumb_peer *peer)
{
	int error = errno;

	plumb_peer_clear(peer);
	errno = error;
	return -1;
}

static void loopback(struct plumb_address *address, int family)
{
	memset(address, 0, sizeof(*address));
	if (family == AF_INET) {
		struct sockaddr_in *in = (struct sockaddr_in *)&address->storage;
		in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		address->size = sizeof(*in);
	} else {
		struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address->storage;
		in6->sin6_addr = in6addr_loopback;
		address->size = sizeof(*in6);
	}
	address->any.sa_family = (sa_family_t)family;
}

static int on_path(struct plumb_address *address, const char *path)
{
	struct sockaddr_un *un = &address->unix_path;
	size_t length = strlen(path);

	if (length >= sizeof(un->sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memset(address, 0, sizeof(*address));
	un->sun_family = AF_UNIX;
	memcpy(un->sun_path, path, length);
	address->size = sizeof(*un);
	return 0;
}

static int bind_here(struct plumb_peer *peer, const struct plumb_ground *ground)
{
	struct plumb_address address;

	if (peer->family != AF_UNIX) {
		loopback(&address, peer->family);
	} else if (on_path(&address, ground->path) != 0) {
		return -1;
	}
	if (bind(peer->fd, &address.any, address.size) != 0) {
		return -1;
	}
	if (peer->family == AF_UNIX) {
		peer->path = plumb_copy(ground->path);
	}
	return 0;
}

int plumb_peer_listen(
	struct plumb_peer *peer, const struct plumb_ground *ground, int family, int backlog)
{
	if (plumb_peer_open(peer, ground, family, SOCK_STREAM) != 0 ||
		bind_here(peer, ground) != 0 || listen(peer->fd, backlog) != 0) {
		return plumb_peer_fail(peer);
	}
	return 0;
}

int plumb_peer_bind(struct plumb_peer *peer, const struct plumb_ground *ground, int family)
{
	if (plumb_peer_open(peer, ground, family, SOCK_DGRAM) != 0 ||
		bind_here(peer, ground) != 0) {
		return plumb_peer_fail(peer);
	}
	return 0;
}

void plumb_peer_close(struct plumb_peer *peer)
{
	if (peer->fd >= 0) {
		close(peer->fd);
	}
	peer->fd = -1;
}

void plumb_peer_reset(struct plumb_peer *peer)
{
	const struct linger none = {.l_onoff = 1, .l_linger = 0};

	if (peer->fd >= 0) {
		setsockopt(peer->fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	}
	plumb_peer_close(peer);
}

void plumb_peer_clear(struct plumb_peer *peer)
{
	plumb_peer_close(peer);
	if (peer->path) {
		unlink(peer->path);
	}
	free(peer->path);
	peer->path = NULL;
}
