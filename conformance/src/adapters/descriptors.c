#include "descriptors.h"

#include "base/heap.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reads a file of /proc; a longer one is not needed. False: it does not exist. */
static bool read_text(int directory, const char *name, char *text, size_t size)
{
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, size - 1);

	if (fd >= 0)
		close(fd);
	text[length > 0 ? length : 0] = '\0';
	return length > 0;
}

/* Whether it is non-blocking, by the flags of its fdinfo. */
static bool is_nonblocking(int fdinfo, const char *number)
{
	char text[512];
	const char *flags;

	if (!read_text(fdinfo, number, text, sizeof text))
		return false;
	flags = strstr(text, "flags:");
	return flags && strtol(flags + strlen("flags:"), NULL, 8) & O_NONBLOCK;
}

/* "socket:[4711]" is a socket, and a path is a file. */
static void name_kind(char *link)
{
	if (*link == '/')
		strcpy(link, "file");
	else
		link[strcspn(link, ":")] = '\0';
}

static void count(json_t *counts, const char *kind, int more)
{
	json_int_t sum = json_integer_value(json_object_get(counts, kind)) + more;

	if (sum)
		json_object_set_new(counts, kind, plumb_have(json_integer(sum)));
	else
		json_object_del(counts, kind);
}

/* The descriptors of a process, while they are read. */
struct listing {
	DIR *fds;
	int fdinfo;
};

static int open_directory(pid_t pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static void open_listing(struct listing *listing, pid_t pid)
{
	int fds = open_directory(pid, "fd");

	listing->fdinfo = open_directory(pid, "fdinfo");
	listing->fds = fds < 0 ? NULL : fdopendir(fds);
	if (fds >= 0 && !listing->fds)
		close(fds);
}

static void close_listing(struct listing *listing)
{
	if (listing->fds)
		closedir(listing->fds);
	if (listing->fdinfo >= 0)
		close(listing->fdinfo);
}

/* The number of the next descriptor, as text; NULL after the last. */
static const char *next_number(struct listing *listing)
{
	const struct dirent *entry = NULL;

	while (listing->fds && (entry = readdir(listing->fds)) && *entry->d_name == '.')
		;
	return entry ? entry->d_name : NULL;
}

/* False: it was closed meanwhile. */
static bool read_kind(const struct listing *listing, const char *number, char *kind, size_t size)
{
	ssize_t length = readlinkat(dirfd(listing->fds), number, kind, size - 1);

	if (length <= 0)
		return false;
	kind[length] = '\0';
	name_kind(kind);
	if (strcmp(kind, "socket") == 0 && is_nonblocking(listing->fdinfo, number))
		strcpy(kind, "nonblocking socket");
	return true;
}

json_t *plumb_descriptors_of(pid_t pid)
{
	json_t *open = plumb_have(json_object());
	struct listing listing;
	const char *number;
	char kind[256];

	open_listing(&listing, pid);
	while ((number = next_number(&listing)))
		if (read_kind(&listing, number, kind, sizeof kind))
			json_object_set_new(open, number, plumb_have(json_string(kind)));
	close_listing(&listing);
	return open;
}

json_t *plumb_descriptors_beyond(pid_t pid, const json_t *before)
{
	json_t *counts = plumb_have(json_object()), *gone = plumb_have(json_copy((json_t *)before));
	struct listing listing;
	const char *number;
	char kind[256];
	json_t *was;

	open_listing(&listing, pid);
	while ((number = next_number(&listing)))
		if (json_object_del(gone, number) != 0 &&
			read_kind(&listing, number, kind, sizeof kind))
			count(counts, kind, 1);
	close_listing(&listing);
	json_object_foreach(gone, number, was)
		count(counts, json_string_value(was), -1);
	json_decref(gone);
	return counts;
}

json_t *plumb_descriptors_more(const json_t *counts, const json_t *than)
{
	json_t *more = plumb_have(json_deep_copy(counts)), *value;
	const char *kind;

	json_object_foreach((json_t *)than, kind, value)
		count(more, kind, -(int)json_integer_value(value));
	return more;
}
