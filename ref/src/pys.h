/* Internal declarations of libpysock. */
#ifndef PYS_H
#define PYS_H

#include "pysock.h"

#include "sys.h"

/* No timeout: the socket is in blocking mode. */
enum { PYS_BLOCKING = -1 };

/* Atomic is what one thread may change while another is in a call. */
struct pysock {
	_Atomic pysock_fd fd; /* PYS_NO_FD once closed: the system then refuses everything */
	int family;
	int type;
	int proto;
	_Atomic int64_t timeout_ns; /* PYS_BLOCKING, 0 for non-blocking mode, or a timeout */
};

/* --- raise.c: the one place where errors come from; each returns -1 ------------------------ */

int pys_raise_gai(struct pysock_error *e, int code);
int pys_raise_herror(struct pysock_error *e, int code);
int pys_raise_timeout(struct pysock_error *e);
int pys_raise_memory(struct pysock_error *e);

/* --- timeout.c: seconds to nanoseconds ------------------------------------------------------ */

int pys_timeout_to_ns(struct pysock_timeout timeout, int64_t *timeout_ns, struct pysock_error *e);
struct pysock_timeout pys_timeout_from_ns(int64_t timeout_ns);
int64_t pys_default_timeout_ns(void);

/* --- deadline.c: timeouts to deadlines on the monotonic clock, and waiting for them --------- */

/* A deadline that never comes. */
#define PYS_NEVER INT64_MAX

int64_t pys_deadline_ns(int64_t timeout_ns);

bool pys_is_past(int64_t deadline_ns);

/*
 * Waits until the descriptor is ready for the poll(2) events: 1, or 0 at the deadline. The system
 * is asked once even when that is past. -1 with errno: EINTR only where pysock_is_interrupted().
 */
int pys_wait(pysock_fd fd, short events, int64_t deadline_ns);

/* --- object.c: making the object ------------------------------------------------------------ */

/* An object without a descriptor, in the mode of the default timeout; NULL raises. */
struct pysock *pys_object(int family, int type, int proto, struct pysock_error *e);

/*
 * Gives the object its descriptor, which is non-blocking already or not, and the mode that the
 * object records. On failure the descriptor is closed and -1 returned with errno.
 */
int pys_install(struct pysock *s, pysock_fd fd, bool is_nonblocking);

/* --- operate.c: trying, waiting, trying again ----------------------------------------------- */

/*
 * Waits for the descriptor, in timeout mode: 0 to try again, now that it is ready, or -1 with the
 * error raised. Where *deadline_ns is 0 the deadline is made here, since an operation that succeeds
 * at once needs no clock; one that is there may be past already, which ends the operation.
 */
int pys_await(const struct pysock *s, short events, int64_t *deadline_ns, struct pysock_error *e);

/* The same after a failed operation: errno shows whether waiting will help. */
int pys_retry(const struct pysock *s, short events, int64_t *deadline_ns, struct pysock_error *e);

/* --- sendall.c ------------------------------------------------------------------------------- */

/*
 * Sends all of it by a deadline, which is made where it is 0 and needed. *sent_size grows by what
 * was sent, even where an error is raised.
 */
int pys_sendall(struct pysock *s, const void *bytes, size_t length, int flags, int64_t *deadline_ns,
	size_t *sent_size, struct pysock_error *e);

/* --- address.c: one table for all families -------------------------------------------------- */

/*
 * The system's form of an address, for a socket whose family and protocol decide; caller is the
 * method that asks.
 */
int pys_pack(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e);

/* Python's form of what the system gave, whose length is made honest; s is NULL for the resolver.
 */
int pys_unpack(const struct pysock *s, struct pys_sockaddr *packed, struct pysock_address *address,
	struct pysock_error *e);

/* The parts of the table, one file for each kind. */
typedef int pys_packer(const struct pysock *s, const struct pysock_address *address,
	const char *caller, struct pys_sockaddr *packed, struct pysock_error *e);
