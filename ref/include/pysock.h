/*
 * libpysock: the socket module of Python, in C, over BSD sockets.
 *
 * The names and their order are those of the module's document: the Python name with pysock_
 * before it. This header is the manual.
 *
 * Errors. Every call that can fail takes a struct pysock_error as its last argument, which may be
 * NULL where nobody will look. A call that fails returns -1, fills the error, and leaves every
 * other output as it was; a call that succeeds leaves the error as it was. Raising an error
 * never allocates memory. errno means nothing after a call of this library.
 *
 * Text. Names are strings of bytes that end at the first NUL; whoever takes text from elsewhere
 * refuses a NUL inside it before he calls. Host names are given to the C library as they are: see
 * pysock_idna_encode() for those that are not ASCII.
 *
 * Memory. Outputs that vary in size are allocated, and the function that returns them says how
 * to release them. Everything else is the caller's.
 *
 * Modes. A socket is in one of three modes. In blocking mode an operation waits until it is
 * complete. In non-blocking mode it fails with EAGAIN (connect: EINPROGRESS) where it would have to
 * wait. In timeout mode it fails with PYSOCK_TIMEOUT where it is not complete when the time is up,
 * counted from the start of the operation on the monotonic clock; the descriptor itself is
 * non-blocking then. A signal neither shortens nor stretches an operation: the library goes on
 * after EINTR.
 *
 * Threads. All functions are reentrant. The default timeout is one atomic value of the process. A
 * socket may be used by several threads at once as far as the system allows it for a descriptor;
 * closing, freeing and changing the timeout is for one thread at a time.
 *
 * Descriptors are always close-on-exec, and no call raises SIGPIPE.
 */
#ifndef PYSOCK_H
#define PYSOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/* --- Errors ---------------------------------------------------------------------------------- */

/*
 * The exceptions. The first four are the module's own, and each of the last three of them is an
 * error too. The others are Python's ordinary ones; those from PYSOCK_BUFFER_ERROR on are raised
 * by the calling door (pysock_call.h) only.
 */
enum pysock_exception {
	PYSOCK_ERROR,	 /* code: errno, or none where a string alone tells what went wrong */
	PYSOCK_HERROR,	 /* code: h_errno; text: hstrerror() */
	PYSOCK_GAIERROR, /* code: EAI_*; text: gai_strerror() */
	PYSOCK_TIMEOUT,	 /* no code; the text is "timed out" */
	PYSOCK_TYPE_ERROR,
	PYSOCK_VALUE_ERROR,
	PYSOCK_OVERFLOW_ERROR,
	PYSOCK_MEMORY_ERROR,
	PYSOCK_UNICODE_ERROR,
	PYSOCK_BUFFER_ERROR,
	PYSOCK_ATTRIBUTE_ERROR,
	PYSOCK_NOT_IMPLEMENTED_ERROR
};

enum {
	PYSOCK_TEXT_SIZE = 256,	  /* of an error's text, with its NUL; a longer text is cut */
	PYSOCK_HOST_SIZE = 1025,  /* of a host name or numeric address, with its NUL */
	PYSOCK_SERVICE_SIZE = 32, /* of a service name, with its NUL */
	PYSOCK_PATH_SIZE = 128,	  /* of the name of an AF_UNIX address; not all of it is usable */
	PYSOCK_RAW_SIZE = 126	  /* of an address of a family that is not known here */
};

struct pysock_error {
	enum pysock_exception exception;
	bool has_code;
	int code; /* 0 where has_code is false */
	char text[PYSOCK_TEXT_SIZE];
};

/* "error", "herror", "gaierror", "timeout", "TypeError" and so on: the document's names; NULL for a
   number that is no exception. */
const char *pysock_exception_name(enum pysock_exception exception);

/*
 * Raises an error on behalf of a layer above this library: fills e, where it is not NULL, with the
 * exception and the printf-like text, without a code, and returns -1.
 */
