#include "watch_reach.h"

#include <errno.h>
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
