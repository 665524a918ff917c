#ifndef PYSOCK_SOCKET_H
#define PYSOCK_SOCKET_H

/* The methods of sockets: a part of pysock.h, which says more. */

#include "pysock_address.h"
#include "pysock_error.h"
#include "pysock_module.h"
#include "pysock_system.h"
#include "pysock_timeout.h"

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

/* Gives the socket a local address. A host name is resolved first; port 0 lets the system choose.
 */
int pysock_bind(struct pysock *s, const struct pysock_address *address, struct pysock_error *e);

/*
 * Closes the descriptor. Afterwards every operation fails with EBADF, apart from closing again,
 * which does nothing, and from reading what the object itself knows: fileno -1, family, type,
 * proto, timeout. The descriptor is gone even where an error is raised.
 */
int pysock_close(struct pysock *s, struct pysock_error *e);

/*
 * In timeout mode this waits for the connection as long as the timeout says, and for room in the
 * backlog of an AF_UNIX listener too. Resolving a host name takes its own time. In non-blocking
 * mode a signal ends it with EINTR.
 */
int pysock_connect(struct pysock *s, const struct pysock_address *address, struct pysock_error *e);

/*
 * Returns 0, or the errno of the system's connect (EAGAIN where the time is up, EBADF after close),
 * or -1 with an error where the address itself is at fault.
 */
int pysock_connect_ex(
	struct pysock *s, const struct pysock_address *address, struct pysock_error *e);

/*
 * Gives up the descriptor, which is the caller's from now on and stays open, and returns it; -1
 * where there is none. The socket is closed then.
 */
pysock_fd pysock_detach(struct pysock *s);

/* The same, and frees the socket: the opposite of pysock_adopt(). */
pysock_fd pysock_release(struct pysock *s);

/* A second socket over a duplicate of the descriptor, with the same timeout. */
int pysock_dup(struct pysock *s, struct pysock **copy, struct pysock_error *e);

/* The descriptor, or -1 once closed. */
pysock_fd pysock_fileno(const struct pysock *s);

/*
 * An address as the system has it, for a socket of this family and protocol. A name of a
 * host is resolved, and one of an interface is looked up in the socket's network. The errors are
 * those of the calls that take or give an address.
 */
int pysock_pack_address(struct pysock *s, const struct pysock_address *address,
	struct sockaddr_storage *packed, socklen_t *length, struct pysock_error *e);

/* The opposite: an address of length bytes, as the system has it, as a struct pysock_address. */
int pysock_unpack_address(struct pysock *s, const void *packed, socklen_t length,
	struct pysock_address *address, struct pysock_error *e);

/* The address of the other end. PYSOCK_ERROR, ENOTCONN: the socket is not connected. */
int pysock_getpeername(struct pysock *s, struct pysock_address *address, struct pysock_error *e);

/* The socket's own address, with the port that the system chose. */
int pysock_getsockname(struct pysock *s, struct pysock_address *address, struct pysock_error *e);

/* An option's integer. */
int pysock_getsockopt(struct pysock *s, int level, int optname, int *value, struct pysock_error *e);

/*
 * An option's bytes: returns how many the system wrote. buflen is 1 to 1024, else PYSOCK_ERROR
 * without a code.
 */
ssize_t pysock_getsockopt_bytes(struct pysock *s, int level, int optname, void *buffer,
	size_t buflen, struct pysock_error *e);

#ifdef PYSOCK_HAS_IOCTL
/*
 * WSAIoctl() of Windows, with SIO_RCVALL or SIO_LOOPBACK_FAST_PATH and an option (RCVALL_ON).
 * Returns how many bytes came back, which is 0 for all of them. PYSOCK_VALUE_ERROR: another control
 * code.
 */
int pysock_ioctl(struct pysock *s, uint32_t control, uint32_t option, struct pysock_error *e);

/* The same with SIO_KEEPALIVE_VALS and its three values; times are in milliseconds. */
int pysock_ioctl_keepalive(struct pysock *s, uint32_t onoff, uint32_t time_ms, uint32_t interval_ms,
	struct pysock_error *e);
#endif

