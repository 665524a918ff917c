/* The two addresses of a socket. */
#include "pys.h"

#include <errno.h>

static int name(struct pysock *s, int (*ask)(int, struct sockaddr *, socklen_t *),
	struct pysock_address *address, struct pysock_error *e)
{
	struct pys_sockaddr packed = {.length = sizeof packed.storage};

	if (ask(s->fd, &packed.header, &packed.length) < 0)
		return pysock_raise_errno(e, errno);
	return pys_unpack(s, &packed, address, e);
}

static int ask_peer(int fd, struct sockaddr *address, socklen_t *length)
{
	return getpeername(fd, address, length);
}

static int ask_own(int fd, struct sockaddr *address, socklen_t *length)
{
	return getsockname(fd, address, length);
}

int pysock_getpeername(struct pysock *s, struct pysock_address *address, struct pysock_error *e)
{
	return name(s, ask_peer, address, e);
}

int pysock_getsockname(struct pysock *s, struct pysock_address *address, struct pysock_error *e)
{
	return name(s, ask_own, address, e);
}
