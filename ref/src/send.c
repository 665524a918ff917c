#include "pys.h"

/* What a send was asked for. It lies in memory, as a send that is ready has no register to save
   then. */
struct request {
	const struct pysock *s;
	const void *bytes;
	size_t length;
	int flags;
	struct pysock_error *e;
};

/* After a try that failed, with errno. Not inline, or the way to it would want the registers. */
__attribute__((noinline)) static ssize_t send_again(const struct request *r)
{
	int64_t deadline_ns = 0;
	ssize_t sent;

	do {
		sent = pys_sys_send_otherwise(r->s->fd, r->bytes, r->length, r->flags);
		if (sent >= 0)
			break;
		if (pys_retry(r->s, POLLOUT, &deadline_ns, r->e) < 0)
			return -1;
		sent = pys_sys_send(r->s->fd, r->bytes, r->length, r->flags);
	} while (sent < 0);
	return sent;
}

ssize_t pysock_send(
	struct pysock *s, const void *bytes, size_t length, int flags, struct pysock_error *e)
{
	const struct request request = {s, bytes, length, flags, e};
	ssize_t sent = pys_sys_send(s->fd, bytes, length, flags);

	return sent >= 0 ? sent : send_again(&request);
}
