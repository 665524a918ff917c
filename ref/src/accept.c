#include "pys.h"

#include <errno.h>
#include <poll.h>

/* The descriptor of the next connection, or -1 with the error raised. */
static int next(struct pysock *s, struct pys_sockaddr *packed, struct pysock_error *e)
{
	int64_t deadline_ns = 0;
	int fd;

	while ((fd = pys_sys_accept(s->fd, packed)) < 0) {
		if (pys_retry(s, POLLIN, &deadline_ns, e) < 0)
			return -1;
	}
	return fd;
}

int pysock_accept(
	struct pysock *s, struct pysock **conn, struct pysock_address *peer, struct pysock_error *e)
{
	/* Made first: a connection that was taken cannot be put back. */
	struct pysock *made = pys_object(s->family, s->type, s->proto, e);
	struct pys_sockaddr packed;
	int fd;

	if (made == NULL)
		return -1;
	fd = next(s, &packed, e);
	if (fd < 0)
		goto failed;
	if (pys_install(made, fd) < 0) {
		(void)pysock_raise_errno(e, errno);
		goto failed;
	}
	if (peer != NULL && pys_unpack(made, &packed, peer, e) < 0)
		goto failed;
	*conn = made;
	return 0;

failed:
	pysock_free(made);
	return -1;
}
