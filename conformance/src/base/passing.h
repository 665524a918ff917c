/* Messages between two processes with a descriptor beside them. */
#ifndef PLUMB_PASSING_H
#define PLUMB_PASSING_H

#include <stddef.h>
#include <sys/types.h>

/* Sends the bytes, and the descriptor unless it is -1. 0, or -1 with errno. */
int plumb_passing_send(int fd, const void *bytes, size_t size, int passed);

/* Returns the result of recvmsg(); *passed is the received descriptor, not inheritable, or -1. */
ssize_t plumb_passing_receive(int fd, void *bytes, size_t size, int *passed);

#endif
