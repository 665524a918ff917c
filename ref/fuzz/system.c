/*
 * The system that the fuzzed door has: sockets are real, but nothing goes out of them or comes in,
 * no name is looked up, and what a call gives is decided by the input, within what a kernel may
 * give. Linked by --wrap. Where the input is at its end every call fails, so that no loop goes on.
 */
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Descriptors below are the fuzzer's own, which no close() or read() of a number may reach. */
enum { FIRST_FD = 64 };

static size_t choose(size_t below)
{
	return bytes_for_system ? bytes_below(bytes_for_system, below) : 0;
}

/* Fails, in one of four cases and at the end of the input. */
static bool fails(void)
{
	static const int errors[] = {EIO, EINTR, EAGAIN, EINPROGRESS, ECONNREFUSED, EPIPE, ENOMEM,
		EMFILE, EINVAL, EPERM, ECONNRESET, ENOTCONN, EISCONN, EALREADY, EBADF, ETIMEDOUT};

	if (choose(4) != 0)
		return false;
	errno = errors[choose(sizeof(errors) / sizeof(*errors))];
	return true;
}

static bool is_own(int fd)
{
	if (fd < FIRST_FD)
		errno = EBADF;
	return fd < FIRST_FD;
}

__attribute__((constructor)) static void fill_low_descriptors(void)
{
	int fd;

	while ((fd = open("/dev/null", O_RDWR | O_CLOEXEC)) >= 0 && fd < FIRST_FD) {
	}
	close(fd);
}

/* A count that such a call may give. */
static ssize_t some_of(size_t size)
{
	size_t some = choose(3) == 0 ? size : choose(256);

	return (ssize_t)(some < size ? some : size);
}

static void fill(void *data, size_t size)
{
	memset(data, (int)choose(256), size);
}

/* An address as a kernel gives one: cut off where there is no room, its length whole. */
static void give_address(struct sockaddr *address, socklen_t *length)
{
	static const sa_family_t families[] = {
		AF_INET, AF_INET6, AF_UNIX, AF_NETLINK, AF_PACKET, AF_TIPC, AF_UNSPEC, 77};
	static const socklen_t sizes[] = {16, 28, 110, 12, 20, 16, 0, 2};
	struct sockaddr_storage whole;
	size_t choice = choose(sizeof(families) / sizeof(*families));

	if (!address || !length)
		return;
	fill(&whole, sizeof(whole));
	whole.ss_family = families[choice];
	socklen_t size = families[choice] == AF_UNIX ? (socklen_t)(2 + choose(109)) : sizes[choice];
	memcpy(address, &whole, size < *length ? size : *length);
	*length = size;
}

#define WRAP(result, name, ...)                                                                    \
	result __real_##name(__VA_ARGS__);                                                         \
	result __wrap_##name(__VA_ARGS__);                                                         \
	result __wrap_##name(__VA_ARGS__)

WRAP(int, socket, int family, int type, int proto)
{
	return fails() ? -1 : __real_socket(family, type, proto);
}

WRAP(int, socketpair, int family, int type, int proto, int ends[2])
{
	return fails() ? -1 : __real_socketpair(family, type, proto, ends);
}

WRAP(int, accept4, int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	if (is_own(fd) || fails())
		return -1;
	give_address(address, length);
	return __real_socket(AF_UNIX, SOCK_STREAM | (flags & (SOCK_CLOEXEC | SOCK_NONBLOCK)), 0);
}

WRAP(int, bind, int fd, const struct sockaddr *address, socklen_t length)
{
	(void)address;
	(void)length;
	return is_own(fd) || fails() ? -1 : 0;
}

WRAP(int, connect, int fd, const struct sockaddr *address, socklen_t length)
{
	(void)address;
	(void)length;
	return is_own(fd) || fails() ? -1 : 0;
}

WRAP(int, listen, int fd, int backlog)
{
	(void)backlog;
	return is_own(fd) || fails() ? -1 : 0;
}

WRAP(int, shutdown, int fd, int how)
{
	(void)how;
	return is_own(fd) || fails() ? -1 : 0;
}

WRAP(int, getsockname, int fd, struct sockaddr *address, socklen_t *length)
{
	if (is_own(fd) || fails())
		return -1;
	give_address(address, length);
	return 0;
}

WRAP(int, getpeername, int fd, struct sockaddr *address, socklen_t *length)
{
	return __wrap_getsockname(fd, address, length);
}

WRAP(ssize_t, send, int fd, const void *data, size_t size, int flags)
{
	(void)data;
	(void)flags;
	return is_own(fd) || fails() ? -1 : some_of(size);
}

WRAP(ssize_t, sendto, int fd, const void *data, size_t size, int flags,
	const struct sockaddr *address, socklen_t length)
{
	(void)address;
	(void)length;
	return __wrap_send(fd, data, size, flags);
}

static size_t size_of(const struct msghdr *message)
{
	size_t size = 0;

	for (size_t i = 0; i < message->msg_iovlen; i++)
		size += message->msg_iov[i].iov_len;
	return size;
}

