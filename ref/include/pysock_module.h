#ifndef PYSOCK_MODULE_H
#define PYSOCK_MODULE_H

/* The functions and constants of the module: a part of pysock.h, which says more. */

#include "pysock_address.h"
#include "pysock_error.h"
#include "pysock_system.h"
#include "pysock_timeout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

struct pysock_constant {
	const char *name; /* as in Python: "AF_INET" */
	long long value;  /* INADDR_* are positive */
};

/*
 * The constants of the document's groups that the platform's headers define, and those that have
 * a default of their own, in no particular order.
 */
const struct pysock_constant *pysock_constants(size_t *count);

/* Looks one up; PYSOCK_ATTRIBUTE_ERROR where the platform does not have it. */
int pysock_constant(const char *name, long long *value, struct pysock_error *e);

/* Whether the library was built with IPv6; the machine may have it switched off all the same. */
bool pysock_has_ipv6(void);

/*
 * The socket object, opaque. Every socket that a call returns belongs to the caller, who ends it
 * with pysock_free(); pysock_close() alone closes the descriptor and keeps the object, so that
 * using it afterwards fails with EBADF and does no harm.
 */
struct pysock;

/*
 * Connects a stream to host and service (a service name, or a number as text; both as for
 * pysock_getaddrinfo()). Every address of the host is tried, and the last error is raised where
 * none answers. The default timeout is set on the socket before it connects.
 */
int pysock_create_connection(
	const char *host, const char *service, struct pysock **s, struct pysock_error *e);

/* The same with a timeout of its own; it holds for each address that is tried. */
int pysock_create_connection_timeout(const char *host, const char *service,
	struct pysock_timeout timeout, struct pysock **s, struct pysock_error *e);

/* Errors one after the other; free(items) when done. */
struct pysock_errors {
	struct pysock_error *items;
	size_t count;
};

/* What pysock_create_connection_with() may be told; all zero is what the functions above do. */
struct pysock_connection {
	bool has_timeout; /* else the default timeout holds */
	struct pysock_timeout timeout;
	/* What to bind to before connecting, or NULL: an inet address, read for the family of each
	   address that is tried. The host "" and the port 0 leave the choice to the system. */
	const struct pysock_address *source_address;
	/* Where not NULL: if no address answers, PYSOCK_EXCEPTION_GROUP is raised and the error of
	   each is here, in their order. */
	struct pysock_errors *all_errors;
};

/*
 * The same with a timeout, a source address or all errors. What is wrong with the source address as
 * such is final: PYSOCK_TYPE_ERROR, PYSOCK_OVERFLOW_ERROR. An error of resolving host and service
 * is raised as it is.
 */
int pysock_create_connection_with(const char *host, const char *service,
	const struct pysock_connection *options, struct pysock **s, struct pysock_error *e);

enum {
	PYSOCK_REUSE_PORT = 1, /* several servers may have the address, if all ask for it */
	PYSOCK_DUALSTACK = 2   /* AF_INET6 alone: takes connections over IPv4 too */
};

/*
 * A stream socket of the address's family that is bound to it and listens; for the backlog see
 * PYSOCK_BACKLOG and pysock_listen(). SO_REUSEADDR is set but on Windows, so that a port in
 * TIME_WAIT is no hindrance. Without PYSOCK_DUALSTACK a server of AF_INET6 leaves IPv4 to others.
 * options is an or of the constants above. PYSOCK_VALUE_ERROR: an option that the system or the
 * family does not have. PYSOCK_ERROR from binding names the address. The host "" is all interfaces,
 * of AF_INET6 too.
 */
int pysock_create_server(const struct pysock_address *address, int backlog, int options,
	struct pysock **s, struct pysock_error *e);

/* Whether the system can take connections over IPv4 and IPv6 with one socket. */
bool pysock_has_dualstack_ipv6(void);

/*
 * Python's close(fd): closes a descriptor that no struct pysock owns. It is gone even where an
 * error is raised. PYSOCK_ERROR, EBADF: it was not open.
 */
int pysock_close_fd(pysock_fd fd, struct pysock_error *e);

/* One result of pysock_getaddrinfo(). */
struct pysock_addrinfo {
	int family;
	int socktype;
	int proto;
	const char *canonname; /* "" where there is none */
	struct pysock_address address;
};

