#include "pys.h"

ssize_t pysock_read_fd(pysock_fd fd, void *bytes, size_t size, struct pysock_error *e)
{
	ssize_t got;

	do
		got = pys_sys_read(fd, bytes, size);
	while (got < 0 && errno == PYS_INTERRUPTED && !pysock_is_interrupted());
	return got < 0 ? pysock_raise_errno(e, errno) : got;
}

#ifdef PYSOCK_HAS_WRITE_FD

int pysock_write_fd(pysock_fd fd, const void *bytes, size_t size, struct pysock_error *e)
{
	const char *next = bytes;
	ssize_t sent;

	for (; size > 0; next += sent, size -= (size_t)sent) {
		sent = pys_sys_send(fd, next, size, 0);
		if (sent < 0)
			return pysock_raise_errno(e, errno);
	}
	return 0;
}

#endif
