#ifndef ADAPTER_HOST_H
#define ADAPTER_HOST_H

/* What the adapter wants of the system beside the library: host_posix.c and host_windows.c, which
   alone know a platform. Calls return -1 with errno where they fail. */

#include "adapter.h"

#include <stddef.h>

enum { HOST_TEXT_SIZE = 256 };

/* A row may do to descriptors 0 and 1 what it likes, so the protocol gets others. A signal of the
   far end's interrupts a system call from now on (helper_note_signal()). */
void host_begin(int *in, int *out);

/* The system and the C library: the name, and behind it the version. */
void host_describe(char platform[HOST_TEXT_SIZE], char libc[HOST_TEXT_SIZE]);

/* Adds the capabilities that no implementation has on this system. */
void host_list_lacks(json_t *lacks);

/* Bytes of the protocol's lines: how many were read, or written. */
ptrdiff_t host_read(int fd, char *bytes, size_t size);
ptrdiff_t host_write(int fd, const char *bytes, size_t size);

/* Lets no operation of a descriptor wait any more, if it is one. */
void host_stop_waiting(pysock_fd fd);

/* Ends the waiting for a stream that another thread does. */
void host_wake(pysock_fd fd);

/* --- calls beside the row: where the system does not show what a thread waits for, there are none
 */

bool host_has_threads(void);

/* The number of the thread that calls it, which is not the main one; the row's signals are not for
   it. */
long host_thread_begin(void);

/* How often the thread has waited in the kernel, if it waits there now; else -1. */
long host_waits_of(long task);

/* Whether a number is a descriptor of the C library's; else errno says why not. */
bool host_is_descriptor(int fd);

int host_fcntl(pysock_fd fd, int command, int argument);

#endif
