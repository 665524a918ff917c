#include "pys.h"

int pysock_socket(int family, int type, int proto, struct pysock **s, struct pysock_error *e)
{
	struct pysock *made = pys_object(family, type, proto, e);
	pysock_fd fd;

	if (made == NULL)
		return -1;
	fd = pys_sys_socket(family, type, proto);
	if (fd == PYS_NO_FD || pys_install(made, fd, (type & SOCK_NONBLOCK) != 0) < 0) {
		(void)pysock_raise_errno(e, errno);
		pysock_free(made);
		return -1;
	}
	*s = made;
	return 0;
}
