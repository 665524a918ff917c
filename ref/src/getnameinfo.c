#include "pys.h"

#include <limits.h>
#include <string.h>

/* Adds what the numeric host does not say, once it has told the family. */
static int complete(
	const struct pysock_address *sockaddr, struct addrinfo *found, struct pysock_error *e)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)(void *)found->ai_addr;

	if (found->ai_family == AF_INET) {
		if (sockaddr->members != 2)
			return pysock_raise(e, PYSOCK_ERROR, "IPv4 sockaddr must be 2 tuple");
		return 0;
	}
	in6->sin6_flowinfo = htonl(sockaddr->members > 2 ? (uint32_t)sockaddr->inet.flowinfo : 0);
	in6->sin6_scope_id = sockaddr->members > 3 ? (uint32_t)sockaddr->inet.scope_id : 0;
	return 0;
}

/*
 * A name stands for its first address, as in every other address; one that comes with a flowinfo is
 * of IPv6. A numeric host says its family itself, and is tried first.
 */
static int look_up(const struct pysock_address *sockaddr, const char *port, struct addrinfo **found)
{
	struct addrinfo hints = {.ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICHOST};
	int error = pys_sys_getaddrinfo(sockaddr->inet.host, port, &hints, found);

	if (error != EAI_NONAME)
		return error;
	hints.ai_flags = 0;
	hints.ai_family = sockaddr->members > 2 ? AF_INET6 : AF_UNSPEC;
	return pys_sys_getaddrinfo(sockaddr->inet.host, port, &hints, found);
}

static int check(const struct pysock_address *sockaddr, struct pysock_error *e)
{
	if (sockaddr->members < 2 || sockaddr->members > 4)
		return pysock_raise(
			e, PYSOCK_TYPE_ERROR, "getnameinfo(): illegal sockaddr argument");
	if (sockaddr->inet.port < INT_MIN || sockaddr->inet.port > INT_MAX)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR,
			"getnameinfo(): Python int too large to convert to C int");
	if (sockaddr->members > 2 &&
		(sockaddr->inet.flowinfo < 0 || sockaddr->inet.flowinfo > 0xfffff))
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "getnameinfo(): flowinfo must be 0-1048575.");
	if (sockaddr->members > 3 &&
		(sockaddr->inet.scope_id < 0 || sockaddr->inet.scope_id > UINT32_MAX))
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "getnameinfo(): scopeid must be 0-4294967295.");
	return 0;
}

int pysock_getnameinfo(const struct pysock_address *sockaddr, int flags,
	char host[PYSOCK_HOST_SIZE], char service[PYSOCK_SERVICE_SIZE], struct pysock_error *e)
{
	struct addrinfo *found;
	char host_text[PYSOCK_HOST_SIZE];
	char service_text[PYSOCK_SERVICE_SIZE];
	char port[PYSOCK_SERVICE_SIZE];
	int result = -1;
	int error;

	if (check(sockaddr, e) < 0)
		return -1;
	(void)snprintf(port, sizeof port, "%lld", sockaddr->inet.port);
	error = look_up(sockaddr, port, &found);
	if (error != 0)
		return pys_raise_gai(e, error);
	if (complete(sockaddr, found, e) < 0)
		goto done;
	error = pys_sys_getnameinfo(found->ai_addr, (socklen_t)found->ai_addrlen, host_text,
		sizeof host_text, service_text, sizeof service_text, flags);
	/* Last: the C library has nothing against such a port, and its own errors go before. */
	if (error == 0 && pys_port_too_large(port))
		error = EAI_SERVICE;
	if (error != 0) {
		(void)pys_raise_gai(e, error);
		goto done;
	}
	strcpy(host, host_text);
	strcpy(service, service_text);
	result = 0;

done:
	freeaddrinfo(found);
	return result;
}
