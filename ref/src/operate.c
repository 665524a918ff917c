/* Trying, waiting, trying again: what every operation that may wait has in common. */
#include "pys.h"

#include <errno.h>

int pys_retry(const struct pysock *s, short events, int64_t *deadline_ns, struct pysock_error *e)
{
	int ready;

	if (errno == EINTR)
		return 0;
	if (errno != EAGAIN || s->timeout_ns <= 0)
		return pys_raise_errno(e, errno);
	if (*deadline_ns == 0)
		*deadline_ns = pys_deadline_ns(s->timeout_ns);
	else if (pys_is_past(*deadline_ns))
		return pys_raise_timeout(e);
	ready = pys_wait(s->fd, events, *deadline_ns);
	if (ready < 0)
		return pys_raise_errno(e, errno);
	return ready > 0 ? 0 : pys_raise_timeout(e);
}