/*
 * Resolves host and service (a service name, or a number as text). Either may be NULL, which
 * reaches the C library as NULL. Family 0, socktype 0, proto 0 and flags 0 stand for "any".
 * The results are one array of *count members; free() it when done.
 */
int pysock_getaddrinfo(const char *host, const char *service, int family, int socktype, int proto,
	int flags, struct pysock_addrinfo **results, size_t *count, struct pysock_error *e);

/*
 * The fully qualified name of name; of the local host where name is NULL, empty or the wildcard
 * address. Blanks around it do not count. The first of the host's names, then of its aliases, that
 * has a period is chosen; where none has, or nothing is found, gethostname()'s. free() it when
 * done.
 */
int pysock_getfqdn(const char *name, char **fqdn, struct pysock_error *e);

/*
 * The IPv4 address of a host name as text; of a name that is one itself, in whatever form, that
 * text. PYSOCK_GAIERROR where it is not found.
 */
int pysock_gethostbyname(
	const char *hostname, char address[PYSOCK_HOST_SIZE], struct pysock_error *e);

/* A host and its names. Both lists end with a NULL pointer. */
struct pysock_hostent {
	char *hostname;
	char **aliaslist;
	char **ipaddrlist;
};

/*
 * The names and addresses of a host, IPv4 only. PYSOCK_GAIERROR where the name does not resolve,
 * PYSOCK_HERROR where the lookup after that fails. One block: free() it when done.
 */
int pysock_gethostbyname_ex(
	const char *hostname, struct pysock_hostent **host, struct pysock_error *e);

/* One network interface. */
struct pysock_interface {
	unsigned index;
	char name[PYSOCK_INTERFACE_SIZE];
};

/* All interfaces of the machine. One array of *count members: free() it when done. */
int pysock_if_nameindex(
	struct pysock_interface **interfaces, size_t *count, struct pysock_error *e);

/* The index of an interface. PYSOCK_ERROR without a code: there is none of that name. */
int pysock_if_nametoindex(const char *name, unsigned *index, struct pysock_error *e);

/*
 * The name of an interface. PYSOCK_OVERFLOW_ERROR: index is negative or over UINT_MAX.
 * PYSOCK_ERROR, ENXIO: there is none of that index.
 */
int pysock_if_indextoname(
	long long index, char name[PYSOCK_INTERFACE_SIZE], struct pysock_error *e);

#ifdef PYSOCK_HAS_SETHOSTNAME
/* Sets the machine's host name, which may hold any bytes; 64 at most on Linux. */
int pysock_sethostname(const void *name, size_t length, struct pysock_error *e);
#endif

/* The machine's host name. free() it when done. */
int pysock_gethostname(char **hostname, struct pysock_error *e);

/*
 * The names of the host that has the address, IPv4 or IPv6. A host name is taken too, and
 * resolved first. Errors and memory are as for pysock_gethostbyname_ex().
 */
int pysock_gethostbyaddr(
	const char *ip_address, struct pysock_hostent **host, struct pysock_error *e);

/*
 * The host and the service of an address, by the NI_ flags. sockaddr is read as an inet address
 * with 2 to 4 members, whatever its family says: the host decides between IPv4, which has 2, and
 * IPv6. A host that is a name stands for its first address.
 */
int pysock_getnameinfo(const struct pysock_address *sockaddr, int flags,
	char host[PYSOCK_HOST_SIZE], char service[PYSOCK_SERVICE_SIZE], struct pysock_error *e);

/* The number of an Internet protocol, at least 0. PYSOCK_ERROR without a code: not found. */
int pysock_getprotobyname(const char *protocolname, struct pysock_error *e);

/*
 * The port of a service, at least 0; protocolname is "tcp" or "udp", or NULL for any. PYSOCK_ERROR
 * without a code where it is not found.
 */
int pysock_getservbyname(const char *servicename, const char *protocolname, struct pysock_error *e);

/* The service of a port, 0 to 65535; else as pysock_getservbyname(). free() it when done. */
int pysock_getservbyport(
	int port, const char *protocolname, char **servicename, struct pysock_error *e);

/*
 * A new socket. It is in blocking mode, unless there is a default timeout, or SOCK_NONBLOCK is
 * in type, which stands before the default. -1 is not a default for any argument: name AF_INET,
 * SOCK_STREAM and 0 for what Python takes by itself.
 */