int pysock_raise(struct pysock_error *e, enum pysock_exception exception, const char *format, ...)
#ifdef __GNUC__
	__attribute__((format(printf, 3, 4)))
#endif
	;

/* --- Addresses ------------------------------------------------------------------------------- */

enum {
	PYSOCK_NO_ADDRESS = -1 /* family of an address where Python has None */
};

/*
 * An address in the form that Python shows it in. Which member of the union counts is told by
 * family, as AF_INET, AF_INET6, AF_UNIX, AF_NETLINK and AF_TIPC; any other family is in raw.
 * The struct holds no pointers and may be copied.
 *
 * As an argument it may be incomplete or wrong in every way that a Python tuple of integers can be;
 * the call checks it against the family of the socket. PYSOCK_TYPE_ERROR: another family, or a
 * wrong number of members. PYSOCK_OVERFLOW_ERROR: a number out of range. PYSOCK_GAIERROR: the
 * host is not resolved. PYSOCK_ERROR without a code: the form is impossible in another way.
 */
struct pysock_address {
	int family;
	int members; /* how many items the tuple has: AF_INET 2, AF_INET6 2 to 4, AF_NETLINK 2,
			AF_TIPC 4 or 5; of no meaning for other families */
	union {
		/* AF_INET and AF_INET6. The host "" is INADDR_ANY, "<broadcast>" and
		   "255.255.255.255" are INADDR_BROADCAST; AF_INET6 refuses all three. A name
		   stands for the first address that it resolves to. flowinfo is 0 to 0xfffff in
		   host order, scope_id 0 to 0xffffffff; both are taken as 0 where members does not
		   reach them. */
		struct {
			char host[PYSOCK_HOST_SIZE];
			long long port; /* 0 to 65535 */
			long long flowinfo;
			long long scope_id;
		} inet;
		/* AF_UNIX. A name that begins with NUL is abstract, and all its bytes count, NULs
		   too; the empty name is that of an unnamed socket, or lets the system choose one.
		   A path takes at most 107 bytes, an abstract name 108 with its first NUL. length
		   is the length of the whole name even where it does not fit into path. */
		struct {
			size_t length;
			char path[PYSOCK_PATH_SIZE];
		} un;
		/* AF_NETLINK: each 0 to 0xffffffff. */
		struct {
			long long pid;
			long long groups;
		} netlink;
		/* AF_TIPC: addr_type is TIPC_ADDR_NAMESEQ, _NAME or _ID, v1 to v3 are 0 to
		   0xffffffff; scope is TIPC_CLUSTER_SCOPE where members is 4. */
		struct {
			long long addr_type;
			long long v1;
			long long v2;
			long long v3;
			long long scope;
		} tipc;
		/* What the kernel gave after the family. A call that takes an address refuses it.
		 */
		struct {
			size_t length;
			unsigned char bytes[PYSOCK_RAW_SIZE];
		} raw;
	};
};

/*
 * These fill an address. A host longer than PYSOCK_HOST_SIZE - 1 bytes becomes text that is no
 * host. None of them can fail: the call that takes the address checks.
 */
void pysock_address_inet(struct pysock_address *address, const char *host, long long port);
void pysock_address_inet6(struct pysock_address *address, const char *host, long long port,
	long long flowinfo, long long scope_id);
void pysock_address_unix(struct pysock_address *address, const void *name, size_t length);
void pysock_address_netlink(struct pysock_address *address, long long pid, long long groups);

/* --- Constants ------------------------------------------------------------------------------- */

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

/* --- Functions of the module ----------------------------------------------------------------- */

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

/* The same with a timeout in seconds, NULL for none; it holds for each address that is tried. */
int pysock_create_connection_timeout(const char *host, const char *service, const double *timeout_s,
	struct pysock **s, struct pysock_error *e);

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
	int fd, int family, int type, int proto, struct pysock **s, struct pysock_error *e);

