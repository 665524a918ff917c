#include "ways.h"

#include <pysock.h>
#include <sys/socket.h>

static struct pysock *pair[2];

static void open_pair(void)
{
	struct pysock_timeout timeout = pysock_seconds(1);

	if (pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, pair, NULL) < 0 ||
		pysock_settimeout(pair[0], timeout, NULL) < 0 ||
		pysock_settimeout(pair[1], timeout, NULL) < 0)
		way_fail("libpysock");
}

static bool send_all(int end, const void *bytes, size_t size)
{
	return pysock_send(pair[end], bytes, size, 0, NULL) == (ssize_t)size;
}

static bool recv_all(int end, void *bytes, size_t size)
{
	return pysock_recv(pair[end], bytes, size, 0, NULL) == (ssize_t)size;
}

static void wait_once(void)
{
	char byte;

	if (pysock_recv(pair[0], &byte, 1, 0, NULL) >= 0)
		way_fail("libpysock");
}

extern const struct way way_pysock;
const struct way way_pysock = {"libpysock", open_pair, send_all, recv_all, wait_once};
