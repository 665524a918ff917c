/*
 * A stdio stream over a duplicate of the descriptor. It has functions of its own beneath it, since
 * write(2) on a connection that is gone raises SIGPIPE, and stdio takes EINTR for an error.
 */
#include "pys.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct cookie {
	int fd;
	char buffer[]; /* of stdio; it lives as long as the stream */
};

static ssize_t read_some(void *cookie, char *bytes, size_t size)
{
	const struct cookie *c = cookie;
	ssize_t count;

	do
		count = read(c->fd, bytes, size);
	while (count < 0 && errno == EINTR);
	return count;
}

static ssize_t write_some(void *cookie, const char *bytes, size_t size)
{
	const struct cookie *c = cookie;
	ssize_t count;

	do {
		count = send(c->fd, bytes, size, MSG_NOSIGNAL);
		/* fromfd() does not check that it has a socket. */
		if (count < 0 && errno == ENOTSOCK)
			count = write(c->fd, bytes, size);
	} while (count < 0 && errno == EINTR);
	/* Here, unlike in write(2), failure is 0. */
	return count < 0 ? 0 : count;
}

static int close_all(void *cookie)
{
	struct cookie *c = cookie;
	int result = pys_sys_close(c->fd);

	free(c);
	return result;
}

/* The letters r, w and b, as CPython's own makefile() has it; fopen's mode comes back. */
static const char *stdio_mode(const char *mode)
{
	bool reading = strchr(mode, 'r') != NULL;
	bool writing = strchr(mode, 'w') != NULL;

	if (mode[strspn(mode, "rwb")] != '\0')
		return NULL;
	if (writing)
		return reading ? "r+" : "w";
	return "r";
}

static void set_buffer(FILE *file, struct cookie *cookie, long bufsize)
{
	if (bufsize == 0)
		(void)setvbuf(file, NULL, _IONBF, 0);
	else if (bufsize == 1)
		(void)setvbuf(file, NULL, _IOLBF, 0);
	else if (bufsize > 1)
		(void)setvbuf(file, cookie->buffer, _IOFBF, (size_t)bufsize);
}

static FILE *open_file(int fd, const char *mode, long bufsize, struct pysock_error *e)
{
	const cookie_io_functions_t functions = {
		.read = read_some, .write = write_some, .close = close_all};
	size_t buffer_size = bufsize > 1 ? (size_t)bufsize : 0;
	struct cookie *cookie = malloc(sizeof *cookie + buffer_size);
	FILE *file = NULL;

	if (cookie != NULL) {
		cookie->fd = fd;
		file = fopencookie(cookie, mode, functions);
	}
	if (file == NULL) {
		free(cookie);
		(void)pys_raise_memory(e);
		return NULL;
	}
	set_buffer(file, cookie, bufsize);
	return file;
}

int pysock_makefile(
	struct pysock *s, const char *mode, long bufsize, FILE **file, struct pysock_error *e)
{
	const char *opened_as = stdio_mode(mode);
	FILE *made;
	int fd;

	if (opened_as == NULL)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "invalid mode '%.20s' (only r, w, b allowed)", mode);
	if (s->timeout_ns >= 0 && s->fd >= 0)
		return pysock_raise(e, PYSOCK_ERROR, "the socket is not in blocking mode");
	fd = pys_sys_dup(s->fd);
	if (fd < 0)
		return pys_raise_errno(e, errno);
	made = open_file(fd, opened_as, bufsize, e);
	if (made == NULL) {
		pys_sys_discard(fd);
		return -1;
	}
	*file = made;
	return 0;
}
