#include "pys.h"

int pysock_fromfd(
	pysock_fd fd, int family, int type, int proto, struct pysock **s, struct pysock_error *e)
{
	struct pysock *made = pys_object(family, type, proto, e);
	pysock_fd duplicate;

	if (made == NULL)
		return -1;
	duplicate = pys_sys_dup(fd);
	if (duplicate == PYS_NO_FD || pys_install(made, duplicate, false) < 0) {
		(void)pysock_raise_errno(e, errno);
		pysock_free(made);
		return -1;
	}
	*s = made;
	return 0;
}
