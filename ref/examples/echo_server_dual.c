/* Echo server on the first family that the machine offers, for one client: echo_server_dual [PORT]
 */
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

/* A listening socket on one address, or NULL. */
static struct pysock *open_one(const struct pysock_addrinfo *res)
{
	struct pysock *s;

	if (pysock_socket(res->family, res->socktype, res->proto, &s, &error) < 0)
		return NULL;
	if (pysock_bind(s, &res->address, &error) < 0 || pysock_listen(s, 1, &error) < 0) {
		pysock_free(s);
		return NULL;
	}
	return s;
}

int main(int argc, char **argv)
{
	struct pysock *s = NULL, *conn;
	struct pysock_addrinfo *results;
	struct pysock_address address;
	char data[1024];
	size_t count;
	ssize_t size;

	must(pysock_getaddrinfo(NULL, argc > 1 ? argv[1] : "50007", AF_UNSPEC, SOCK_STREAM, 0,
		AI_PASSIVE, &results, &count, &error));
	for (size_t i = 0; i < count && s == NULL; i++)
		s = open_one(&results[i]);
	free(results);
	if (s == NULL) {
		printf("could not open socket\n");
		return 1;
	}
	must(pysock_accept(s, &conn, &address, &error));
	printf("Connected by ('%s', %lld)\n", address.inet.host, address.inet.port);
	while ((size = must(pysock_recv(conn, data, sizeof data, 0, &error))) > 0)
		must(pysock_send(conn, data, (size_t)size, 0, &error));
	pysock_free(conn);
	pysock_free(s);
	return 0;
}
