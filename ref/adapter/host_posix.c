/* The adapter on POSIX systems. */

#include "host.h"

#ifndef _WIN32

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

enum { TOLD = 4096 };

/* Installs a handler that interrupts system calls and notes the signal for the row's call. */
static void set_handler(void)
{
	struct sigaction action = {.sa_handler = helper_note_signal};

	sigemptyset(&action.sa_mask);
	if (sigaction(SIGUSR1, &action, NULL) < 0)
		adapter_die("setting the handler of SIGUSR1: %s", strerror(errno));
}

void host_begin(int *in, int *out)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

	set_handler();
	*in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	*out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	if (nothing < 0 || *in < 0 || *out < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
		dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		adapter_die("moving the descriptors: %s", strerror(errno));
	close(nothing);
}

void host_describe(char platform[HOST_TEXT_SIZE], char libc[HOST_TEXT_SIZE])
{
	struct utsname system;

	uname(&system);
	snprintf(platform, HOST_TEXT_SIZE, "%.80s %.80s %.80s", system.sysname, system.release,
		system.machine);
#ifdef __GLIBC__
	snprintf(libc, HOST_TEXT_SIZE, "glibc %s", gnu_get_libc_version());
#elif defined(__linux__)
	snprintf(libc, HOST_TEXT_SIZE, "musl");
#else
	libc[0] = '\0';
#endif
}

void host_list_lacks(json_t *lacks)
{
	(void)lacks;
}

ptrdiff_t host_read(int fd, char *bytes, size_t size)
{
	return read(fd, bytes, size);
}

ptrdiff_t host_write(int fd, const char *bytes, size_t size)
{
	return write(fd, bytes, size);
}

void host_stop_waiting(pysock_fd fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags >= 0)
		fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

void host_wake(pysock_fd fd)
{
	(void)shutdown(fd, SHUT_RDWR);
}

bool host_has_threads(void)
{
	return true;
}

long host_thread_begin(void)
{
	sigset_t ours;

	sigemptyset(&ours);
	sigaddset(&ours, SIGUSR1);
	(void)pthread_sigmask(SIG_BLOCK, &ours, NULL);
	return syscall(SYS_gettid);
}

/* Reads a file of the thread in /proc as text; "" if the thread is gone. */
static void read_about(long task, const char *name, char text[TOLD])
{
	char path[64];
	FILE *file;

	text[0] = '\0';
	snprintf(path, sizeof path, "/proc/self/task/%ld/%s", task, name);
	file = fopen(path, "re");
	if (file == NULL)
		return;
	text[fread(text, 1, TOLD - 1, file)] = '\0';
	fclose(file);
}

/* How many times it has waited in the kernel, if it waits there now; otherwise -1. */
long host_waits_of(long task)
{
	static const char count[] = "\nvoluntary_ctxt_switches:";
	char text[TOLD];
	const char *found;

	read_about(task, "stat", text);
	found = strrchr(text, ')');
	if (found == NULL || strncmp(found, ") S", 3) != 0)
		return -1;
	read_about(task, "status", text);
	found = strstr(text, count);
	return found == NULL ? 0 : strtol(found + strlen(count), NULL, 10);
}

bool host_is_descriptor(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

int host_fcntl(pysock_fd fd, int command, int argument)
{
	return fcntl(fd, command, argument);
}

#endif
