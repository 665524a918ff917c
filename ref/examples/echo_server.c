/* Echo server, IPv4 only, for one client: echo_server [PORT] */
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
	struct pysock *s, *conn;
	struct pysock_address address;
	char data[1024];
	ssize_t size;

	pysock_address_inet(&address, "", argc > 1 ? atoi(argv[1]) : 50007);
	must(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &error));
	must(pysock_bind(s, &address, &error));
	must(pysock_listen(s, 1, &error));
	must(pysock_accept(s, &conn, &address, &error));
	printf("Connected by ('%s', %lld)\n", address.inet.host, address.inet.port);
	while ((size = must(pysock_recv(conn, data, sizeof data, 0, &error))) > 0)
		must(pysock_send(conn, data, (size_t)size, 0, &error));
	pysock_free(conn);
	pysock_free(s);
	return 0;
}
