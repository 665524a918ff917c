/* Answering a recvmsg() in the place of the kernel: struct msghdr and what lies behind it. */
#ifndef PLUMB_WATCH_MESSAGE_H
#define PLUMB_WATCH_MESSAGE_H

#include "values/address.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What comes in. The descriptors are numbers of the process's own, all in one item. */
struct plumb_message {
	const struct plumb_address *address;
	const unsigned char *bytes;
	size_t size;
	const int *fds;
	size_t fd_count;
};

/*
 * Writes it into the struct msghdr at that place, which waits in recvmsg(): as many of the bytes
 * as there is room for, and their count to *received. False: it cannot be written there, or there
 * is no room for all of the descriptors.
 */
bool plumb_message_write(
	pid_t pid, uint64_t to, const struct plumb_message *message, size_t *received);

#endif
