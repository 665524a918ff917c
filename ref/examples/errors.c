/* Errors: which exception Python would raise, its code and its text. */
#include <pysock.h>

#include <errno.h>
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

/* A port on which nobody listens, since this socket has it. */
static struct pysock *taken(struct pysock_address *address)
{
	struct pysock *s;

	pysock_address_inet(address, "127.0.0.1", 0);
	must(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &error));
	must(pysock_bind(s, address, &error));
	must(pysock_getsockname(s, address, &error));
	return s;
}

static void show(const char *what)
{
	printf("%s: %s, %s\n", what, pysock_exception_name(error.exception), error.text);
}

int main(void)
{
	struct pysock_address address;
	struct pysock *holder = taken(&address), *s;
	struct pysock_addrinfo *results;
	size_t count;

	must(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &error));
	if (pysock_connect(s, &address, &error) < 0 && error.code == ECONNREFUSED)
		show("connect");
	if (pysock_getaddrinfo("no-number", "80", AF_INET, SOCK_STREAM, 0, AI_NUMERICHOST, &results,
		    &count, &error) < 0 &&
		error.exception == PYSOCK_GAIERROR && error.code == EAI_NONAME)
		show("getaddrinfo");
	if (pysock_settimeout(s, pysock_seconds(-1), &error) < 0)
		show("settimeout");

	must(pysock_close(s, &error));
	if (pysock_listen(s, 1, &error) < 0 && error.code == EBADF)
		show("listen");
	pysock_free(s);
	pysock_free(holder);
	return 0;
}
