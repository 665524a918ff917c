#include "pys.h"

/* What a receive was asked for. It lies in memory, as a receive that is ready has no register to
   save then. */
struct request {
	const struct pysock *s;
	void *buffer;
	size_t size; /* at most SSIZE_MAX */
	int flags;
	struct pysock_error *e;
};

/* After a try that failed, with errno. Not inline, or the way to it would want the registers. */
__attribute__((noinline)) static ssize_t receive_again(const struct request *r)
{
	int64_t deadline_ns = 0;
	ssize_t received;

	do {
		if (pys_retry(r->s, POLLIN, &deadline_ns, r->e) < 0)
			return -1;
		received = pys_sys_recv(r->s->fd, r->buffer, r->size, r->flags);
	} while (received < 0);
	return received;
}

/* The count is the system's own. */
static inline ssize_t receive(const struct request *r)
{
	ssize_t received;

	/* Nothing wanted is nothing to wait for; but a closed socket fails whatever it is asked. */
	if (r->size == 0)
		return r->s->fd != PYS_NO_FD ? 0 : pysock_raise_errno(r->e, PYS_CLOSED);
	received = pys_sys_recv(r->s->fd, r->buffer, r->size, r->flags);
	return received >= 0 ? received : receive_again(r);
}

ssize_t pysock_recv(
	struct pysock *s, void *bytes, size_t bufsize, int flags, struct pysock_error *e)
{
	const struct request request = {s, bytes, bufsize, flags, e};
	ssize_t received;

	if (bufsize > PTRDIFF_MAX)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
	received = receive(&request);
	/* With MSG_TRUNC the count may exceed the buffer. */
	return received > (ssize_t)bufsize ? (ssize_t)bufsize : received;
}

ssize_t pysock_recv_into(struct pysock *s, void *buffer, size_t size, size_t nbytes, int flags,
	struct pysock_error *e)
{
	const struct request request = {s, buffer, nbytes != 0 ? nbytes : size, flags, e};

	if (nbytes > size)
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "buffer too small for requested bytes");
	return receive(&request);
}
