/* A non-blocking socket, and poll() to wait for it together with other descriptors. */
#include <pysock.h>

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

static struct pysock_error error;

static ssize_t must(ssize_t result)
{
	if (result < 0) {
		fprintf(stderr, "%s: %s\n", pysock_exception_name(error.exception), error.text);
		exit(1);
	}
	return result;
}

int main(void)
{
	struct pysock *pair[2];
	struct pollfd ready;
	char data[16];
	ssize_t size;

	must(pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, pair, &error));
	must(pysock_setblocking(pair[0], 0, &error));
	if (pysock_recv(pair[0], data, sizeof data, 0, &error) < 0 && error.code == EAGAIN)
		puts("it would have to wait");

	must(pysock_sendall(pair[1], "now", 3, 0, &error));
	ready = (struct pollfd){.fd = pysock_fileno(pair[0]), .events = POLLIN};
	if (poll(&ready, 1, 10000) == 1)
		puts("there is something to read");
	size = must(pysock_recv(pair[0], data, sizeof data, 0, &error));
	printf("received %.*s\n", (int)size, data);
	pysock_free(pair[0]);
	pysock_free(pair[1]);
	return 0;
}
