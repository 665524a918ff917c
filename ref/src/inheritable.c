/* Whether programs that are started inherit a socket. */
#include "pys.h"

int pysock_get_inheritable(struct pysock *s, bool *inheritable, struct pysock_error *e)
{
	if (pys_sys_get_inheritable(s->fd, inheritable) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}

int pysock_set_inheritable(struct pysock *s, bool inheritable, struct pysock_error *e)
{
	if (pys_sys_set_inheritable(s->fd, inheritable) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}
