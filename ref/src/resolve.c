/* A host to one address, as every call that takes an address reads it. */
#include "pys.h"

#include <string.h>

static void take(struct pys_sockaddr *packed, const struct sockaddr *address, socklen_t length)
{
	memset(&packed->storage, 0, sizeof packed->storage);
	memcpy(&packed->storage, address, length);
	packed->length = length;
}

static void take_inet(struct pys_sockaddr *packed, struct in_addr address)
{
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr = address};

	take(packed, (struct sockaddr *)&in, sizeof in);
}

static int take_broadcast(int family, struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct in_addr broadcast = {.s_addr = htonl(INADDR_BROADCAST)};

	if (family == AF_INET6)
		return pysock_raise(e, PYSOCK_ERROR, "address family mismatched");
	take_inet(packed, broadcast);
	return 0;
}

/* An address needs no resolver, and a resolver could misread it. */
static bool take_numeric(const char *host, int family, struct pys_sockaddr *packed)
{
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	struct in_addr in;

	if (family != AF_INET6 && inet_pton(AF_INET, host, &in) > 0) {
		take_inet(packed, in);
		return true;
	}
	if (family != AF_INET && inet_pton(AF_INET6, host, &in6.sin6_addr) > 0) {
		take(packed, (struct sockaddr *)&in6, sizeof in6);
		return true;
	}
	return false;
}

/* For the wildcard the C library needs a port, and must return exactly one address. */
static int take_resolved(
	const char *host, int family, struct pys_sockaddr *packed, struct pysock_error *e)
{
	bool wildcard = host[0] == '\0';
	struct addrinfo hints = {.ai_family = family};
	struct addrinfo *found;
	int result = 0;
	int error;

	if (wildcard) {
		hints.ai_socktype = SOCK_DGRAM;
		hints.ai_flags = AI_PASSIVE;
	}
	error = pys_sys_getaddrinfo(wildcard ? NULL : host, wildcard ? "0" : NULL, &hints, &found);
	if (error != 0)
		return pys_raise_gai(e, error);
	if (wildcard && found->ai_next != NULL)
		result = pysock_raise(e, PYSOCK_ERROR, "wildcard resolved to multiple address");
	else
		take(packed, found->ai_addr, (socklen_t)found->ai_addrlen);
	freeaddrinfo(found);
	return result;
}

int pys_resolve(const char *host, int family, struct pys_sockaddr *packed, struct pysock_error *e)
{
	if (strcmp(host, "<broadcast>") == 0 || strcmp(host, "255.255.255.255") == 0)
		return take_broadcast(family, packed, e);
	/* Only IPv4 has the special forms. */
	if (host[0] == '\0' && family == AF_INET6)
		return pysock_raise(e, PYSOCK_ERROR, "address family mismatched");
	if (take_numeric(host, family, packed))
		return 0;
	return take_resolved(host, family, packed, e);
}
