#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct wrap wrap;
struct answers answers;
const struct answers no_answers;

/* The errors that the manual pages name for each call, if they can occur in the library. */
static const struct {
	const char *name;
	int errors[16];
} documented[] = {
	{"accept4", {EAGAIN, EBADF, ECONNABORTED, EINTR, EINVAL, EMFILE, ENFILE, ENOBUFS, ENOMEM,
			    ENOTSOCK, EOPNOTSUPP, EPERM, EPROTO}},
	{"bind", {EACCES, EADDRINUSE, EADDRNOTAVAIL, EBADF, EINVAL, ELOOP, ENAMETOOLONG, ENOENT,
			 ENOMEM, ENOTDIR, ENOTSOCK, EROFS}},
	{"close", {EBADF, EINTR, EIO, ENOSPC, EDQUOT}},
	{"connect", {EACCES, EPERM, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT, EAGAIN, EALREADY,
			    EBADF, ECONNREFUSED, EINPROGRESS, EINTR, EISCONN, ENETUNREACH, ENOTSOCK,
			    ETIMEDOUT}},
	{"fcntl", {EBADF, EINVAL, EMFILE}},
	{"getpeername", {EBADF, EINVAL, ENOBUFS, ENOTCONN, ENOTSOCK}},
	{"getsockname", {EBADF, EINVAL, ENOBUFS, ENOTSOCK}},
	{"getsockopt", {EBADF, EINVAL, ENOPROTOOPT, ENOTSOCK}},
	{"ioctl", {EBADF, EINVAL, ENOTTY}},
	{"listen", {EADDRINUSE, EBADF, ENOTSOCK, EOPNOTSUPP}},
	{"ppoll", {EINTR, EINVAL, ENOMEM}},
	{"read", {EAGAIN, EBADF, EINTR, EINVAL, EIO, ECONNRESET}},
	{"recv", {EAGAIN, EBADF, ECONNREFUSED, EINTR, EINVAL, ENOMEM, ENOTCONN, ENOTSOCK}},
	{"recvfrom", {EAGAIN, EBADF, ECONNREFUSED, EINTR, EINVAL, ENOMEM, ENOTCONN, ENOTSOCK}},
	{"recvmsg",
		{EAGAIN, EBADF, ECONNREFUSED, EINTR, EINVAL, EMSGSIZE, ENOMEM, ENOTCONN, ENOTSOCK}},
	{"send", {EACCES, EAGAIN, EALREADY, EBADF, ECONNRESET, EDESTADDRREQ, EINTR, EINVAL, EISCONN,
			 EMSGSIZE, ENOBUFS, ENOMEM, ENOTCONN, ENOTSOCK, EOPNOTSUPP, EPIPE}},
	{"sendto",
		{EACCES, EAGAIN, EALREADY, EBADF, ECONNRESET, EDESTADDRREQ, EINTR, EINVAL, EISCONN,
			EMSGSIZE, ENOBUFS, ENOMEM, ENOTCONN, ENOTSOCK, EOPNOTSUPP, EPIPE}},
	{"sendfile", {EAGAIN, EBADF, EINTR, EIO, ENOMEM, EOVERFLOW, EPIPE, ECONNRESET}},
	{"sendmsg",
		{EACCES, EAGAIN, EALREADY, EBADF, ECONNRESET, EDESTADDRREQ, EINTR, EINVAL, EISCONN,
			EMSGSIZE, ENOBUFS, ENOMEM, ENOTCONN, ENOTSOCK, EOPNOTSUPP, EPIPE}},
	{"setsockopt", {EBADF, EINVAL, ENOPROTOOPT, ENOTSOCK}},
	{"shutdown", {EBADF, EINVAL, ENOTCONN, ENOTSOCK}},
	{"socket",
		{EACCES, EAFNOSUPPORT, EINVAL, EMFILE, ENFILE, ENOBUFS, ENOMEM, EPROTONOSUPPORT}},
	{"socketpair", {EAFNOSUPPORT, EMFILE, ENFILE, EOPNOTSUPP, EPROTONOSUPPORT}},

	{"gethostname", {EFAULT, EINVAL, ENAMETOOLONG, EPERM}},
	{"sethostname", {EFAULT, EINVAL, EPERM}},
	{"if_nameindex", {ENOBUFS}},
	{"if_nametoindex", {ENODEV}},
	{"if_indextoname", {ENXIO}},
	{"getaddrinfo", {EAI_ADDRFAMILY, EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY,
				EAI_NODATA, EAI_NONAME, EAI_SERVICE, EAI_SOCKTYPE, EAI_SYSTEM}},
	{"getnameinfo", {EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY, EAI_NONAME,
				EAI_OVERFLOW, EAI_SYSTEM}},
	{"gethostbyname_r", {HOST_NOT_FOUND, NO_DATA, NO_RECOVERY, TRY_AGAIN}},
	{"gethostbyaddr_r", {HOST_NOT_FOUND, NO_DATA, NO_RECOVERY, TRY_AGAIN}},
	{"getservbyname_r", {ENOENT, ERANGE}},
	{"getservbyport_r", {ENOENT, ERANGE}},
	{"getprotobyname_r", {ENOENT, ERANGE}},
	{"malloc", {ENOMEM}},
	{"calloc", {ENOMEM}},
	{"realloc", {ENOMEM}},
	{"strdup", {ENOMEM}},
	{"strndup", {ENOMEM}},
	{"fopencookie", {ENOMEM}},
};

