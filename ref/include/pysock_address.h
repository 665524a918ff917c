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
	PYSOCK_RAW_SIZE = 126	    /* of an address of a family that is not known here */
};

enum {
	PYSOCK_NO_ADDRESS = -1 /* family of an address where Python has None */
};

/*
 * An address in the form that Python shows it in. Which member of the union counts is told by
 * family, as AF_INET, AF_INET6, AF_UNIX, AF_NETLINK and AF_TIPC; any other family is in raw.
 * The struct holds no pointers and may be copied.
 *
 * As an argument it may be incomplete or wrong in every way that a Python tuple of integers can be;
 * the call checks it against the family of the socket. PYSOCK_TYPE_ERROR: another family, or a
 * wrong number of members. PYSOCK_OVERFLOW_ERROR: a number out of range. PYSOCK_GAIERROR: the
 * host is not resolved. PYSOCK_ERROR without a code: the form is impossible in another way.
 */
struct pysock_address {
	int family;
	int members; /* how many items the tuple has: AF_INET 2, AF_INET6 2 to 4, AF_NETLINK 2,
			AF_TIPC 4 or 5; of no meaning for other families */
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
		/* What the kernel gave after the family. A call that takes an address refuses it.
		 */
		struct {
			size_t length;
			unsigned char bytes[PYSOCK_RAW_SIZE];
		} raw;
	};
};

/*
 * These fill an address. A host longer than PYSOCK_HOST_SIZE - 1 bytes becomes text that is no
 * host. None of them can fail: the call that takes the address checks.
 */
void pysock_address_inet(struct pysock_address *address, const char *host, long long port);
void pysock_address_inet6(struct pysock_address *address, const char *host, long long port,
	long long flowinfo, long long scope_id);
void pysock_address_unix(struct pysock_address *address, const void *name, size_t length);
void pysock_address_netlink(struct pysock_address *address, long long pid, long long groups);
void pysock_address_tipc(struct pysock_address *address, long long addr_type, long long v1,
	long long v2, long long v3, long long scope);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
