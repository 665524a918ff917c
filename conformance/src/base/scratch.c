#include "scratch.h"

#include "heap.h"
#include "hold.h"
#include "utf8.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* sun_path holds 108 bytes; rows want to choose the lengths of their paths up to that. */
enum { LONGEST_TMPDIR = 40 };

/* The space that a file system must have left, for rows that are played at the same time. */
enum { SPARE_FILES = 64, SPARE_BYTES = 1024 * 1024 };

enum { REMOVE_PASSES = 100000 }; /* each takes a level of a tree away at least */

enum { KEEPER_TRIES = 100 }; /* fifty milliseconds apart */

/*
 * Directories that are empty, under a path that nobody knows yet: to rename one takes a tenth of
 * the time of making one.
 */
enum { MOST_SPARE = 64 };

static pid_t keeper_pid;
static int keeper_fd = -1;
static char *spare[MOST_SPARE];
static size_t spare_count;

static bool is_dot(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/*
 * Empties a directory of a directory: files go, directories move up, where they are found later. A
 * tree of any depth is removed in this way with two descriptors, and without a path of its length.
 */
static void flatten(int top, const char *name)
{
	static unsigned moved;
	int fd = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	char above[32];

	if (!directory)
		return;
	fchmod(fd, 0700);
	while ((entry = readdir(directory))) {
		if (is_dot(entry->d_name) || unlinkat(fd, entry->d_name, 0) == 0)
			continue;
		/* To be moved, a directory must be its owner's to write. */
		fchmodat(fd, entry->d_name, 0700, 0);
		do
			snprintf(above, sizeof above, "%u", moved++);
		while (renameat2(fd, entry->d_name, top, above, RENAME_NOREPLACE) != 0 &&
			errno == EEXIST);
	}
	closedir(directory);
}

/* Makes one pass over the directory; returns whether anything is left. */
static bool empty_once(int top)
{
	int fd = openat(top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	bool left = false;

	while (directory && (entry = readdir(directory))) {
		if (is_dot(entry->d_name) || unlinkat(top, entry->d_name, 0) == 0)
			continue;
		left = true;
		fchmodat(top, entry->d_name, 0700, 0);
		flatten(top, entry->d_name);
		unlinkat(top, entry->d_name, AT_REMOVEDIR);
	}
	if (directory)
		closedir(directory);
	return left;
}

/* Whoever was given the directory may have forbidden it to its owner. Nothing but it is changed. */
static int open_forbidden(const char *directory)
{
	int fd = open(directory, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), opened = -1;
	char path[64];

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (fd >= 0 && chmod(path, 0700) == 0)
		opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	return opened;
}

static int open_top(const char *directory)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat status;

	if (fd < 0 && errno == EACCES)
		return open_forbidden(directory);
	if (fd >= 0 && (fstat(fd, &status) != 0 || (status.st_mode & 07777) != 0700))
		fchmod(fd, 0700);
	return fd;
}

/* Whether the directory is there, and empty now. */
static bool empty(const char *directory)
{
	int top = open_top(directory);
	bool left = true;

	/* Do not try forever: a directory may be impossible to empty, a mount for example. */
	for (int pass = 0; top >= 0 && pass < REMOVE_PASSES && left; pass++)
		left = empty_once(top);
	if (top >= 0)
		close(top);
	return !left;
}

void plumb_scratch_remove(const char *directory)
{
	int saved = errno;

	if (directory) {
		empty(directory);
		rmdir(directory);
	}
	errno = saved;
}

/* A process that briefly outlives the runner may still bind a path while the directory is
 * emptied. */
static void remove_for_good(const char *directory)
{
	const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};

	for (int i = 0; i < KEEPER_TRIES; i++) {
		plumb_scratch_remove(directory);
		if (access(directory, F_OK))
			return;
		nanosleep(&pause, NULL);
	}
}

/*
 * The keeper holds the reading end of a pipe whose writing end only the runner has. It blocks fatal
 * signals, for those to the runner's group may arrive before it has its own session.
 */
static void keep(const char *directory, int fd)
{
	char byte;

	setsid();
	while (read(fd, &byte, 1) < 0 && errno == EINTR)
		continue;
	remove_for_good(directory);
	_exit(0);
}