typedef int pys_unpacker(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e);

pys_packer pys_pack_inet;
pys_packer pys_pack_inet6;
pys_packer pys_pack_unix;
pys_packer pys_pack_netlink;
pys_packer pys_pack_tipc;
pys_packer pys_pack_packet;
pys_packer pys_pack_can;
pys_packer pys_pack_alg;
pys_packer pys_pack_vsock;
pys_packer pys_pack_qipcrtr;
pys_packer pys_pack_rds;
pys_packer pys_pack_bluetooth;
pys_unpacker pys_unpack_inet;
pys_unpacker pys_unpack_inet6;
pys_unpacker pys_unpack_unix;
pys_unpacker pys_unpack_netlink;
pys_unpacker pys_unpack_tipc;
pys_unpacker pys_unpack_packet;
pys_unpacker pys_unpack_can;
pys_unpacker pys_unpack_alg;
pys_unpacker pys_unpack_vsock;
pys_unpacker pys_unpack_qipcrtr;
pys_unpacker pys_unpack_bluetooth;

/* An unsigned number that must fit into that many bits. A larger one is an error, where CPython
 * takes its low bits. */
int pys_pack_bits(
	long long value, int bits, const char *caller, uint32_t *packed, struct pysock_error *e);

/* Copies a text into a field of an address; a text that does not fit becomes an invalid one. */
void pys_fill_text(char *field, size_t size, const char *text);

/* --- control.c: ancillary data -------------------------------------------------------------- */

#ifdef PYSOCK_HAS_MESSAGES
/* How large the items are as the system has them, and writing them so. */
int pys_control_size(
	const struct pysock_ancillary *items, size_t count, size_t *size, struct pysock_error *e);
void pys_control_pack(const struct pysock_ancillary *items, size_t count, void *bytes);

/*
 * Hands over an array of buffers, which the system leaves alone. C libraries differ in the type of
 * the count; one that is too large for any is too large for the system too.
 */
void pys_set_buffers(struct msghdr *message, const struct iovec *buffers, size_t count);

/* Empties the buffer and offers it to the system, and notes what that put there; it may be NULL. */
void pys_control_offer(struct pysock_control *control, struct msghdr *message);
void pys_control_take(struct pysock_control *control, const struct msghdr *message);
#endif

/* --- resolve.c: a host to one address ------------------------------------------------------- */

/*
 * The first address of a host as AF_INET, AF_INET6 or, for AF_UNSPEC, either. The port is 0. "" and
 * "<broadcast>" are seen to here.
 */
int pys_resolve(const char *host, int family, struct pys_sockaddr *packed, struct pysock_error *e);

/* --- scratch.c: room for the reentrant lookups ---------------------------------------------- */

/* Makes it, or doubles it; {0} at the start, free(bytes) at the end. */
int pys_scratch_grow(struct pys_scratch *scratch, struct pysock_error *e);

/* Puts a text at *end, moves *end behind its NUL, and returns where it stands. */
char *pys_put_text(char **end, const char *text);

/* A copy of a text that the caller frees. */
int pys_copy_text(const char *text, char **copy, struct pysock_error *e);

/* --- hostent.c ------------------------------------------------------------------------------ */

/* Asks with one of the lookups of sys.h, whose number of an error it returns. */
typedef int pys_ask_host(const void *key, const struct pys_scratch *scratch, struct hostent *entry,
	struct hostent **found, int *h_code);

/* A copy in one block of what the C library finds, which gets all the room it wants. */
int pys_find_host(
	pys_ask_host *ask, const void *key, struct pysock_hostent **host, struct pysock_error *e);

/* --- getaddrinfo.c -------------------------------------------------------------------------- */

/*
 * Whether text is a number above 65535, which glibc takes for a port all the same and cuts to 16
 * bits.
 */
bool pys_port_too_large(const char *service);

#endif
