/*
 * A stdio stream over a descriptor, by fopencookie(). It has functions of its own beneath it, since
 * write(2) on a connection that is gone raises SIGPIPE, and stdio takes EINTR for an error.
 */
#include "sys.h"

#ifndef _WIN32

#include <stdlib.h>
#include <string.h>

enum { window_size = 4096 };

/* The part of a buffer that setvbuf() reserves: musl keeps room for ungetc(). */
#ifdef __GLIBC__
enum { buffer_overhead = 0 };
#else
enum { buffer_overhead = 8 };
#endif

/*
 * A stream for both directions has one buffer, and when it turns from reading to writing, stdio
 * seeks back to give up what it has read ahead. So the last bytes that were read are kept here, and
 * are read again after that.
 */
struct cookie {
	int fd;
	size_t window; /* the most bytes that are kept: 0 for only one direction */
	size_t ahead;  /* that are read at once where stdio asks for fewer: 0 for only those */
	size_t kept;
	size_t next;	    /* the first kept byte that will be read again */
	off64_t position;   /* in all that was read: where the kept bytes end */
	char *stdio_buffer; /* of the size that the caller chose */
	char bytes[];	    /* the kept bytes, and behind them the buffer of stdio */
};

static ssize_t read_again(struct cookie *c, char *bytes, size_t size)
{
	size_t count = c->kept - c->next < size ? c->kept - c->next : size;

	memcpy(bytes, c->bytes + c->next, count);
	c->next += count;
	return (ssize_t)count;
}

static ssize_t read_once(const struct cookie *c, char *bytes, size_t size)
{
	ssize_t count;

	do
		count = read(c->fd, bytes, size);
	while (count < 0 && errno == EINTR && !pysock_is_interrupted());
	return count;
}

/*
 * musl asks for one byte less than its caller, and only then for a buffer: the end of a packet
 * would be lost in between. glibc asks for a whole buffer.
 */
#ifdef __GLIBC__
static size_t ahead_for(long bufsize)
{
	(void)bufsize;
	return 0;
}
#else
enum { default_ahead = 8192 }; /* as glibc's and CPython's buffers */

static size_t ahead_for(long bufsize)
{
	if (bufsize > 1)
		return (size_t)bufsize;
	return bufsize == 0 ? 0 : default_ahead;
}

static ssize_t read_ahead(struct cookie *c, char *bytes, size_t size)
{
	ssize_t count = read_once(c, c->bytes, c->ahead);

	if (count <= 0)
		return count;
	c->kept = (size_t)count;
	c->next = 0;
	c->position += count;
	return read_again(c, bytes, size);
}
#endif

static ssize_t read_some(void *cookie, char *bytes, size_t size)
{
	struct cookie *c = cookie;
	ssize_t count;

	if (c->next < c->kept)
		return read_again(c, bytes, size);
#ifndef __GLIBC__
	if (size < c->ahead)
		return read_ahead(c, bytes, size);
#endif
	if (c->window > 0 && size > c->window)
		size = c->window;
	count = read_once(c, bytes, size);
	if (count > 0 && c->window > 0) {
		c->kept = (size_t)count;
		c->next = c->kept;
		c->position += count;
		memcpy(c->bytes, bytes, c->kept);
	}
	return count;
}

/* Goes to a byte that is kept, or just behind the last of them; there is no other way. */
static int seek_kept(void *cookie, off64_t *offset, int whence)
{
	struct cookie *c = cookie;
	off64_t start = c->position - (off64_t)c->kept;
	off64_t wanted = *offset;

	if (whence == SEEK_CUR)
		wanted += start + (off64_t)c->next;
	if (whence == SEEK_END || c->window == 0 || wanted < start || wanted > c->position) {
		errno = ESPIPE;
		return -1;
	}
	c->next = (size_t)(wanted - start);
	*offset = wanted;
	return 0;
}

static ssize_t write_all(void *cookie, const char *bytes, size_t size)
{
	const struct cookie *c = cookie;
	size_t sent = 0;

	/* stdio takes a part, which a signal may leave, for an error. */
	while (sent < size) {
		ssize_t count = send(c->fd, bytes + sent, size - sent, MSG_NOSIGNAL);
		if (count >= 0)
			sent += (size_t)count;
		else if (errno != EINTR || pysock_is_interrupted())
			break;
	}
#ifdef __GLIBC__
	/* Here, unlike in write(2), failure is less than all, and 0 at the least. */
	return (ssize_t)sent;
#else
	return sent == size ? (ssize_t)sent : -1;
#endif
}

static int close_all(void *cookie)
{
	struct cookie *c = cookie;
	int result = pys_sys_close(c->fd);

	free(c);
	return result;
}

static void set_buffer(FILE *file, struct cookie *cookie, long bufsize)
{
	if (bufsize == 0)
		(void)setvbuf(file, NULL, _IONBF, 0);
	else if (bufsize == 1)
		(void)setvbuf(file, NULL, _IOLBF, 0);
	else if (bufsize > 1)
		(void)setvbuf(
			file, cookie->stdio_buffer, _IOFBF, (size_t)bufsize + buffer_overhead);
}

static struct cookie *make_cookie(int fd, const char *mode, long bufsize)
{
	size_t window = mode[1] == '+' ? window_size : 0;
	size_t ahead = mode[0] == 'r' ? ahead_for(bufsize) : 0;
	size_t kept_size = window > ahead ? window : ahead;
	size_t buffer_size = bufsize > 1 ? (size_t)bufsize + buffer_overhead : 0;
	struct cookie *cookie = malloc(sizeof *cookie + kept_size + buffer_size);

	if (cookie != NULL) {
		*cookie = (struct cookie){.fd = fd, .window = window, .ahead = ahead};
		cookie->stdio_buffer = cookie->bytes + kept_size;
	}
	return cookie;
}

FILE *pys_sys_stream(int fd, const char *mode, long bufsize)
{
	const cookie_io_functions_t functions = {
		.read = read_some, .write = write_all, .seek = seek_kept, .close = close_all};
	struct cookie *cookie = make_cookie(fd, mode, bufsize);
	FILE *file = cookie != NULL ? fopencookie(cookie, mode, functions) : NULL;

	if (file == NULL) {
		free(cookie);
		pys_sys_discard(fd);
		errno = ENOMEM;
		return NULL;
	}
	set_buffer(file, cookie, bufsize);
	return file;
}

#endif
