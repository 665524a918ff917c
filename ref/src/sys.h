/*
 * The system layer: every call of the library that differs from system to system. It is the only
 * part of libpysock that knows a platform: the files named sys_posix and sys_win, and the lists of
 * headers that have constants.
 */
#ifndef PYS_SYS_H
#define PYS_SYS_H

#include "pysock_address.h"
#include "pysock_error.h"
#include "pysock_system.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#ifdef _WIN32
#include "sys_windows.h"
#else
#include "sys_posix.h"
#endif

/* Not a descriptor: the value of a closed socket. */
#define PYS_NO_FD ((pysock_fd)-1)

/* An address in the form that the system calls take. */
struct pys_sockaddr {
	socklen_t length;
	union {
		struct sockaddr header;
		struct sockaddr_storage storage;
	};
};

/*
 * Every call below returns -1 (PYS_NO_FD) with errno where it fails, unless it says otherwise. On
 * Windows errno is the code that Python shows there: WSAGetLastError(), less 10000 where C has the
 * same error.
 */

/* --- making, changing and closing descriptors; new ones are close-on-exec -------------------- */

pysock_fd pys_sys_socket(int family, int type, int proto);
int pys_sys_socketpair(int family, int type, int proto, pysock_fd fds[2]);
/* The connection is in blocking mode. peer is NULL where it is not to be asked for. */
pysock_fd pys_sys_accept(pysock_fd fd, struct pys_sockaddr *peer);
pysock_fd pys_sys_dup(pysock_fd fd);
int pys_sys_set_nonblocking(pysock_fd fd, bool nonblocking);
int pys_sys_get_inheritable(pysock_fd fd, bool *inheritable);
int pys_sys_set_inheritable(pysock_fd fd, bool inheritable);
/* Closes without another try, since the descriptor is gone even after EINTR. */
int pys_sys_close(pysock_fd fd);
/* The same after a failure: it preserves errno. */
void pys_sys_discard(pysock_fd fd);
/*
 * What a descriptor is, where the number given is PYSOCK_DETECT. It fails where the descriptor is
 * no socket, even if nothing is asked.
 */
int pys_sys_describe(pysock_fd fd, int *family, int *type, int *proto);

/* --- calls as POSIX has them ------------------------------------------------------------------ */

int pys_sys_bind(pysock_fd fd, const struct pys_sockaddr *address);
int pys_sys_connect(pysock_fd fd, const struct pys_sockaddr *address);
int pys_sys_listen(pysock_fd fd, int backlog);
int pys_sys_shutdown(pysock_fd fd, int how);
/* The length of the address is set at the start. */
int pys_sys_getpeername(pysock_fd fd, struct pys_sockaddr *address);
int pys_sys_getsockname(pysock_fd fd, struct pys_sockaddr *address);
int pys_sys_getsockopt(pysock_fd fd, int level, int name, void *value, socklen_t *length);
int pys_sys_setsockopt(pysock_fd fd, int level, int name, const void *value, socklen_t length);

/*
 * --- transfer; no call raises SIGPIPE. The headers of the platforms have those that are inline:
 *
 *     ssize_t pys_sys_send(pysock_fd fd, const void *bytes, size_t size, int flags);
 *     ssize_t pys_sys_recv(pysock_fd fd, void *bytes, size_t size, int flags);
 *
 * and the first of them may have failed because a family is sent to in another way, which is tried
 * by this one; where there is none, it fails with errno as it was:
 *
 *     ssize_t pys_sys_send_otherwise(pysock_fd fd, const void *bytes, size_t size, int flags);
 */

ssize_t pys_sys_sendto(pysock_fd fd, const void *bytes, size_t size, int flags,
	const struct pys_sockaddr *address);
ssize_t pys_sys_recvfrom(
	pysock_fd fd, void *bytes, size_t size, int flags, struct pys_sockaddr *address);
/* Of a socket's descriptor, or of a file's. */
ssize_t pys_sys_read(pysock_fd fd, void *bytes, size_t size);
/* Of a regular file; EINVAL or ENOSYS where the system cannot. */
ssize_t pys_sys_sendfile(pysock_fd to, int from, int64_t offset, size_t size);

