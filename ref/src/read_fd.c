#include "pys.h"

ssize_t pysock_read_fd(pysock_fd fd, void *bytes, size_t size, struct pysock_error *e)
{
	ssize_t got;

	do
		got = pys_sys_read(fd, bytes, size);
	while (got < 0 && errno == PYS_INTERRUPTED && !pysock_is_interrupted());
	return got < 0 ? pysock_raise_errno(e, errno) : got;
}
