/* Reaching into a process that waits in a system call: its memory and its descriptors. */
#ifndef PLUMB_WATCH_REACH_H
#define PLUMB_WATCH_REACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Copies from there; false: that is no memory of the process, or it may not be read. */
bool plumb_reach_read(pid_t pid, uint64_t from, void *to, size_t size);

/* Copies to there. */
bool plumb_reach_write(pid_t pid, uint64_t to, const void *from, size_t size);

/* The inode of the socket that the descriptor is; 0: it is none. */
uint64_t plumb_reach_socket(pid_t pid, int fd);

/* Its descriptor, as one of the caller's own, to be closed; -1: errno. */
int plumb_reach_fd(pid_t pid, int fd);

#endif
