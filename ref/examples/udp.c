/* Two UDP sockets: a datagram there, and an answer to whoever sent it. */
#include <pysock.h>

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

static struct pysock *bound(struct pysock_address *address)
{
	struct pysock *s;

	pysock_address_inet(address, "127.0.0.1", 0);
	must(pysock_socket(AF_INET, SOCK_DGRAM, 0, &s, &error));
	must(pysock_bind(s, address, &error));
	must(pysock_getsockname(s, address, &error));
	return s;
}

int main(void)
{
	struct pysock_address here, there, sender;
	struct pysock *client = bound(&here), *server = bound(&there);
	char data[16];
	ssize_t size;

	must(pysock_sendto(client, "ping", 4, 0, &there, &error));
	size = must(pysock_recvfrom(server, data, sizeof data, 0, &sender, &error));
	printf("the server received %.*s from %s\n", (int)size, data, sender.inet.host);
	printf("its port is the client's: %s\n", sender.inet.port == here.inet.port ? "yes" : "no");

	must(pysock_sendto(server, "pong", 4, 0, &sender, &error));
	size = must(pysock_recv(client, data, sizeof data, 0, &error));
	printf("the client received %.*s\n", (int)size, data);
	pysock_free(client);
	pysock_free(server);
	return 0;
}
