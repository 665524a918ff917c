/* Addresses as values: each family's form, read from arguments and made for results. */

#include "call.h"

#include <stdlib.h>
#include <string.h>

int pys_check_tuple(const struct pysock_value *value, size_t least, size_t most, const char *caller,
	struct pysock_error *error)
{
	if (value->kind != PYSOCK_VALUE_TUPLE)
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"%s(): the address of this family is a tuple, not '%s'", caller,
			pysock_value_type_name(value));
	if (value->as.items.count < least || value->as.items.count > most)
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"%s(): the address of this family has another number of items than %zu",
			caller, value->as.items.count);
	return 0;
}

int pys_read_numbers(const struct pysock_value *tuple, size_t from, long long numbers[],
	size_t count, struct pysock_error *error)
{
	for (size_t i = 0; i < count; i++) {
		numbers[i] = 0;
		if (from + i < tuple->as.items.count &&
			pys_as_clamped(tuple->as.items.values[from + i], &numbers[i], error) < 0)
			return -1;
	}
	return 0;
}

static int read_inet(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	long long numbers[3];
	char *host;

	if (pys_check_tuple(value, 2, family == AF_INET6 ? 4 : 2, caller, error) < 0)
		return -1;
	if (pys_as_host(value->as.items.values[0], false, &host, error) < 0)
		return -1;
	int rc = pys_read_numbers(value, 1, numbers, 3, error);
	if (rc == 0) {
		pysock_address_inet6(address, host, numbers[0], numbers[1], numbers[2]);
		address->family = family == AF_INET6 ? AF_INET6 : AF_INET;
		address->members = (int)value->as.items.count;
	}
	free(host);
	return rc;
}

static int read_unix(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	struct pys_span span;
	char *name;
	size_t size;

	(void)family;
	(void)caller;
	if (value->kind != PYSOCK_VALUE_STR) {
		if (pys_as_buffer(value, &span, error) < 0)
			return -1;
		pysock_address_unix(address, span.data, span.size);
		return 0;
	}
	if (pys_encode_name(value, &name, &size, error) < 0)
		return -1;
	pysock_address_unix(address, name, size);
	free(name);
	return 0;
}

static int read_netlink(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	long long numbers[2];

	(void)family;
	if (pys_check_tuple(value, 2, 2, caller, error) < 0 ||
		pys_read_numbers(value, 0, numbers, 2, error) < 0)
		return -1;
	pysock_address_netlink(address, numbers[0], numbers[1]);
	return 0;
}

static int read_tipc(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	long long numbers[5];

	if (pys_check_tuple(value, 4, 5, caller, error) < 0 ||
		pys_read_numbers(value, 0, numbers, 5, error) < 0)
		return -1;
	(void)family;
	pysock_address_tipc(address, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
	address->members = (int)value->as.items.count;
	return 0;
}

/* A family that has no form: the call itself refuses the address. */
static int read_unknown(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	(void)value;
	(void)caller;
	(void)error;
	address->family = family;
	return 0;
}

static struct pysock_value *make_inet(const struct pysock_address *address)
{
	return pys_value_pair(
		pys_value_text(address->inet.host), pysock_value_int(address->inet.port));
}

static struct pysock_value *make_inet6(const struct pysock_address *address)
{
	return pysock_value_tuple(4, (struct pysock_value *[]){
					     pys_value_text(address->inet.host),
					     pysock_value_int(address->inet.port),
					     pysock_value_int(address->inet.flowinfo),
					     pysock_value_int(address->inet.scope_id),
				     });
}

/* A path is text, an abstract name is bytes, and no name is the empty text. */
static struct pysock_value *make_unix(const struct pysock_address *address)
{
	if (address->un.length > 0 && address->un.path[0] == '\0')
		return pysock_value_bytes(address->un.path, address->un.length);
	return pys_value_decoded(address->un.path, address->un.length);
}

static struct pysock_value *make_netlink(const struct pysock_address *address)
{
	return pys_value_pair(
		pysock_value_int(address->netlink.pid), pysock_value_int(address->netlink.groups));
}

static struct pysock_value *make_tipc(const struct pysock_address *address)
{
	return pysock_value_tuple(5, (struct pysock_value *[]){
					     pysock_value_int(address->tipc.addr_type),
					     pysock_value_int(address->tipc.v1),
					     pysock_value_int(address->tipc.v2),
					     pysock_value_int(address->tipc.v3),
					     pysock_value_int(address->tipc.scope),
				     });
}

static struct pysock_value *make_unknown(const struct pysock_address *address)
{
	return pys_value_pair(pysock_value_int(address->family),
		pysock_value_bytes(address->raw.bytes, address->raw.length));
}

struct form {
	int family;
	pys_address_reader *read;
	pys_address_maker *make;
};

static const struct form forms[] = {
	{AF_INET, read_inet, make_inet},
	{AF_INET6, read_inet, make_inet6},
	{AF_UNIX, read_unix, make_unix},
#ifdef AF_NETLINK
	{AF_NETLINK, read_netlink, make_netlink},
#endif
#ifdef AF_TIPC
	{AF_TIPC, read_tipc, make_tipc},
#endif
#ifdef AF_PACKET
	{AF_PACKET, pys_read_packet, pys_make_packet},
#endif
#ifdef AF_CAN
	{AF_CAN, pys_read_can, pys_make_can},
#endif
#ifdef AF_ALG
	{AF_ALG, pys_read_alg, pys_make_alg},
#endif
#ifdef AF_VSOCK
	{AF_VSOCK, pys_read_vsock, pys_make_vsock},
#endif
#ifdef AF_QIPCRTR
	{AF_QIPCRTR, pys_read_qipcrtr, pys_make_qipcrtr},
#endif
#ifdef AF_RDS
	{AF_RDS, read_inet, make_inet},
#endif
#ifdef AF_BLUETOOTH
	{AF_BLUETOOTH, pys_read_bluetooth, pys_make_bluetooth},
#endif
};

static const struct form *find_form(int family)
{
	static const struct form unknown = {0, read_unknown, make_unknown};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (forms[i].family == family)
			return &forms[i];
	return &unknown;
}

int pys_as_address(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	return find_form(family)->read(value, family, caller, address, error);
}

struct pysock_value *pys_value_address(const struct pysock_address *address)
{
	if (address->family == PYSOCK_NO_ADDRESS)
		return pysock_value_none();
	return find_form(address->family)->make(address);
}
