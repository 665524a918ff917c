#include "pys.h"

static const void *bytes_of(const struct pys_sockaddr *packed, socklen_t *length)
{
	const struct sockaddr_in *in = (const struct sockaddr_in *)&packed->storage;
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&packed->storage;

	if (packed->header.sa_family == AF_INET) {
		*length = sizeof in->sin_addr;
		return &in->sin_addr;
	}
	*length = sizeof in6->sin6_addr;
	return &in6->sin6_addr;
}

static int ask(const void *key, const struct pys_scratch *scratch, struct hostent *entry,
	struct hostent **found, int *h_code)
{
	const struct pys_sockaddr *packed = key;
	socklen_t length;
	const void *bytes = bytes_of(packed, &length);

	return pys_sys_gethostbyaddr(
		bytes, length, packed->header.sa_family, scratch, entry, found, h_code);
}

int pysock_gethostbyaddr(
	const char *ip_address, struct pysock_hostent **host, struct pysock_error *e)
{
	struct pys_sockaddr packed;

	if (pys_resolve(ip_address, AF_UNSPEC, &packed, e) < 0)
		return -1;
	return pys_find_host(ask, &packed, host, e);
}
