/*
 * libpysock: the socket module of Python, in C, over BSD sockets.
 *
 * The names and their order are those of the module's document: the Python name with pysock_
 * before it. This header is the manual; it has a part for each subject, in a file of its own:
 *
 *     pysock_error.h    the exceptions, and raising them
 *     pysock_system.h   the system's headers, and what differs from system to system
 *     pysock_timeout.h  timeouts
 *     pysock_address.h  addresses
 *     pysock_module.h   constants, and the functions of the module
 *     pysock_socket.h   the methods of sockets
 *     pysock_message.h  those of them that send and receive messages with ancillary data
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
 * after EINTR, unless pysock_set_interrupt() says otherwise.
 *
 * Threads. All functions are reentrant. The default timeout is one atomic value of the process. A
 * socket may be used by several threads at once as far as the system allows it for a descriptor. It
 * may be closed, and its timeout changed, while others are in a call, which see that when they try
 * again; freeing it is for the last thread that has it.
 *
 * Descriptors are always close-on-exec, and no call raises SIGPIPE.
 */
#ifndef PYSOCK_H
#define PYSOCK_H

#include "pysock_address.h"
#include "pysock_error.h"
#include "pysock_message.h"
#include "pysock_module.h"
#include "pysock_socket.h"
#include "pysock_system.h"
#include "pysock_timeout.h"

/* The version that this header describes, and the number of the shared library's interface. */
#define PYSOCK_VERSION "0.2.0"
#define PYSOCK_SOVERSION 0

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/* The version of the library that the program runs with, as PYSOCK_VERSION. */
const char *pysock_version(void);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
