/* Addresses of every family between Python's form and the system's: the table, and its use. */
#include "pys.h"

#include <stdio.h>
#include <string.h>
#ifdef PYS_LINUX
#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <netpacket/packet.h>
#endif

static const struct form {
	int family;
	socklen_t shortest; /* the least length of an address from the system */
	pys_packer *pack;
	pys_unpacker *unpack;
} forms[] = {
	{AF_INET, sizeof(struct sockaddr_in), pys_pack_inet, pys_unpack_inet},
	{AF_INET6, sizeof(struct sockaddr_in6), pys_pack_inet6, pys_unpack_inet6},
#ifdef PYS_UNIX
	{AF_UNIX, sizeof(sa_family_t), pys_pack_unix, pys_unpack_unix},
#endif
#ifdef PYS_LINUX
	{AF_NETLINK, sizeof(struct sockaddr_nl), pys_pack_netlink, pys_unpack_netlink},
	{AF_TIPC, sizeof(struct sockaddr_tipc), pys_pack_tipc, pys_unpack_tipc},
	{AF_PACKET, offsetof(struct sockaddr_ll, sll_addr), pys_pack_packet, pys_unpack_packet},
	{AF_CAN, offsetof(struct sockaddr_can, can_addr), pys_pack_can, pys_unpack_can},
	{AF_ALG, sizeof(struct sockaddr_alg), pys_pack_alg, pys_unpack_alg},
	{AF_VSOCK, sizeof(struct sockaddr_vm), pys_pack_vsock, pys_unpack_vsock},
	{AF_QIPCRTR, sizeof(struct sockaddr_qrtr), pys_pack_qipcrtr, pys_unpack_qipcrtr},
	/* Its addresses are those of AF_INET, in the bytes too. */
	{AF_RDS, sizeof(struct sockaddr_in), pys_pack_inet, pys_unpack_inet},
#endif
#ifdef PYS_BLUETOOTH
	{AF_BLUETOOTH, sizeof(sa_family_t), pys_pack_bluetooth, pys_unpack_bluetooth},
#endif
};

static const struct form *find(int family)
{
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		if (forms[i].family == family)
			return &forms[i];
	return NULL;
}

/* An address of AF_RDS may say that it is one of AF_INET, which it is in all but the socket. */
static bool is_of_family(const struct pysock_address *address, int family)
{
#ifdef AF_RDS
	if (family == AF_RDS && address->family == AF_INET)
		return true;
#endif
	return address->family == family;
}

int pys_pack(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	const struct form *form = find(s->family);

	if (form == NULL)
		return pysock_raise(e, PYSOCK_ERROR, "%s(): bad family", caller);
	if (!is_of_family(address, s->family))
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): the address is not of the socket's family", caller);
	/* Every byte that the kernel reads is one that was put there: padding too. */
	memset(&packed->storage, 0, sizeof packed->storage);
	packed->header.sa_family = (sa_family_t)s->family;
	return form->pack(s, address, caller, packed, e);
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

int pys_unpack(const struct pysock *s, struct pys_sockaddr *packed, struct pysock_address *address,
	struct pysock_error *e)
{
	const struct form *form;

	/* The system returns the full length, even if it cut the address. */
	if (packed->length > sizeof packed->storage)
		packed->length = sizeof packed->storage;
	if (packed->length < sizeof(sa_family_t))
		return unpack_none(address);
	form = find(packed->header.sa_family);
	if (form == NULL)
		return unpack_raw(packed, address);
	if (packed->length < form->shortest)
		return unpack_none(address);
	return form->unpack(s, packed, address, e);
}

/* --- for the parts of the table ----------------------------------------------------------------
 */

int pys_pack_bits(
	long long value, int bits, const char *caller, uint32_t *packed, struct pysock_error *e)
{
	long long largest = (1LL << bits) - 1;

	if (value < 0 || value > largest)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR,
			"%s(): number in address must be 0-%lld.", caller, largest);
	*packed = (uint32_t)value;
	return 0;
}

void pys_fill_text(char *field, size_t size, const char *text)
{
	/* A text that was cut may be valid; a blank before it makes it invalid. */
	if ((size_t)snprintf(field, size, "%s", text) >= size)
		field[0] = ' ';
}

/* --- for others --------------------------------------------------------------------------------
 */

int pysock_pack_address(struct pysock *s, const struct pysock_address *address,
	struct sockaddr_storage *packed, socklen_t *length, struct pysock_error *e)
{
	struct pys_sockaddr made = {0};

	if (pys_pack(s, address, "pack_address", &made, e) < 0)
		return -1;
	*packed = made.storage;
	*length = made.length;
	return 0;
}

int pysock_unpack_address(struct pysock *s, const void *packed, socklen_t length,
	struct pysock_address *address, struct pysock_error *e)
{
	struct pys_sockaddr copy = {.length = length};

	if (length > sizeof copy.storage)
		copy.length = sizeof copy.storage;
	memcpy(&copy.storage, packed, copy.length);
	return pys_unpack(s, &copy, address, e);
}
