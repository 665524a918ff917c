/* The system layer over POSIX and the C library. */
#include "sys.h"

#ifndef _WIN32

#include "pysock_module.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <time.h>

/* --- descriptors ------------------------------------------------------------------------------ */

int pys_sys_socket(int family, int type, int proto)
{
	return socket(family, type | SOCK_CLOEXEC, proto);
}

int pys_sys_socketpair(int family, int type, int proto, int fds[2])
{
	return socketpair(family, type | SOCK_CLOEXEC, proto, fds);
}

int pys_sys_accept(int fd, struct pys_sockaddr *peer)
{
	if (peer == NULL)
		return accept4(fd, NULL, NULL, SOCK_CLOEXEC);
	peer->length = sizeof peer->storage;
	return accept4(fd, &peer->header, &peer->length, SOCK_CLOEXEC);
}

int pys_sys_dup(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}

int pys_sys_set_nonblocking(int fd, bool nonblocking)
{
	int on = nonblocking;

	/* One call, where F_GETFL and F_SETFL are two. */
	return ioctl(fd, FIONBIO, &on);
}

int pys_sys_get_inheritable(int fd, bool *inheritable)
{
	int flags = fcntl(fd, F_GETFD);

	if (flags < 0)
		return -1;
	*inheritable = (flags & FD_CLOEXEC) == 0;
	return 0;
}

int pys_sys_set_inheritable(int fd, bool inheritable)
{
	int flags = fcntl(fd, F_GETFD);

	if (flags < 0)
		return -1;
	return fcntl(fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC);
}

int pys_sys_close(int fd)
{
	return close(fd);
}

void pys_sys_discard(int fd)
{
	int saved = errno;

	(void)close(fd);
	errno = saved;
}

int pys_sys_describe(int fd, int *family, int *type, int *proto)
{
	struct pys_sockaddr own;
	socklen_t length = sizeof(int);

	/* Linux gives no name to the operations of AF_ALG, which are sockets all the same. */
	if (pys_sys_getsockname(fd, &own) < 0 &&
		(*family == PYSOCK_DETECT || errno == EBADF || errno == ENOTSOCK))
		return -1;
	if (*family == PYSOCK_DETECT)
		*family = own.header.sa_family;
	if (*type == PYSOCK_DETECT && getsockopt(fd, SOL_SOCKET, SO_TYPE, type, &length) < 0)
		return -1;
	length = sizeof(int);
#ifdef SO_PROTOCOL
	if (*proto == PYSOCK_DETECT && getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, proto, &length) < 0)
		return -1;
#else
	if (*proto == PYSOCK_DETECT)
		*proto = 0;
#endif
	return 0;
}

/* --- calls as they are ------------------------------------------------------------------------ */

int pys_sys_bind(int fd, const struct pys_sockaddr *address)
{
	return bind(fd, &address->header, address->length);
}

int pys_sys_connect(int fd, const struct pys_sockaddr *address)
{
	return connect(fd, &address->header, address->length);
}

int pys_sys_listen(int fd, int backlog)
{
	return listen(fd, backlog);
}

int pys_sys_shutdown(int fd, int how)
{
	return shutdown(fd, how);
}

int pys_sys_getpeername(int fd, struct pys_sockaddr *address)
{
	address->length = sizeof address->storage;
	return getpeername(fd, &address->header, &address->length);
}

int pys_sys_getsockname(int fd, struct pys_sockaddr *address)
{
	address->length = sizeof address->storage;
	return getsockname(fd, &address->header, &address->length);
}

int pys_sys_getsockopt(int fd, int level, int name, void *value, socklen_t *length)
{
	return getsockopt(fd, level, name, value, length);
}

int pys_sys_setsockopt(int fd, int level, int name, const void *value, socklen_t length)
{
	return setsockopt(fd, level, name, value, length);
}

/* --- transfer --------------------------------------------------------------------------------- */

/* Whether a send failed because its family, which raises no SIGPIPE, has no MSG_NOSIGNAL: AF_RDS.
 */
