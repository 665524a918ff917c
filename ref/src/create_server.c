#include "pys.h"

#include <stdio.h>

bool pysock_has_dualstack_ipv6(void)
{
	struct pysock *s;
	bool has;

	if (pysock_socket(AF_INET6, SOCK_STREAM, 0, &s, NULL) < 0)
		return false;
	has = pysock_setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, 0, NULL) == 0;
	pysock_free(s);
	return has;
}

static int check_options(int family, int options, struct pysock_error *e)
{
	if ((options & PYSOCK_DUALSTACK) != 0 && !pysock_has_dualstack_ipv6())
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "dualstack_ipv6 not supported on this platform");
	if ((options & PYSOCK_DUALSTACK) != 0 && family != AF_INET6)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "dualstack_ipv6 requires AF_INET6 family");
#ifndef SO_REUSEPORT
	if ((options & PYSOCK_REUSE_PORT) != 0)
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "SO_REUSEPORT not supported");
#endif
	return 0;
}

static int set_options(struct pysock *s, int options, struct pysock_error *e)
{
	/* If the option cannot be set, try without it. */
	if (PYS_REUSE_IS_SAFE)
		(void)pysock_setsockopt(s, SOL_SOCKET, SO_REUSEADDR, 1, NULL);
#ifdef SO_REUSEPORT
	if ((options & PYSOCK_REUSE_PORT) != 0 &&
		pysock_setsockopt(s, SOL_SOCKET, SO_REUSEPORT, 1, e) < 0)
		return -1;
#endif
	if (s->family == AF_INET6)
		return pysock_setsockopt(
			s, IPPROTO_IPV6, IPV6_V6ONLY, (options & PYSOCK_DUALSTACK) == 0, e);
	return 0;
}

/* Names the address in the text of the error. */
static int bind_it(struct pysock *s, const struct pysock_address *address, struct pysock_error *e)
{
	struct pysock_error error;
	size_t length;

	if (pysock_bind(s, address, &error) == 0)
		return 0;
	if (e == NULL)
		return -1;
	*e = error;
	if (error.exception != PYSOCK_ERROR || !error.has_code)
		return -1;
	length = (size_t)snprintf(
		e->text, sizeof e->text, "%.80s (while attempting to bind on address ", error.text);
	if (address->family == AF_UNIX)
		(void)snprintf(e->text + length, sizeof e->text - length, "'%.*s')",
			(int)address->un.length, address->un.path);
	else
		(void)snprintf(e->text + length, sizeof e->text - length, "('%.60s', %lld))",
			address->inet.host, address->inet.port);
	return -1;
}

/* The host "" is all interfaces of either family here, where bind() takes it for IPv4 alone. */
static struct pysock_address all_interfaces(const struct pysock_address *address)
{
	struct pysock_address named = *address;

	if (named.family == AF_INET6 && named.inet.host[0] == '\0')
		(void)snprintf(named.inet.host, sizeof named.inet.host, "::");
	return named;
}

int pysock_create_server(const struct pysock_address *address, int backlog, int options,
	struct pysock **s, struct pysock_error *e)
{
	const struct pysock_address named = all_interfaces(address);
	struct pysock *made;

	if (check_options(address->family, options, e) < 0 ||
		pysock_socket(address->family, SOCK_STREAM, 0, &made, e) < 0)
		return -1;
	if (set_options(made, options, e) < 0 || bind_it(made, &named, e) < 0 ||
		pysock_listen(made, backlog, e) < 0) {
		pysock_free(made);
		return -1;
	}
	*s = made;
	return 0;
}
