/* sendfile(), for the calling door: of files by their path, and of those over sockets. */

#include "call_file.h"

#include <stdlib.h>

enum { PIECE_SIZE = 8192 };

/* The file that an argument is, in binary mode. NULL where an error is raised. */
static struct pys_file *read_file(const struct pysock_value *value, struct pysock_error *error)
{
	if (value->kind != PYSOCK_VALUE_FILE) {
		pysock_raise(error, PYSOCK_ATTRIBUTE_ERROR, "'%s' has no attribute 'read'",
			pysock_value_type_name(value));
		return NULL;
	}
	if (pys_file_is_text(value->as.file)) {
		pysock_raise(error, PYSOCK_VALUE_ERROR, "the file is not in binary mode");
		return NULL;
	}
	if (pys_file_is_closed(value->as.file)) {
		pysock_raise(error, PYSOCK_VALUE_ERROR, "the file is closed");
		return NULL;
	}
	if (!pys_file_reads(value->as.file)) {
		pysock_raise(error, PYSOCK_ERROR, "the file is not open for reading");
		return NULL;
	}
	return value->as.file;
}

/* A missing count and None are 0, which is the whole file. */
static int read_count(const struct pysock_value *value, int64_t *count, struct pysock_error *error)
{
	long long wide = 0;

	*count = 0;
	if (value == NULL || value->kind == PYSOCK_VALUE_NONE)
		return 0;
	/* A count that is too large for a file is as good as none. */
	if (pys_as_clamped(value, &wide, error) < 0)
		return -1;
	if (wide <= 0)
		return pysock_raise(error, PYSOCK_VALUE_ERROR, "the count is not positive");
	*count = wide;
	return 0;
}

/* By its descriptor. The file's own buffer is empty meanwhile, and learns of the new position. */
static int64_t send_regular(struct pysock *socket, struct pys_file *file, int64_t offset,
	int64_t count, struct pysock_error *error)
{
	int64_t sent;

	if (pys_file_let_go(file, error) < 0)
		return -1;
	sent = pysock_sendfile(socket, (int)pys_file_descriptor(file), offset, count, error);
	pys_file_take_up(file);
	return sent;
}

/* A file over a socket: read it and send the bytes. */
static int64_t send_stream(
	struct pysock *socket, struct pys_file *file, int64_t count, struct pysock_error *error)
{
	int64_t sent = 0;

	for (;;) {
		size_t size = count > 0 && count - sent < PIECE_SIZE ? (size_t)(count - sent)
								     : PIECE_SIZE;
		struct pys_growing bytes = {0};
		int rc = size == 0 ? 0 : pys_file_read_bytes(file, size, &bytes, error);
		size_t got = bytes.size;

		if (rc == 0 && got > 0)
			rc = pysock_sendall(socket, bytes.data, got, 0, error);
		free(bytes.data);
		if (rc < 0)
			return -1;
		sent += (int64_t)got;
		if (got < size || got == 0)
			return sent;
	}
}

/* As pysock_sendfile() has it, for what it does not see. */
static int check_stream(const struct pysock *socket, int64_t offset, struct pysock_error *error)
{
	if (pysock_type(socket) != SOCK_STREAM)
		return pysock_raise(error, PYSOCK_VALUE_ERROR, "the socket is not of SOCK_STREAM");
	if (!pysock_getblocking(socket))
		return pysock_raise(error, PYSOCK_VALUE_ERROR, "the socket does not wait");
	if (offset != 0)
		return pysock_raise(error, PYSOCK_ERROR, "the file has no position");
	return 0;
}

static int run_sendfile(struct pys_call *call)
{
	struct pysock *socket = pysock_value_handle(call->self);
	struct pys_file *file = read_file(call->slot[0].value, call->error);
	int64_t offset = call->slot[1].size, count, sent = -1;

	if (file == NULL || read_count(call->slot[2].value, &count, call->error) < 0)
		return -1;
	if (pys_file_is_regular(file))
		sent = send_regular(socket, file, offset, count, call->error);
	else if (check_stream(socket, offset, call->error) == 0)
		sent = send_stream(socket, file, count, call->error);
	return sent < 0 ? -1 : pys_give(call, pysock_value_int(sent));
}

const struct pys_function pys_sendfile_methods[] = {
	{"sendfile", "file:O | offset:n count:O", run_sendfile, true},
	{NULL, NULL, NULL, false},
};