static bool lacks_nosignal(int fd)
{
	bool lacks = false;
#if defined(AF_RDS) && defined(SO_DOMAIN)
	int family;
	socklen_t length = sizeof family;

	if (errno == EOPNOTSUPP) {
		lacks = getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &length) == 0 &&
			family == AF_RDS;
		errno = EOPNOTSUPP;
	}
#else
	(void)fd;
#endif
	return lacks;
}

ssize_t pys_sys_send_otherwise(int fd, const void *bytes, size_t size, int flags)
{
	return lacks_nosignal(fd) ? send(fd, bytes, size, flags) : -1;
}

ssize_t pys_sys_sendto(
	int fd, const void *bytes, size_t size, int flags, const struct pys_sockaddr *address)
{
	ssize_t sent =
		sendto(fd, bytes, size, flags | MSG_NOSIGNAL, &address->header, address->length);

	if (sent < 0 && lacks_nosignal(fd))
		sent = sendto(fd, bytes, size, flags, &address->header, address->length);
	return sent;
}

ssize_t pys_sys_recvfrom(int fd, void *bytes, size_t size, int flags, struct pys_sockaddr *address)
{
	address->length = sizeof address->storage;
	return recvfrom(fd, bytes, size, flags, &address->header, &address->length);
}

ssize_t pys_sys_read(int fd, void *bytes, size_t size)
{
	return read(fd, bytes, size);
}

/* sendfile(2), which has no MSG_NOSIGNAL: SIGPIPE is held back, and taken away where it came. */
ssize_t pys_sys_sendfile(int to, int from, int64_t offset, size_t size)
{
	static const struct timespec at_once;
	sigset_t pipe, before, pending;
	off_t start = (off_t)offset;
	ssize_t sent;
	int saved;

	(void)sigemptyset(&pipe);
	(void)sigaddset(&pipe, SIGPIPE);
	(void)pthread_sigmask(SIG_BLOCK, &pipe, &before);
	(void)sigpending(&pending);
	sent = sendfile(to, from, &start, size);
	saved = errno;
	if (sent < 0 && saved == EPIPE && sigismember(&pending, SIGPIPE) == 0)
		(void)sigtimedwait(&pipe, NULL, &at_once);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = saved;
	return sent;
}

ssize_t pys_sys_sendmsg(int fd, const struct msghdr *message, int flags)
{
	ssize_t sent = sendmsg(fd, message, flags | MSG_NOSIGNAL);

	if (sent < 0 && lacks_nosignal(fd))
		sent = sendmsg(fd, message, flags);
	return sent;
}

/* Descriptors come in ancillary data alone, and never with a packet: AF_PACKET refuses a flag that
   it does not know. */
static bool may_bring_descriptors(int family, const struct msghdr *message)
{
#ifdef AF_PACKET
	if (family == AF_PACKET)
		return false;
#else
	(void)family;
#endif
	return message->msg_controllen > 0;
}

ssize_t pys_sys_recvmsg(int fd, int family, struct msghdr *message, int flags)
{
	return recvmsg(fd, message,
		may_bring_descriptors(family, message) ? flags | MSG_CMSG_CLOEXEC : flags);
}

/* --- waiting ---------------------------------------------------------------------------------- */

static const int64_t ns_per_s = 1000000000;

int64_t pys_sys_now_ns(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * ns_per_s + now.tv_nsec;
}

/* At most 68 years at once, since a time_t may have 32 bits; after them there is more to wait for.
 */
static struct timespec span_of(int64_t span_ns)
{
	int64_t span_s = span_ns / ns_per_s;

	return (struct timespec){
		.tv_sec = (time_t)(span_s < INT32_MAX ? span_s : INT32_MAX),
		.tv_nsec = (long)(span_ns % ns_per_s),
	};
}

