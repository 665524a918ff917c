/* getsockopt() and setsockopt(), of integers and of bytes. */
#include "pys.h"

#include <limits.h>

enum { largest_option = 1024 };

int pysock_getsockopt(struct pysock *s, int level, int optname, int *value, struct pysock_error *e)
{
	/* An option may be shorter than an int. */
	int read = 0;
	socklen_t length = sizeof read;

	if (pys_sys_getsockopt(s->fd, level, optname, &read, &length) < 0)
		return pysock_raise_errno(e, errno);
	*value = read;
	return 0;
}

ssize_t pysock_getsockopt_bytes(struct pysock *s, int level, int optname, void *buffer,
	size_t buflen, struct pysock_error *e)
{
	socklen_t length = (socklen_t)buflen;

	if (buflen == 0 || buflen > largest_option)
		return pysock_raise(e, PYSOCK_ERROR, "getsockopt buflen out of range");
	if (pys_sys_getsockopt(s->fd, level, optname, buffer, &length) < 0)
		return pysock_raise_errno(e, errno);
	return (ssize_t)length;
}

int pysock_setsockopt(struct pysock *s, int level, int optname, int value, struct pysock_error *e)
{
	return pysock_setsockopt_bytes(s, level, optname, &value, sizeof value, e);
}

int pysock_setsockopt_bytes(struct pysock *s, int level, int optname, const void *value,
	size_t length, struct pysock_error *e)
{
	if (length > INT_MAX)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "socket option is larger than %i bytes", INT_MAX);
	if (pys_sys_setsockopt(s->fd, level, optname, value, (socklen_t)length) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}

int pysock_setsockopt_null(
	struct pysock *s, int level, int optname, socklen_t length, struct pysock_error *e)
{
	if (pys_sys_setsockopt(s->fd, level, optname, NULL, length) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}
