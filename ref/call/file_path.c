/* Files of the system's by their path, which have a position. */

#include "call_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The letter of the mode for opening a file; 0 if the mode is invalid. */
static char mode_letter(const char *mode)
{
	const char *letter = strpbrk(mode, "rwax");

	if (letter == NULL || mode[strspn(mode, "rwaxbt+")] != '\0' ||
		strpbrk(letter + 1, "rwax") != NULL)
		return '\0';
	return *letter;
}

/* Programs that are started inherit none of it, where the C library can say so. */
#ifdef F_DUPFD_CLOEXEC
static const char last_letter = 'e';

static int duplicate(int descriptor)
{
	return fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
}
#else
static const char last_letter = '\0';

static int duplicate(int descriptor)
{
	return dup(descriptor);
}
#endif

/* Opens what the mode wants; both directions have one position. */
static int open_path(struct pys_file *file, const char *path, const char *mode)
{
	bool both = strchr(mode, '+') != NULL, reads = mode_letter(mode) == 'r' || both;
	const char form[] = {mode_letter(mode) == 'x' ? 'w' : mode_letter(mode), 'b',
		both ? '+' : last_letter, mode_letter(mode) == 'x' ? 'x' : '\0', '\0'};
	FILE *opened = fopen(path, form);
	int second;

	if (opened == NULL)
		return -1;
	file->descriptor = fileno(opened);
	if (reads)
		file->reader = opened;
	else
		file->writer = opened;
	if (!both)
		return 0;
	second = duplicate(fileno(opened));
	file->writer = second < 0 ? NULL : fdopen(second, "rb+");
	if (file->writer == NULL && second >= 0)
		close(second);
	return file->writer == NULL ? -1 : 0;
}

struct pys_file *pys_file_open_path(
	const char *path, const char *mode, int bufsize, struct pysock_error *error)
{
	struct pys_file *file;

	if (bufsize == 0 && strchr(mode, 'b') == NULL) {
		pysock_raise(error, PYSOCK_VALUE_ERROR, "a text file cannot be unbuffered");
		return NULL;
	}
	if (mode_letter(mode) == '\0') {
		pysock_raise(error, PYSOCK_VALUE_ERROR, "invalid mode: '%s'", mode);
		return NULL;
	}
	file = calloc(1, sizeof *file);
	if (file == NULL) {
		pys_no_memory(error);
		return NULL;
	}
	file->text = strchr(mode, 'b') == NULL;
	file->unbuffered = bufsize == 0;
	file->regular = true;
	if (open_path(file, path, mode) < 0) {
		pysock_raise_errno(error, errno);
		pys_file_free(file);
		return NULL;
	}
	if (bufsize == 0 && file->reader != NULL)
		(void)setvbuf(file->reader, NULL, _IONBF, 0);
	if (bufsize == 0 && file->writer != NULL)
		(void)setvbuf(file->writer, NULL, _IONBF, 0);
	return file;
}

bool pys_file_is_regular(const struct pys_file *file)
{
	return file->regular;
}

int64_t pys_file_seek(struct pys_file *file, int64_t offset, int whence, struct pysock_error *error)
{
	FILE *stream = file->reader != NULL ? file->reader : file->writer;

	if (!file->regular)
		return pysock_raise(error, PYSOCK_ERROR, "the file has no position");
	if ((file->writer != NULL && fflush(file->writer) != 0) ||
		fseeko(stream, (off_t)offset, whence) != 0)
		return pysock_raise_errno(error, errno);
	return (int64_t)ftello(stream);
}

int pys_file_let_go(struct pys_file *file, struct pysock_error *error)
{
	return fflush(file->reader) == 0 ? 0 : pysock_raise_errno(error, errno);
}

void pys_file_take_up(struct pys_file *file)
{
	(void)fseeko(file->reader, lseek((int)file->descriptor, 0, SEEK_CUR), SEEK_SET);
}