int pysock_socket(int family, int type, int proto, struct pysock **s, struct pysock_error *e);

/* Two sockets that are connected to each other; Python's default family is AF_UNIX. */
int pysock_socketpair(
	int family, int type, int proto, struct pysock *pair[2], struct pysock_error *e);

/*
 * A socket over a duplicate of the descriptor. Whether that is a socket, and of this family, type
 * and protocol, is not checked. It is assumed to be in blocking mode where there is no default
 * timeout.
 */
int pysock_fromfd(
	pysock_fd fd, int family, int type, int proto, struct pysock **s, struct pysock_error *e);

#ifdef PYSOCK_HAS_SHARE
/* A socket of what pysock_share() described for this process. Its mode is assumed as above. */
int pysock_fromshare(const WSAPROTOCOL_INFOW *shared, struct pysock **s, struct pysock_error *e);
#endif

enum {
	PYSOCK_DETECT = -1 /* a family, type or protocol that is asked of the descriptor */
};

/*
 * Python's socket(fileno=fd): a socket over the descriptor itself, which belongs to the socket from
 * now on. Each of family, type and proto may be PYSOCK_DETECT; what is given is not checked. The
 * descriptor's mode is assumed to be blocking, and is set where there is a default timeout; its
 * close-on-exec flag is left alone. On failure the descriptor stays the caller's, and open.
 * PYSOCK_VALUE_ERROR: fd is negative. PYSOCK_ERROR, ENOTSOCK: it is no socket.
 */
int pysock_adopt(
	pysock_fd fd, int family, int type, int proto, struct pysock **s, struct pysock_error *e);

/* From network to host byte order, 32 bits. PYSOCK_OVERFLOW_ERROR: x is negative or too wide. */
int pysock_ntohl(long long x, uint32_t *host, struct pysock_error *e);

/* From network to host byte order, 16 bits. Errors as for pysock_ntohl(). */
int pysock_ntohs(long long x, uint16_t *host, struct pysock_error *e);

/* From host to network byte order, 32 bits. Errors as for pysock_ntohl(). */
int pysock_htonl(long long x, uint32_t *network, struct pysock_error *e);

/* From host to network byte order, 16 bits. Errors as for pysock_ntohl(). */
int pysock_htons(long long x, uint16_t *network, struct pysock_error *e);

/* IPv4 text to four bytes, as the C library's inet_aton() reads it. PYSOCK_ERROR without a code. */
int pysock_inet_aton(const char *ip_string, unsigned char packed[4], struct pysock_error *e);

/* Four bytes to IPv4 text. PYSOCK_ERROR without a code where length is not 4. */
int pysock_inet_ntoa(
	const void *packed_ip, size_t length, char ip_string[16], struct pysock_error *e);

/*
 * Text of AF_INET or AF_INET6 to bytes; returns how many, 4 or 16. PYSOCK_ERROR: EAFNOSUPPORT for
 * another family, no code for an invalid string.
 */
int pysock_inet_pton(int address_family, const char *ip_string, unsigned char packed[16],
	struct pysock_error *e);

/*
 * Bytes to text. PYSOCK_VALUE_ERROR where length is wrong for the family; PYSOCK_ERROR,
 * EAFNOSUPPORT, for another family.
 */
int pysock_inet_ntop(int address_family, const void *packed_ip, size_t length, char ip_string[46],
	struct pysock_error *e);

/* The default timeout of sockets that are made from now on. At the start there is none. */
struct pysock_timeout pysock_getdefaulttimeout(void);

/* Changes that default. PYSOCK_VALUE_ERROR and PYSOCK_OVERFLOW_ERROR as for pysock_settimeout(). */
int pysock_setdefaulttimeout(struct pysock_timeout timeout, struct pysock_error *e);

/*
 * SocketType has no form in C: it is the type of struct pysock, and the calling door names it.
 *
 * A str that is a host name becomes what the resolver takes: ascii is a copy of an ASCII host, and
 * PYSOCK_UNICODE_ERROR is raised for an empty label, one of over 63 bytes, or a host that is not
 * ASCII: the C library has no IDNA. free() it when done.
 */
int pysock_idna_encode(const char *host_utf8, char **ascii, struct pysock_error *e);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
