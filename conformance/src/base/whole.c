#include "whole.h"

#include "heap.h"
#include "hold.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
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

static bool write_flushed(FILE *out, plumb_write_fn *write, const void *what)
{
	errno = 0;
	write(what, out);
	return flush(out);
}

static bool write_synced(FILE *out, plumb_write_fn *write, const void *what)
{
	bool good = write_flushed(out, write, what);

	/* A device or a pipe cannot be synchronised, and need not be. */
	if (good && fsync(fileno(out)) != 0)
		good = errno == EINVAL || errno == ENOTSUP;
	return good;
}

static bool write_stream(FILE *out, plumb_write_fn *write, const void *what)
{
	return close_after(out, write_synced(out, write, what));
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

/* A new string. */
static char *directory_of(const char *path)
{
	char *copy = plumb_copy(path);
	char *slash = strrchr(copy, '/');

	if (!slash)
		strcpy(copy, *copy ? "." : "");
	else
		slash[slash == copy] = '\0';
	return copy;
}

/* The name is only durable when its directory is; where that cannot be done, it is there anyway. */
static void sync_directory(const char *path)
{
	char *directory = directory_of(path);
	int descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (descriptor >= 0) {
		fsync(descriptor);
		close(descriptor);
	}
	free(directory);
}

/* A file without a name, which leaves nothing behind however the program ends; -1: none can be
 * made. */
static int open_unnamed(const char *path)
{
	char *directory = directory_of(path);
	int descriptor = -1;

	if (access("/proc/self/fd", X_OK) == 0)
		descriptor = open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	free(directory);
	return descriptor;
}

/* Gives it a name; temporary: one that ends in XXXXXX, which are replaced. */
static bool give_name(int descriptor, char *temporary)
{
	char *self = plumb_format("/proc/self/fd/%d", descriptor);
	char *end = temporary + strlen(temporary) - strlen("XXXXXX");
	bool good;

	do {
		unsigned number = 0;
		getrandom(&number, sizeof number, 0);
		snprintf(end, sizeof "XXXXXX", "%06x", number & 0xffffff);
		good = linkat(AT_FDCWD, self, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0;
	} while (!good && errno == EEXIST);
	free(self);
	return good;
}

/* Hold signals until the rename, so that no partial file remains. */
static bool replace(const char *path, plumb_write_fn *write, const void *what, bool durably)
{
	char *temporary = plumb_format("%s.XXXXXX", path);
	bool good = false, named = false;
	int descriptor, error;
	sigset_t before;
	FILE *out;

	plumb_hold_signals(&before);
	descriptor = open_unnamed(path);
	if (descriptor < 0) {
		descriptor = mkostemp(temporary, O_CLOEXEC);
		named = descriptor >= 0;
	}
	out = descriptor < 0 ? NULL : fdopen(descriptor, "w");
	if (out) {
		set_mode(descriptor, path);
		good = durably ? write_synced(out, write, what) : write_flushed(out, write, what);
		if (good && !named)
			good = named = give_name(descriptor, temporary);
		good = close_after(out, good) && rename(temporary, path) == 0;
	}
	error = errno;
	if (good && durably)
		sync_directory(path);
	else if (!good && named)
		unlink(temporary);
	if (!out && descriptor >= 0)
		close(descriptor);
	plumb_release_signals(&before);
	free(temporary);
	errno = error;
	return good;
}

bool plumb_is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool write_whole(const char *path, plumb_write_fn *write, const void *what, bool durably)
{
	struct stat status;
	char *target;
	bool good;
	int error;

	if (plumb_is_directory(path)) {
		errno = EISDIR;
		return false;
	}
	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
		FILE *out = fopen(path, "we");
		return out && write_stream(out, write, what);
	}
	target = realpath(path, NULL);
	good = replace(target ? target : path, write, what, durably);
	error = errno;
	free(target);
	errno = error;
	return good;
}

bool plumb_write_whole(const char *path, plumb_write_fn *write, const void *what)
{
	return write_whole(path, write, what, true);
}

bool plumb_write_one_of_many(const char *path, plumb_write_fn *write, const void *what)
{
	return write_whole(path, write, what, false);
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
