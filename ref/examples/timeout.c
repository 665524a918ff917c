/* Waits for data no longer than a timeout says. */
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

int main(void)
{
	struct pysock *pair[2];
	char data[16];
	ssize_t size;

	must(pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, pair, &error));
	must(pysock_settimeout(pair[0], pysock_seconds(0.05), &error));
	if (pysock_recv(pair[0], data, sizeof data, 0, &error) < 0 &&
		error.exception == PYSOCK_TIMEOUT)
		printf("nothing yet: %s\n", error.text);

	must(pysock_sendall(pair[1], "late", 4, 0, &error));
	size = must(pysock_recv(pair[0], data, sizeof data, 0, &error));
	printf("received %.*s\n", (int)size, data);

	must(pysock_settimeout(pair[0], pysock_no_timeout(), &error));
	printf("it waits without end again: %s\n",
		pysock_gettimeout(pair[0]).is_none ? "yes" : "no");
	pysock_free(pair[0]);
	pysock_free(pair[1]);
	return 0;
}