#ifdef PYSOCK_HAS_SHARE
/* Describes the socket for another process, where pysock_fromshare() makes a socket of it. This one
   may be closed then. */
int pysock_share(
	struct pysock *s, uint32_t process_id, WSAPROTOCOL_INFOW *shared, struct pysock_error *e);
#endif

enum {
	PYSOCK_BACKLOG = 128 /* what Python takes where the backlog is left out */
};

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
 * The same, and *descriptor is the one beneath the stream, for select() and its kin. It belongs to
 * the stream.
 */
int pysock_makefile_fd(struct pysock *s, const char *mode, long bufsize, FILE **file,
	pysock_fd *descriptor, struct pysock_error *e);

/*
 * Reads from a descriptor beneath a stream, or from one of a file, and goes on after a signal:
 * returns how many bytes came, at most size, 0 at the end.
 */
ssize_t pysock_read_fd(pysock_fd fd, void *bytes, size_t size, struct pysock_error *e);

#ifdef PYSOCK_HAS_WRITE_FD
/* Writes all bytes to the descriptor beneath a stream, which must be flushed before. */
int pysock_write_fd(pysock_fd fd, const void *bytes, size_t size, struct pysock_error *e);
#endif

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

/* The same without the sender's address. */
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

/*
 * Sends a file from offset on, by its descriptor, up to its end or, where count is not 0, at most
 * count bytes; returns how many were sent. Where the system cannot send the file by itself, as one
 * that is not regular, it is read and sent. The timeout holds for the whole. Afterwards the file's
 * position is behind what was sent, if that is anything and the file has a position; after an error
 * too, so that it tells how much that was.
 *
 * PYSOCK_VALUE_ERROR: the socket is not of SOCK_STREAM, or not in blocking or timeout mode, or
 * count is negative. PYSOCK_ERROR, EINVAL: offset is negative.
 */
int64_t pysock_sendfile(
	struct pysock *s, int fd, int64_t offset, int64_t count, struct pysock_error *e);

/* Sends one message to the address, and returns how many bytes the system took. */
ssize_t pysock_sendto(struct pysock *s, const void *bytes, size_t length, int flags,
	const struct pysock_address *address, struct pysock_error *e);

/* Zero is non-blocking mode, as settimeout(0); all else is blocking mode, as settimeout(None). */
int pysock_setblocking(struct pysock *s, int flag, struct pysock_error *e);

/*
 * The timeout of every operation from now on: none is blocking mode, and 0 is non-blocking mode.
 * What is no timeout raises, and leaves the current one unchanged.
 */
int pysock_settimeout(struct pysock *s, struct pysock_timeout timeout, struct pysock_error *e);

/* The timeout; none in blocking mode, 0 seconds in non-blocking mode. */
struct pysock_timeout pysock_gettimeout(const struct pysock *s);

/* Sets an option to an integer. */
int pysock_setsockopt(struct pysock *s, int level, int optname, int value, struct pysock_error *e);

/* Sets an option to length bytes, such as a struct of the system's. */
int pysock_setsockopt_bytes(struct pysock *s, int level, int optname, const void *value,
	size_t length, struct pysock_error *e);

/* setsockopt() of a NULL value with a length. */
int pysock_setsockopt_null(
	struct pysock *s, int level, int optname, socklen_t length, struct pysock_error *e);

/* how is SHUT_RD, SHUT_WR or SHUT_RDWR. */
int pysock_shutdown(struct pysock *s, int how, struct pysock_error *e);

/* Whether operations wait: true in blocking and in timeout mode. */
bool pysock_getblocking(const struct pysock *s);

/* Whether programs that are started inherit the descriptor: the opposite of close-on-exec. */
int pysock_get_inheritable(struct pysock *s, bool *inheritable, struct pysock_error *e);

/* Changes whether programs that are started inherit the descriptor. */
int pysock_set_inheritable(struct pysock *s, bool inheritable, struct pysock_error *e);

/* The family the constructor was given. */
int pysock_family(const struct pysock *s);

/* The type the constructor was given, without SOCK_NONBLOCK and SOCK_CLOEXEC. */
int pysock_type(const struct pysock *s);

/* The protocol the constructor was given. */
int pysock_proto(const struct pysock *s);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
