#include "pys.h"

/* bufsize is at most SSIZE_MAX. The count is the system's own. */
static ssize_t receive(
	struct pysock *s, void *buffer, size_t bufsize, int flags, struct pysock_error *e)
{
	int64_t deadline_ns = 0;
	ssize_t received;

	/* Nothing wanted is nothing to wait for; but a closed socket fails whatever it is asked. */
	if (bufsize == 0)
		return s->fd != PYS_NO_FD ? 0 : pysock_raise_errno(e, PYS_CLOSED);
	while ((received = pys_sys_recv(s->fd, buffer, bufsize, flags)) < 0) {
		if (pys_retry(s, POLLIN, &deadline_ns, e) < 0)
			return -1;
	}
	return received;
}

ssize_t pysock_recv(
	struct pysock *s, void *bytes, size_t bufsize, int flags, struct pysock_error *e)
{
	ssize_t received;

	if (bufsize > PTRDIFF_MAX)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
	received = receive(s, bytes, bufsize, flags, e);
	/* MSG_TRUNC counts bytes that the buffer has not got. */
	return received > (ssize_t)bufsize ? (ssize_t)bufsize : received;
}

ssize_t pysock_recv_into(struct pysock *s, void *buffer, size_t size, size_t nbytes, int flags,
	struct pysock_error *e)
{
	if (nbytes > size)
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "buffer too small for requested bytes");
	return receive(s, buffer, nbytes != 0 ? nbytes : size, flags, e);
}
