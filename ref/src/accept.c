#include "pys.h"

/* The kernel's cryptography takes connections from nobody, and fails where it is asked from whom.
 */
static bool has_peers(const struct pysock *s)
{
#ifdef AF_ALG
	return s->family != AF_ALG;
#else
	(void)s;
	return true;
#endif
}

/* The descriptor of the next connection, or PYS_NO_FD with the error raised. */
static pysock_fd next(struct pysock *s, struct pys_sockaddr *packed, struct pysock_error *e)
{
	int64_t deadline_ns = 0;
	pysock_fd fd;

	packed->length = 0;
	while ((fd = pys_sys_accept(s->fd, has_peers(s) ? packed : NULL)) == PYS_NO_FD)
		if (pys_retry(s, POLLIN, &deadline_ns, e) < 0)
			return PYS_NO_FD;
	return fd;
}

int pysock_accept(
	struct pysock *s, struct pysock **conn, struct pysock_address *peer, struct pysock_error *e)
{
	/* Made first: a connection that was taken cannot be put back. */
	struct pysock *made = pys_object(s->family, s->type, s->proto, e);
	struct pys_sockaddr packed;
	pysock_fd fd;

	if (made == NULL)
		return -1;
	fd = next(s, &packed, e);
	if (fd == PYS_NO_FD)
		goto failed;
	if (pys_install(made, fd, false) < 0) {
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
