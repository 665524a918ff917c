/* Echo client, IPv4 only: echo_client [HOST [PORT]] */
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

int main(int argc, char **argv)
{
	struct pysock *s;
	struct pysock_address address;
	char data[1024];
	ssize_t size;

	pysock_address_inet(
		&address, argc > 1 ? argv[1] : "localhost", argc > 2 ? atoi(argv[2]) : 50007);
	must(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &error));
	must(pysock_connect(s, &address, &error));
	must(pysock_send(s, "Hello, world", 12, 0, &error));
	size = must(pysock_recv(s, data, sizeof data, 0, &error));
	must(pysock_close(s, &error));
	printf("Received b'%.*s'\n", (int)size, data);
	pysock_free(s);
	return 0;
}
