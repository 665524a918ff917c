/* The system layer over Winsock: descriptors, and the calls that Winsock has as POSIX has them. */
#include "sys.h"

#ifdef _WIN32

#include "sys_winsock.h"

#include "pysock_module.h"

/* What the calls on handles say, for which PYS_NO_FD is the process itself. */
static int told_handle(pysock_fd fd, BOOL good)
{
	if (fd == PYS_NO_FD) {
		errno = WSAENOTSOCK;
		return -1;
	}
	if (good)
		return 0;
	errno = GetLastError() == ERROR_INVALID_HANDLE ? WSAENOTSOCK : EACCES;
	return -1;
}

static const DWORD made_flags = WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT;

pysock_fd pys_sys_socket(int family, int type, int proto)
{
	pys_winsock_begin();
	return pys_winsock_told_socket(WSASocketW(family, type, proto, NULL, 0, made_flags));
}

pysock_fd pys_sys_accept(pysock_fd fd, struct pys_sockaddr *peer)
{
	pysock_fd taken;

	peer->length = sizeof peer->storage;
	taken = pys_winsock_told_socket(accept((SOCKET)fd, &peer->header, &peer->length));
	if (taken == PYS_NO_FD)
		return PYS_NO_FD;
	/* It has what its listener has. */
	if (pys_sys_set_nonblocking(taken, false) < 0 ||
		pys_sys_set_inheritable(taken, false) < 0) {
		pys_sys_discard(taken);
		return PYS_NO_FD;
	}
	return taken;
}

int pys_sys_share(pysock_fd fd, uint32_t process_id, WSAPROTOCOL_INFOW *shared)
{
	pys_winsock_begin();
	return pys_winsock_told(WSADuplicateSocketW((SOCKET)fd, process_id, shared));
}

pysock_fd pys_sys_fromshare(const WSAPROTOCOL_INFOW *shared)
{
	WSAPROTOCOL_INFOW copy = *shared;

	pys_winsock_begin();
	return pys_winsock_told_socket(WSASocketW(
		FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &copy, 0, made_flags));
}

pysock_fd pys_sys_dup(pysock_fd fd)
{
	WSAPROTOCOL_INFOW shared;

	if (pys_sys_share(fd, GetCurrentProcessId(), &shared) < 0)
		return PYS_NO_FD;
	return pys_sys_fromshare(&shared);
}

int pys_sys_set_nonblocking(pysock_fd fd, bool nonblocking)
{
	u_long on = nonblocking;

	return pys_winsock_told(ioctlsocket((SOCKET)fd, (long)FIONBIO, &on));
}

int pys_sys_get_inheritable(pysock_fd fd, bool *inheritable)
{
	DWORD flags;

	if (told_handle(fd, GetHandleInformation((HANDLE)fd, &flags)) < 0)
		return -1;
	*inheritable = (flags & HANDLE_FLAG_INHERIT) != 0;
	return 0;
}

int pys_sys_set_inheritable(pysock_fd fd, bool inheritable)
{
	return told_handle(fd, SetHandleInformation((HANDLE)fd, HANDLE_FLAG_INHERIT,
				       inheritable ? HANDLE_FLAG_INHERIT : 0));
}

int pys_sys_close(pysock_fd fd)
{
	pys_winsock_begin();
	return pys_winsock_told(closesocket((SOCKET)fd));
}

void pys_sys_discard(pysock_fd fd)
{
	int saved = errno;

	(void)closesocket((SOCKET)fd);
	errno = saved;
}

/* Not by getsockname(), which refuses a socket that is not bound. */
int pys_sys_describe(pysock_fd fd, int *family, int *type, int *proto)
{
	WSAPROTOCOL_INFOW about;
	socklen_t length = sizeof about;

	pys_winsock_begin();
	if (pys_sys_getsockopt(fd, SOL_SOCKET, SO_PROTOCOL_INFOW, &about, &length) < 0)
		return -1;
	if (*family == PYSOCK_DETECT)
		*family = about.iAddressFamily;
	if (*type == PYSOCK_DETECT)
		*type = about.iSocketType;
	if (*proto == PYSOCK_DETECT)
		*proto = about.iProtocol;
	return 0;
}

/* --- calls as they are ---------------------------------------------------------------------- */

int pys_sys_bind(pysock_fd fd, const struct pys_sockaddr *address)
{
	return pys_winsock_told(bind((SOCKET)fd, &address->header, address->length));
}

int pys_sys_connect(pysock_fd fd, const struct pys_sockaddr *address)
{
	return pys_winsock_told(connect((SOCKET)fd, &address->header, address->length));
}

int pys_sys_listen(pysock_fd fd, int backlog)
{
	return pys_winsock_told(listen((SOCKET)fd, backlog));
}

int pys_sys_shutdown(pysock_fd fd, int how)
{
	return pys_winsock_told(shutdown((SOCKET)fd, how));
}

int pys_sys_getpeername(pysock_fd fd, struct pys_sockaddr *address)
{
	address->length = sizeof address->storage;
	return pys_winsock_told(getpeername((SOCKET)fd, &address->header, &address->length));
}

int pys_sys_getsockname(pysock_fd fd, struct pys_sockaddr *address)
{
	address->length = sizeof address->storage;
	return pys_winsock_told(getsockname((SOCKET)fd, &address->header, &address->length));
}

int pys_sys_getsockopt(pysock_fd fd, int level, int name, void *value, socklen_t *length)
{
	return pys_winsock_told(getsockopt((SOCKET)fd, level, name, value, length));
}

int pys_sys_setsockopt(pysock_fd fd, int level, int name, const void *value, socklen_t length)
{
	return pys_winsock_told(setsockopt((SOCKET)fd, level, name, value, length));
}

#endif
