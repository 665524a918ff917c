/* The clock of Windows, and waiting by it. */
#include "sys.h"

#ifdef _WIN32

#include "sys_winsock.h"

int64_t pys_sys_now_ns(void)
{
	LARGE_INTEGER count, per_s;

	(void)QueryPerformanceCounter(&count);
	(void)QueryPerformanceFrequency(&per_s);
	/* In two parts, since the product of count and nanoseconds would not fit. */
	return count.QuadPart / per_s.QuadPart * 1000000000 +
	       count.QuadPart % per_s.QuadPart * 1000000000 / per_s.QuadPart;
}

int pys_sys_pause(int64_t pause_ns)
{
	int64_t pause_ms = (pause_ns + 999999) / 1000000;

	Sleep((DWORD)(pause_ms < INT_MAX ? pause_ms : INT_MAX));
	return 0;
}

/* Not WSAPoll(), which on Windows before 10 hides that a connection has failed. */
int pys_sys_poll(pysock_fd fd, short events, int64_t timeout_ns)
{
	int64_t timeout_us = (timeout_ns + 999) / 1000;
	struct timeval span = {
		.tv_sec = timeout_us / 1000000 < INT_MAX ? (long)(timeout_us / 1000000) : INT_MAX,
		.tv_usec = (long)(timeout_us % 1000000)};
	fd_set ready, failed;

	/* select() refuses to wait for nothing. */
	if (fd == PYS_NO_FD && timeout_ns >= 0)
		return pys_sys_pause(timeout_ns);
	FD_ZERO(&ready);
	FD_ZERO(&failed);
	FD_SET((SOCKET)fd, &ready);
	FD_SET((SOCKET)fd, &failed);
	return pys_winsock_told(select(0, (events & POLLIN) != 0 ? &ready : NULL,
		(events & POLLOUT) != 0 ? &ready : NULL, (events & POLLOUT) != 0 ? &failed : NULL,
		timeout_ns < 0 ? NULL : &span));
}

#endif
