#include "pys.h"

int pysock_socketpair(
	int family, int type, int proto, struct pysock *pair[2], struct pysock_error *e)
{
	struct pysock *a = pys_object(family, type, proto, e);
	struct pysock *b = a != NULL ? pys_object(family, type, proto, e) : NULL;
	bool is_nonblocking = (type & SOCK_NONBLOCK) != 0;
	pysock_fd fds[2];

	if (b == NULL)
		goto failed;
	if (pys_sys_socketpair(family, type, proto, fds) < 0) {
		(void)pysock_raise_errno(e, errno);
		goto failed;
	}
	if (pys_install(a, fds[0], is_nonblocking) < 0) {
		(void)pysock_raise_errno(e, errno);
		pys_sys_discard(fds[1]);
		goto failed;
	}
	if (pys_install(b, fds[1], is_nonblocking) < 0) {
		(void)pysock_raise_errno(e, errno);
		goto failed;
	}
	pair[0] = a;
	pair[1] = b;
	return 0;

failed:
	pysock_free(a);
	pysock_free(b);
	return -1;
}
