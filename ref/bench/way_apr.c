/* Apache's portable runtime. */
#include "ways.h"

#include <apr_general.h>
#include <apr_network_io.h>
#include <apr_portable.h>
#include <sys/socket.h>

static apr_socket_t *pair[2];

static void open_pair(void)
{
	apr_pool_t *pool;
	int fds[2];

	if (apr_initialize() != APR_SUCCESS || apr_pool_create(&pool, NULL) != APR_SUCCESS ||
		socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		way_fail("APR");
	for (int i = 0; i < 2; i++)
		if (apr_os_sock_put(&pair[i], &fds[i], pool) != APR_SUCCESS ||
			apr_socket_timeout_set(pair[i], apr_time_from_sec(1)) != APR_SUCCESS)
			way_fail("APR");
}

static bool send_all(int end, const void *bytes, size_t size)
{
	apr_size_t moved = size;

	return apr_socket_send(pair[end], bytes, &moved) == APR_SUCCESS && moved == size;
}

static bool recv_all(int end, void *bytes, size_t size)
{
	apr_size_t moved = size;

	return apr_socket_recv(pair[end], bytes, &moved) == APR_SUCCESS && moved == size;
}

static void wait_once(void)
{
	char byte;
	apr_size_t size = 1;

	if (apr_socket_recv(pair[0], &byte, &size) == APR_SUCCESS)
		way_fail("APR");
}

extern const struct way way_apr;
const struct way way_apr = {"APR", open_pair, send_all, recv_all, wait_once};
