#include "whole.h"

#include "heap.h"
#include "hold.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether everything reached the kernel; errno is that of the first failure. */
static bool flush(FILE *out)
{
	if (ferror(out)) {
		errno = errno ? errno : EIO;
		return false;
	}
	return fflush(out) == 0;
}

/* Closes in any case, and keeps the errno of what failed first. */
static bool close_after(FILE *out, bool good)
{
	int error = errno;

	if (fclose(out) != 0 && good)
		return false;
	errno = error;
	return good;
}

/* A limit on the size of files is an error like any other, as long as it is not a signal. */
static bool write_stream(FILE *out, plumb_write_fn *write, const void *what)
{
	void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
	bool good;

	errno = 0;
	write(what, out);
	good = flush(out);
	/* A device or a pipe cannot be synchronised, and need not be. */
	if (good && fsync(fileno(out)) != 0)
		good = errno == EINVAL || errno == ENOTSUP;
	good = close_after(out, good);
	signal(SIGXFSZ, before);
	return good;
}

/* The descriptor's mode is what a newly made file has, or that of the file it replaces. */
static void set_mode(int descriptor, const char *path)
{
	struct stat status;
	mode_t mask = umask(0);

	umask(mask);
	if (stat(path, &status) == 0)
		fchmod(descriptor, status.st_mode & 07777);
	else
		fchmod(descriptor, 0666 & ~mask);
}

/* The name is only durable when its directory is; where that cannot be done, it is there anyway. */
static void sync_directory(const char *path)
{
	char *copy = plumb_copy(path);
	char *slash = strrchr(copy, '/');
	int descriptor;

	if (slash)
		slash[slash == copy ? 1 : 0] = '\0';
	descriptor = open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (descriptor >= 0) {
		fsync(descriptor);
		close(descriptor);
	}
	free(copy);
}

/* Who is told to end does so when the file is there, and not while its other half lies beside. */
static bool replace(const char *path, plumb_write_fn *write, const void *what)
{
	char *temporary = plumb_format("%s.XXXXXX", path);
	sigset_t before;
	int descriptor, error;
	bool good = false;
	FILE *out;

	plumb_hold_signals(&before);
	descriptor = mkostemp(temporary, O_CLOEXEC);
	out = descriptor < 0 ? NULL : fdopen(descriptor, "w");
	if (out) {
		set_mode(descriptor, path);
		good = write_stream(out, write, what) && rename(temporary, path) == 0;
	}
	error = errno;
	if (good)
		sync_directory(path);
	else if (descriptor >= 0)
		unlink(temporary);
	if (!out && descriptor >= 0)
		close(descriptor);
	plumb_release_signals(&before);
	free(temporary);
	errno = error;
	return good;
}

bool plumb_write_whole(const char *path, plumb_write_fn *write, const void *what)
{
	struct stat status;
	char *target;
	bool good;
	int error;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
		errno = EISDIR;
		return false;
	}
	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
		FILE *out = fopen(path, "we");
		return out && write_stream(out, write, what);
	}
	target = realpath(path, NULL);
	good = replace(target ? target : path, write, what);
	error = errno;
	free(target);
	errno = error;
	return good;
}

bool plumb_append_whole(const char *path, plumb_write_fn *write, const void *what)
{
	FILE *out = fopen(path, "ae");
	struct stat status;
	int error;

	if (!out)
		return false;
	if (fstat(fileno(out), &status) != 0)
		return close_after(out, false);
	if (write_stream(out, write, what))
		return true;
	error = errno;
	if (S_ISREG(status.st_mode) && truncate(path, status.st_size) != 0)
		fprintf(stderr, "plumbline: %s: %s\n", path, strerror(errno));
	errno = error;
	return false;
}

bool plumb_write_out(plumb_write_fn *write, const void *what)
{
	errno = 0;
	write(what, stdout);
	return flush(stdout);
}
