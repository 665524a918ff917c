/* Names and addresses of hosts, services and protocols, for the calling door. */

#include "call.h"

#include <stdlib.h>

/* An argument that a function of the module takes as text and that may be missing. */
static const char *text_or_null(const struct pys_slot *slot)
{
	return slot->value == NULL ? NULL : slot->text;
}

static struct pysock_value *make_addrinfo(const struct pysock_addrinfo *info)
{
	return pysock_value_tuple(5, (struct pysock_value *[]){
					     pysock_value_int(info->family),
					     pysock_value_int(info->socktype),
					     pysock_value_int(info->proto),
					     pys_value_text(info->canonname),
					     pys_value_address(&info->address),
				     });
}

static struct pysock_value *make_addrinfo_list(const struct pysock_addrinfo *infos, size_t count)
{
	struct pysock_value **items = calloc(count + 1, sizeof(struct pysock_value *));
	if (items == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		items[i] = make_addrinfo(&infos[i]);
	struct pysock_value *list = pysock_value_list(count, items);
	free(items);
	return list;
}

static int run_getaddrinfo(struct pys_call *call)
{
	const struct pys_slot *slot = call->slot;
	struct pysock_addrinfo *infos = NULL;
	char *host = NULL, *service = NULL;
	size_t count;
	int rc = -1;

	if (pys_as_resolved_host(slot[0].value, &host, call->error) == 0 &&
		pys_as_service(slot[1].value, &service, call->error) == 0 &&
		pysock_getaddrinfo(host, service, slot[2].number, slot[3].number, slot[4].number,
			slot[5].number, &infos, &count, call->error) == 0)
		rc = pys_give(call, make_addrinfo_list(infos, count));
	free(infos);
	free(host);
	free(service);
	return rc;
}

/* Hands over text that the library has allocated. */
static int give_text(struct pys_call *call, char *text)
{
	int rc = pys_give(call, pys_value_text(text));
	free(text);
	return rc;
}

static int run_getfqdn(struct pys_call *call)
{
	char *host = NULL, *fqdn;
	int rc = 0;

	if (call->slot[0].value != NULL)
		rc = pys_as_host(call->slot[0].value, true, &host, call->error);
	if (rc == 0)
		rc = pysock_getfqdn(host, &fqdn, call->error);
	if (rc == 0)
		rc = give_text(call, fqdn);
	free(host);
	return rc;
}

static int run_gethostname(struct pys_call *call)
{
	char *hostname;

	if (pysock_gethostname(&hostname, call->error) < 0)
		return -1;
	return give_text(call, hostname);
}

static int run_gethostbyname(struct pys_call *call)
{
	char address[PYSOCK_HOST_SIZE], *host;

	if (pys_as_host(call->slot[0].value, true, &host, call->error) < 0)
		return -1;
	int rc = pysock_gethostbyname(host, address, call->error);
	free(host);
	return rc < 0 ? -1 : pys_give(call, pys_value_text(address));
}

static struct pysock_value *make_list(char *const texts[])
{
	size_t count = 0;

	while (texts[count] != NULL)
		count++;
	struct pysock_value **items = calloc(count + 1, sizeof(struct pysock_value *));
	if (items == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		items[i] = pys_value_text(texts[i]);
	struct pysock_value *list = pysock_value_list(count, items);
	free(items);
	return list;
}

static int give_host(struct pys_call *call,
	int (*look_up)(const char *, struct pysock_hostent **, struct pysock_error *))
{
	struct pysock_hostent *found;
	char *host;

	if (pys_as_host(call->slot[0].value, true, &host, call->error) < 0)
		return -1;
	int rc = look_up(host, &found, call->error);
	free(host);
	if (rc < 0)
		return -1;
	rc = pys_give(call, pysock_value_tuple(3, (struct pysock_value *[]){
							  pys_value_text(found->hostname),
							  make_list(found->aliaslist),
							  make_list(found->ipaddrlist),
						  }));
	free(found);
	return rc;
}

static int run_gethostbyname_ex(struct pys_call *call)
{
	return give_host(call, pysock_gethostbyname_ex);
}

static int run_gethostbyaddr(struct pys_call *call)
{
	return give_host(call, pysock_gethostbyaddr);
}

/* The numbers of the tuple behind its host: a C int, and two that the library checks. */
static int read_numbers(const struct pysock_value *tuple, struct pysock_address *address,
	const char *host, struct pysock_error *error)
{
	long long rest[2];
	int port;

	if (pys_as_int(tuple->as.items.values[1], &port, error) < 0 ||
		pys_read_numbers(tuple, 2, rest, 2, error) < 0)
		return -1;
	pysock_address_inet6(address, host, port, rest[0], rest[1]);
	address->members = (int)tuple->as.items.count;
	return 0;
}

static int run_getnameinfo(struct pys_call *call)
{
	const struct pysock_value *tuple = call->slot[0].value;
	char host[PYSOCK_HOST_SIZE], service[PYSOCK_SERVICE_SIZE];
	struct pysock_address address;
	const char *text;

	if (tuple->kind != PYSOCK_VALUE_TUPLE || tuple->as.items.count < 2 ||
		tuple->as.items.count > 4)
		return pysock_raise(call->error, PYSOCK_TYPE_ERROR,
			"getnameinfo(): the address is a tuple of 2 to 4 items");
	if (pys_as_string(tuple->as.items.values[0], &text, call->error) < 0 ||
		read_numbers(tuple, &address, text, call->error) < 0 ||
		pysock_getnameinfo(&address, call->slot[1].number, host, service, call->error) < 0)
		return -1;
	return pys_give(call, pys_value_pair(pys_value_text(host), pys_value_text(service)));
}

/* Hands over a number, or the error that a negative one stands for. */
static int give_number(struct pys_call *call, int number)
{
	return number < 0 ? -1 : pys_give(call, pysock_value_int(number));
}

static int run_getprotobyname(struct pys_call *call)
{
	return give_number(call, pysock_getprotobyname(call->slot[0].text, call->error));
}

static int run_getservbyname(struct pys_call *call)
{
	return give_number(call, pysock_getservbyname(call->slot[0].text,
					 text_or_null(&call->slot[1]), call->error));
}

static int run_getservbyport(struct pys_call *call)
{
	char *name;

	if (pysock_getservbyport(
		    call->slot[0].number, text_or_null(&call->slot[1]), &name, call->error) < 0)
		return -1;
	return give_text(call, name);
}

const struct pys_function pys_resolver_functions[] = {
	{"getaddrinfo", "host:O port:O | family:i socktype/type:i proto:i flags:i", run_getaddrinfo,
		true},
	{"getfqdn", "| name:O", run_getfqdn, true},
	{"gethostbyname", "hostname:O", run_gethostbyname, false},
	{"gethostbyname_ex", "hostname:O", run_gethostbyname_ex, false},
	{"gethostname", "", run_gethostname, false},
	{"gethostbyaddr", "ip_address:O", run_gethostbyaddr, false},
	{"getnameinfo", "sockaddr:O flags:i", run_getnameinfo, false},
	{"getprotobyname", "protocolname:s", run_getprotobyname, false},
	{"getservbyname", "servicename:s | protocolname:s", run_getservbyname, false},
	{"getservbyport", "port:i | protocolname:s", run_getservbyport, false},
	{NULL, NULL, NULL, false},
};
