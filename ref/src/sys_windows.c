/* The system layer over Winsock. */
#include "sys.h"

#ifdef _WIN32

#include "pysock_module.h"

#include <io.h>
#include <stdlib.h>
#include <string.h>

/* --- errors ----------------------------------------------------------------------------------- */

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

static int told(int result)
{
	return (int)pys_sys_told(result);
}

static pysock_fd told_socket(SOCKET socket)
{
	if (socket != INVALID_SOCKET)
		return (pysock_fd)socket;
	errno = code_of(WSAGetLastError());
	return PYS_NO_FD;
}

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

static BOOL CALLBACK start_winsock(PINIT_ONCE once, PVOID argument, PVOID *context)
{
	WSADATA data;

	(void)once, (void)argument, (void)context;
	/* Where this fails, every call says WSANOTINITIALISED. */
	(void)WSAStartup(MAKEWORD(2, 2), &data);
	return TRUE;
}

/* Start Winsock before any other call; it ends with the process. */
static void begin(void)
{
	static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

	(void)InitOnceExecuteOnce(&once, start_winsock, NULL, NULL);
}

/* --- descriptors ------------------------------------------------------------------------------ */

static const DWORD made_flags = WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT;

pysock_fd pys_sys_socket(int family, int type, int proto)
{
	begin();
	return told_socket(WSASocketW(family, type, proto, NULL, 0, made_flags));
}

pysock_fd pys_sys_accept(pysock_fd fd, struct pys_sockaddr *peer)
{
	pysock_fd taken;

	peer->length = sizeof peer->storage;
	taken = told_socket(accept((SOCKET)fd, &peer->header, &peer->length));
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

pysock_fd pys_sys_dup(pysock_fd fd)
{
	WSAPROTOCOL_INFOW shared;

	begin();
	if (told(WSADuplicateSocketW((SOCKET)fd, GetCurrentProcessId(), &shared)) < 0)
		return PYS_NO_FD;
	return told_socket(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
		&shared, 0, made_flags));
}

