/*
 * A stdio stream over a socket, as far as the C library of Windows goes: it has no streams with
 * functions of one's own, but takes the handle of a socket for a file's.
 */
#include "sys.h"

#ifdef _WIN32

#include <fcntl.h>
#include <io.h>

/* Lines are not held back here either, since the C library knows no buffering by lines. */
static void set_buffer(FILE *file, const char *mode, long bufsize)
{
	if (bufsize == 0 || (bufsize == 1 && mode[0] == 'w'))
		(void)setvbuf(file, NULL, _IONBF, 0);
	else if (bufsize > 1)
		(void)setvbuf(file, NULL, _IOFBF, (size_t)bufsize);
}

FILE *pys_sys_stream(pysock_fd fd, const char *mode, long bufsize)
{
	const char binary[] = {mode[0], 'b', mode[1], '\0'};
	int descriptor = _open_osfhandle(fd, _O_BINARY | _O_NOINHERIT);
	FILE *file;

	if (descriptor < 0) {
		pys_sys_discard(fd);
		return NULL;
	}
	file = _fdopen(descriptor, binary);
	if (file == NULL) {
		(void)_close(descriptor); /* and the socket with it */
		return NULL;
	}
	set_buffer(file, mode, bufsize);
	return file;
}

#endif
