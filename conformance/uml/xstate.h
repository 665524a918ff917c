/*
 * The registers of a traced process in the form of XSAVE (NT_X86_XSTATE), between a tracer whose
 * buffer is of a fixed size and a kernel that sets them only if they are of its own full size: on
 * processors with AMX that is more than user-mode-linux 6.1 has room for.
 */
#ifndef PLUMB_XSTATE_H
#define PLUMB_XSTATE_H

#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/uio.h>

/* The most that a kernel is asked for; with AMX it has 11,008 bytes. */
enum { XSTATE_MOST = 32768 };

/*
 * Lengthens a set of size bytes to wide_size bytes, at least as many: what is missing is zero, and
 * is said to be in its initial state where it is the tiles of AMX. A set too short to have a header
 * (576 bytes) is lengthened only.
 */
void xstate_widen(const void *set, size_t size, void *wide, size_t wide_size);

/* The ptrace() that reaches the kernel: the C library's, or a test's. */
typedef long xstate_ptrace(enum __ptrace_request request, pid_t process, void *address, void *data);

/*
 * PTRACE_SETREGSET of such a set with a kernel that may have a larger one. As ptrace(): 0, or -1
 * with errno.
 */
long xstate_set(xstate_ptrace *kernel, pid_t process, const struct iovec *set);

#endif
