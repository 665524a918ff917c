#ifndef PYSOCK_MESSAGE_H
#define PYSOCK_MESSAGE_H

/* Messages with several buffers and ancillary data: a part of pysock.h, which says more. */

#include "pysock_address.h"
#include "pysock_error.h"
#include "pysock_module.h"
#include "pysock_system.h"

#ifdef PYSOCK_HAS_MESSAGES

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/uio.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/* One item of ancillary data: what cmsg(3) calls a control message. */
struct pysock_ancillary {
	int level;
	int type;
	const void *data; /* of any alignment; may be NULL where length is 0 */
	size_t length;	  /* in bytes */
};

/*
 * The length of an item with so many bytes of data, header included and padding not.
 * PYSOCK_OVERFLOW_ERROR: length is negative, or the result is over INT_MAX.
 */
int pysock_CMSG_LEN(long long length, size_t *result, struct pysock_error *e);

/* The room that such an item takes in a buffer, with the padding before the next. Errors as above.
 */
int pysock_CMSG_SPACE(long long length, size_t *result, struct pysock_error *e);

/*
 * Sends buffers, one after the other, as one message, and returns how many bytes the system took.
 * ancdata has ancdata_count items; address is NULL for none. Both arrays may be NULL where their
 * count is 0. PYSOCK_ERROR, EMSGSIZE: more buffers than the system takes (1024 on Linux).
 * PYSOCK_ERROR without a code: more ancillary data than a message can have.
 *
 * Descriptors in SCM_RIGHTS stay the caller's. On a stream they need at least one byte beside them.
 */
ssize_t pysock_sendmsg(struct pysock *s, const struct iovec *buffers, size_t count,
	const struct pysock_ancillary *ancdata, size_t ancdata_count, int flags,
	const struct pysock_address *address, struct pysock_error *e);

/*
 * Room for the ancillary data of one message, and a way through it. Descriptors that a message
 * brought belong to the control buffer until pysock_control_next() has given out their item; those
 * that nobody asked for are closed by the next message received into it and by
 * pysock_control_free().
 */
struct pysock_control;

/* Makes one of size bytes; see pysock_CMSG_SPACE(). PYSOCK_VALUE_ERROR: size is over INT_MAX. */
int pysock_control_new(size_t size, struct pysock_control **control, struct pysock_error *e);

/* NULL is left alone. errno stays as it is. */
void pysock_control_free(struct pysock_control *control);

/*
 * Gives out the next item: true, or false after the last one. Its data lie in the control buffer,
 * aligned as an int is, and are valid until it receives again or is freed. An item that the
 * buffer's end cuts off is given as far as it goes, and is the last.
 *
 * The data of an SCM_RIGHTS item of SOL_SOCKET are as many whole ints as fit into its length: open
 * descriptors, close-on-exec, and the caller's from now on.
 */
bool pysock_control_next(struct pysock_control *control, struct pysock_ancillary *item);

/* Whether pysock_control_next() met an item whose length cannot be right. */
bool pysock_control_is_malformed(const struct pysock_control *control);

/*
 * Closes the descriptors of all items, those given out too: for a layer that cannot pass them on.
 * The buffer is empty then.
 */
void pysock_control_discard(struct pysock_control *control);

/*
 * Receives one message of at most bufsize bytes, and returns how many came; with MSG_TRUNC among
 * the flags too. A bufsize of 0 asks the system, and takes a datagram. control is NULL where no
 * ancillary data is wanted. *msg_flags is the or of the system's MSG_ flags for the message:
 * MSG_CTRUNC where ancillary data was lost, whose descriptors are closed. address and msg_flags may
 * be NULL; address is as for pysock_recvfrom().
 *
 * The received descriptors are always close-on-exec; MSG_CMSG_CLOEXEC is among the *msg_flags only
 * where it is among the flags. A call that fails leaves none open, and control empty.
 * PYSOCK_OVERFLOW_ERROR: bufsize is over SSIZE_MAX.
 */
ssize_t pysock_recvmsg(struct pysock *s, void *bytes, size_t bufsize,
	struct pysock_control *control, int flags, int *msg_flags, struct pysock_address *address,
	struct pysock_error *e);

/*
 * The same into count buffers, filled one after the other. The count of bytes is the system's own:
 * with MSG_TRUNC it may exceed the buffers. PYSOCK_ERROR, EMSGSIZE: more buffers than the system
 * takes.
 */
ssize_t pysock_recvmsg_into(struct pysock *s, const struct iovec *buffers, size_t count,
	struct pysock_control *control, int flags, int *msg_flags, struct pysock_address *address,
	struct pysock_error *e);

#ifdef PYSOCK_HAS_AFALG

/* What the kernel's cryptography is to do with a message. */
struct pysock_afalg {
	unsigned op; /* ALG_OP_ENCRYPT or ALG_OP_DECRYPT */
	bool has_iv;
	bool has_assoclen;
	unsigned assoclen; /* how much of the message is associated data */
	const void *iv;
	size_t iv_length; /* in bytes */
};

/*
 * pysock_sendmsg() for a socket of AF_ALG that pysock_accept() gave, with the items of ancillary
 * data that the operation asks for. PYSOCK_ERROR without a code: another family.
 */
ssize_t pysock_sendmsg_afalg(struct pysock *s, const struct iovec *buffers, size_t count,
	const struct pysock_afalg *operation, int flags, struct pysock_error *e);

#endif

/* Sends descriptors in one SCM_RIGHTS item along with the buffers; else as pysock_sendmsg(). */
ssize_t pysock_send_fds(struct pysock *s, const struct iovec *buffers, size_t count, const int *fds,
	size_t fd_count, int flags, const struct pysock_address *address, struct pysock_error *e);

/*
 * Receives a message and at most maxfds descriptors with it, which are the caller's: *fd_count of
 * them are in fds. Those beyond maxfds are closed, and MSG_CTRUNC is among the *msg_flags.
 * PYSOCK_OVERFLOW_ERROR: maxfds is too large for a message. Else as pysock_recvmsg().
 */
ssize_t pysock_recv_fds(struct pysock *s, void *bytes, size_t bufsize, int *fds, size_t maxfds,
	size_t *fd_count, int flags, int *msg_flags, struct pysock_address *address,
	struct pysock_error *e);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif

#endif