int pys_sys_set_nonblocking(pysock_fd fd, bool nonblocking)
{
	u_long on = nonblocking;

	return told(ioctlsocket((SOCKET)fd, (long)FIONBIO, &on));
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
	begin();
	return told(closesocket((SOCKET)fd));
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

	begin();
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

/* --- a pair, which is connected over loopback ------------------------------------------------- */

/* The loopback address of a family, with a port that the system chooses; false: it has none. */
static bool loopback(int family, struct pys_sockaddr *address)
{
	struct sockaddr_in *in = (struct sockaddr_in *)&address->storage;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address->storage;

	memset(&address->storage, 0, sizeof address->storage);
	address->header.sa_family = (sa_family_t)family;
	if (family == AF_INET) {
		in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		address->length = sizeof *in;
	} else if (family == AF_INET6) {
		in6->sin6_addr = in6addr_loopback;
		address->length = sizeof *in6;
	}
	return family == AF_INET || family == AF_INET6;
}

/* Whether both ends have the same address: a stranger may have come first. */
static bool is_between(pysock_fd one, const struct pys_sockaddr *peer)
{
	struct pys_sockaddr own;

	return pys_sys_getsockname(one, &own) == 0 && own.length == peer->length &&
	       memcmp(&own.storage, &peer->storage, own.length) == 0;
}

/* A connection to the listener, whose other end it takes; of strangers it takes leave. */
static int connect_pair(pysock_fd listener, pysock_fd connector, pysock_fd *taken)
{
	struct pys_sockaddr address, peer;

	if (pys_sys_getsockname(listener, &address) < 0 || pys_sys_connect(connector, &address) < 0)
		return -1;
	for (;;) {
		*taken = pys_sys_accept(listener, &peer);
		if (*taken == PYS_NO_FD)
			return -1;
		if (is_between(connector, &peer))
			return 0;
		pys_sys_discard(*taken);
	}
}

static int refuse(int code)
{
	errno = code;
	return -1;
}

int pys_sys_socketpair(int family, int type, int proto, pysock_fd fds[2])
{
	struct pys_sockaddr address;
	pysock_fd listener, connector;
	int result = -1;

	if (!loopback(family, &address))
		return refuse(WSAEAFNOSUPPORT);
	if (type != SOCK_STREAM)
		return refuse(WSAESOCKTNOSUPPORT);
	listener = pys_sys_socket(family, type, proto);
	connector = listener != PYS_NO_FD ? pys_sys_socket(family, type, proto) : PYS_NO_FD;
	if (connector != PYS_NO_FD && pys_sys_bind(listener, &address) == 0 &&
		pys_sys_listen(listener, 1) == 0)
		result = connect_pair(listener, connector, &fds[0]);
	if (result < 0 && connector != PYS_NO_FD)
		pys_sys_discard(connector);
	else
		fds[1] = connector;
	if (listener != PYS_NO_FD)
		pys_sys_discard(listener);
	return result;
}

/* --- calls as they are ------------------------------------------------------------------------ */

int pys_sys_bind(pysock_fd fd, const struct pys_sockaddr *address)
{
	return told(bind((SOCKET)fd, &address->header, address->length));
}

int pys_sys_connect(pysock_fd fd, const struct pys_sockaddr *address)
{
	return told(connect((SOCKET)fd, &address->header, address->length));
}

int pys_sys_listen(pysock_fd fd, int backlog)
{
	return told(listen((SOCKET)fd, backlog));
}

int pys_sys_shutdown(pysock_fd fd, int how)
{
	return told(shutdown((SOCKET)fd, how));
}

int pys_sys_getpeername(pysock_fd fd, struct pys_sockaddr *address)
{
	address->length = sizeof address->storage;
	return told(getpeername((SOCKET)fd, &address->header, &address->length));
}

int pys_sys_getsockname(pysock_fd fd, struct pys_sockaddr *address)
{
	address->length = sizeof address->storage;
	return told(getsockname((SOCKET)fd, &address->header, &address->length));
}

int pys_sys_getsockopt(pysock_fd fd, int level, int name, void *value, socklen_t *length)
{
	return told(getsockopt((SOCKET)fd, level, name, value, length));
}

int pys_sys_setsockopt(pysock_fd fd, int level, int name, const void *value, socklen_t length)
{
	return told(setsockopt((SOCKET)fd, level, name, value, length));
}

/* --- transfer --------------------------------------------------------------------------------- */

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

	result = told(WSAIoctl((SOCKET)fd, control, (void *)(uintptr_t)bytes, (DWORD)size, NULL, 0,
		&came, NULL, NULL));
	return result < 0 ? -1 : (int)came;
}

/* --- waiting ---------------------------------------------------------------------------------- */

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
	return told(select(0, (events & POLLIN) != 0 ? &ready : NULL,
		(events & POLLOUT) != 0 ? &ready : NULL, (events & POLLOUT) != 0 ? &failed : NULL,
		timeout_ns < 0 ? NULL : &span));
}

/* --- texts ------------------------------------------------------------------------------------ */

/* The system's text, without the line end and the period that it puts behind. */
const char *pys_sys_error_text(int code, char *buffer, size_t size)
{
	const DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
	DWORD length = 0;

	if (code > WSABASEERR)
		length = FormatMessageA(flags, NULL, (DWORD)code, 0, buffer, (DWORD)size, NULL);
	while (length > 0 && (unsigned char)buffer[length - 1] <= ' ')
		length--;
	if (length > 0 && buffer[length - 1] == '.')
		length--;
	buffer[length] = '\0';
	if (code > WSABASEERR && length == 0)
		(void)snprintf(buffer, size, "Unknown error %d", code);
	return code > WSABASEERR ? buffer : strerror(code);
}

/* As CPython has it: gai_strerror() has one text for all threads here. */
const char *pys_sys_gai_text(int code)
{
	(void)code;
	return "getaddrinfo failed";
}

const char *pys_sys_herror_text(int code)
{
	(void)code;
	return "host not found";
}

/* --- names ------------------------------------------------------------------------------------ */

int pys_sys_gethostname(char *name, size_t size)
{
	begin();
	return told(gethostname(name, (int)size));
}

