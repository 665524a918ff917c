/* The two addresses of a socket. */
#include "pys.h"

static int name(struct pysock *s, int (*ask)(pysock_fd, struct pys_sockaddr *),
	struct pysock_address *address, struct pysock_error *e)
{
	struct pys_sockaddr packed;

	if (ask(s->fd, &packed) < 0)
		return pysock_raise_errno(e, errno);
	return pys_unpack(s, &packed, address, e);
}

int pysock_getpeername(struct pysock *s, struct pysock_address *address, struct pysock_error *e)
{
	return name(s, pys_sys_getpeername, address, e);
}

int pysock_getsockname(struct pysock *s, struct pysock_address *address, struct pysock_error *e)
{
	return name(s, pys_sys_getsockname, address, e);
}
