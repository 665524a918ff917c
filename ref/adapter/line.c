/* Lines of the protocol, by plain system calls, because a signal may arrive at any time. */

#include "adapter.h"
#include "host.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Reads more into the buffer, enlarging it if it is full; false at the end of the input. */
static bool fill(struct lines *lines)
{
	if (lines->begin > 0) {
		memmove(lines->data, lines->data + lines->begin, lines->end - lines->begin);
		lines->end -= lines->begin;
		lines->begin = 0;
	}
	if (lines->end == lines->room) {
		lines->room = lines->room == 0 ? 65536 : 2 * lines->room;
		lines->data = adapter_need(realloc(lines->data, lines->room));
	}
	ptrdiff_t got;
	do
		got = host_read(lines->fd, lines->data + lines->end, lines->room - lines->end);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		adapter_die("reading requests: %s", strerror(errno));
	lines->end += (size_t)got;
	return got > 0;
}

const char *line_read(struct lines *lines, size_t *size)
{
	size_t searched = 0;

	for (;;) {
		size_t have = lines->end - lines->begin;
		const char *line = lines->data + lines->begin;
		const char *newline =
			have == searched ? NULL : memchr(line + searched, '\n', have - searched);
		if (newline != NULL) {
			*size = (size_t)(newline - line);
			lines->begin += *size + 1;
			return line;
		}
		searched = have;
		if (!fill(lines))
			return NULL;
	}
}

void line_write(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ptrdiff_t wrote = host_write(fd, bytes, size);
		if (wrote < 0 && errno != EINTR)
			adapter_die("writing an answer: %s", strerror(errno));
		if (wrote > 0) {
			bytes += wrote;
			size -= (size_t)wrote;
		}
	}
}