WRAP(ssize_t, sendmsg, int fd, const struct msghdr *message, int flags)
{
	return __wrap_send(fd, NULL, size_of(message), flags);
}

WRAP(ssize_t, recv, int fd, void *data, size_t size, int flags)
{
	(void)flags;
	if (is_own(fd) || fails())
		return -1;
	ssize_t some = some_of(size);
	fill(data, (size_t)some);
	return some;
}

WRAP(ssize_t, recvfrom, int fd, void *data, size_t size, int flags, struct sockaddr *address,
	socklen_t *length)
{
	ssize_t some = __wrap_recv(fd, data, size, flags);

	if (some >= 0)
		give_address(address, length);
	return some;
}

/* One item of ancillary data: descriptors, or bytes of another kind. */
static void give_control(struct msghdr *message)
{
	size_t count = choose(4), room = message->msg_controllen;
	struct cmsghdr *item = CMSG_FIRSTHDR(message);

	if (!item || room < CMSG_LEN(count * sizeof(int)) || count == 0) {
		message->msg_controllen = 0;
		return;
	}
	bool descriptors = choose(2) == 0;
	item->cmsg_level = SOL_SOCKET;
	item->cmsg_type = descriptors ? SCM_RIGHTS : (int)choose(5);
	item->cmsg_len = CMSG_LEN(count * sizeof(int));
	for (size_t i = 0; i < count; i++) {
		int fd = item->cmsg_type == SCM_RIGHTS ? open("/dev/null", O_RDWR | O_CLOEXEC) : 7;
		memcpy(CMSG_DATA(item) + i * sizeof(fd), &fd, sizeof(fd));
	}
	message->msg_controllen = item->cmsg_len;
}

WRAP(ssize_t, recvmsg, int fd, struct msghdr *message, int flags)
{
	(void)flags;
	if (is_own(fd) || fails())
		return -1;
	ssize_t some = some_of(size_of(message)), rest = some;
	for (size_t i = 0; i < message->msg_iovlen && rest > 0; i++) {
		size_t part = message->msg_iov[i].iov_len;
		part = part < (size_t)rest ? part : (size_t)rest;
		fill(message->msg_iov[i].iov_base, part);
		rest -= (ssize_t)part;
	}
	give_address(message->msg_name, &message->msg_namelen);
	give_control(message);
	message->msg_flags = choose(4) == 0 ? MSG_CTRUNC | MSG_TRUNC : 0;
	return some;
}

WRAP(ssize_t, read, int fd, void *data, size_t size)
{
	return __wrap_recv(fd, data, size, 0);
}

WRAP(int, ppoll, struct pollfd *fds, nfds_t count, const struct timespec *timeout,
	const sigset_t *mask)
{
	(void)timeout;
	(void)mask;
	if (fails())
		return -1;
	for (nfds_t i = 0; i < count; i++)
		fds[i].revents = (short)(choose(4) == 0 ? POLLERR | POLLHUP : fds[i].events);
	return (int)count;
}

WRAP(int, close, int fd)
{
	return is_own(fd) ? -1 : __real_close(fd);
}

int __real_fcntl(int fd, int command, long argument);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...)
{
	va_list arguments;

	va_start(arguments, command);
	long argument = va_arg(arguments, long);
	va_end(arguments);
	return is_own(fd) ? -1 : __real_fcntl(fd, command, argument);
}

WRAP(int, sethostname, const char *name, size_t length)
{
	(void)name;
	(void)length;
	errno = EPERM;
	return -1;
}

/* Nothing is looked up: numbers alone have answers. */
WRAP(int, getaddrinfo, const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **answer)
{
	struct addrinfo numeric = hints ? *hints : (struct addrinfo){0};

	numeric.ai_flags |= AI_NUMERICHOST | AI_NUMERICSERV;
	return fails() ? EAI_AGAIN : __real_getaddrinfo(host, service, &numeric, answer);
}

WRAP(int, getnameinfo, const struct sockaddr *address, socklen_t length, char *host,
	socklen_t host_size, char *service, socklen_t service_size, int flags)
{
	return fails() ? EAI_SYSTEM
		       : __real_getnameinfo(address, length, host, host_size, service, service_size,
				 flags | NI_NUMERICHOST | NI_NUMERICSERV);
}

WRAP(int, gethostbyname_r, const char *name, struct hostent *entry, char *buffer, size_t size,
	struct hostent **answer, int *error)
{
	(void)name;
	(void)entry;
	(void)buffer;
	(void)size;
	*answer = NULL;
	*error = choose(2) == 0 ? HOST_NOT_FOUND : TRY_AGAIN;
	return 0;
}

WRAP(int, gethostbyaddr_r, const void *address, socklen_t length, int family, struct hostent *entry,
	char *buffer, size_t size, struct hostent **answer, int *error)
{
	(void)address;
	(void)length;
	(void)family;
	return __wrap_gethostbyname_r(NULL, entry, buffer, size, answer, error);
}
