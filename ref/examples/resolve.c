/* The addresses of a host and service: resolve [HOST [SERVICE]] */
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
	struct pysock_addrinfo *results;
	size_t count;

	must(pysock_getaddrinfo(argc > 1 ? argv[1] : "localhost", argc > 2 ? argv[2] : "80",
		AF_UNSPEC, SOCK_STREAM, 0, 0, &results, &count, &error));
	for (size_t i = 0; i < count; i++)
		printf("%s %s port %lld\n", results[i].family == AF_INET6 ? "IPv6" : "IPv4",
			results[i].address.inet.host, results[i].address.inet.port);
	free(results);
	return 0;
}
