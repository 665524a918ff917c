/* GLib's GSocket. */
#include "ways.h"

#include <gio/gio.h>
#include <sys/socket.h>

static GSocket *pair[2];

static void open_pair(void)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		way_fail("GSocket");
	for (int i = 0; i < 2; i++) {
		pair[i] = g_socket_new_from_fd(fds[i], NULL);
		if (pair[i] == NULL)
			way_fail("GSocket");
		/* Whole seconds are all there is. */
		g_socket_set_timeout(pair[i], 1);
	}
}

static bool send_all(int end, const void *bytes, size_t size)
{
	return g_socket_send(pair[end], bytes, size, NULL, NULL) == (gssize)size;
}

static bool recv_all(int end, void *bytes, size_t size)
{
	return g_socket_receive(pair[end], bytes, size, NULL, NULL) == (gssize)size;
}

static void wait_once(void)
{
	char byte;

	if (g_socket_receive(pair[0], &byte, 1, NULL, NULL) >= 0)
		way_fail("GSocket");
}

extern const struct way way_gsocket;
const struct way way_gsocket = {"GSocket", open_pair, send_all, recv_all, wait_once};
