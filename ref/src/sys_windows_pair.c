/* A pair of sockets, which is connected over loopback. */
#include "sys.h"

#ifdef _WIN32

#include "sys_winsock.h"

#include <string.h>

/* The loopback address of a family, with a port that the system chooses; false: it has none. */
static bool loopback(int family, struct pys_sockaddr *address)
{
	struct sockaddr_in *in = (struct sockaddr_in *)&address->storage;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address->storage;

	memset(&address->storage, 0, sizeof address->storage);
	address->header.sa_family = (sa_family_t)family;
	if (family == AF_INET) {
		in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		address->length = sizeof *in;
	} else if (family == AF_INET6) {
		in6->sin6_addr = in6addr_loopback;
		address->length = sizeof *in6;
	}
	return family == AF_INET || family == AF_INET6;
}

/* Whether both ends have the same address: a stranger may have come first. */
static bool is_between(pysock_fd one, const struct pys_sockaddr *peer)
{
	struct pys_sockaddr own;

	return pys_sys_getsockname(one, &own) == 0 && own.length == peer->length &&
	       memcmp(&own.storage, &peer->storage, own.length) == 0;
}

/* A connection to the listener, whose other end it takes; of strangers it takes leave. */
static int connect_pair(pysock_fd listener, pysock_fd connector, pysock_fd *taken)
{
	struct pys_sockaddr address, peer;

	if (pys_sys_getsockname(listener, &address) < 0 || pys_sys_connect(connector, &address) < 0)
		return -1;
	for (;;) {
		*taken = pys_sys_accept(listener, &peer);
		if (*taken == PYS_NO_FD)
			return -1;
		if (is_between(connector, &peer))
			return 0;
		pys_sys_discard(*taken);
	}
}

static int refuse(int code)
{
	errno = code;
	return -1;
}

int pys_sys_socketpair(int family, int type, int proto, pysock_fd fds[2])
{
	struct pys_sockaddr address;
	pysock_fd listener, connector;
	int result = -1;

	if (!loopback(family, &address))
		return refuse(WSAEAFNOSUPPORT);
	if (type != SOCK_STREAM)
		return refuse(WSAESOCKTNOSUPPORT);
	listener = pys_sys_socket(family, type, proto);
	connector = listener != PYS_NO_FD ? pys_sys_socket(family, type, proto) : PYS_NO_FD;
	if (connector != PYS_NO_FD && pys_sys_bind(listener, &address) == 0 &&
		pys_sys_listen(listener, 1) == 0)
		result = connect_pair(listener, connector, &fds[0]);
	if (result < 0 && connector != PYS_NO_FD)
		pys_sys_discard(connector);
	else
		fds[1] = connector;
	if (listener != PYS_NO_FD)
		pys_sys_discard(listener);
	return result;
}

#endif
