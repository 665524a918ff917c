/* The mode of a socket. */
#include "pys.h"

static int set_mode(struct pysock *s, int64_t timeout_ns, struct pysock_error *e)
{
	/* gettimeout() reflects the last call, even one that the system refused. */
	s->timeout_ns = timeout_ns;
	if (pys_sys_set_nonblocking(s->fd, timeout_ns >= 0) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}

int pysock_setblocking(struct pysock *s, int flag, struct pysock_error *e)
{
	return set_mode(s, flag == 0 ? 0 : PYS_BLOCKING, e);
}

int pysock_settimeout(struct pysock *s, struct pysock_timeout timeout, struct pysock_error *e)
{
	int64_t timeout_ns;

	if (pys_timeout_to_ns(timeout, &timeout_ns, e) < 0)
		return -1;
	return set_mode(s, timeout_ns, e);
}

bool pysock_getblocking(const struct pysock *s)
{
	return s->timeout_ns != 0;
}

struct pysock_timeout pysock_gettimeout(const struct pysock *s)
{
	return pys_timeout_from_ns(s->timeout_ns);
}
