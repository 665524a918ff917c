#include "pys.h"

#ifdef PYSOCK_HAS_MESSAGES

ssize_t pysock_recvmsg_into(struct pysock *s, const struct iovec *buffers, size_t count,
	struct pysock_control *control, int flags, int *msg_flags, struct pysock_address *address,
	struct pysock_error *e)
{
	struct pys_sockaddr packed = {.length = sizeof packed.storage};
	struct msghdr message = {.msg_name = &packed.storage, .msg_namelen = packed.length};
	int64_t deadline_ns = 0;
	ssize_t received;

	pys_set_buffers(&message, buffers, count);
	pys_control_offer(control, &message);
	while ((received = pys_sys_recvmsg(s->fd, s->family, &message, flags)) < 0)
		if (pys_retry(s, POLLIN, &deadline_ns, e) < 0)
			return -1;
	pys_control_take(control, &message);
	packed.length = message.msg_namelen;
	if (address != NULL && pys_unpack(s, &packed, address, e) < 0) {
		if (control != NULL)
			pysock_control_discard(control);
		return -1;
	}
	/* The system also returns MSG_CMSG_CLOEXEC if it was passed in. */
	if (msg_flags != NULL)
		*msg_flags = (flags & MSG_CMSG_CLOEXEC) != 0
				     ? message.msg_flags
				     : message.msg_flags & ~MSG_CMSG_CLOEXEC;
	return received;
}

ssize_t pysock_recvmsg(struct pysock *s, void *bytes, size_t bufsize,
	struct pysock_control *control, int flags, int *msg_flags, struct pysock_address *address,
	struct pysock_error *e)
{
	struct iovec buffer = {.iov_base = bytes, .iov_len = bufsize};
	ssize_t received;

	if (bufsize > PTRDIFF_MAX)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
	received = pysock_recvmsg_into(s, &buffer, 1, control, flags, msg_flags, address, e);
	/* With MSG_TRUNC the count may exceed the buffer. */
	return received > (ssize_t)bufsize ? (ssize_t)bufsize : received;
}

#endif
