#include "peer.h"

#include "base/heap.h"
#include "lab/lab.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_on(struct plumb_peer *peer, const struct plumb_ground *ground,
	enum plumb_lab_host host, int family, int type)
{
	*peer = (struct plumb_peer){.fd = -1, .family = family, .type = type, .host = host};
	if (ground->lab_fd >= 0)
		peer->fd = plumb_lab_socket(ground->lab_fd, host, family, type);
	else if (host == PLUMB_LAB_NEAR)
		peer->fd = socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	else
		errno = ENONET;
	return peer->fd < 0 ? -1 : 0;
}

int plumb_peer_open(
	struct plumb_peer *peer, const struct plumb_ground *ground, int family, int type)
{
	return open_on(peer, ground, ground->host, family, type);
}

int plumb_peer_fail(struct plumb_peer *peer)
{
	int error = errno;

	plumb_peer_clear(peer);
	errno = error;
	return -1;
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

/* A new socket, bound at the site. */
static int open_at(struct plumb_peer *peer, const struct plumb_ground *ground,
	const struct plumb_site *site, int type)
{
	struct plumb_address address;

	if (open_on(peer, ground, site->host, site->family, type) != 0)
		return -1;
	if (site->family != AF_UNIX)
		plumb_site_address(site, &address);
	else if (on_path(&address, ground->path) != 0)
		return -1;
	if (bind(peer->fd, &address.any, address.size) != 0)
		return -1;
	if (site->family == AF_UNIX)
		peer->path = plumb_copy(ground->path);
	return 0;
}

int plumb_peer_listen(struct plumb_peer *peer, const struct plumb_ground *ground,
	const struct plumb_site *site, int backlog)
{
	if (open_at(peer, ground, site, SOCK_STREAM) != 0 || listen(peer->fd, backlog) != 0)
		return plumb_peer_fail(peer);
	return 0;
}

int plumb_peer_bind(
	struct plumb_peer *peer, const struct plumb_ground *ground, const struct plumb_site *site)
{
	return open_at(peer, ground, site, SOCK_DGRAM) == 0 ? 0 : plumb_peer_fail(peer);
}

json_t *plumb_peer_address(const struct plumb_peer *peer)
{
	json_t *address = plumb_address_of(peer->fd);

	plumb_site_scope_here(peer->host, address);
	return address;
}

void plumb_peer_close(struct plumb_peer *peer)
{
	if (peer->fd >= 0)
		close(peer->fd);
	peer->fd = -1;
}

void plumb_peer_reset(struct plumb_peer *peer)
{
	const struct linger none = {.l_onoff = 1, .l_linger = 0};

	if (peer->fd >= 0)
		setsockopt(peer->fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	plumb_peer_close(peer);
}

void plumb_peer_clear(struct plumb_peer *peer)
{
	plumb_peer_close(peer);
	if (peer->path)
		unlink(peer->path);
	free(peer->path);
	peer->path = NULL;
}
