/* AF_PACKET and AF_CAN addresses, which name a network interface. */
#include "pys.h"

#ifdef PYS_LINUX

#include <linux/can.h>
#include <netpacket/packet.h>
#include <string.h>
#include <sys/ioctl.h>

_Static_assert(IFNAMSIZ == PYSOCK_INTERFACE_SIZE, "every name of an interface fits");

/* The index of an interface, as the socket's network has it. */
static int find_index(
	const struct pysock *s, const char *ifname, int *index, struct pysock_error *e)
{
	struct ifreq request = {0};

	memcpy(request.ifr_name, ifname, sizeof request.ifr_name);
	if (ioctl(s->fd, SIOCGIFINDEX, &request) < 0)
		return pysock_raise_errno(e, errno);
	*index = request.ifr_ifindex;
	return 0;
}

/* The name of an interface; "" for none, and for one that is gone. */
static void find_name(const struct pysock *s, int index, char ifname[PYSOCK_INTERFACE_SIZE])
{
	struct ifreq request = {.ifr_ifindex = index};

	ifname[0] = '\0';
	if (index != 0 && s != NULL && ioctl(s->fd, SIOCGIFNAME, &request) == 0)
		memcpy(ifname, request.ifr_name, PYSOCK_INTERFACE_SIZE);
}

/* --- AF_PACKET ---------------------------------------------------------------------------------
 */

int pys_pack_packet(const struct pysock *s, const struct pysock_address *address,
	const char *caller, struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_ll *ll = (struct sockaddr_ll *)&packed->storage;
	long long pkttype = address->members > 2 ? address->packet.pkttype : PACKET_HOST;
	long long hatype = address->members > 3 ? address->packet.hatype : 0;
	size_t length = address->members > 4 ? address->packet.length : 0;
	uint32_t proto, type, hardware;

	if (address->members < 2 || address->members > 5)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): AF_PACKET address must be a tuple of two to five elements", caller);
	if (pys_pack_bits(address->packet.proto, 16, caller, &proto, e) < 0 ||
		pys_pack_bits(pkttype, 8, caller, &type, e) < 0 ||
		pys_pack_bits(hatype, 16, caller, &hardware, e) < 0)
		return -1;
	if (length > sizeof ll->sll_addr)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "Hardware address must be 8 bytes or less");
	if (find_index(s, address->packet.ifname, &ll->sll_ifindex, e) < 0)
		return -1;
	/* The protocol is in network order, and the rest in the host's. */
	ll->sll_protocol = htons((uint16_t)proto);
	ll->sll_pkttype = (unsigned char)type;
	ll->sll_hatype = (unsigned short)hardware;
	ll->sll_halen = (unsigned char)length;
	memcpy(ll->sll_addr, address->packet.addr, length);
	packed->length = sizeof *ll;
	return 0;
}

int pys_unpack_packet(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	char ifname[PYSOCK_INTERFACE_SIZE];
	struct sockaddr_ll ll = {0};
	size_t length;

	(void)e;
	memcpy(&ll, &packed->storage, packed->length < sizeof ll ? packed->length : sizeof ll);
	length = ll.sll_halen < sizeof ll.sll_addr ? ll.sll_halen : sizeof ll.sll_addr;
	find_name(s, ll.sll_ifindex, ifname);
	pysock_address_packet(address, ifname, ntohs(ll.sll_protocol), ll.sll_pkttype,
		ll.sll_hatype, ll.sll_addr, length);
	return 0;
}

/* --- AF_CAN ------------------------------------------------------------------------------------
 */

/* How many members an address has on a socket of this protocol; 0 for an unknown one. */
static int can_members(int proto)
{
	switch (proto) {
	case CAN_RAW:
	case CAN_BCM:
		return 1;
	case CAN_ISOTP:
		return 3;
	case CAN_J1939:
		return 4;
	default:
		return 0;
	}
}

static int pack_j1939(const struct pysock_address *address, const char *caller,
	struct sockaddr_can *can, struct pysock_error *e)
{
	uint32_t addr;

	if (pys_pack_bits(address->can.pgn, 32, caller, &can->can_addr.j1939.pgn, e) < 0 ||
		pys_pack_bits(address->can.addr, 8, caller, &addr, e) < 0)
		return -1;
	can->can_addr.j1939.name = address->can.name;
	can->can_addr.j1939.addr = (uint8_t)addr;
	return 0;
}

int pys_pack_can(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_can *can = (struct sockaddr_can *)&packed->storage;
	int members = can_members(s->proto);

	if (members == 0)
		return pysock_raise(e, PYSOCK_ERROR, "%s(): unsupported CAN protocol", caller);
	if (address->members != members)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): the AF_CAN address of this protocol has %d members", caller,
			members);
	if (members == 3 &&
		(pys_pack_bits(address->can.rx_addr, 32, caller, &can->can_addr.tp.rx_id, e) < 0 ||
			pys_pack_bits(
				address->can.tx_addr, 32, caller, &can->can_addr.tp.tx_id, e) < 0))
		return -1;
	if (members == 4 && pack_j1939(address, caller, can, e) < 0)
		return -1;
	/* No name stands for all interfaces. */
	if (address->can.ifname[0] != '\0' &&
		find_index(s, address->can.ifname, &can->can_ifindex, e) < 0)
		return -1;
	packed->length = sizeof *can;
	return 0;
}

int pys_unpack_can(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	char ifname[PYSOCK_INTERFACE_SIZE];
	struct sockaddr_can can = {0};

	(void)e;
	memcpy(&can, &packed->storage, packed->length < sizeof can ? packed->length : sizeof can);
	find_name(s, can.can_ifindex, ifname);
	switch (s == NULL ? 0 : can_members(s->proto)) {
	case 3:
		pysock_address_can_isotp(
			address, ifname, can.can_addr.tp.rx_id, can.can_addr.tp.tx_id);
		break;
	case 4:
		pysock_address_can_j1939(address, ifname, can.can_addr.j1939.name,
			can.can_addr.j1939.pgn, can.can_addr.j1939.addr);
		break;
	default:
		pysock_address_can(address, ifname);
		break;
	}
	return 0;
}

#endif
