/* Making the object of a socket, and ending it. */
#include "pys.h"

#include <errno.h>
#include <stdlib.h>

/* What a type may carry beside itself, and is not part of the type. */
static const int type_flags = SOCK_NONBLOCK | SOCK_CLOEXEC;

struct pysock *pys_object(int family, int type, int proto, struct pysock_error *e)
{
	struct pysock *s = malloc(sizeof *s);

	if (s == NULL) {
		(void)pys_raise_memory(e);
		return NULL;
	}
	s->fd = -1;
	s->family = family;
	s->type = type & ~type_flags;
	s->proto = proto;
	s->timeout_ns = (type & SOCK_NONBLOCK) != 0 ? 0 : pys_default_timeout_ns();
	return s;
}

int pys_install(struct pysock *s, int fd)
{
	if (s->timeout_ns >= 0 && pys_sys_set_nonblocking(fd, true) < 0) {
		pys_sys_discard(fd);
		return -1;
	}
	s->fd = fd;
	return 0;
}

int pysock_close_fd(int fd, struct pysock_error *e)
{
	/* A reset by the peer is no failure to close, and the descriptor is gone after EINTR too.
	 */
	if (pys_sys_close(fd) < 0 && errno != ECONNRESET && errno != EINTR)
		return pysock_raise_errno(e, errno);
	return 0;
}

int pysock_close(struct pysock *s, struct pysock_error *e)
{
	int fd = s->fd;

	if (fd < 0)
		return 0;
	s->fd = -1;
	return pysock_close_fd(fd, e);
}

int pysock_detach(struct pysock *s)
{
	int fd = s->fd;

	s->fd = -1;
	return fd;
}

int pysock_release(struct pysock *s)
{
	int fd = pysock_detach(s);

	free(s);
	return fd;
}

void pysock_free(struct pysock *s)
{
	if (s == NULL)
		return;
	(void)pysock_close(s, NULL);
	free(s);
}

int pysock_fileno(const struct pysock *s)
{
	return s->fd;
}

int pysock_family(const struct pysock *s)
{
	return s->family;
}

int pysock_type(const struct pysock *s)
{
	return s->type;
}

int pysock_proto(const struct pysock *s)
{
	return s->proto;
}
