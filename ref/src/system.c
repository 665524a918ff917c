/* The system calls that make, change and end descriptors. */
#include "pys.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

int pys_sys_socket(int family, int type, int proto)
{
	return socket(family, type | SOCK_CLOEXEC, proto);
}

int pys_sys_socketpair(int family, int type, int proto, int fds[2])
{
	return socketpair(family, type | SOCK_CLOEXEC, proto, fds);
}

int pys_sys_accept(int fd, struct pys_sockaddr *peer)
{
	peer->length = sizeof peer->storage;
	return accept4(fd, &peer->header, &peer->length, SOCK_CLOEXEC);
}

int pys_sys_dup(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}

int pys_sys_set_nonblocking(int fd, bool nonblocking)
{
	int on = nonblocking;

	/* One call, where F_GETFL and F_SETFL are two. */
	return ioctl(fd, FIONBIO, &on);
}

int pys_sys_close(int fd)
{
	return close(fd);
}

void pys_sys_discard(int fd)
{
	int saved = errno;

	(void)close(fd);
	errno = saved;
}
