/* Making the object of a socket, and ending it. */
#include "pys.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Flags that may be added to a type and are not part of it. */
static const int type_flags = SOCK_NONBLOCK | SOCK_CLOEXEC;

struct pysock *pys_object(int family, int type, int proto, struct pysock_error *e)
{
	struct pysock *s = malloc(sizeof *s);

	if (s == NULL) {
		(void)pys_raise_memory(e);
		return NULL;
	}
	s->fd = PYS_NO_FD;
	s->family = family;
	s->type = type & ~type_flags;
	s->proto = proto;
	s->timeout_ns = (type & SOCK_NONBLOCK) != 0 ? 0 : pys_default_timeout_ns();
	return s;
}

int pys_install(struct pysock *s, pysock_fd fd, bool is_nonblocking)
{
	if (s->timeout_ns >= 0 && !is_nonblocking && pys_sys_set_nonblocking(fd, true) < 0) {
		pys_sys_discard(fd);
		return -1;
	}
	s->fd = fd;
	return 0;
}

int pysock_close_fd(pysock_fd fd, struct pysock_error *e)
{
	/* A reset by the peer is no failure to close, and the descriptor is gone after EINTR too.
	 */
	if (pys_sys_close(fd) < 0 && errno != PYS_RESET && errno != PYS_INTERRUPTED)
		return pysock_raise_errno(e, errno);
	return 0;
}

int pysock_close(struct pysock *s, struct pysock_error *e)
{
	pysock_fd fd = pysock_detach(s);

	return fd == PYS_NO_FD ? 0 : pysock_close_fd(fd, e);
}

pysock_fd pysock_detach(struct pysock *s)
{
	/* Of two threads that close it, one has the descriptor. */
	return atomic_exchange(&s->fd, PYS_NO_FD);
}

pysock_fd pysock_release(struct pysock *s)
{
	pysock_fd fd = pysock_detach(s);

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

pysock_fd pysock_fileno(const struct pysock *s)
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
