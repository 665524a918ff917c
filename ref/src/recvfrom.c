#include "pys.h"

/* bufsize is at most SSIZE_MAX. The count is the system's own. */
static ssize_t receive(struct pysock *s, void *buffer, size_t bufsize, int flags,
	struct pysock_address *address, struct pysock_error *e)
{
	struct pys_sockaddr packed;
	int64_t deadline_ns = 0;
	ssize_t received;

	while ((received = pys_sys_recvfrom(s->fd, buffer, bufsize, flags, &packed)) < 0)
		if (pys_retry(s, POLLIN, &deadline_ns, e) < 0)
			return -1;
	if (address != NULL && pys_unpack(s, &packed, address, e) < 0)
		return -1;
	return received;
}

ssize_t pysock_recvfrom(struct pysock *s, void *bytes, size_t bufsize, int flags,
	struct pysock_address *address, struct pysock_error *e)
{
	ssize_t received;

	if (bufsize > PTRDIFF_MAX)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
	received = receive(s, bytes, bufsize, flags, address, e);
	/* With MSG_TRUNC the count may exceed the buffer. */
	return received > (ssize_t)bufsize ? (ssize_t)bufsize : received;
}

ssize_t pysock_recvfrom_into(struct pysock *s, void *buffer, size_t size, size_t nbytes, int flags,
	struct pysock_address *address, struct pysock_error *e)
{
	if (nbytes > size)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "nbytes is greater than the length of the buffer");
	return receive(s, buffer, nbytes != 0 ? nbytes : size, flags, address, e);
}
