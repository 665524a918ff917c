#include "pys.h"

ssize_t pysock_sendto(struct pysock *s, const void *bytes, size_t length, int flags,
	const struct pysock_address *address, struct pysock_error *e)
{
	struct pys_sockaddr packed;
	int64_t deadline_ns = 0;
	ssize_t sent;

	if (pys_pack(s, address, "sendto", &packed, e) < 0)
		return -1;
	while ((sent = pys_sys_sendto(s->fd, bytes, length, flags, &packed)) < 0)
		if (pys_retry(s, POLLOUT, &deadline_ns, e) < 0)
			return -1;
	return sent;
}
