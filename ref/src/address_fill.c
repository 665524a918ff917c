/* Filling an address by hand. */
#include "pys.h"

#include <stdio.h>
#include <string.h>

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
	pys_fill_text(address->inet.host, sizeof address->inet.host, host);
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

void pysock_address_packet(struct pysock_address *address, const char *ifname, long long proto,
	long long pkttype, long long hatype, const void *addr, size_t length)
{
	size_t kept = length < sizeof address->packet.addr ? length : sizeof address->packet.addr;

	address->family = AF_PACKET;
	address->members = 5;
	pys_fill_text(address->packet.ifname, sizeof address->packet.ifname, ifname);
	address->packet.proto = proto;
	address->packet.pkttype = pkttype;
	address->packet.hatype = hatype;
	address->packet.length = length;
	if (kept > 0)
		memcpy(address->packet.addr, addr, kept);
}

static void fill_can(struct pysock_address *address, const char *ifname, int members)
{
	address->family = AF_CAN;
	address->members = members;
	pys_fill_text(address->can.ifname, sizeof address->can.ifname, ifname);
}

void pysock_address_can(struct pysock_address *address, const char *ifname)
{
	fill_can(address, ifname, 1);
}

void pysock_address_can_isotp(
	struct pysock_address *address, const char *ifname, long long rx_addr, long long tx_addr)
{
	fill_can(address, ifname, 3);
	address->can.rx_addr = rx_addr;
	address->can.tx_addr = tx_addr;
}

void pysock_address_can_j1939(struct pysock_address *address, const char *ifname,
	unsigned long long name, long long pgn, long long addr)
{
	fill_can(address, ifname, 4);
	address->can.name = name;
	address->can.pgn = pgn;
	address->can.addr = addr;
}

void pysock_address_alg(struct pysock_address *address, const char *type, const char *name,
	long long feat, long long mask)
{
	address->family = AF_ALG;
	address->members = 4;
	(void)snprintf(address->alg.type, sizeof address->alg.type, "%s", type);
	(void)snprintf(address->alg.name, sizeof address->alg.name, "%s", name);
	address->alg.feat = feat;
	address->alg.mask = mask;
}

void pysock_address_vsock(struct pysock_address *address, long long cid, long long port)
{
	address->family = AF_VSOCK;
	address->members = 2;
	address->vsock.cid = cid;
	address->vsock.port = port;
}

void pysock_address_qipcrtr(struct pysock_address *address, long long node, long long port)
{
	address->family = AF_QIPCRTR;
	address->members = 2;
	address->qipcrtr.node = node;
	address->qipcrtr.port = port;
}

static void fill_bluetooth(struct pysock_address *address, const char *bdaddr, int members)
{
	address->family = AF_BLUETOOTH;
	address->members = members;
	pys_fill_text(address->bluetooth.bdaddr, sizeof address->bluetooth.bdaddr, bdaddr);
}

void pysock_address_l2cap(struct pysock_address *address, const char *bdaddr, long long psm,
	long long cid, long long bdaddr_type)
{
	fill_bluetooth(address, bdaddr, 4);
	address->bluetooth.psm = psm;
	address->bluetooth.cid = cid;
	address->bluetooth.bdaddr_type = bdaddr_type;
}

void pysock_address_rfcomm(struct pysock_address *address, const char *bdaddr, long long channel)
{
	/* One place for the number behind the text, whatever it is called. */
	pysock_address_l2cap(address, bdaddr, channel, 0, 0);
	address->members = 2;
	address->bluetooth.channel = channel;
}

void pysock_address_hci(struct pysock_address *address, long long device_id, long long channel)
{
	fill_bluetooth(address, "", 2);
	address->bluetooth.device_id = device_id;
	address->bluetooth.channel = channel;
}

void pysock_address_sco(struct pysock_address *address, const char *bdaddr)
{
	fill_bluetooth(address, bdaddr, 1);
}
