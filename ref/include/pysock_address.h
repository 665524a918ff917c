#ifndef PYSOCK_ADDRESS_H
#define PYSOCK_ADDRESS_H

/* Addresses: a part of pysock.h, which says more. */

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

enum {
	PYSOCK_HOST_SIZE = 1025,    /* of a host name or numeric address, with its NUL */
	PYSOCK_SERVICE_SIZE = 32,   /* of a service name, with its NUL */
	PYSOCK_PATH_SIZE = 128,	    /* of the name of an AF_UNIX address; not all of it is usable */
	PYSOCK_INTERFACE_SIZE = 16, /* of the name of a network interface, with its NUL */
	PYSOCK_BDADDR_SIZE = 18,    /* of a Bluetooth address as text, with its NUL */
	PYSOCK_RAW_SIZE = 126	    /* of an address of a family that is not known here */
};

enum {
	PYSOCK_NO_ADDRESS = -1 /* family of an address where Python has None */
};

/*
 * An address in the form that Python shows it in. Which member of the union counts is told by
 * family: inet for AF_INET, AF_INET6 and AF_RDS, and for others the one of the family's name; any
 * other family is in raw. The struct holds no pointers and may be copied.
 *
 * As an argument it may be incomplete or wrong in every way that a Python tuple of integers can be;
 * the call checks it against the family of the socket. PYSOCK_TYPE_ERROR: another family, or a
 * wrong number of members. PYSOCK_OVERFLOW_ERROR: a number out of range. PYSOCK_GAIERROR: the
 * host is not resolved. PYSOCK_ERROR without a code: the form is impossible in another way.
 */
struct pysock_address {
	int family;
	/* How many items the tuple has: AF_INET, AF_RDS, AF_NETLINK, AF_VSOCK and AF_QIPCRTR 2,
	   AF_INET6 2 to 4, AF_TIPC 4 or 5, AF_PACKET 2 to 5, AF_ALG 2 to 4; AF_CAN 1, 3 for
	   CAN_ISOTP, 4 for CAN_J1939; AF_BLUETOOTH 2 to 4 for BTPROTO_L2CAP, 2 for
	   BTPROTO_RFCOMM, 1 or 2 for BTPROTO_HCI, 1 for BTPROTO_SCO. Of no meaning for other
	   families. Members that are not there are taken as 0 unless said otherwise. */
	int members;
	union {
		/* AF_INET and AF_INET6. The host "" is INADDR_ANY, "<broadcast>" and
		   "255.255.255.255" are INADDR_BROADCAST; AF_INET6 refuses all three. A name
		   stands for the first address that it resolves to. flowinfo is 0 to 0xfffff in
		   host order, scope_id 0 to 0xffffffff; both are taken as 0 where members does not
		   reach them. */
		struct {
			char host[PYSOCK_HOST_SIZE];
			long long port; /* 0 to 65535 */
			long long flowinfo;
			long long scope_id;
		} inet;
		/* AF_UNIX. A name that begins with NUL is abstract, and all its bytes count, NULs
		   too; the empty name is that of an unnamed socket, or lets the system choose one.
		   A path takes at most 107 bytes, an abstract name 108 with its first NUL. length
		   is the length of the whole name even where it does not fit into path. */
		struct {
			size_t length;
			char path[PYSOCK_PATH_SIZE];
		} un;
		/* AF_NETLINK: each 0 to 0xffffffff. */
		struct {
			long long pid;
			long long groups;
		} netlink;
		/* AF_TIPC: addr_type is TIPC_ADDR_NAMESEQ, _NAME or _ID, v1 to v3 are 0 to
		   0xffffffff; scope is TIPC_CLUSTER_SCOPE where members is 4. */
		struct {
			long long addr_type;
			long long v1;
			long long v2;
			long long v3;
			long long scope;
		} tipc;
		/* AF_PACKET: the name of an interface, an Ethernet protocol (0 to 65535), a
		   PACKET_ type (0 to 255, PACKET_HOST where it is missing), an ARP type (0 to
		   65535), and the hardware address. PYSOCK_ERROR, ENODEV: no such interface.
		   PYSOCK_VALUE_ERROR: length is over 8. */
		struct {
			char ifname[PYSOCK_INTERFACE_SIZE];
			long long proto;
			long long pkttype;
			long long hatype;
			size_t length;
			unsigned char addr[8];
		} packet;
		/* AF_CAN: the name of an interface, "" being all of them; for CAN_ISOTP two
		   identifiers of 32 bits; for CAN_J1939 a name, a pgn of 32 bits and an address
		   of 8. */
		struct {
			char ifname[PYSOCK_INTERFACE_SIZE];
			long long rx_addr;
			long long tx_addr;
			unsigned long long name;
			long long pgn;
			long long addr;
		} can;
		/* AF_ALG: the kind of algorithm and its name, and two numbers of 32 bits.
		   PYSOCK_VALUE_ERROR: a type of over 13 bytes, or a name of over 63. */
		struct {
			char type[15];
			char name[65];
			long long feat;
			long long mask;
		} alg;
		/* AF_VSOCK: each 0 to 0xffffffff. */
		struct {
			long long cid;
			long long port;
		} vsock;
		/* AF_QIPCRTR: each 0 to 0xffffffff. */
		struct {
			long long node;
			long long port;
		} qipcrtr;
		/* AF_BLUETOOTH, where the library was built with its headers: the address as text
		   (but for BTPROTO_HCI); psm and cid (0 to 65535) and bdaddr_type (0 to 255,
		   BDADDR_BREDR where it is missing) of BTPROTO_L2CAP; channel of BTPROTO_RFCOMM
		   (0 to 255) and of BTPROTO_HCI (0 to 65535, HCI_CHANNEL_RAW where it is
		   missing), and device_id (0 to 65535) of that. PYSOCK_ERROR without a code: the
		   text is no address. */
		struct {
			char bdaddr[PYSOCK_BDADDR_SIZE];
			long long psm;
			long long cid;
			long long bdaddr_type;
			long long channel;
			long long device_id;
		} bluetooth;
		/* What the kernel gave after the family. A call that takes an address refuses it.
		 */
		struct {
			size_t length;
			unsigned char bytes[PYSOCK_RAW_SIZE];
		} raw;
	};
};