/* Byte order. PYSOCK_OVERFLOW_ERROR where x is negative or too wide. */
int pysock_ntohl(long long x, uint32_t *host, struct pysock_error *e);
int pysock_ntohs(long long x, uint16_t *host, struct pysock_error *e);
int pysock_htonl(long long x, uint32_t *network, struct pysock_error *e);
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

/*
 * The default timeout of sockets that are made from now on, in seconds. Getting it stores it and
 * returns true, or stores nothing and returns false where there is none, as at the start.
 * Setting it takes NULL for none; a value is rounded up to whole nanoseconds. PYSOCK_VALUE_ERROR:
 * negative or not a number; PYSOCK_OVERFLOW_ERROR: over 292 years.
 */
bool pysock_getdefaulttimeout(double *timeout_s);
int pysock_setdefaulttimeout(const double *timeout_s, struct pysock_error *e);

/*
 * SocketType has no form in C: it is the type of struct pysock, and the calling door names it.
 *
 * A str that is a host name becomes what the resolver takes: ascii is a copy of an ASCII host, and
 * PYSOCK_UNICODE_ERROR is raised for an empty label, one of over 63 bytes, or a host that is not
 * ASCII: the C library has no IDNA. free() it when done.
 */
int pysock_idna_encode(const char *host_utf8, char **ascii, struct pysock_error *e);

/* --- Socket objects -------------------------------------------------------------------------- */

/*
 * Frees the object, and closes it where it is open; NULL is left alone. This is what becoming
 * garbage is in Python.
 */
void pysock_free(struct pysock *s);

/*
 * Takes a connection. *conn is a new socket of the listener's family, type and protocol: it has the
 * default timeout, and is in blocking mode where there is none. peer may be NULL.
 */
int pysock_accept(struct pysock *s, struct pysock **conn, struct pysock_address *peer,
	struct pysock_error *e);

int pysock_bind(struct pysock *s, const struct pysock_address *address, struct pysock_error *e);

/*
 * Closes the descriptor. Afterwards every operation fails with EBADF, apart from closing again,
 * which does nothing, and from reading what the object itself knows: fileno -1, family, type,
 * proto, timeout. The descriptor is gone even where an error is raised.
 */
int pysock_close(struct pysock *s, struct pysock_error *e);

/*
 * In timeout mode this waits for the connection as long as the timeout says, and for room in the
 * backlog of an AF_UNIX listener too. Resolving a host name takes its own time.
 */
int pysock_connect(struct pysock *s, const struct pysock_address *address, struct pysock_error *e);

/*
 * Returns 0, or the errno of the system's connect (EAGAIN where the time is up, EBADF after close),
 * or -1 with an error where the address itself is at fault.
 */
int pysock_connect_ex(
	struct pysock *s, const struct pysock_address *address, struct pysock_error *e);

/* The descriptor, or -1 once closed. */
int pysock_fileno(const struct pysock *s);

int pysock_getpeername(struct pysock *s, struct pysock_address *address, struct pysock_error *e);
int pysock_getsockname(struct pysock *s, struct pysock_address *address, struct pysock_error *e);

/* An option's integer. */
int pysock_getsockopt(struct pysock *s, int level, int optname, int *value, struct pysock_error *e);

/*
 * An option's bytes: returns how many the system wrote. buflen is 1 to 1024, else PYSOCK_ERROR
 * without a code.
 */
ssize_t pysock_getsockopt_bytes(struct pysock *s, int level, int optname, void *buffer,
	size_t buflen, struct pysock_error *e);

/* ioctl() is of Windows and plainly absent here. */

/* backlog is how many connections may wait; a negative one is taken as 0. */
int pysock_listen(struct pysock *s, int backlog, struct pysock_error *e);

