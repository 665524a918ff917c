#include "passing.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* Room for one descriptor beside a message. */
union control {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int))];
};

int plumb_passing_send(int fd, const void *bytes, size_t size, int passed)
{
	struct iovec part = {.iov_base = (void *)bytes, .iov_len = size};
	union control control = {.bytes = {0}};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	if (passed >= 0) {
		message.msg_control = control.bytes;
		message.msg_controllen = sizeof(control.bytes);
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(sizeof(passed));
		memcpy(CMSG_DATA(&control.header), &passed, sizeof(passed));
	}
	return sendmsg(fd, &message, MSG_NOSIGNAL) < 0 ? -1 : 0;
}

ssize_t plumb_passing_receive(int fd, void *bytes, size_t size, int *passed)
{
	struct iovec part = {.iov_base = bytes, .iov_len = size};
	union control control = {.bytes = {0}};
	struct msghdr message = {.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes)};
	ssize_t got = 0;

	do {
		got = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	const struct cmsghdr *header = got < 0 ? NULL : CMSG_FIRSTHDR(&message);
	*passed = -1;
	if (header && header->cmsg_type == SCM_RIGHTS)
		memcpy(passed, CMSG_DATA(header), sizeof(*passed));
	return got;
}
