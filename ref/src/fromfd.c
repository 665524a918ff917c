#include "pys.h"

/* Hands the object over with its descriptor; without one errno is raised. */
static int give(struct pysock *made, pysock_fd fd, struct pysock **s, struct pysock_error *e)
{
	if (fd == PYS_NO_FD || pys_install(made, fd, false) < 0) {
		(void)pysock_raise_errno(e, errno);
		pysock_free(made);
		return -1;
	}
	*s = made;
	return 0;
}

int pysock_fromfd(
	pysock_fd fd, int family, int type, int proto, struct pysock **s, struct pysock_error *e)
{
	struct pysock *made = pys_object(family, type, proto, e);

	return made == NULL ? -1 : give(made, pys_sys_dup(fd), s, e);
}

#ifdef PYSOCK_HAS_SHARE

int pysock_share(
	struct pysock *s, uint32_t process_id, WSAPROTOCOL_INFOW *shared, struct pysock_error *e)
{
	return pys_sys_share(s->fd, process_id, shared) < 0 ? pysock_raise_errno(e, errno) : 0;
}

int pysock_fromshare(const WSAPROTOCOL_INFOW *shared, struct pysock **s, struct pysock_error *e)
{
	struct pysock *made =
		pys_object(shared->iAddressFamily, shared->iSocketType, shared->iProtocol, e);

	return made == NULL ? -1 : give(made, pys_sys_fromshare(shared), s, e);
}

#endif
