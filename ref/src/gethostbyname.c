/* Host names to IPv4 addresses. */
#include "pys.h"

#include <string.h>

/* Whether a name is an IPv4 address itself, in any form that the C library reads to its end. */
static bool is_address(const char *hostname)
{
	struct in_addr address;

	return pys_sys_inet_aton(hostname, &address) && strpbrk(hostname, " \t\n\v\f\r") == NULL;
}

int pysock_gethostbyname(
	const char *hostname, char address[PYSOCK_HOST_SIZE], struct pysock_error *e)
{
	struct pys_sockaddr packed;
	const struct sockaddr_in *in = (const struct sockaddr_in *)&packed.storage;

	if (is_address(hostname) && strlen(hostname) < PYSOCK_HOST_SIZE) {
		strcpy(address, hostname);
		return 0;
	}
	if (pys_resolve(hostname, AF_INET, &packed, e) < 0)
		return -1;
	return pysock_inet_ntoa(&in->sin_addr, sizeof in->sin_addr, address, e);
}

static int ask(const void *key, const struct pys_scratch *scratch, struct hostent *entry,
	struct hostent **found, int *h_code)
{
	return pys_sys_gethostbyname(key, scratch, entry, found, h_code);
}

int pysock_gethostbyname_ex(
	const char *hostname, struct pysock_hostent **host, struct pysock_error *e)
{
	struct pys_sockaddr packed;

	/* A name that does not resolve at all is a gaierror, as in CPython. */
	if (pys_resolve(hostname, AF_INET, &packed, e) < 0)
		return -1;
	return pys_find_host(ask, hostname, host, e);
}
