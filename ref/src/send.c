#include "pys.h"

ssize_t pysock_send(
	struct pysock *s, const void *bytes, size_t length, int flags, struct pysock_error *e)
{
	int64_t deadline_ns = 0;
	ssize_t sent;

	while ((sent = pys_sys_send(s->fd, bytes, length, flags)) < 0) {
		if (pys_retry(s, POLLOUT, &deadline_ns, e) < 0)
			return -1;
	}
	return sent;
}
