/* Files of memory, for what reads files. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char directory[] = "/tmp/plumbline-fuzz-XXXXXX";
static char path[128];

static void remove_directory(void)
{
	unlink(path);
	rmdir(directory);
}

static void give_up(void)
{
	perror("fuzz: a file of memory");
	_exit(3);
}

/* A name for the descriptor, as what is read may ask for one of its own form. */
static void name(int fd, const char *file_name)
{
	char target[64];

	snprintf(target, sizeof(target), "/proc/self/fd/%d", fd);
	if (!mkdtemp(directory))
		give_up();
	snprintf(path, sizeof(path), "%s/%s", directory, file_name);
	if (symlink(target, path) < 0)
		give_up();
	atexit(remove_directory);
}

const char *fuzz_file(const char *file_name, const uint8_t *data, size_t size)
{
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("fuzz", MFD_CLOEXEC);
		name(fd, file_name);
	}
	if (ftruncate(fd, 0) < 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
		give_up();
	return path;
}

FILE *fuzz_errors(void)
{
	static FILE *errors;

	if (!errors && !(errors = fopen("/dev/null", "we"))) {
		perror("/dev/null");
		_exit(3);
	}
	return errors;
}