#ifdef PYSOCK_HAS_MESSAGES
ssize_t pys_sys_sendmsg(pysock_fd fd, const struct msghdr *message, int flags);
/* The descriptors that come are close-on-exec. */
ssize_t pys_sys_recvmsg(pysock_fd fd, int family, struct msghdr *message, int flags);
#endif

#ifdef PYSOCK_HAS_IOCTL
/* Hands over size bytes, and returns how many came back, of which nobody asks more. */
int pys_sys_ioctl(pysock_fd fd, uint32_t control, const void *bytes, size_t size);
#endif

#ifdef PYSOCK_HAS_SHARE
int pys_sys_share(pysock_fd fd, uint32_t process_id, WSAPROTOCOL_INFOW *shared);
pysock_fd pys_sys_fromshare(const WSAPROTOCOL_INFOW *shared);
#endif

/* --- waiting ---------------------------------------------------------------------------------- */

/* Nanoseconds on the monotonic clock. */
int64_t pys_sys_now_ns(void);

/*
 * Waits for POLLIN or POLLOUT on one descriptor, PYS_NO_FD for the time alone: 1 where it is ready,
 * 0 where so many nanoseconds are over, or a part of them; without a bound where they are negative.
 */
int pys_sys_poll(pysock_fd fd, short events, int64_t timeout_ns);

/* Sleeps; EINTR where a signal came. */
int pys_sys_pause(int64_t pause_ns);

/* --- texts of errors; the buffer may be used, or not ------------------------------------------ */

const char *pys_sys_error_text(int code, char *buffer, size_t size);
const char *pys_sys_gai_text(int code);
const char *pys_sys_herror_text(int code);

/* --- names ------------------------------------------------------------------------------------ */

int pys_sys_gethostname(char *name, size_t size);
#ifdef PYSOCK_HAS_SETHOSTNAME
int pys_sys_sethostname(const char *name, size_t size);
#endif

/* Like inet_aton(): false if the text is not an address. */
bool pys_sys_inet_aton(const char *text, struct in_addr *address);
int pys_sys_inet_ntop(int family, const void *bytes, char *text, size_t size);
/* 1, or 0 where the text is no address. */
int pys_sys_inet_pton(int family, const char *text, void *bytes);

/* A buffer that grows until a lookup fits into it. */
struct pys_scratch {
	char *bytes;
	size_t size;
};

/*
 * The lookups, as the reentrant forms of netdb.h: ERANGE where the scratch is too small, else
 * *found is NULL where there is none. Where the C library has no such form, its own entry is given.
 */
int pys_sys_gethostbyname(const char *name, const struct pys_scratch *scratch,
	struct hostent *entry, struct hostent **found, int *h_code);
int pys_sys_gethostbyaddr(const void *bytes, socklen_t length, int family,
	const struct pys_scratch *scratch, struct hostent *entry, struct hostent **found,
	int *h_code);
int pys_sys_getprotobyname(const char *name, const struct pys_scratch *scratch,
	struct protoent *entry, struct protoent **found);
int pys_sys_getservbyname(const char *name, const char *protocol, const struct pys_scratch *scratch,
	struct servent *entry, struct servent **found);
int pys_sys_getservbyport(int port, const char *protocol, const struct pys_scratch *scratch,
	struct servent *entry, struct servent **found);

/* The result of getaddrinfo() and getnameinfo() if errno has the error. */
int pys_sys_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **found);
int pys_sys_getnameinfo(const struct sockaddr *address, socklen_t length, char *host,
	size_t host_size, char *service, size_t service_size, int flags);

/* --- network interfaces, as net/if.h has them ------------------------------------------------- */

struct if_nameindex *pys_sys_if_nameindex(void);
void pys_sys_if_freenameindex(struct if_nameindex *list);
/* 0 if there is none. */
unsigned pys_sys_if_nametoindex(const char *name);
bool pys_sys_if_indextoname(unsigned index, char name[IF_NAMESIZE]);

/* --- sys_posix_stream.c, sys_windows_stream.c ------------------------------------------------- */

/*
 * A stdio stream over the descriptor, which belongs to it from now on: mode is "r", "w" or "r+",
 * and bufsize as pysock_makefile() has it. NULL with errno; the descriptor is closed then too.
 */
FILE *pys_sys_stream(pysock_fd fd, const char *mode, long bufsize);

#endif
