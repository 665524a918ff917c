#include "pys.h"

#include <errno.h>

/* Asks the descriptor for what was not given; -1 with errno. */
static int detect(int fd, int *family, int *type, int *proto)
{
	struct pys_sockaddr own = {.length = sizeof own.storage};
	socklen_t length = sizeof(int);

	/* Asked even where all is given, as it fails where there is no socket. */
	if (getsockname(fd, &own.header, &own.length) < 0)
		return -1;
	if (*family == PYSOCK_DETECT)
		*family = own.header.sa_family;
	if (*type == PYSOCK_DETECT && getsockopt(fd, SOL_SOCKET, SO_TYPE, type, &length) < 0)
		return -1;
	length = sizeof(int);
#ifdef SO_PROTOCOL
	if (*proto == PYSOCK_DETECT && getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, proto, &length) < 0)
		return -1;
#else
	if (*proto == PYSOCK_DETECT)
		*proto = 0;
#endif
	return 0;
}

int pysock_adopt(int fd, int family, int type, int proto, struct pysock **s, struct pysock_error *e)
{
	struct pysock *made;

	if (fd < 0)
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "negative file descriptor");
	if (detect(fd, &family, &type, &proto) < 0)
		return pysock_raise_errno(e, errno);
	made = pys_object(family, type, proto, e);
	if (made == NULL)
		return -1;
	if (made->timeout_ns >= 0 && pys_sys_set_nonblocking(fd, true) < 0) {
		(void)pysock_raise_errno(e, errno);
		pysock_free(made);
		return -1;
	}
	made->fd = fd;
	*s = made;
	return 0;
}
