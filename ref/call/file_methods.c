/* Methods of the files that makefile() gives, for the calling door. */

#include "call_file.h"

#include <stdio.h>
#include <stdlib.h>

int pysock_value_open(const char *path, const char *mode, int bufsize, struct pysock_value **file,
	struct pysock_error *error)
{
	struct pys_file *opened = pys_file_open_path(path, mode, bufsize, error);
	struct pysock_value *value = opened == NULL ? NULL : pys_value_file(opened);

	if (opened == NULL)
		return -1;
	if (value == NULL)
		return pys_no_memory(error);
	*file = value;
	return 0;
}

static struct pys_file *file_of(const struct pys_call *call)
{
	return call->self->as.file;
}

static int check_open(const struct pys_call *call)
{
	if (pys_file_is_closed(file_of(call)))
		return pysock_raise(call->error, PYSOCK_VALUE_ERROR, "the file is closed");
	return 0;
}

static int check_reads(const struct pys_call *call)
{
	if (check_open(call) < 0)
		return -1;
	if (!pys_file_reads(file_of(call)))
		return pysock_raise(call->error, PYSOCK_ERROR, "the file is not open for reading");
	return 0;
}

static int check_writes(const struct pys_call *call)
{
	if (check_open(call) < 0)
		return -1;
	if (!pys_file_writes(file_of(call)))
		return pysock_raise(call->error, PYSOCK_ERROR, "the file is not open for writing");
	return 0;
}

/* How much an argument asks for: missing, None or negative is everything. */
static int read_limit(const struct pys_call *call, size_t *limit)
{
	const struct pysock_value *value = call->slot[0].value;
	int64_t size = -1;

	if (value != NULL && value->kind != PYSOCK_VALUE_NONE &&
		pys_as_size(value, &size, call->error) < 0)
		return -1;
	*limit = size < 0 || (uint64_t)size > SIZE_MAX ? SIZE_MAX : (size_t)size;
	return 0;
}

/* Returns text or bytes, according to the file's mode, and frees the bytes that were read. */
static struct pysock_value *take(const struct pys_file *file, struct pys_growing *bytes)
{
	const char *data = bytes->data == NULL ? "" : bytes->data;
	struct pysock_value *value = pys_file_is_text(file) ? pysock_value_str(data, bytes->size)
							    : pysock_value_bytes(data, bytes->size);

	free(bytes->data);
	return value;
}

static int run_read(struct pys_call *call)
{
	struct pys_growing bytes = {0};
	size_t limit;

	if (read_limit(call, &limit) < 0 || check_reads(call) < 0)
		return -1;
	int rc = pys_file_is_text(file_of(call))
			 ? pys_file_read_units(file_of(call), limit, false, &bytes, call->error)
			 : pys_file_read_bytes(file_of(call), limit, &bytes, call->error);
	if (rc < 0) {
		free(bytes.data);
		return -1;
	}
	return pys_give(call, take(file_of(call), &bytes));
}

/* One line of at most limit units; NULL where an error is raised. */
static struct pysock_value *read_line(struct pys_call *call, size_t limit)
{
	struct pys_growing bytes = {0};

	if (pys_file_read_units(file_of(call), limit, true, &bytes, call->error) < 0) {
		free(bytes.data);
		return NULL;
	}
	struct pysock_value *line = take(file_of(call), &bytes);
	if (line == NULL)
		pys_no_memory(call->error);
	return line;
}

static int run_readline(struct pys_call *call)
{
	size_t limit;

	if (read_limit(call, &limit) < 0 || check_reads(call) < 0)
		return -1;
	struct pysock_value *line = read_line(call, limit);
	return line == NULL ? -1 : pys_give(call, line);
}

struct lines {
	struct pysock_value **values;
	size_t count;
	size_t room;
};

/* Owns the line from now on. */
static int add_line(struct lines *lines, struct pysock_value *line, struct pysock_error *error)
{
	if (lines->count == lines->room) {
		size_t room = lines->room * 2 + 8;
		struct pysock_value **values =
			realloc(lines->values, room * sizeof(struct pysock_value *));
		if (values == NULL) {
			pysock_value_drop(line);
			return pys_no_memory(error);
		}
		lines->values = values;
		lines->room = room;
	}
	lines->values[lines->count++] = line;
	return 0;
}

