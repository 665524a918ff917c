/* Addresses of every family between Python's form and the system's: the table, and its use. */
#include "pys.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#ifdef __linux__
#include <linux/netlink.h>
#include <linux/tipc.h>
#endif

static const struct form {
	int family;
	socklen_t shortest; /* what the system gives must have at least this length */
	int (*pack)(const struct pysock_address *address, const char *caller,
		struct pys_sockaddr *packed, struct pysock_error *e);
	int (*unpack)(const struct pys_sockaddr *packed, struct pysock_address *address,
		struct pysock_error *e);
} forms[] = {
	{AF_INET, sizeof(struct sockaddr_in), pys_pack_inet, pys_unpack_inet},
	{AF_INET6, sizeof(struct sockaddr_in6), pys_pack_inet6, pys_unpack_inet6},
	{AF_UNIX, sizeof(sa_family_t), pys_pack_unix, pys_unpack_unix},
#ifdef __linux__
	{AF_NETLINK, sizeof(struct sockaddr_nl), pys_pack_netlink, pys_unpack_netlink},
	{AF_TIPC, sizeof(struct sockaddr_tipc), pys_pack_tipc, pys_unpack_tipc},
#endif
};

static const struct form *find(int family)
{
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		if (forms[i].family == family)
			return &forms[i];
	}
	return NULL;
}

int pys_pack(int family, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	const struct form *form = find(family);

	if (form == NULL)
		return pysock_raise(e, PYSOCK_ERROR, "%s(): bad family", caller);
	if (address->family != family)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): the address is not of the socket's family", caller);
	/* Every byte that the kernel reads is one that was put there: padding too. */
	memset(&packed->storage, 0, sizeof packed->storage);
	packed->header.sa_family = (sa_family_t)family;
	return form->pack(address, caller, packed, e);
}

/* No address at all, or a part of one, which says nothing. */
static int unpack_none(struct pysock_address *address)
{
	address->family = PYSOCK_NO_ADDRESS;
	address->members = 0;
	return 0;
}

/* A family without a form. */
static int unpack_raw(const struct pys_sockaddr *packed, struct pysock_address *address)
{
	const char *bytes = (const char *)&packed->storage + sizeof(sa_family_t);
	size_t length = packed->length - sizeof(sa_family_t);

	address->family = packed->header.sa_family;
	address->members = 2;
	address->raw.length = length;
	memcpy(address->raw.bytes, bytes, length);
	return 0;
}

_Static_assert(PYSOCK_RAW_SIZE == sizeof(struct sockaddr_storage) - sizeof(sa_family_t),
	"every address of an unknown family fits");

int pys_unpack(struct pys_sockaddr *packed, struct pysock_address *address, struct pysock_error *e)
{
	const struct form *form;

	/* The system tells the whole length, even of an address that it had to cut. */
	if (packed->length > sizeof packed->storage)
		packed->length = sizeof packed->storage;
	if (packed->length < sizeof(sa_family_t))
		return unpack_none(address);
	form = find(packed->header.sa_family);
	if (form == NULL)
		return unpack_raw(packed, address);
	if (packed->length < form->shortest)
		return unpack_none(address);
	return form->unpack(packed, address, e);
}

/* --- filling an address by hand --------------------------------------------------------------- */

void pysock_address_inet(struct pysock_address *address, const char *host, long long port)
{
	pysock_address_inet6(address, host, port, 0, 0);
	address->family = AF_INET;
	address->members = 2;
}

void pysock_address_inet6(struct pysock_address *address, const char *host, long long port,
	long long flowinfo, long long scope_id)
{
	address->family = AF_INET6;
	address->members = 4;
	/* A part of a number may be another address: with a blank before it, it is none. */
	if ((size_t)snprintf(address->inet.host, sizeof address->inet.host, "%s", host) >=
		sizeof address->inet.host)
		address->inet.host[0] = ' ';
	address->inet.port = port;
	address->inet.flowinfo = flowinfo;
	address->inet.scope_id = scope_id;
}

void pysock_address_unix(struct pysock_address *address, const void *name, size_t length)
{
	size_t kept = length < sizeof address->un.path ? length : sizeof address->un.path;

	address->family = AF_UNIX;
	address->members = 0;
	address->un.length = length;
	if (kept > 0)
		memcpy(address->un.path, name, kept);
}

void pysock_address_netlink(struct pysock_address *address, long long pid, long long groups)
{
	address->family = AF_NETLINK;
	address->members = 2;
	address->netlink.pid = pid;
	address->netlink.groups = groups;
}

void pysock_address_tipc(struct pysock_address *address, long long addr_type, long long v1,
	long long v2, long long v3, long long scope)
{
	address->family = AF_TIPC;
	address->members = 5;
	address->tipc.addr_type = addr_type;
	address->tipc.v1 = v1;
	address->tipc.v2 = v2;
	address->tipc.v3 = v3;
	address->tipc.scope = scope;
}