/* Not poll(), whose milliseconds are too coarse, and an int of them too short. */
int pys_sys_poll(int fd, short events, int64_t timeout_ns)
{
	struct pollfd polled = {.fd = fd, .events = events};
	struct timespec span = span_of(timeout_ns);

	return ppoll(&polled, 1, timeout_ns < 0 ? NULL : &span, NULL);
}

int pys_sys_pause(int64_t pause_ns)
{
	struct timespec span = span_of(pause_ns);

	return nanosleep(&span, NULL);
}

/* --- texts ------------------------------------------------------------------------------------ */

const char *pys_sys_error_text(int code, char *buffer, size_t size)
{
#ifdef __GLIBC__
	/* The GNU form returns the text, and uses the buffer only for a text that it makes. */
	return strerror_r(code, buffer, size);
#else
	(void)strerror_r(code, buffer, size);
	return buffer;
#endif
}

const char *pys_sys_gai_text(int code)
{
	return gai_strerror(code);
}

const char *pys_sys_herror_text(int code)
{
	return hstrerror(code);
}

/* --- names ------------------------------------------------------------------------------------ */

int pys_sys_gethostname(char *name, size_t size)
{
	return gethostname(name, size);
}

int pys_sys_sethostname(const char *name, size_t size)
{
	return sethostname(name, size);
}

bool pys_sys_inet_aton(const char *text, struct in_addr *address)
{
	return inet_aton(text, address) != 0;
}

int pys_sys_inet_ntop(int family, const void *bytes, char *text, size_t size)
{
	return inet_ntop(family, bytes, text, (socklen_t)size) != NULL ? 0 : -1;
}

int pys_sys_inet_pton(int family, const char *text, void *bytes)
{
	return inet_pton(family, text, bytes);
}

int pys_sys_gethostbyname(const char *name, const struct pys_scratch *scratch,
	struct hostent *entry, struct hostent **found, int *h_code)
{
	return gethostbyname_r(name, entry, scratch->bytes, scratch->size, found, h_code);
}

int pys_sys_gethostbyaddr(const void *bytes, socklen_t length, int family,
	const struct pys_scratch *scratch, struct hostent *entry, struct hostent **found,
	int *h_code)
{
	return gethostbyaddr_r(
		bytes, length, family, entry, scratch->bytes, scratch->size, found, h_code);
}

int pys_sys_getprotobyname(const char *name, const struct pys_scratch *scratch,
	struct protoent *entry, struct protoent **found)
{
#ifdef __GLIBC__
	return getprotobyname_r(name, entry, scratch->bytes, scratch->size, found);
#else
	/* musl has no other form; its table is constant, and only the entry is shared. */
	(void)scratch, (void)entry;
	*found = getprotobyname(name);
	return 0;
#endif
}

int pys_sys_getservbyname(const char *name, const char *protocol, const struct pys_scratch *scratch,
	struct servent *entry, struct servent **found)
{
	return getservbyname_r(name, protocol, entry, scratch->bytes, scratch->size, found);
}

int pys_sys_getservbyport(int port, const char *protocol, const struct pys_scratch *scratch,
	struct servent *entry, struct servent **found)
{
	return getservbyport_r(port, protocol, entry, scratch->bytes, scratch->size, found);
}

int pys_sys_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **found)
{
	return getaddrinfo(host, service, hints, found);
}

int pys_sys_getnameinfo(const struct sockaddr *address, socklen_t length, char *host,
	size_t host_size, char *service, size_t service_size, int flags)
{
	return getnameinfo(address, length, host, (socklen_t)host_size, service,
		(socklen_t)service_size, flags);
}

/* --- interfaces ------------------------------------------------------------------------------- */

struct if_nameindex *pys_sys_if_nameindex(void)
{
	return if_nameindex();
}

void pys_sys_if_freenameindex(struct if_nameindex *list)
{
	if_freenameindex(list);
}

unsigned pys_sys_if_nametoindex(const char *name)
{
	return if_nametoindex(name);
}

bool pys_sys_if_indextoname(unsigned index, char name[IF_NAMESIZE])
{
	return if_indextoname(index, name) != NULL;
}

#endif
