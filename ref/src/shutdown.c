#include "pys.h"

int pysock_shutdown(struct pysock *s, int how, struct pysock_error *e)
{
	if (pys_sys_shutdown(s->fd, how) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}
