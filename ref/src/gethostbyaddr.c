#include "pys.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>

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

int pysock_gethostbyaddr(
	const char *ip_address, struct pysock_hostent **host, struct pysock_error *e)
{
	struct pys_scratch scratch = {0};
	struct pys_sockaddr packed;
	struct hostent entry;
	struct hostent *found = NULL;
	const void *bytes;
	socklen_t length;
	int h_code = 0;
	int result = -1;
	int error;

	if (pys_resolve(ip_address, AF_UNSPEC, &packed, e) < 0)
		return -1;
	bytes = bytes_of(&packed, &length);
	do {
		if (pys_scratch_grow(&scratch, e) < 0)
			goto done;
		error = gethostbyaddr_r(bytes, length, packed.header.sa_family, &entry,
			scratch.bytes, scratch.size, &found, &h_code);
	} while (error == ERANGE);
	if (found == NULL)
		(void)pys_raise_herror(e, h_code);
	else
		result = pys_copy_hostent(found, host, e);

done:
	free(scratch.bytes);
	return result;
}
