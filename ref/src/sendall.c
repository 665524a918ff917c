#include "pys.h"

int pys_sendall(struct pysock *s, const void *bytes, size_t length, int flags, int64_t *deadline_ns,
	size_t *sent_size, struct pysock_error *e)
{
	const char *next = bytes;
	size_t left = length;

	for (;;) {
		ssize_t sent = pys_sys_send(s->fd, next, left, flags);

		if (sent < 0)
			sent = pys_sys_send_otherwise(s->fd, next, left, flags);
		if (sent >= 0) {
			next += sent;
			left -= (size_t)sent;
			*sent_size += (size_t)sent;
			if (left == 0)
				return 0;
			/* A signal shows as a short count too. */
			if (pysock_is_interrupted())
				return pysock_raise_errno(e, PYS_INTERRUPTED);
			if (s->timeout_ns <= 0)
				continue;
			/* The next try would have to wait; and a peer that reads all the while
			   must not let the deadline pass unseen. */
			if (pys_await(s, POLLOUT, deadline_ns, e) < 0)
				return -1;
		} else if (pys_retry(s, POLLOUT, deadline_ns, e) < 0) {
			return -1;
		}
	}
}

int pysock_sendall(
	struct pysock *s, const void *bytes, size_t length, int flags, struct pysock_error *e)
{
	int64_t deadline_ns = 0;
	size_t sent_size = 0;

	return pys_sendall(s, bytes, length, flags, &deadline_ns, &sent_size, e);
}
