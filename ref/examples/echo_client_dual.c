/* Echo client that tries every address of the host: echo_client_dual [HOST [PORT]] */
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

/* A socket that is connected to one address, or NULL. */
static struct pysock *open_one(const struct pysock_addrinfo *res)
{
	struct pysock *s;

	if (pysock_socket(res->family, res->socktype, res->proto, &s, &error) < 0)
		return NULL;
	if (pysock_connect(s, &res->address, &error) < 0) {
		pysock_free(s);
		return NULL;
	}
	return s;
}

int main(int argc, char **argv)
{
	struct pysock *s = NULL;
	struct pysock_addrinfo *results;
	char data[1024];
	size_t count;
	ssize_t size;

	must(pysock_getaddrinfo(argc > 1 ? argv[1] : "localhost", argc > 2 ? argv[2] : "50007",
		AF_UNSPEC, SOCK_STREAM, 0, 0, &results, &count, &error));
	for (size_t i = 0; i < count && s == NULL; i++)
		s = open_one(&results[i]);
	free(results);
	if (s == NULL) {
		printf("could not open socket\n");
		return 1;
	}
	must(pysock_send(s, "Hello, world", 12, 0, &error));
	size = must(pysock_recv(s, data, sizeof data, 0, &error));
	must(pysock_close(s, &error));
	printf("Received b'%.*s'\n", (int)size, data);
	pysock_free(s);
	return 0;
}
