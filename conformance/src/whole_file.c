#include "whole_file.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, const char *text, size_t size)
{
	while (size > 0) {
		ssize_t count = write(fd, text, size);
		if (count < 0 && errno != EINTR) {
			return false;
		}
		text += count > 0 ? count : 0;
		size -= count > 0 ? (size_t)count : 0;
	}
	return true;
}

/* mkstemp() makes files that only the user can read; the mask says what he wants. */
static mode_t mode_of_new_files(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static bool write_beside(const char *path, mode_t mode, const char *text, size_t size)
{
	char *beside = plumb_format("%s.XXXXXX", path);
	int fd = mkostemp(beside, O_CLOEXEC);
	bool written = false;

	if (fd >= 0) {
		written = write_all(fd, text, size) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
		written = close(fd) == 0 && written;
		written = written && rename(beside, path) == 0;
		int saved = errno;
		if (!written) {
			unlink(beside);
		}
		errno = saved;
	}
	free(beside);
	return written;
}

static bool write_into(const char *path, const char *text, size_t size)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write_all(fd, text, size);

	return fd >= 0 && close(fd) == 0 && written;
}

bool plumb_write_whole(const char *path, const char *text, size_t size)
{
	struct stat status;
	bool there = stat(path, &status) == 0;
	bool written;

	if (there && !S_ISREG(status.st_mode)) {
		written = write_into(path, text, size);
	} else {
		char *real = there ? realpath(path, NULL) : NULL;
		mode_t mode = there ? status.st_mode & 07777 : mode_of_new_files();
		written = write_beside(real ? real : path, mode, text, size);
		free(real);
	}
	if (!written) {
		fprintf(stderr, "plumbline: %s: %s\n", path, strerror(errno));
	}
	return written;
}
