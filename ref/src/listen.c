#include "pys.h"

int pysock_listen(struct pysock *s, int backlog, struct pysock_error *e)
{
	/* A negative backlog means something else to each system, and the largest to Linux. */
	if (pys_sys_listen(s->fd, backlog < 0 ? 0 : backlog) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}
