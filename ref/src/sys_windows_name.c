/* Names of hosts, protocols and services over Winsock, and the forms of addresses. */
#include "sys.h"

#ifdef _WIN32

#include "sys_winsock.h"

#include <string.h>

int pys_sys_gethostname(char *name, size_t size)
{
	pys_winsock_begin();
	return pys_winsock_told(gethostname(name, (int)size));
}

int pys_sys_inet_ntop(int family, const void *bytes, char *text, size_t size)
{
	if (inet_ntop(family, bytes, text, size) != NULL)
		return 0;
	return pys_winsock_told(SOCKET_ERROR);
}

int pys_sys_inet_pton(int family, const char *text, void *bytes)
{
	int valid = inet_pton(family, text, bytes);

	return valid >= 0 ? valid : pys_winsock_told(SOCKET_ERROR);
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
	pys_winsock_begin();
	*found = gethostbyname(name);
	*h_code = WSAGetLastError();
	return 0;
}

int pys_sys_gethostbyaddr(const void *bytes, socklen_t length, int family,
	const struct pys_scratch *scratch, struct hostent *entry, struct hostent **found,
	int *h_code)
{
	(void)scratch, (void)entry;
	pys_winsock_begin();
	*found = gethostbyaddr(bytes, length, family);
	*h_code = WSAGetLastError();
	return 0;
}

int pys_sys_getprotobyname(const char *name, const struct pys_scratch *scratch,
	struct protoent *entry, struct protoent **found)
{
	(void)scratch, (void)entry;
	pys_winsock_begin();
	*found = getprotobyname(name);
	return 0;
}

int pys_sys_getservbyname(const char *name, const char *protocol, const struct pys_scratch *scratch,
	struct servent *entry, struct servent **found)
{
	(void)scratch, (void)entry;
	pys_winsock_begin();
	*found = getservbyname(name, protocol);
	return 0;
}

int pys_sys_getservbyport(int port, const char *protocol, const struct pys_scratch *scratch,
	struct servent *entry, struct servent **found)
{
	(void)scratch, (void)entry;
	pys_winsock_begin();
	*found = getservbyport(port, protocol);
	return 0;
}

int pys_sys_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **found)
{
	pys_winsock_begin();
	return getaddrinfo(host, service, hints, found);
}

int pys_sys_getnameinfo(const struct sockaddr *address, socklen_t length, char *host,
	size_t host_size, char *service, size_t service_size, int flags)
{
	pys_winsock_begin();
	return getnameinfo(
		address, length, host, (DWORD)host_size, service, (DWORD)service_size, flags);
}

#endif
