/* Sending and receiving over Winsock, and its ioctl(). */
#include "sys.h"

#ifdef _WIN32

#include "sys_winsock.h"

#include <io.h>

ssize_t pys_sys_sendto(
	pysock_fd fd, const void *bytes, size_t size, int flags, const struct pys_sockaddr *address)
{
	return pys_sys_told(sendto(
		(SOCKET)fd, bytes, pys_sys_part(size), flags, &address->header, address->length));
}

ssize_t pys_sys_recvfrom(
	pysock_fd fd, void *bytes, size_t size, int flags, struct pys_sockaddr *address)
{
	ssize_t got;

	address->length = sizeof address->storage;
	address->header.sa_family = AF_UNSPEC;
	got = pys_sys_told(recvfrom(
		(SOCKET)fd, bytes, pys_sys_part(size), flags, &address->header, &address->length));
	/* Of a stream nothing is told, and the length stays. */
	if (address->header.sa_family == AF_UNSPEC)
		address->length = 0;
	return got;
}

/* A descriptor and a socket can have the same number: if it is not a socket, it is a file. */
ssize_t pys_sys_read(pysock_fd fd, void *bytes, size_t size)
{
	ssize_t got = pys_sys_recv(fd, bytes, size, 0);

	return got < 0 && errno == WSAENOTSOCK ? _read((int)fd, bytes, (unsigned)pys_sys_part(size))
					       : got;
}

/* TransmitFile() takes no descriptor of the C library's: the file is sent piece by piece. */
ssize_t pys_sys_sendfile(pysock_fd to, int from, int64_t offset, size_t size)
{
	(void)to, (void)from, (void)offset, (void)size;
	errno = ENOSYS;
	return -1;
}

int pys_sys_ioctl(pysock_fd fd, uint32_t control, const void *bytes, size_t size)
{
	DWORD came = 0;
	int result;

	result = pys_winsock_told(WSAIoctl((SOCKET)fd, control, (void *)(uintptr_t)bytes,
		(DWORD)size, NULL, 0, &came, NULL, NULL));
	return result < 0 ? -1 : (int)came;
}

#endif
