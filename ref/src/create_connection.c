#include "pys.h"

#include <stdlib.h>
#include <string.h>

/* The source address is of whatever family is tried; "" leaves the host to the system in each. */
static int bind_source(
	struct pysock *s, const struct pysock_address *source_address, struct pysock_error *e)
{
	struct pysock_address own = *source_address;

	own.family = s->family;
	if (own.family == AF_INET6 && own.inet.host[0] == '\0')
		memcpy(own.inet.host, "::", sizeof "::");
	return pysock_bind(s, &own, e);
}

static int try_one(const struct pysock_addrinfo *to, const struct pysock_connection *options,
	struct pysock **s, struct pysock_error *e)
{
	struct pysock *made;

	if (pysock_socket(to->family, to->socktype, to->proto, &made, e) < 0)
		return -1;
	if ((options->has_timeout && pysock_settimeout(made, options->timeout, e) < 0) ||
		(options->source_address != NULL &&
			bind_source(made, options->source_address, e) < 0) ||
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
	return e->exception == PYSOCK_ERROR || e->exception == PYSOCK_TIMEOUT ||
	       e->exception == PYSOCK_GAIERROR;
}

/* With all_errors the caller gets all errors, not only the last one. */
static void tell_errors(const struct pysock_connection *options, struct pysock_errors *errors,
	struct pysock_error *e)
{
	const struct pysock_error *last = &errors->items[errors->count - 1];

	if (options->all_errors != NULL && worth_another(last)) {
		*options->all_errors = *errors;
		errors->items = NULL;
		(void)pysock_raise(e, PYSOCK_EXCEPTION_GROUP, "create_connection failed");
	} else if (e != NULL) {
		*e = *last;
	}
}

static int try_all(const struct pysock_addrinfo *results, size_t count,
	const struct pysock_connection *options, struct pysock **s, struct pysock_error *e)
{
	struct pysock_errors errors = {.items = malloc(count * sizeof *errors.items)};
	struct pysock_error *error;
	int connected;

	if (errors.items == NULL)
		return pys_raise_memory(e);
	do {
		error = &errors.items[errors.count];
		connected = try_one(&results[errors.count], options, s, error);
	} while (connected < 0 && ++errors.count < count && worth_another(error));
	if (connected < 0)
		tell_errors(options, &errors, e);
	free(errors.items);
	return connected;
}

int pysock_create_connection_with(const char *host, const char *service,
	const struct pysock_connection *options, struct pysock **s, struct pysock_error *e)
{
	struct pysock_addrinfo *results;
	size_t count;
	int connected;

	if (pysock_getaddrinfo(host, service, 0, SOCK_STREAM, 0, 0, &results, &count, e) < 0)
		return -1;
	connected = try_all(results, count, options, s, e);
	free(results);
	return connected;
}

int pysock_create_connection(
	const char *host, const char *service, struct pysock **s, struct pysock_error *e)
{
	return pysock_create_connection_with(host, service, &(struct pysock_connection){0}, s, e);
}

int pysock_create_connection_timeout(const char *host, const char *service,
	struct pysock_timeout timeout, struct pysock **s, struct pysock_error *e)
{
	return pysock_create_connection_with(host, service,
		&(struct pysock_connection){.has_timeout = true, .timeout = timeout}, s, e);
}
