/* create_connection() and create_server(), for the calling door. */

#include "call.h"

#include <stdlib.h>

/* The items of the address, a pair as the language unpacks it; NULL where an error is raised. */
static struct pysock_value *const *unpack_pair(
	const struct pysock_value *address, struct pysock_error *error)
{
	if (address->kind != PYSOCK_VALUE_TUPLE && address->kind != PYSOCK_VALUE_LIST) {
		pysock_raise(error, PYSOCK_TYPE_ERROR,
			"create_connection(): the address is a pair, not '%s'",
			pysock_value_type_name(address));
		return NULL;
	}
	if (address->as.items.count != 2) {
		pysock_raise(error, PYSOCK_VALUE_ERROR,
			"create_connection(): the address has %zu items in place of 2",
			address->as.items.count);
		return NULL;
	}
	return address->as.items.values;
}

/* Any false value stands for no source address; a true one is an inet address. */
static int read_source(const struct pysock_value *value, struct pysock_address *address,
	struct pysock_connection *options, struct pysock_error *error)
{
	if (value == NULL || !pysock_value_truth(value))
		return 0;
	options->source_address = address;
	return pys_as_address(value, AF_INET6, "bind", address, error);
}

static int connect_to(struct pys_call *call, const char *host, const char *service)
{
	const struct pysock_value *timeout = call->slot[1].value, *all = call->slot[3].value;
	struct pysock_connection options = {.has_timeout = timeout != NULL};
	struct pysock_errors errors = {0};
	struct pysock_address source;
	struct pysock *socket;
	int rc;

	if (timeout != NULL && pys_as_timeout(timeout, &options.timeout, call->error) < 0)
		return -1;
	if (read_source(call->slot[2].value, &source, &options, call->error) < 0)
		return -1;
	if (all != NULL && pysock_value_truth(all))
		options.all_errors = &errors;
	rc = pysock_create_connection_with(host, service, &options, &socket, call->error);
	if (call->errors != NULL)
		*call->errors = errors;
	else
		free(errors.items);
	return rc < 0 ? -1 : pys_give(call, pysock_value_socket(socket));
}

static int run_create_connection(struct pys_call *call)
{
	struct pysock_value *const *pair = unpack_pair(call->slot[0].value, call->error);
	char *host = NULL, *service = NULL;
	int rc = -1;

	if (pair == NULL)
		return -1;
	if (pys_as_resolved_host(pair[0], &host, call->error) == 0 &&
		pys_as_service(pair[1], &service, call->error) == 0)
		rc = connect_to(call, host, service);
	free(host);
	free(service);
	return rc;
}

static bool is_set(const struct pys_slot *slot)
{
	return slot->value != NULL && pysock_value_truth(slot->value);
}

static int run_create_server(struct pys_call *call)
{
	int family = call->slot[1].value == NULL ? AF_INET : call->slot[1].number;
	const struct pysock_value *given = call->slot[2].value;
	int backlog = PYSOCK_BACKLOG;
	struct pysock_address address;
	struct pysock *socket;

	if (given != NULL && given->kind != PYSOCK_VALUE_NONE &&
		pys_as_int(given, &backlog, call->error) < 0)
		return -1;
	if (pys_as_address(call->slot[0].value, family, "bind", &address, call->error) < 0 ||
		pysock_create_server(&address, backlog,
			(is_set(&call->slot[3]) ? PYSOCK_REUSE_PORT : 0) |
				(is_set(&call->slot[4]) ? PYSOCK_DUALSTACK : 0),
			&socket, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_socket(socket));
}

static int run_has_dualstack_ipv6(struct pys_call *call)
{
	return pys_give(call, pysock_value_bool(pysock_has_dualstack_ipv6()));
}

const struct pys_function pys_create_functions[] = {
	{"create_connection", "address:O | timeout:O source_address:O * all_errors:O",
		run_create_connection, true},
	{"create_server", "address:O | * family:i backlog:O reuse_port:O dualstack_ipv6:O",
		run_create_server, true},
	{"has_dualstack_ipv6", "", run_has_dualstack_ipv6, false},
	{NULL, NULL, NULL, false},
};
