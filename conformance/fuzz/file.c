/* Files of memory, for what reads files. */
#include "fuzz.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

const char *fuzz_file(const uint8_t *data, size_t size)
{
	static char path[64];
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("fuzz", MFD_CLOEXEC);
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	if (fd < 0 || ftruncate(fd, 0) < 0 || pwrite(fd, data, size, 0) != (ssize_t)size) {
		perror("fuzz: a file of memory");
		exit(3);
	}
	return path;
}

FILE *fuzz_errors(void)
{
	static FILE *errors;

	if (!errors && !(errors = fopen("/dev/null", "we"))) {
		perror("/dev/null");
		exit(3);
	}
	return errors;
}
