/* Messages between two processes with a descriptor beside them. */
#ifndef PLUMB_PASSING_H
#define PLUMB_PASSING_H

#include <stddef.h>
#include <sys/types.h>

/* Sends the bytes, and the descriptor unless it is -1. 0, or -1 with errno. */
int plumb_passing_send(int fd, const void *bytes, size_t size, int passed);

/* What recvmsg() returned; *passed is the descriptor that came along, not inherited, or -1. */
ssize_t plumb_passing_receive(int fd, void *bytes, size_t size, int *passed);

#endif