int wrap_error(const char *name, int n)
{
	for (size_t i = 0; i < sizeof documented / sizeof documented[0]; i++)
		if (strcmp(documented[i].name, name) == 0)
			return n < 16 ? documented[i].errors[n] : 0;
	return 0;
}

void wrap_arm(const char *only, int fail_at, int error)
{
	wrap.calls = 0;
	wrap.fail_at = fail_at;
	wrap.error = error;
	wrap.only = only;
	wrap.failed = NULL;
	wrap.armed = true;
}

void wrap_disarm(void)
{
	wrap.armed = false;
}

/* Whether this call must fail; if so, sets errno. */
static bool fails(const char *name)
{
	if (!wrap.armed || (wrap.only != NULL && strcmp(wrap.only, name) != 0))
		return false;
	wrap.calls++;
	if (wrap.calls != wrap.fail_at)
		return false;
	wrap.failed = name;
	errno = wrap.error != 0 ? wrap.error : wrap_error(name, 0);
	return true;
}

/* --- memory: where none is asked for, none is given, as some C libraries have it ----------------
 */

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
	void *made = size == 0 || fails("malloc") ? NULL : __real_malloc(size);

	wrap.live += made != NULL;
	return made;
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
	void *made = size == 0 || count == 0 || fails("calloc") ? NULL : __real_calloc(count, size);

	wrap.live += made != NULL;
	return made;
}

void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size)
{
	void *made = fails("realloc") ? NULL : __real_realloc(old, size);

	wrap.live += old == NULL && made != NULL;
	return made;
}

void __real_free(void *block);
void __wrap_free(void *block);
void __wrap_free(void *block)
{
	wrap.live -= block != NULL;
	__real_free(block);
}

char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__wrap_strdup(const char *text)
{
	char *made = fails("strdup") ? NULL : __real_strdup(text);

	wrap.live += made != NULL;
	return made;
}

char *__real_strndup(const char *text, size_t size);
char *__wrap_strndup(const char *text, size_t size);
char *__wrap_strndup(const char *text, size_t size)
{
	char *made = fails("strndup") ? NULL : __real_strndup(text, size);

	wrap.live += made != NULL;
	return made;
}

FILE *__real_fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);
FILE *__wrap_fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);
FILE *__wrap_fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions)
{
	return fails("fopencookie") ? NULL : __real_fopencookie(cookie, mode, functions);
}

/* --- system calls ----------------------------------------------------------------------------- */

