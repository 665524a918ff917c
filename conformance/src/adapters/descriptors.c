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

static void count(json_t *counts, const char *kind)
{
	json_int_t before = json_integer_value(json_object_get(counts, kind));

	json_object_set_new(counts, kind, plumb_have(json_integer(before + 1)));
}

static void see(json_t *counts, int fds, int fdinfo, const char *number)
{
	char link[256];
	ssize_t length = readlinkat(fds, number, link, sizeof link - 1);

	if (length <= 0)
		return;
	link[length] = '\0';
	name_kind(link);
	if (strcmp(link, "socket") == 0 && is_nonblocking(fdinfo, number))
		strcpy(link, "nonblocking socket");
	count(counts, link);
}

static int open_directory(pid_t pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

json_t *plumb_descriptors_of(pid_t pid)
{
	json_t *counts = plumb_have(json_object());
	int fds = open_directory(pid, "fd"), fdinfo = open_directory(pid, "fdinfo");
	DIR *list = fds < 0 ? NULL : fdopendir(fds);
	const struct dirent *entry;

	while (list && (entry = readdir(list)))
		if (*entry->d_name != '.')
			see(counts, dirfd(list), fdinfo, entry->d_name);
	if (list)
		closedir(list);
	else if (fds >= 0)
		close(fds);
	if (fdinfo >= 0)
		close(fdinfo);
	return counts;
}

static void subtract(json_t *beyond, const json_t *now, const json_t *before, const char *kind)
{
	json_int_t more = json_integer_value(json_object_get(now, kind)) -
			  json_integer_value(json_object_get(before, kind));

	if (more != 0)
		json_object_set_new(beyond, kind, plumb_have(json_integer(more)));
}

json_t *plumb_descriptors_beyond(const json_t *now, const json_t *before)
{
	json_t *beyond = plumb_have(json_object());
	const char *kind;
	json_t *value;

	json_object_foreach((json_t *)now, kind, value)
		subtract(beyond, now, before, kind);
	json_object_foreach((json_t *)before, kind, value)
		subtract(beyond, now, before, kind);
	return beyond;
}
