#include "pys.h"

#include <stdlib.h>

/* What create_connection() was told about the timeout. */
struct wanted {
	bool given; /* else the default holds, which every socket takes by itself */
	struct pysock_timeout timeout;
};

static int try_one(const struct pysock_addrinfo *to, struct wanted wanted, struct pysock **s,
	struct pysock_error *e)
{
	struct pysock *made;

	if (pysock_socket(to->family, to->socktype, to->proto, &made, e) < 0)
		return -1;
	if ((wanted.given && pysock_settimeout(made, wanted.timeout, e) < 0) ||
		pysock_connect(made, &to->address, e) < 0) {
		pysock_free(made);
		return -1;
	}
	*s = made;
	return 0;
}

/* An error of the network makes the next address worth a try; any other one is final. */
static bool worth_another(const struct pysock_error *e)
{
	return e->exception == PYSOCK_ERROR || e->exception == PYSOCK_TIMEOUT;
}

static int create(const char *host, const char *service, struct wanted wanted, struct pysock **s,
	struct pysock_error *e)
{
	struct pysock_addrinfo *results;
	struct pysock_error last;
	size_t count;
	int connected = -1;

	if (pysock_getaddrinfo(host, service, 0, SOCK_STREAM, 0, 0, &results, &count, e) < 0)
		return -1;
	(void)pysock_raise(&last, PYSOCK_ERROR, "getaddrinfo returns an empty list");
	for (size_t i = 0; i < count && connected < 0 && worth_another(&last); i++)
		connected = try_one(&results[i], wanted, s, &last);
	if (connected < 0 && e != NULL)
		*e = last;
	free(results);
	return connected;
}

int pysock_create_connection(
	const char *host, const char *service, struct pysock **s, struct pysock_error *e)
{
	return create(host, service, (struct wanted){.given = false}, s, e);
}

int pysock_create_connection_timeout(const char *host, const char *service,
	struct pysock_timeout timeout, struct pysock **s, struct pysock_error *e)
{
	return create(host, service, (struct wanted){.given = true, .timeout = timeout}, s, e);
}