static bool start_keeper(const char *directory)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return false;
	keeper_pid = fork();
	if (keeper_pid == 0) {
		/* Readers of the runner's output must not wait for the keeper. */
		close(ends[1]);
		for (int fd = 0; fd <= 2; fd++)
			close(fd);
		keep(directory, ends[0]);
	}
	close(ends[0]);
	if (keeper_pid < 0) {
		close(ends[1]);
		return false;
	}
	keeper_fd = ends[1];
	return true;
}

/* Rows hand their paths over as text. */
static bool is_unicode(const char *path)
{
	size_t left = strlen(path), length;
	unsigned long code = 0;

	for (; left; path += length, left -= length) {
		length = plumb_utf8_length((const unsigned char *)path, left, &code);
		if (length == 0 || (code >= 0xd800 && code <= 0xdfff))
			return false;
	}
	return true;
}

const char *plumb_scratch_parent(void)
{
	const char *parent = getenv("TMPDIR");
	bool usable = parent && *parent && strlen(parent) <= LONGEST_TMPDIR && is_unicode(parent);

	return usable ? parent : "/tmp";
}

char *plumb_scratch_begin(void)
{
	char *path = plumb_format("%s/plumbline-XXXXXX", plumb_scratch_parent());
	sigset_t before;
	bool good;
	int error;

	plumb_hold_signals(&before);
	good = mkdtemp(path) && start_keeper(path);
	error = errno;
	plumb_release_signals(&before);
	if (good)
		return path;
	plumb_scratch_remove(path);
	free(path);
	errno = error;
	return NULL;
}

pid_t plumb_scratch_keeper(void)
{
	return keeper_pid;
}

void plumb_scratch_end(char *scratch)
{
	if (keeper_fd >= 0)
		close(keeper_fd);
	keeper_fd = -1;
	while (keeper_pid > 0 && waitpid(keeper_pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	keeper_pid = 0;
	while (spare_count)
		free(spare[--spare_count]);
	free(scratch);
}

/* A path that no directory in it had before. */
static char *new_path(const char *scratch)
{
	static unsigned number;

	return plumb_format("%s/%u", scratch, number++);
}

char *plumb_scratch_directory(const char *scratch)
{
	char *path;

	if (spare_count)
		return spare[--spare_count];
	path = new_path(scratch);
	if (mkdir(path, 0700) == 0)
		return path;
	free(path);
	return NULL;
}

void plumb_scratch_return(const char *directory)
{
	int saved = errno;
	char *scratch = plumb_format("%.*s", (int)(strrchr(directory, '/') - directory), directory);
	char *path = new_path(scratch);

	if (spare_count < MOST_SPARE && empty(directory) && rename(directory, path) == 0) {
		spare[spare_count++] = path;
	} else {
		plumb_scratch_remove(directory);
		free(path);
	}
	free(scratch);
	errno = saved;
}

/* A file system that does not count its files has as many as it likes. */
static bool has_room(const char *directory, char *why, size_t size)
{
	struct statvfs status;

	if (statvfs(directory, &status) != 0) {
		snprintf(why, size, "%s: %s", directory, strerror(errno));
		return false;
	}
	if (status.f_files && status.f_favail < SPARE_FILES) {
		snprintf(
			why, size, "in %s fewer than %d files can be made", directory, SPARE_FILES);
		return false;
	}
	if (status.f_blocks && status.f_bavail * status.f_frsize < SPARE_BYTES) {
		snprintf(why, size, "in %s fewer than %d bytes are free", directory, SPARE_BYTES);
		return false;
	}
	return true;
}

/* A quota is not seen before it is reached. */
static bool can_write(const char *directory, char *why, size_t size)
{
	char *path = plumb_format("%s/plumbline", directory);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool good = fd >= 0 && write(fd, "x", 1) == 1;

	if (!good)
		snprintf(why, size, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	unlink(path);
	free(path);
	return good;
}

bool plumb_scratch_is_good(const char *directory, bool wrong, char *why, size_t size)
{
	if (access(directory, F_OK) != 0) {
		snprintf(why, size, "%s was removed: %s", directory, strerror(errno));
		return false;
	}
	return !wrong || (has_room(directory, why, size) && can_write(directory, why, size));
}
