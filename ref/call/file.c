/* The streams behind the files of makefile(): opening and closing, and bytes and characters in
   both directions. A signal never ends an operation. */

#include "call_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A buffer below this size holds nothing back from fwrite() in the GNU C library. */
enum { SMALLEST_BLOCK = 128 };

/* That of a stream whose buffer has the system's own size. */
enum { USUAL_BLOCK = 4096 };

static int open_streams(struct pys_file *file, struct pysock *socket, const char *mode, int bufsize,
	struct pysock_error *error)
{
	bool writes = strchr(mode, 'w') != NULL, reads = !writes || strchr(mode, 'r') != NULL;
	pysock_fd unused;

	if (writes && pysock_makefile_fd(
			      socket, "w", bufsize, &file->writer, &file->descriptor, error) < 0)
		return -1;
	if (reads && pysock_makefile_fd(socket, "r", bufsize, &file->reader,
			     writes ? &unused : &file->descriptor, error) < 0)
		return -1;
	return 0;
}

int pys_file_check_mode(const char *mode, struct pysock_error *error)
{
	if (mode[strspn(mode, "rwb")] == '\0')
		return 0;
	return pysock_raise(
		error, PYSOCK_VALUE_ERROR, "the mode '%s' has other letters than r, w and b", mode);
}

struct pys_file *pys_file_open(
	struct pysock *socket, const char *mode, int bufsize, struct pysock_error *error)
{
	bool text = strchr(mode, 'b') == NULL;

	if (text && bufsize == 0) {
		pysock_raise(error, PYSOCK_VALUE_ERROR, "a text file cannot be unbuffered");
		return NULL;
	}
	struct pys_file *file = calloc(1, sizeof *file);
	if (file == NULL) {
		pys_no_memory(error);
		return NULL;
	}
	file->text = text;
	file->unbuffered = bufsize == 0;
	file->block = bufsize < 0 ? USUAL_BLOCK : (size_t)bufsize;
	file->small = bufsize > 1 && bufsize < SMALLEST_BLOCK ? (size_t)bufsize : 0;
	if (open_streams(file, socket, mode, bufsize, error) < 0) {
		pys_file_free(file);
		return NULL;
	}
	return file;
}

/* Closes a stream that may be there; 0, or -1 with errno. */
static int close_stream(FILE **stream)
{
	int rc = *stream == NULL ? 0 : fclose(*stream);

	*stream = NULL;
	return rc;
}

int pys_file_close(struct pys_file *file, struct pysock_error *error)
{
	int code = close_stream(&file->writer) < 0 ? errno : 0;

	if (close_stream(&file->reader) < 0 && code == 0)
		code = errno;
	return code == 0 ? 0 : pysock_raise_errno(error, code);
}

void pys_file_free(struct pys_file *file)
{
	pys_file_close(file, NULL);
	free(file);
}

bool pys_file_is_closed(const struct pys_file *file)
{
	return file->reader == NULL && file->writer == NULL;
}

bool pys_file_is_text(const struct pys_file *file)
{
	return file->text;
}

bool pys_file_reads(const struct pys_file *file)
{
	return file->reader != NULL;
}

bool pys_file_writes(const struct pys_file *file)
{
	return file->writer != NULL;
}

pysock_fd pys_file_descriptor(const struct pys_file *file)
{
	return file->descriptor;
}

/* After a call of stdio that came short: 0 at the end of the stream, or -1. */
static int tell_short(FILE *stream, struct pysock_error *error)
{
	int code = errno;
	bool failed = ferror(stream);

	/* The next call asks the system again, even after the end of the file or an error. */
	clearerr(stream);
	return failed ? pysock_raise_errno(error, code) : 0;
}

static int make_room(struct pys_growing *bytes, size_t more, struct pysock_error *error)
{
	if (bytes->room - bytes->size >= more)
		return 0;
	size_t room = bytes->room * 2 + more;
	char *data = realloc(bytes->data, room);
	if (data == NULL)
		return pys_no_memory(error);
	bytes->data = data;
	bytes->room = room;
	return 0;
}

/* One system call's worth, as a file without a buffer reads. */
static int read_once(
	struct pys_file *file, size_t limit, struct pys_growing *bytes, struct pysock_error *error)
{
	ssize_t got;

	if (make_room(bytes, limit, error) < 0)
		return -1;
	got = pysock_read_fd(file->descriptor, bytes->data, limit, error);
	if (got < 0)
		return -1;
	bytes->size = (size_t)got;
	return 0;
}

int pys_file_read_bytes(
	struct pys_file *file, size_t limit, struct pys_growing *bytes, struct pysock_error *error)
{
	if (file->unbuffered && limit != SIZE_MAX)
		return read_once(file, limit, bytes, error);
	while (bytes->size < limit) {
		size_t left = limit - bytes->size, want = left < BUFSIZ ? left : BUFSIZ;
		if (make_room(bytes, want, error) < 0)
			return -1;
		size_t got = fread(bytes->data + bytes->size, 1, want, file->reader);
		bytes->size += got;
		if (got < want)
			return tell_short(file->reader, error);
	}
	return 0;
}