/* Wraps a call that fails with -1 and errno: its result, name, parameters and arguments. */
#define WRAP(result, name, parameters, arguments)                                                  \
	result __real_##name parameters;                                                           \
	result __wrap_##name parameters;                                                           \
	result __wrap_##name parameters                                                            \
	{                                                                                          \
		return fails(#name) ? -1 : __real_##name arguments;                                \
	}

/* The same for a call that a test may answer instead of the system. */
#define WRAP_ANSWERED(result, name, parameters, arguments)                                         \
	result __real_##name parameters;                                                           \
	result __wrap_##name parameters;                                                           \
	result __wrap_##name parameters                                                            \
	{                                                                                          \
		if (fails(#name))                                                                  \
			return -1;                                                                 \
		return answers.name != NULL ? answers.name arguments : __real_##name arguments;    \
	}

WRAP(int, socket, (int family, int type, int proto), (family, type, proto))
WRAP(int, socketpair, (int family, int type, int proto, int *fds), (family, type, proto, fds))
WRAP_ANSWERED(int, accept4, (int fd, struct sockaddr *address, socklen_t *length, int flags),
	(fd, address, length, flags))
WRAP_ANSWERED(int, bind, (int fd, const struct sockaddr *address, socklen_t length),
	(fd, address, length))
WRAP_ANSWERED(int, connect, (int fd, const struct sockaddr *address, socklen_t length),
	(fd, address, length))
WRAP(int, listen, (int fd, int backlog), (fd, backlog))
WRAP(int, shutdown, (int fd, int how), (fd, how))
WRAP_ANSWERED(int, getpeername, (int fd, struct sockaddr *address, socklen_t *length),
	(fd, address, length))
WRAP_ANSWERED(int, getsockname, (int fd, struct sockaddr *address, socklen_t *length),
	(fd, address, length))
WRAP_ANSWERED(int, getsockopt, (int fd, int level, int name, void *value, socklen_t *length),
	(fd, level, name, value, length))
WRAP(int, setsockopt, (int fd, int level, int name, const void *value, socklen_t length),
	(fd, level, name, value, length))
WRAP_ANSWERED(ssize_t, send, (int fd, const void *bytes, size_t size, int flags),
	(fd, bytes, size, flags))
WRAP(ssize_t, sendto,
	(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *address,
		socklen_t length),
	(fd, bytes, size, flags, address, length))
WRAP(ssize_t, recv, (int fd, void *bytes, size_t size, int flags), (fd, bytes, size, flags))
WRAP_ANSWERED(ssize_t, recvfrom,
	(int fd, void *bytes, size_t size, int flags, struct sockaddr *address, socklen_t *length),
	(fd, bytes, size, flags, address, length))
WRAP_ANSWERED(
	ssize_t, sendfile, (int to, int from, off_t *offset, size_t size), (to, from, offset, size))
WRAP(off_t, lseek, (int fd, off_t offset, int whence), (fd, offset, whence))
WRAP_ANSWERED(
	ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags))
WRAP_ANSWERED(ssize_t, recvmsg, (int fd, struct msghdr *message, int flags), (fd, message, flags))
WRAP(ssize_t, read, (int fd, void *bytes, size_t size), (fd, bytes, size))

WRAP_ANSWERED(int, ppoll,
	(struct pollfd * polled, nfds_t count, const struct timespec *timeout,
		const sigset_t *mask),
	(polled, count, timeout, mask))
WRAP_ANSWERED(int, gethostname, (char *name, size_t size), (name, size))
WRAP_ANSWERED(int, sethostname, (const char *name, size_t size), (name, size))

/* Wraps a call that fails with an empty result instead of -1. */
#define WRAP_NOTHING(result, name, parameters, arguments)                                          \
	result __real_##name parameters;                                                           \
	result __wrap_##name parameters;                                                           \
	result __wrap_##name parameters                                                            \
	{                                                                                          \
		return fails(#name) ? 0 : __real_##name arguments;                                 \
	}

WRAP_NOTHING(struct if_nameindex *, if_nameindex, (void), ())
WRAP_NOTHING(unsigned, if_nametoindex, (const char *name), (name))
WRAP_NOTHING(char *, if_indextoname, (unsigned index, char *name), (index, name))

int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
	bool failed = fails("close");
	int error = errno;
	int result = __real_close(fd);

	/* On Linux the descriptor is closed even if close() fails. */
	if (!failed)
		return result;
	errno = error;
	return -1;
}

int __real_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...)
{
	va_list arguments;
	int argument;

	va_start(arguments, command);
	argument = va_arg(arguments, int);
	va_end(arguments);
	return fails("fcntl") ? -1 : __real_fcntl(fd, command, argument);
}

int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...)
{
	va_list arguments;
	void *argument;

	va_start(arguments, request);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	return fails("ioctl") ? -1 : __real_ioctl(fd, request, argument);
}

