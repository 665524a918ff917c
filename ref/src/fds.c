/* Sending and receiving descriptors. */
#include "pys.h"

#ifdef PYSOCK_HAS_MESSAGES

#include <limits.h>
#include <string.h>

ssize_t pysock_send_fds(struct pysock *s, const struct iovec *buffers, size_t count, const int *fds,
	size_t fd_count, int flags, const struct pysock_address *address, struct pysock_error *e)
{
	struct pysock_ancillary rights = {
		.level = SOL_SOCKET,
		.type = SCM_RIGHTS,
		.data = fds,
		.length = fd_count < INT_MAX ? fd_count * sizeof *fds : INT_MAX,
	};

	return pysock_sendmsg(s, buffers, count, &rights, 1, flags, address, e);
}

/* The buffer has room for maxfds of them, and no padding in which another one could come. */
static size_t take_fds(struct pysock_control *control, int *fds)
{
	struct pysock_ancillary item;
	size_t count = 0;

	while (pysock_control_next(control, &item)) {
		size_t here = item.length / sizeof *fds;

		if (item.level != SOL_SOCKET || item.type != SCM_RIGHTS || here == 0)
			continue;
		memcpy(fds + count, item.data, here * sizeof *fds);
		count += here;
	}
	return count;
}

ssize_t pysock_recv_fds(struct pysock *s, void *bytes, size_t bufsize, int *fds, size_t maxfds,
	size_t *fd_count, int flags, int *msg_flags, struct pysock_address *address,
	struct pysock_error *e)
{
	struct pysock_control *control;
	ssize_t received;
	size_t size;

	if (pysock_CMSG_LEN(
		    maxfds < INT_MAX ? (long long)(maxfds * sizeof *fds) : INT_MAX, &size, e) < 0 ||
		pysock_control_new(size, &control, e) < 0)
		return -1;
	received = pysock_recvmsg(s, bytes, bufsize, control, flags, msg_flags, address, e);
	if (received >= 0)
		*fd_count = take_fds(control, fds);
	pysock_control_free(control);
	return received;
}

#endif
