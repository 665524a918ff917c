/* The headers of Windows, and its features. */
#ifndef PYS_SYS_WINDOWS_H
#define PYS_SYS_WINDOWS_H

#include <iphlpapi.h>
#include <limits.h>
#include <mstcpip.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* Names that its headers lack and that have no substitute. */
typedef unsigned short sa_family_t;
typedef unsigned short in_port_t;
#define SOCK_NONBLOCK 0
#define SOCK_CLOEXEC 0

struct if_nameindex {
	unsigned if_index;
	char *if_name;
};

/* Families of other systems, whose addresses every call refuses here. */
enum {
	AF_NETLINK = INT_MIN,
	AF_TIPC,
	AF_PACKET,
	AF_CAN,
	AF_ALG,
	AF_VSOCK,
	AF_QIPCRTR,
	AF_BLUETOOTH
};

/* The errors that the library distinguishes, with this layer's numbers. */
enum {
	PYS_INTERRUPTED = EINTR,
	PYS_WOULD_BLOCK = WSAEWOULDBLOCK,
	PYS_UNDER_WAY = WSAEWOULDBLOCK,
	PYS_UNDER_WAY_ALREADY = WSAEALREADY,
	PYS_CONNECTED = WSAEISCONN,
	PYS_CLOSED = WSAENOTSOCK,
	PYS_RESET = WSAECONNRESET
};

/* SO_REUSEADDR lets another socket take the address away. */
enum { PYS_REUSE_IS_SAFE = 0 };

/* No code of the resolver. */
enum { PYS_EAI_SYSTEM = INT_MIN };

/* Hands errno over: returns -1 where the call has failed, and else its result. */
ssize_t pys_sys_told(int result);

/* More than an int at once is sent, and received, in parts. */
static inline int pys_sys_part(size_t size)
{
	return size < INT_MAX ? (int)size : INT_MAX;
}

static inline ssize_t pys_sys_send(pysock_fd fd, const void *bytes, size_t size, int flags)
{
	return pys_sys_told(send((SOCKET)fd, bytes, pys_sys_part(size), flags));
}

/* There is no other way. */
static inline ssize_t pys_sys_send_otherwise(
	pysock_fd fd, const void *bytes, size_t size, int flags)
{
	(void)fd, (void)bytes, (void)size, (void)flags;
	return -1;
}

static inline ssize_t pys_sys_recv(pysock_fd fd, void *bytes, size_t size, int flags)
{
	return pys_sys_told(recv((SOCKET)fd, bytes, pys_sys_part(size), flags));
}

#endif
