/* The file of a socket: a stdio stream over a duplicate of the descriptor. */
#include "pys.h"

#include <string.h>

/* The letters r, w and b, as CPython's own makefile() has it; fopen's mode comes back. */
static const char *stdio_mode(const char *mode)
{
	bool reading = strchr(mode, 'r') != NULL;
	bool writing = strchr(mode, 'w') != NULL;

	if (mode[strspn(mode, "rwb")] != '\0')
		return NULL;
	if (writing)
		return reading ? "r+" : "w";
	return "r";
}

int pysock_makefile_fd(struct pysock *s, const char *mode, long bufsize, FILE **file,
	pysock_fd *descriptor, struct pysock_error *e)
{
	const char *opened_as = stdio_mode(mode);
	FILE *made;
	pysock_fd fd;

	if (opened_as == NULL)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "invalid mode '%.20s' (only r, w, b allowed)", mode);
	if (s->timeout_ns >= 0 && s->fd != PYS_NO_FD)
		return pysock_raise(e, PYSOCK_ERROR, "the socket is not in blocking mode");
	fd = pys_sys_dup(s->fd);
	if (fd == PYS_NO_FD)
		return pysock_raise_errno(e, errno);
	made = pys_sys_stream(fd, opened_as, bufsize);
	if (made == NULL)
		return errno == ENOMEM ? pys_raise_memory(e) : pysock_raise_errno(e, errno);
	*file = made;
	*descriptor = fd;
	return 0;
}

int pysock_makefile(
	struct pysock *s, const char *mode, long bufsize, FILE **file, struct pysock_error *e)
{
	pysock_fd descriptor;

	return pysock_makefile_fd(s, mode, bufsize, file, &descriptor, e);
}
