/* Whether programs that are started inherit a socket. */
#include "pys.h"

#include <errno.h>
#include <fcntl.h>

int pysock_get_inheritable(struct pysock *s, bool *inheritable, struct pysock_error *e)
{
	int flags = fcntl(s->fd, F_GETFD);

	if (flags < 0)
		return pysock_raise_errno(e, errno);
	*inheritable = (flags & FD_CLOEXEC) == 0;
	return 0;
}

int pysock_set_inheritable(struct pysock *s, bool inheritable, struct pysock_error *e)
{
	int flags = fcntl(s->fd, F_GETFD);
	int wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;

	if (flags < 0 || fcntl(s->fd, F_SETFD, wanted) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}