int pys_sys_inet_ntop(int family, const void *bytes, char *text, size_t size)
{
	if (inet_ntop(family, bytes, text, size) != NULL)
		return 0;
	return told(SOCKET_ERROR);
}

int pys_sys_inet_pton(int family, const char *text, void *bytes)
{
	int valid = inet_pton(family, text, bytes);

	return valid >= 0 ? valid : told(SOCKET_ERROR);
}

/* inet_addr() returns the same value for 255.255.255.255 and for an invalid text. */
bool pys_sys_inet_aton(const char *text, struct in_addr *address)
{
	address->s_addr = inet_addr(text);
	return address->s_addr != INADDR_NONE || strcmp(text, "255.255.255.255") == 0;
}

/* The entries of these belong to the thread. */

int pys_sys_gethostbyname(const char *name, const struct pys_scratch *scratch,
	struct hostent *entry, struct hostent **found, int *h_code)
{
	(void)scratch, (void)entry;
	begin();
	*found = gethostbyname(name);
	*h_code = WSAGetLastError();
	return 0;
}

int pys_sys_gethostbyaddr(const void *bytes, socklen_t length, int family,
	const struct pys_scratch *scratch, struct hostent *entry, struct hostent **found,
	int *h_code)
{
	(void)scratch, (void)entry;
	begin();
	*found = gethostbyaddr(bytes, length, family);
	*h_code = WSAGetLastError();
	return 0;
}

int pys_sys_getprotobyname(const char *name, const struct pys_scratch *scratch,
	struct protoent *entry, struct protoent **found)
{
	(void)scratch, (void)entry;
	begin();
	*found = getprotobyname(name);
	return 0;
}

int pys_sys_getservbyname(const char *name, const char *protocol, const struct pys_scratch *scratch,
	struct servent *entry, struct servent **found)
{
	(void)scratch, (void)entry;
	begin();
	*found = getservbyname(name, protocol);
	return 0;
}

int pys_sys_getservbyport(int port, const char *protocol, const struct pys_scratch *scratch,
	struct servent *entry, struct servent **found)
{
	(void)scratch, (void)entry;
	begin();
	*found = getservbyport(port, protocol);
	return 0;
}

int pys_sys_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **found)
{
	begin();
	return getaddrinfo(host, service, hints, found);
}

int pys_sys_getnameinfo(const struct sockaddr *address, socklen_t length, char *host,
	size_t host_size, char *service, size_t service_size, int flags)
{
	begin();
	return getnameinfo(
		address, length, host, (DWORD)host_size, service, (DWORD)service_size, flags);
}

/* --- interfaces ------------------------------------------------------------------------------- */

/* The array and the names are one block. */
static struct if_nameindex *list_of(const MIB_IF_TABLE2 *table)
{
	size_t count = table->NumEntries;
	struct if_nameindex *made = malloc((count + 1) * sizeof *made + count * IF_NAMESIZE);
	char *name = (char *)(made + count + 1);

	if (made == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++, name += IF_NAMESIZE) {
		made[i].if_index = table->Table[i].InterfaceIndex;
		made[i].if_name = name;
		if (ConvertInterfaceLuidToNameA(
			    &table->Table[i].InterfaceLuid, name, IF_NAMESIZE) != NO_ERROR)
			name[0] = '\0';
	}
	made[count] = (struct if_nameindex){0};
	return made;
}

struct if_nameindex *pys_sys_if_nameindex(void)
{
	struct if_nameindex *made;
	MIB_IF_TABLE2 *table;

	if (GetIfTable2(&table) != NO_ERROR) {
		errno = ENOBUFS;
		return NULL;
	}
	made = list_of(table);
	FreeMibTable(table);
	return made;
}

void pys_sys_if_freenameindex(struct if_nameindex *list)
{
	free(list);
}

unsigned pys_sys_if_nametoindex(const char *name)
{
	return if_nametoindex(name);
}

bool pys_sys_if_indextoname(unsigned index, char name[IF_NAMESIZE])
{
	errno = ENXIO;
	return if_indextoname(index, name) != NULL;
}

#endif