/*
 * These fill an address, with all members that it can have; to leave some out, lower members. A
 * text that is too long becomes one that names nothing. None of them can fail: the call that takes
 * the address checks.
 */

/* AF_INET: (host, port). */
void pysock_address_inet(struct pysock_address *address, const char *host, long long port);

/* AF_INET6: (host, port, flowinfo, scope_id). */
void pysock_address_inet6(struct pysock_address *address, const char *host, long long port,
	long long flowinfo, long long scope_id);

/* AF_UNIX: a path, or an abstract name that begins with NUL, of length bytes. */
void pysock_address_unix(struct pysock_address *address, const void *name, size_t length);

/* AF_NETLINK: (pid, groups); pid 0 lets the kernel choose. */
void pysock_address_netlink(struct pysock_address *address, long long pid, long long groups);

/* AF_TIPC: (addr_type, v1, v2, v3, scope). */
void pysock_address_tipc(struct pysock_address *address, long long addr_type, long long v1,
	long long v2, long long v3, long long scope);

/* AF_PACKET: (ifname, proto, pkttype, hatype, addr); addr has length bytes. */
void pysock_address_packet(struct pysock_address *address, const char *ifname, long long proto,
	long long pkttype, long long hatype, const void *addr, size_t length);

/* AF_CAN, CAN_RAW: (interface,); "" is every interface. */
void pysock_address_can(struct pysock_address *address, const char *ifname);

/* AF_CAN, CAN_ISOTP: (interface, rx_addr, tx_addr). */
void pysock_address_can_isotp(
	struct pysock_address *address, const char *ifname, long long rx_addr, long long tx_addr);

/* AF_CAN, CAN_J1939: (interface, name, pgn, addr). */
void pysock_address_can_j1939(struct pysock_address *address, const char *ifname,
	unsigned long long name, long long pgn, long long addr);

/* AF_ALG: (type, name, feat, mask), such as "hash" and "sha256". */
void pysock_address_alg(struct pysock_address *address, const char *type, const char *name,
	long long feat, long long mask);

/* AF_VSOCK: (CID, port). */
void pysock_address_vsock(struct pysock_address *address, long long cid, long long port);

/* AF_QIPCRTR: (node, port). */
void pysock_address_qipcrtr(struct pysock_address *address, long long node, long long port);

/* AF_BLUETOOTH, BTPROTO_L2CAP: (bdaddr, psm, cid, bdaddr_type). */
void pysock_address_l2cap(struct pysock_address *address, const char *bdaddr, long long psm,
	long long cid, long long bdaddr_type);

/* AF_BLUETOOTH, BTPROTO_RFCOMM: (bdaddr, channel). */
void pysock_address_rfcomm(struct pysock_address *address, const char *bdaddr, long long channel);

/* AF_BLUETOOTH, BTPROTO_HCI: (device_id, channel). */
void pysock_address_hci(struct pysock_address *address, long long device_id, long long channel);

/* AF_BLUETOOTH, BTPROTO_SCO: bdaddr. */
void pysock_address_sco(struct pysock_address *address, const char *bdaddr);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
