#include "watch_reach.h"

#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

bool plumb_reach_read(pid_t pid, uint64_t from, void *to, size_t size)
{
	const struct iovec here = {.iov_base = to, .iov_len = size};
	const struct iovec there = {.iov_base = (void *)(uintptr_t)from, .iov_len = size};

	return size == 0 || process_vm_readv(pid, &here, 1, &there, 1, 0) == (ssize_t)size;
}

bool plumb_reach_write(pid_t pid, uint64_t to, const void *from, size_t size)
{
	const struct iovec here = {.iov_base = (void *)(uintptr_t)from, .iov_len = size};
	const struct iovec there = {.iov_base = (void *)(uintptr_t)to, .iov_len = size};

	return size == 0 || process_vm_writev(pid, &here, 1, &there, 1, 0) == (ssize_t)size;
}

uint64_t plumb_reach_socket(pid_t pid, int fd)
{
	char name[64], target[64];
	unsigned long long inode = 0;

	snprintf(name, sizeof(name), "/proc/%ld/fd/%d", (long)pid, fd);
	ssize_t length = readlink(name, target, sizeof(target) - 1);
	target[length < 0 ? 0 : length] = '\0';
	return sscanf(target, "socket:[%llu]", &inode) == 1 ? inode : 0;
}

/* The C library has no names for these yet. */
int plumb_reach_fd(pid_t pid, int fd)
{
	int process_fd = (int)syscall(SYS_pidfd_open, pid, 0);
	int own = -1;

	if (process_fd >= 0) {
		own = (int)syscall(SYS_pidfd_getfd, process_fd, fd, 0);
		int error = errno;
		close(process_fd);
		errno = error;
	}
	return own;
}