/*
 * A stdio stream over a duplicate of the descriptor: it and the socket are closed independently,
 * with fclose() here, and the connection ends with the last of them. mode holds the letters r, w
 * and b in any order, "" being "r". bufsize is in bytes, as for the built-in open(): 0 unbuffered,
 * 1 line-buffered, negative for the system's own size; the GNU C library
 * may hold back less than a buffer of under 128 bytes could. A stream for both directions has a
 * buffer for one of them at a time, and C wants a call of fflush() or fseek() whenever it turns
 * from one to the other; what was read ahead is read again after that. fileno() does not know the
 * descriptor.
 *
 * PYSOCK_VALUE_ERROR: another mode. PYSOCK_ERROR without a code: the socket is not in blocking
 * mode, in which stdio cannot work. A later change of the mode makes the stream's calls fail with
 * EAGAIN. Writing to a connection that is gone fails with EPIPE, and raises no SIGPIPE.
 */
int pysock_makefile(
	struct pysock *s, const char *mode, long bufsize, FILE **file, struct pysock_error *e);

/*
 * Receives at most bufsize bytes and returns how many; 0 is the end of the stream. bufsize 0
 * returns 0 without asking the system. With MSG_TRUNC the count is still that of the bytes that are
 * there, but a TCP stream throws away what it counts then, and writes nothing.
 * PYSOCK_OVERFLOW_ERROR: bufsize is over SSIZE_MAX.
 */
ssize_t pysock_recv(
	struct pysock *s, void *bytes, size_t bufsize, int flags, struct pysock_error *e);

/* The same, with the sender's address, PYSOCK_NO_ADDRESS where the system tells none. bufsize 0
   does ask the system. address may be NULL. */
ssize_t pysock_recvfrom(struct pysock *s, void *bytes, size_t bufsize, int flags,
	struct pysock_address *address, struct pysock_error *e);

/*
 * Into a buffer of size bytes: at most nbytes of them, all where nbytes is 0. PYSOCK_VALUE_ERROR:
 * nbytes is over size. The count is the system's own: with MSG_TRUNC it may exceed nbytes. What
 * lies behind it in the buffer is untouched.
 */
ssize_t pysock_recvfrom_into(struct pysock *s, void *buffer, size_t size, size_t nbytes, int flags,
	struct pysock_address *address, struct pysock_error *e);
ssize_t pysock_recv_into(struct pysock *s, void *buffer, size_t size, size_t nbytes, int flags,
	struct pysock_error *e);

/* Sends, and returns how many bytes the system took, which may be fewer than given. */
ssize_t pysock_send(
	struct pysock *s, const void *bytes, size_t length, int flags, struct pysock_error *e);

/*
 * Sends all of it; the timeout holds for the whole. After an error nobody knows how much was sent.
 * No bytes at all are sent too, so that a broken connection shows.
 */
int pysock_sendall(
	struct pysock *s, const void *bytes, size_t length, int flags, struct pysock_error *e);

ssize_t pysock_sendto(struct pysock *s, const void *bytes, size_t length, int flags,
	const struct pysock_address *address, struct pysock_error *e);

/* Zero is non-blocking mode, as settimeout(0); all else is blocking mode, as settimeout(None). */
int pysock_setblocking(struct pysock *s, int flag, struct pysock_error *e);

/*
 * The timeout in seconds, by the rules of the default timeout above: NULL for none, which is
 * blocking mode; 0 is non-blocking mode. A wait is rounded up, so that even the smallest timeout
 * waits.
 */
int pysock_settimeout(struct pysock *s, const double *timeout_s, struct pysock_error *e);
bool pysock_gettimeout(const struct pysock *s, double *timeout_s);

int pysock_setsockopt(struct pysock *s, int level, int optname, int value, struct pysock_error *e);
int pysock_setsockopt_bytes(struct pysock *s, int level, int optname, const void *value,
	size_t length, struct pysock_error *e);

/* how is SHUT_RD, SHUT_WR or SHUT_RDWR. */
int pysock_shutdown(struct pysock *s, int how, struct pysock_error *e);

/* What the constructor was given; type is without SOCK_NONBLOCK and SOCK_CLOEXEC. */
int pysock_family(const struct pysock *s);
int pysock_type(const struct pysock *s);
int pysock_proto(const struct pysock *s);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
