/* Host names to IPv4 addresses. */
#include "pys.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Whether a name is an IPv4 address itself, in any form that the C library reads to its end. */
static bool is_address(const char *hostname)
{
	struct in_addr address;

	return inet_aton(hostname, &address) != 0 && strpbrk(hostname, " \t\n\v\f\r") == NULL;
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

int pysock_gethostbyname_ex(
	const char *hostname, struct pysock_hostent **host, struct pysock_error *e)
{
	struct pys_scratch scratch = {0};
	struct pys_sockaddr packed;
	struct hostent entry;
	struct hostent *found = NULL;
	int h_code = 0;
	int result = -1;
	int error;

	/* A name that does not resolve at all is a gaierror, as in CPython. */
	if (pys_resolve(hostname, AF_INET, &packed, e) < 0)
		return -1;
	do {
		if (pys_scratch_grow(&scratch, e) < 0)
			goto done;
		error = gethostbyname_r(
			hostname, &entry, scratch.bytes, scratch.size, &found, &h_code);
	} while (error == ERANGE);
	if (found == NULL)
		(void)pys_raise_herror(e, h_code);
	else
		result = pys_copy_hostent(found, host, e);

done:
	free(scratch.bytes);
	return result;
}
