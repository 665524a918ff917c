#include "line_file.h"

#include "line_buffer.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct reader {
	plumb_file_line_fn *line;
	void *context;
	bool over; /* no more lines are wanted */
	bool any;  /* something was read */
};

static void on_line(void *context, const char *line, size_t length)
{
	struct reader *reader = context;

	reader->over = reader->over || !reader->line(reader->context, line, length, true);
}

/* A pipe without a writer must not keep the runner waiting for one; a writer is waited for. */
static int open_file(const char *path)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (descriptor >= 0)
		fcntl(descriptor, F_SETFL, O_RDONLY);
	return descriptor;
}

static bool is_pipe(int descriptor)
{
	struct stat status;

	return fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode);
}

/* NULL, or what is wrong. */
static const char *read_lines(
	struct reader *reader, struct plumb_line_buffer *lines, int descriptor)
{
	char chunk[65536];
	ssize_t size = 1;
	size_t length;

	while (!reader->over && size != 0) {
		size = read(descriptor, chunk, sizeof chunk);
		if (size < 0 && errno != EINTR)
			return strerror(errno);
		reader->any = reader->any || size > 0;
		if (size > 0 &&
			!plumb_line_buffer_feed(lines, chunk, (size_t)size, on_line, reader)) {
			errno = EFBIG;
			return "a line of more than 16 MiB";
		}
	}
	if (!reader->any && is_pipe(descriptor)) {
		errno = EPIPE;
		return "nothing came through the pipe";
	}
	const char *rest = plumb_line_buffer_rest(lines, &length);
	if (!reader->over && length > 0)
		reader->line(reader->context, rest, length, false);
	return NULL;
}

const char *plumb_line_file_read(const char *path, plumb_file_line_fn *line, void *context)
{
	struct reader reader = {.line = line, .context = context};
	struct plumb_line_buffer *lines;
	int descriptor = open_file(path), error;
	const char *wrong;

	if (descriptor < 0)
		return strerror(errno);
	lines = plumb_line_buffer_new();
	wrong = read_lines(&reader, lines, descriptor);
	error = errno;
	plumb_line_buffer_free(lines);
	close(descriptor);
	errno = error;
	return wrong;
}
