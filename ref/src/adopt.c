#include "pys.h"

int pysock_adopt(
	pysock_fd fd, int family, int type, int proto, struct pysock **s, struct pysock_error *e)
{
	struct pysock *made;
	bool is_set;

	if (fd < 0)
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "negative file descriptor");
	if (pys_sys_describe(fd, &family, &type, &proto) < 0)
		return pysock_raise_errno(e, errno);
	made = pys_object(family, type, proto, e);
	if (made == NULL)
		return -1;
	/* SOCK_NONBLOCK says that the descriptor's mode is set. */
	is_set = (type & SOCK_NONBLOCK) != 0;
	if (made->timeout_ns >= 0 && !is_set && pys_sys_set_nonblocking(fd, true) < 0) {
		(void)pysock_raise_errno(e, errno);
		pysock_free(made);
		return -1;
	}
	made->fd = fd;
	*s = made;
	return 0;
}
