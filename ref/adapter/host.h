#ifndef ADAPTER_HOST_H
#define ADAPTER_HOST_H

/* The adapter's own needs of the system, in host_posix.c and host_windows.c. No other file of it
   knows a platform. Calls that fail return -1 with errno. */

#include "adapter.h"

#include <stddef.h>

enum { HOST_TEXT_SIZE = 256 };

/* Moves the protocol to other descriptors, because a row may do anything to 0 and 1. From now on
   signals of the far end interrupt system calls (helper_note_signal()). */
void host_begin(int *in, int *out);

/* The names of the system and of the C library, each followed by the version. */
void host_describe(char platform[HOST_TEXT_SIZE], char libc[HOST_TEXT_SIZE]);

/* Adds the capabilities that no implementation on this system can have. */
void host_list_lacks(json_t *lacks);

/* Read and write bytes of the protocol's lines; return how many. */
ptrdiff_t host_read(int fd, char *bytes, size_t size);
ptrdiff_t host_write(int fd, const char *bytes, size_t size);

/* Makes a descriptor non-blocking, if it is open. */
void host_stop_waiting(pysock_fd fd);

/* Wakes a thread that waits on this stream. */
void host_wake(pysock_fd fd);

/* --- calls beside the row: systems that do not show where a thread waits have none -------------
 */

bool host_has_threads(void);

/* Returns the number of the calling thread, and blocks the row's signals in it. Not for the main
   thread. */
long host_thread_begin(void);

/* How many times the thread has waited in the kernel, if it waits there now; otherwise -1. */
long host_waits_of(long task);

/* Whether a number is a descriptor of the C library's; else errno says why not. */
bool host_is_descriptor(int fd);

int host_fcntl(pysock_fd fd, int command, int argument);

#endif
