#include "lab_door.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int plumb_lab_door(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

/* Room for one descriptor beside a message. */
union control {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int))];
};

/* Sends the bytes, and the descriptor unless it is -1. */
static int send_with(int fd, void *bytes, size_t size, int passed)
{
	struct iovec part = {.iov_base = bytes, .iov_len = size};
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

/* *passed is the descriptor that came along, or -1. What recvmsg() returned. */
static ssize_t receive_with(int fd, void *bytes, size_t size, int *passed)
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
	if (header && header->cmsg_type == SCM_RIGHTS) {
		memcpy(passed, CMSG_DATA(header), sizeof(*passed));
	}
	return got;
}

int plumb_lab_take(int door_fd, struct plumb_lab_request *request)
{
	ssize_t got = receive_with(door_fd, request, sizeof(*request), &request->answer_fd);

	return got > 0 ? 1 : (int)got;
}

void plumb_lab_answer(const struct plumb_lab_request *request, int fd, int error)
{
	send_with(request->answer_fd, &error, sizeof(error), fd);
}

/* The descriptor, or -1 with errno; 0 there where none was to come. */
static int receive_answer(int fd)
{
	int error = 0;
	int passed = -1;
	ssize_t got = receive_with(fd, &error, sizeof(error), &passed);

	errno = got == (ssize_t)sizeof(error) ? error : EPIPE;
	return passed;
}

/* As receive_answer(), to that request. */
static int ask(int door_fd, struct plumb_lab_request *request)
{
	int ways[2];
	int fd = -1;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ways) != 0) {
		return -1;
	}
	int sent = send_with(door_fd, request, sizeof(*request), ways[1]);
	close(ways[1]);
	if (sent == 0) {
		fd = receive_answer(ways[0]);
	} else {
		errno = EPIPE;
	}
	int error = errno;
	close(ways[0]);
	errno = error;
	return fd;
}

int plumb_lab_socket(int door_fd, enum plumb_lab_host host, int family, int type)
{
	struct plumb_lab_request request = {
		.wish = PLUMB_LAB_WISH_SOCKET, .host = host, .family = family, .type = type};

	return ask(door_fd, &request);
}

int plumb_lab_set_wire(int door_fd, enum plumb_lab_wire wire)
{
	struct plumb_lab_request request = {.wish = PLUMB_LAB_WISH_WIRE, .wire = wire};

	ask(door_fd, &request);
	return errno == 0 ? 0 : -1;
}
