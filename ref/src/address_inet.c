/* AF_INET and AF_INET6 addresses. */
#include "pys.h"

#include <limits.h>

/*
 * What is no C int at all is refused before the host is looked at, and what is one but no port
 * only afterwards: so does CPython, and the host's error is seen first.
 */
static int check_int(long long value, const char *caller, struct pysock_error *e)
{
	if (value < INT_MIN || value > INT_MAX)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR,
			"%s(): Python int too large to convert to C int", caller);
	return 0;
}

static int pack_port(long long port, const char *caller, in_port_t *packed, struct pysock_error *e)
{
	if (port < 0 || port > UINT16_MAX)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "%s(): port must be 0-65535.", caller);
	*packed = htons((uint16_t)port);
	return 0;
}

int pys_pack_inet(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_in *in = (struct sockaddr_in *)&packed->storage;

	(void)s;
	if (address->members != 2)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): AF_INET address must be a pair (host, port)", caller);
	if (check_int(address->inet.port, caller, e) < 0)
		return -1;
	if (pys_resolve(address->inet.host, AF_INET, packed, e) < 0)
		return -1;
	return pack_port(address->inet.port, caller, &in->sin_port, e);
}

static int check_inet6(
	const struct pysock_address *address, const char *caller, struct pysock_error *e)
{
	if (address->members < 2 || address->members > 4)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): AF_INET6 address must be a tuple (host, port[, flowinfo[, "
			"scopeid]])",
			caller);
	return check_int(address->inet.port, caller, e);
}

int pys_pack_inet6(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&packed->storage;
	long long flowinfo = address->members > 2 ? address->inet.flowinfo : 0;
	long long scope_id = address->members > 3 ? address->inet.scope_id : 0;

	(void)s;
	if (check_inet6(address, caller, e) < 0)
		return -1;
	if (pys_resolve(address->inet.host, AF_INET6, packed, e) < 0)
		return -1;
	if (pack_port(address->inet.port, caller, &in6->sin6_port, e) < 0)
		return -1;
	if (flowinfo < 0 || flowinfo > 0xfffff)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "%s(): flowinfo must be 0-1048575.", caller);
	if (scope_id < 0 || scope_id > UINT32_MAX)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "%s(): scopeid must be 0-4294967295.", caller);
	in6->sin6_flowinfo = htonl((uint32_t)flowinfo);
	/* Only the tuple sets the scope: a scope in the host's text has no effect. */
	in6->sin6_scope_id = (uint32_t)scope_id;
	return 0;
}

int pys_unpack_inet(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_in *in = (const struct sockaddr_in *)&packed->storage;

	(void)s, (void)e;
	address->family = AF_INET;
	address->members = 2;
	(void)inet_ntop(AF_INET, &in->sin_addr, address->inet.host, sizeof address->inet.host);
	address->inet.port = ntohs(in->sin_port);
	address->inet.flowinfo = 0;
	address->inet.scope_id = 0;
	return 0;
}

int pys_unpack_inet6(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&packed->storage;

	(void)s, (void)e;
	address->family = AF_INET6;
	address->members = 4;
	(void)inet_ntop(AF_INET6, &in6->sin6_addr, address->inet.host, sizeof address->inet.host);
	address->inet.port = ntohs(in6->sin6_port);
	address->inet.flowinfo = ntohl(in6->sin6_flowinfo);
	address->inet.scope_id = in6->sin6_scope_id;
	return 0;
}
