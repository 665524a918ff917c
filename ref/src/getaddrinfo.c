#include "pys.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool pys_port_too_large(const char *service)
{
	char *end;
	unsigned long port;

	/* A negative number is one of the largest here. */
	port = strtoul(service, &end, 10);
	return *end == '\0' && port > UINT16_MAX;
}

/* One result; its canonname is put at *end, behind the array. */
static int copy_result(const struct addrinfo *found, struct pysock_addrinfo *result, char **end,
	struct pysock_error *e)
{
	struct pys_sockaddr packed = {.length = (socklen_t)found->ai_addrlen};
	const char *canonname = found->ai_canonname != NULL ? found->ai_canonname : "";

	memcpy(&packed.storage, found->ai_addr, found->ai_addrlen);
	result->family = found->ai_family;
	result->socktype = found->ai_socktype;
	result->proto = found->ai_protocol;
	result->canonname = pys_put_text(end, canonname);
	return pys_unpack(NULL, &packed, &result->address, e);
}

/* All results as one block: the array, and behind it the names. */
static int copy_all(const struct addrinfo *found, struct pysock_addrinfo **results, size_t *count,
	struct pysock_error *e)
{
	struct pysock_addrinfo *made;
	size_t n = 0;
	size_t names_size = 0;
	char *end;

	assert(found != NULL); /* on success the list is not empty */
	for (const struct addrinfo *one = found; one != NULL; one = one->ai_next) {
		n++;
		names_size += (one->ai_canonname != NULL ? strlen(one->ai_canonname) : 0) + 1;
	}
	made = malloc(n * sizeof *made + names_size);
	if (made == NULL)
		return pys_raise_memory(e);
	end = (char *)(made + n);
	n = 0;
	for (const struct addrinfo *one = found; one != NULL; one = one->ai_next) {
		if (copy_result(one, &made[n++], &end, e) < 0) {
			free(made);
			return -1;
		}
	}
	*results = made;
	*count = n;
	return 0;
}

int pysock_getaddrinfo(const char *host, const char *service, int family, int socktype, int proto,
	int flags, struct pysock_addrinfo **results, size_t *count, struct pysock_error *e)
{
	struct addrinfo hints = {.ai_family = family,
		.ai_socktype = socktype,
		.ai_protocol = proto,
		.ai_flags = flags};
	struct addrinfo *found;
	int result;
	int error;

	error = pys_sys_getaddrinfo(host, service, &hints, &found);
	if (error != 0)
		return pys_raise_gai(e, error);
	if (service != NULL && pys_port_too_large(service))
		result = pys_raise_gai(e, EAI_SERVICE);
	else
		result = copy_all(found, results, count, e);
	freeaddrinfo(found);
	return result;
}