/* --- the resolver, whose calls return their error --------------------------------------------- */

int __real_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **results);
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **results);
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **results)
{
	if (fails("getaddrinfo")) {
		int error = errno;

		errno = ENFILE;
		return error;
	}
	if (answers.getaddrinfo != NULL)
		return answers.getaddrinfo(host, service, hints, results);
	return __real_getaddrinfo(host, service, hints, results);
}

int __real_getnameinfo(const struct sockaddr *address, socklen_t length, char *host,
	socklen_t host_size, char *service, socklen_t service_size, int flags);
int __wrap_getnameinfo(const struct sockaddr *address, socklen_t length, char *host,
	socklen_t host_size, char *service, socklen_t service_size, int flags);
int __wrap_getnameinfo(const struct sockaddr *address, socklen_t length, char *host,
	socklen_t host_size, char *service, socklen_t service_size, int flags)
{
	if (fails("getnameinfo")) {
		int error = errno;

		errno = ENFILE;
		return error;
	}
	return __real_getnameinfo(address, length, host, host_size, service, service_size, flags);
}

int __real_gethostbyname_r(const char *name, struct hostent *entry, char *buffer, size_t size,
	struct hostent **found, int *h_code);
int __wrap_gethostbyname_r(const char *name, struct hostent *entry, char *buffer, size_t size,
	struct hostent **found, int *h_code);
int __wrap_gethostbyname_r(const char *name, struct hostent *entry, char *buffer, size_t size,
	struct hostent **found, int *h_code)
{
	*found = NULL;
	if (fails("gethostbyname_r")) {
		*h_code = errno;
		return 0;
	}
	if (answers.gethostbyname_r != NULL)
		return answers.gethostbyname_r(name, entry, buffer, size, found, h_code);
	return __real_gethostbyname_r(name, entry, buffer, size, found, h_code);
}

int __real_gethostbyaddr_r(const void *address, socklen_t length, int family, struct hostent *entry,
	char *buffer, size_t size, struct hostent **found, int *h_code);
int __wrap_gethostbyaddr_r(const void *address, socklen_t length, int family, struct hostent *entry,
	char *buffer, size_t size, struct hostent **found, int *h_code);
int __wrap_gethostbyaddr_r(const void *address, socklen_t length, int family, struct hostent *entry,
	char *buffer, size_t size, struct hostent **found, int *h_code)
{
	*found = NULL;
	if (fails("gethostbyaddr_r")) {
		*h_code = errno;
		return 0;
	}
	if (answers.gethostbyaddr_r != NULL)
		return answers.gethostbyaddr_r(
			address, length, family, entry, buffer, size, found, h_code);
	return __real_gethostbyaddr_r(address, length, family, entry, buffer, size, found, h_code);
}

/* Wraps a lookup in the system's tables, which returns the error and no entry. */
#define WRAP_LOOKUP(name, parameters, arguments)                                                   \
	int __real_##name parameters;                                                              \
	int __wrap_##name parameters;                                                              \
	int __wrap_##name parameters                                                               \
	{                                                                                          \
		*found = NULL;                                                                     \
		return fails(#name) ? errno : __real_##name arguments;                             \
	}

WRAP_LOOKUP(getservbyname_r,
	(const char *name, const char *protocol, struct servent *entry, char *buffer, size_t size,
		struct servent **found),
	(name, protocol, entry, buffer, size, found))
WRAP_LOOKUP(getservbyport_r,
	(int port, const char *protocol, struct servent *entry, char *buffer, size_t size,
		struct servent **found),
	(port, protocol, entry, buffer, size, found))
WRAP_LOOKUP(getprotobyname_r,
	(const char *name, struct protoent *entry, char *buffer, size_t size,
		struct protoent **found),
	(name, entry, buffer, size, found))
