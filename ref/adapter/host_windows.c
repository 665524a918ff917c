/* The adapter on Windows. */

#include "host.h"

#ifdef _WIN32

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { NOTHING_MODE = _O_RDONLY | _O_NOINHERIT };

void host_begin(int *in, int *out)
{
	int nothing = _open("NUL", NOTHING_MODE);

	*in = _dup(0);
	*out = _dup(1);
	if (nothing < 0 || *in < 0 || *out < 0 || _dup2(nothing, 0) < 0 || _dup2(2, 1) < 0)
		adapter_die("moving the descriptors: %s", strerror(errno));
	_close(nothing);
	/* Lines end with \n, without \r. */
	_setmode(*in, _O_BINARY);
	_setmode(*out, _O_BINARY);
}

void host_describe(char platform[HOST_TEXT_SIZE], char libc[HOST_TEXT_SIZE])
{
	OSVERSIONINFOA version = {.dwOSVersionInfoSize = sizeof version};

	(void)GetVersionExA(&version);
	snprintf(platform, HOST_TEXT_SIZE, "Windows %lu.%lu x86_64", version.dwMajorVersion,
		version.dwMinorVersion);
	snprintf(libc, HOST_TEXT_SIZE, "msvcrt");
}

void host_list_lacks(json_t *lacks)
{
	static const char *const names[] = {"abstract", "fcntl", "linux", "mptcp", "netlink",
		"packet", "packet-addresses", "passrights", "raw", "signals", "system-calls",
		"threads", "tipc", "tipc-addresses", "udplite", "unix"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		json_array_append_new(lacks, json_string(names[i]));
}

static unsigned part(size_t size)
{
	return size < INT_MAX ? (unsigned)size : INT_MAX;
}

ptrdiff_t host_read(int fd, char *bytes, size_t size)
{
	return _read(fd, bytes, part(size));
}

ptrdiff_t host_write(int fd, const char *bytes, size_t size)
{
	return _write(fd, bytes, part(size));
}

void host_stop_waiting(pysock_fd fd)
{
	u_long on = 1;

	(void)ioctlsocket((SOCKET)fd, (long)FIONBIO, &on);
}

void host_wake(pysock_fd fd)
{
	(void)shutdown((SOCKET)fd, SD_BOTH);
}

bool host_has_threads(void)
{
	return false;
}

long host_thread_begin(void)
{
	return (long)GetCurrentThreadId();
}

long host_waits_of(long task)
{
	(void)task;
	return -1;
}

bool host_is_descriptor(int fd)
{
	return _get_osfhandle(fd) != -1;
}

int host_fcntl(pysock_fd fd, int command, int argument)
{
	(void)fd, (void)command, (void)argument;
	errno = ENOSYS;
	return -1;
}

#endif
