/* The headers of POSIX systems, and what they have. */
#ifndef PYS_SYS_POSIX_H
#define PYS_SYS_POSIX_H

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

_Static_assert(PYSOCK_INTERFACE_SIZE == IF_NAMESIZE, "every name of an interface fits");

/* The families that the system has addresses for. */
#define PYS_UNIX 1
#ifdef __linux__
#define PYS_LINUX 1
#endif
#if defined(__has_include)
#if __has_include(<bluetooth/bluetooth.h>)
#define PYS_BLUETOOTH 1
#endif
#endif

/* The errors that the library distinguishes. */
enum {
	PYS_INTERRUPTED = EINTR,
	PYS_WOULD_BLOCK = EAGAIN,
	PYS_UNDER_WAY = EINPROGRESS, /* a connection, of a socket that does not wait */
	PYS_UNDER_WAY_ALREADY = EALREADY,
	PYS_CONNECTED = EISCONN,
	PYS_CLOSED = EBADF,
	PYS_RESET = ECONNRESET
};

/* SO_REUSEADDR leaves an address to its one owner, and forgets the connections that are over. */
enum { PYS_REUSE_IS_SAFE = 1 };

/* The resolver's result if errno has the error. */
enum { PYS_EAI_SYSTEM = EAI_SYSTEM };

/* Inline, since a ready transfer has few instructions to spare. */
static inline ssize_t pys_sys_send(pysock_fd fd, const void *bytes, size_t size, int flags)
{
	return send(fd, bytes, size, flags | MSG_NOSIGNAL);
}

ssize_t pys_sys_send_otherwise(pysock_fd fd, const void *bytes, size_t size, int flags);

static inline ssize_t pys_sys_recv(pysock_fd fd, void *bytes, size_t size, int flags)
{
	return recv(fd, bytes, size, flags);
}

#endif
