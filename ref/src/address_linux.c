/* AF_NETLINK and AF_TIPC addresses, which only Linux has. */
#include "pys.h"

#ifdef PYS_LINUX

#include <linux/netlink.h>
#include <linux/tipc.h>
#include <stdint.h>

int pys_pack_netlink(const struct pysock *s, const struct pysock_address *address,
	const char *caller, struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_nl *nl = (struct sockaddr_nl *)&packed->storage;

	(void)s;
	if (address->members != 2)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): AF_NETLINK address must be a pair (pid, groups)", caller);
	if (pys_pack_bits(address->netlink.pid, 32, caller, &nl->nl_pid, e) < 0 ||
		pys_pack_bits(address->netlink.groups, 32, caller, &nl->nl_groups, e) < 0)
		return -1;
	packed->length = sizeof *nl;
	return 0;
}

int pys_unpack_netlink(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_nl *nl = (const struct sockaddr_nl *)&packed->storage;

	(void)s, (void)e;
	pysock_address_netlink(address, nl->nl_pid, nl->nl_groups);
	return 0;
}

static int pack_scope(const struct pysock_address *address, const char *caller,
	struct sockaddr_tipc *tipc, struct pysock_error *e)
{
	long long scope = address->members == 5 ? address->tipc.scope : TIPC_CLUSTER_SCOPE;

	if (scope < 0 || scope > INT8_MAX)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR, "%s(): scope must be 0-127.", caller);
	tipc->scope = (signed char)scope;
	return 0;
}

int pys_pack_tipc(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_tipc *tipc = (struct sockaddr_tipc *)&packed->storage;
	uint32_t v1, v2, v3;

	(void)s;
	if (address->members != 4 && address->members != 5)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): AF_TIPC address must be a tuple (addr_type, v1, v2, v3 [, scope])",
			caller);
	if (pys_pack_bits(address->tipc.v1, 32, caller, &v1, e) < 0 ||
		pys_pack_bits(address->tipc.v2, 32, caller, &v2, e) < 0 ||
		pys_pack_bits(address->tipc.v3, 32, caller, &v3, e) < 0 ||
		pack_scope(address, caller, tipc, e) < 0)
		return -1;
	switch (address->tipc.addr_type) {
	case TIPC_ADDR_NAMESEQ:
		tipc->addr.nameseq = (struct tipc_name_seq){v1, v2, v3};
		break;
	case TIPC_ADDR_NAME:
		tipc->addr.name.name = (struct tipc_name){v1, v2};
		break;
	case TIPC_ADDR_ID:
		/* The node is the first of the tuple and the last of the structure. */
		tipc->addr.id = (struct tipc_portid){.ref = v2, .node = v1};
		break;
	default:
		return pysock_raise(e, PYSOCK_TYPE_ERROR, "Invalid address type");
	}
	tipc->addrtype = (unsigned char)address->tipc.addr_type;
	packed->length = sizeof *tipc;
	return 0;
}

int pys_unpack_tipc(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_tipc *tipc = (const struct sockaddr_tipc *)&packed->storage;
	uint32_t v1, v2, v3 = 0;

	(void)s;
	switch (tipc->addrtype) {
	case TIPC_ADDR_NAMESEQ:
		v1 = tipc->addr.nameseq.type;
		v2 = tipc->addr.nameseq.lower;
		v3 = tipc->addr.nameseq.upper;
		break;
	case TIPC_ADDR_NAME:
		v1 = tipc->addr.name.name.type;
		v2 = tipc->addr.name.name.instance;
		break;
	case TIPC_ADDR_ID:
		v1 = tipc->addr.id.node;
		v2 = tipc->addr.id.ref;
		break;
	default:
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "Invalid address type");
	}
	pysock_address_tipc(address, tipc->addrtype, v1, v2, v3, tipc->scope);
	return 0;
}

#endif