/* Lines up to the end of the stream, or until they have more than hint bytes together. */
static int read_lines(struct pys_call *call, size_t hint, struct lines *lines)
{
	size_t total = 0, length;

	while (total <= hint) {
		struct pysock_value *line = read_line(call, SIZE_MAX);
		if (line == NULL)
			return -1;
		pysock_value_length(line, &length, NULL);
		if (length == 0) {
			pysock_value_drop(line);
			return 0;
		}
		if (add_line(lines, line, call->error) < 0)
			return -1;
		total += length;
	}
	return 0;
}

static int run_readlines(struct pys_call *call)
{
	struct lines lines = {0};
	size_t hint;

	if (read_limit(call, &hint) < 0 || check_reads(call) < 0)
		return -1;
	int rc = read_lines(call, hint == 0 ? SIZE_MAX : hint, &lines);
	if (rc == 0)
		rc = pys_give(call, pysock_value_list(lines.count, lines.values));
	else
		for (size_t i = 0; i < lines.count; i++)
			pysock_value_drop(lines.values[i]);
	free(lines.values);
	return rc;
}

/* A text file takes text, which must be valid Unicode; a binary file takes bytes. */
static int read_data(const struct pys_call *call, struct pys_span *span, size_t *length)
{
	const struct pysock_value *value = call->slot[0].value;

	if (!pys_file_is_text(file_of(call))) {
		if (pys_as_buffer(value, span, call->error) < 0)
			return -1;
	} else if (value->kind != PYSOCK_VALUE_STR) {
		return pysock_raise(call->error, PYSOCK_TYPE_ERROR,
			"a text file is written with a str, not '%s'",
			pysock_value_type_name(value));
	} else if (!pysock_value_is_unicode(value)) {
		return pysock_raise(
			call->error, PYSOCK_UNICODE_ERROR, "surrogates cannot be encoded");
	} else {
		*span = (struct pys_span){value->as.bytes.data, value->as.bytes.size};
	}
	return pysock_value_length(value, length, call->error);
}

static int run_write(struct pys_call *call)
{
	struct pys_span span = {NULL, 0};
	size_t length = 0;

	if (read_data(call, &span, &length) < 0 || check_writes(call) < 0 ||
		pys_file_write(file_of(call), span.data, span.size, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_int((int64_t)length));
}

static int run_flush(struct pys_call *call)
{
	if (check_open(call) < 0 || pys_file_flush(file_of(call), call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_none());
}

static int run_close(struct pys_call *call)
{
	if (pys_file_close(file_of(call), call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_none());
}

static int run_fileno(struct pys_call *call)
{
	if (check_open(call) < 0)
		return -1;
	return pys_give(call, pysock_value_int(pys_file_descriptor(file_of(call))));
}

static int run_seek(struct pys_call *call)
{
	int whence = call->slot[1].value == NULL ? SEEK_SET : call->slot[1].number;

	if (check_open(call) < 0)
		return -1;
	int64_t position = pys_file_seek(file_of(call), call->slot[0].size, whence, call->error);
	return position < 0 ? -1 : pys_give(call, pysock_value_int(position));
}

static int run_tell(struct pys_call *call)
{
	if (check_open(call) < 0)
		return -1;
	int64_t position = pys_file_seek(file_of(call), 0, SEEK_CUR, call->error);
	return position < 0 ? -1 : pys_give(call, pysock_value_int(position));
}

/* In a with statement a file is itself, and closed behind it. */
static int run_enter(struct pys_call *call)
{
	if (check_open(call) < 0)
		return -1;
	return pys_give(call, pysock_value_share(call->self));
}

static int run_readable(struct pys_call *call)
{
	if (check_open(call) < 0)
		return -1;
	return pys_give(call, pysock_value_bool(pys_file_reads(file_of(call))));
}

static int run_writable(struct pys_call *call)
{
	if (check_open(call) < 0)
		return -1;
	return pys_give(call, pysock_value_bool(pys_file_writes(file_of(call))));
}

const struct pys_function pys_file_methods[] = {
	{"__enter__", "", run_enter, false},
	{"__exit__", "| exc_type:O exc_value:O traceback:O", run_close, false},
	{"close", "", run_close, false},
	{"fileno", "", run_fileno, false},
	{"flush", "", run_flush, false},
	{"read", "| size:O", run_read, false},
	{"readable", "", run_readable, false},
	{"readline", "| size:O", run_readline, false},
	{"readlines", "| hint:O", run_readlines, false},
	{"seek", "offset:n | whence:i", run_seek, false},
	{"tell", "", run_tell, false},
	{"writable", "", run_writable, false},
	{"write", "data:O", run_write, false},
	{NULL, NULL, NULL, false},
};
