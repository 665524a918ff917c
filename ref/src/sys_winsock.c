/* Winsock itself: its start and its errors. */
#include "sys.h"

#ifdef _WIN32

#include "sys_winsock.h"

/* The code that Python shows: C has these six by the same number, less 10000. */
static int code_of(int wsa)
{
	switch (wsa) {
	case WSAEINTR:
	case WSAEBADF:
	case WSAEACCES:
	case WSAEFAULT:
	case WSAEINVAL:
	case WSAEMFILE:
		return wsa - WSABASEERR;
	default:
		return wsa;
	}
}

ssize_t pys_sys_told(int result)
{
	if (result != SOCKET_ERROR)
		return result;
	errno = code_of(WSAGetLastError());
	return -1;
}

int pys_winsock_told(int result)
{
	return (int)pys_sys_told(result);
}

pysock_fd pys_winsock_told_socket(SOCKET socket)
{
	if (socket != INVALID_SOCKET)
		return (pysock_fd)socket;
	errno = code_of(WSAGetLastError());
	return PYS_NO_FD;
}

static BOOL CALLBACK start_winsock(PINIT_ONCE once, PVOID argument, PVOID *context)
{
	WSADATA data;

	(void)once, (void)argument, (void)context;
	/* Where this fails, every call says WSANOTINITIALISED. */
	(void)WSAStartup(MAKEWORD(2, 2), &data);
	return TRUE;
}

void pys_winsock_begin(void)
{
	static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

	(void)InitOnceExecuteOnce(&once, start_winsock, NULL, NULL);
}

#endif