/* The next byte, or EOF at the end of the stream. */
static int next_byte(struct pys_file *file, int *byte, struct pysock_error *error)
{
	*byte = getc(file->reader);
	return *byte == EOF ? tell_short(file->reader, error) : 0;
}

/* How many bytes the character has that begins with this one; 0 where none does. */
static size_t character_size(unsigned char first)
{
	return first < 0x80   ? 1
	       : first < 0xc2 ? 0
	       : first < 0xe0 ? 2
	       : first < 0xf0 ? 3
	       : first < 0xf5 ? 4
			      : 0;
}

/* Whether these bytes, two at the least, begin a character of that size: the lowest may follow. */
static bool begins_character(const char *bytes, size_t have, size_t size)
{
	char lowest[4] = {'\x80', '\x80', '\x80', '\x80'};
	unsigned unit;

	memcpy(lowest, bytes, have);
	return pys_utf8_length(lowest, size) == size && !pys_utf8_surrogate(lowest, size, &unit);
}

/*
 * Reads the rest of the character that begins with this byte. Do not wait for the rest of an
 * invalid sequence: it may never come.
 */
static int finish_character(
	struct pys_file *file, char character[4], size_t *length, struct pysock_error *error)
{
	size_t size = character_size((unsigned char)character[0]);
	bool good = size > 0;
	int byte;

	for (*length = 1; good && *length < size; ++*length) {
		if (next_byte(file, &byte, error) < 0)
			return -1;
		character[*length] = (char)byte;
		good = byte != EOF && begins_character(character, *length + 1, size);
	}
	if (!good)
		return pysock_raise(error, PYSOCK_UNICODE_ERROR, "what was read is not UTF-8");
	return 1;
}

/* One character of text, every form of line end being a newline: 1, 0 at the end, or -1. */
static int next_character(
	struct pys_file *file, char character[4], size_t *length, struct pysock_error *error)
{
	int byte;

	if (next_byte(file, &byte, error) < 0)
		return -1;
	if (byte == '\n' && file->after_return && next_byte(file, &byte, error) < 0)
		return -1;
	file->after_return = byte == '\r';
	if (byte == EOF)
		return 0;
	character[0] = byte == '\r' ? '\n' : (char)byte;
	return finish_character(file, character, length, error);
}

/* The next byte of a binary file, in the manner of next_character(). */
static int next_unit(
	struct pys_file *file, char unit[4], size_t *length, struct pysock_error *error)
{
	int byte;

	if (file->text)
		return next_character(file, unit, length, error);
	if (next_byte(file, &byte, error) < 0)
		return -1;
	unit[0] = (char)byte;
	*length = 1;
	return byte != EOF;
}

int pys_file_read_units(struct pys_file *file, size_t limit, bool line, struct pys_growing *bytes,
	struct pysock_error *error)
{
	char unit[4] = "";
	size_t length;

	for (size_t count = 0; count < limit; count++) {
		int next = next_unit(file, unit, &length, error);
		if (next <= 0)
			return next;
		if (make_room(bytes, length, error) < 0)
			return -1;
		memcpy(bytes->data + bytes->size, unit, length);
		bytes->size += length;
		if (line && unit[0] == '\n')
			break;
	}
	return 0;
}

/* How many of the bytes were written, one by one. */
static size_t write_each(const char *bytes, size_t size, FILE *writer)
{
	size_t written = 0;

	while (written < size && putc((unsigned char)bytes[written], writer) != EOF)
		written++;
	return written;
}

int pys_file_flush(struct pys_file *file, struct pysock_error *error)
{
	if (file->writer == NULL)
		return 0;
	return fflush(file->writer) == 0 ? 0 : tell_short(file->writer, error);
}

static int write_stream(
	struct pys_file *file, const char *bytes, size_t size, struct pysock_error *error)
{
	size_t written = size <= file->small ? write_each(bytes, size, file->writer)
					     : fwrite(bytes, 1, size, file->writer);

	return written == size ? 0 : tell_short(file->writer, error);
}

#ifdef PYSOCK_HAS_WRITE_FD

/* Send what no buffer holds: a stream's own write may wait for ever where a socket is full. */
int pys_file_write(
	struct pys_file *file, const char *bytes, size_t size, struct pysock_error *error)
{
	if (file->regular || size < file->block)
		return write_stream(file, bytes, size, error);
	if (pys_file_flush(file, error) < 0)
		return -1;
	return pysock_write_fd(file->descriptor, bytes, size, error);
}

#else

int pys_file_write(
	struct pys_file *file, const char *bytes, size_t size, struct pysock_error *error)
{
	return write_stream(file, bytes, size, error);
}

#endif
