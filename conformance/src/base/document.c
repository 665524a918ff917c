#include "document.h"
#include "heap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BYTES = 64 * 1024 * 1024 };

/* Fills the text to its end or to `size`; -1: errno says why not. */
static ssize_t read_all(int fd, char *text, size_t size)
{
	size_t length = 0;

	while (length < size) {
		ssize_t count = read(fd, text + length, size - length);
		if (count < 0 && errno != EINTR)
			return -1;
		if (count == 0)
			break;
		length += count > 0 ? (size_t)count : 0;
	}
	return (ssize_t)length;
}

/* The whole file, to be freed; NULL: there is a complaint. */
static char *read_file(const char *path, size_t *length, struct plumb_complaints *complaints)
{
	/* A pipe of that name must not keep the runner waiting for a writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;
	char *text = NULL;

	if (fd < 0 || fstat(fd, &status) != 0) {
		plumb_complain(complaints, 0, "%s", strerror(errno));
	} else if (!S_ISREG(status.st_mode)) {
		plumb_complain(complaints, 0, "not a file");
	} else if (status.st_size > MOST_BYTES) {
		plumb_complain(complaints, 0, "longer than %d bytes", MOST_BYTES);
	} else {
		size_t size = (size_t)status.st_size + 1;
		text = plumb_new(size, 1);
		ssize_t got = read_all(fd, text, size);
		if (got < 0) {
			plumb_complain(complaints, 0, "%s", strerror(errno));
			free(text);
			text = NULL;
		}
		*length = got < 0 ? 0 : (size_t)got;
	}
	if (fd >= 0)
		close(fd);
	return text;
}

static json_t *parse(const char *text, size_t length, struct plumb_complaints *complaints)
{
	static const char byte_order_mark[] = "\xef\xbb\xbf";
	int deep_line = plumb_lines_too_deep(text, length);
	json_error_t error;

	if (length >= 3 && memcmp(text, byte_order_mark, 3) == 0) {
		plumb_complain(complaints, 1, "begins with a byte order mark");
		return NULL;
	}
	if (deep_line > 0) {
		plumb_complain(complaints, deep_line, "nested more than %d deep", PLUMB_FILE_DEPTH);
		return NULL;
	}
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (!root)
		plumb_complain(complaints, error.line, "%s", error.text);
	return root;
}

bool plumb_document_load(
	struct plumb_document *document, const char *path, struct plumb_complaints *complaints)
{
	size_t length = 0;
	char *text = read_file(path, &length, complaints);

	*document = (struct plumb_document){0};
	if (text)
		document->root = parse(text, length, complaints);
	if (document->root)
		document->lines = plumb_lines_new(text, length, document->root);
	free(text);
	return document->root;
}

void plumb_document_clear(struct plumb_document *document)
{
	json_decref(document->root);
	plumb_lines_free(document->lines);
	*document = (struct plumb_document){0};
}
