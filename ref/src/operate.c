/* Trying, waiting, trying again: what every operation that may wait has in common. */
#include "pys.h"

int pys_await(const struct pysock *s, short events, int64_t *deadline_ns, struct pysock_error *e)
{
	int ready;

	if (*deadline_ns == 0)
		*deadline_ns = pys_deadline_ns(s->timeout_ns);
	else if (pys_is_past(*deadline_ns))
		return pys_raise_timeout(e);
	ready = pys_wait(s->fd, events, *deadline_ns);
	if (ready < 0)
		return pysock_raise_errno(e, errno);
	return ready > 0 ? 0 : pys_raise_timeout(e);
}

int pys_retry(const struct pysock *s, short events, int64_t *deadline_ns, struct pysock_error *e)
{
	/* Said to be ready it was not, and may be said to be so again at once: a datagram socket of
	   AF_UNIX can be written to for poll(), whose datagram no receiver has room for. */
	static const int64_t pause_ns = 1000000;

	if (errno == PYS_INTERRUPTED)
		return pysock_is_interrupted() ? pysock_raise_errno(e, PYS_INTERRUPTED) : 0;
	if (errno != PYS_WOULD_BLOCK || s->timeout_ns <= 0)
		return pysock_raise_errno(e, errno);
	if (*deadline_ns != 0 && pys_sys_pause(pause_ns) < 0 && pysock_is_interrupted())
		return pysock_raise_errno(e, PYS_INTERRUPTED);
	return pys_await(s, events, deadline_ns, e);
}
