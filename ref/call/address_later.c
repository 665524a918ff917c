/* Addresses of the families that later documents name, as values. */

#include "call.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- AF_PACKET: (ifname, proto[, pkttype[, hatype[, addr]]]) ------------------------------------
 */

int pys_read_packet(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	long long numbers[3];
	struct pys_span addr = {NULL, 0};
	const char *ifname;

	(void)family;
	if (pys_check_tuple(value, 2, 5, caller, error) < 0)
		return -1;
	size_t count = value->as.items.count;
	if (pys_as_string(value->as.items.values[0], &ifname, error) < 0)
		return -1;
	if (pys_read_numbers(value, 1, numbers, 3, error) < 0)
		return -1;
	if (count > 4 && pys_as_buffer(value->as.items.values[4], &addr, error) < 0)
		return -1;
	pysock_address_packet(
		address, ifname, numbers[0], numbers[1], numbers[2], addr.data, addr.size);
	address->members = (int)count;
	return 0;
}

struct pysock_value *pys_make_packet(const struct pysock_address *address)
{
	return pysock_value_tuple(
		5, (struct pysock_value *[]){
			   pys_value_text(address->packet.ifname),
			   pysock_value_int(address->packet.proto),
			   pysock_value_int(address->packet.pkttype),
			   pysock_value_int(address->packet.hatype),
			   pysock_value_bytes(address->packet.addr, address->packet.length),
		   });
}

/* --- AF_CAN: (interface,), (interface, rx_addr, tx_addr), (interface, name, pgn, addr) ----------
 */

static int read_can_members(const struct pysock_value *value, const char *ifname,
	struct pysock_address *address, struct pysock_error *error)
{
	struct pysock_value *const *items = value->as.items.values;
	unsigned long long name;
	long long numbers[3];

	if (value->as.items.count == 4) {
		if (pys_as_unsigned(items[1], &name, error) < 0 ||
			pys_as_clamped(items[2], &numbers[0], error) < 0 ||
			pys_as_clamped(items[3], &numbers[1], error) < 0)
			return -1;
		pysock_address_can_j1939(address, ifname, name, numbers[0], numbers[1]);
		return 0;
	}
	if (pys_read_numbers(value, 1, numbers, 3, error) < 0)
		return -1;
	pysock_address_can_isotp(address, ifname, numbers[0], numbers[1]);
	/* Whether the protocol has so many is for the call to say. */
	address->members = (int)value->as.items.count;
	return 0;
}

int pys_read_can(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	char *ifname;

	(void)family;
	if (pys_check_tuple(value, 1, 4, caller, error) < 0 ||
		pys_as_name(value->as.items.values[0], &ifname, error) < 0)
		return -1;
	int rc = read_can_members(value, ifname, address, error);
	free(ifname);
	return rc;
}

/* An unsigned integer of 64 bits. */
static struct pysock_value *make_unsigned(unsigned long long number)
{
	char digits[24];

	(void)snprintf(digits, sizeof digits, "%llu", number);
	return pysock_value_big_int(digits);
}

struct pysock_value *pys_make_can(const struct pysock_address *address)
{
	struct pysock_value *ifname = pys_value_text(address->can.ifname);

	switch (address->members) {
	case 3:
		return pysock_value_tuple(3, (struct pysock_value *[]){
						     ifname,
						     pysock_value_int(address->can.rx_addr),
						     pysock_value_int(address->can.tx_addr),
					     });
	case 4:
		return pysock_value_tuple(4, (struct pysock_value *[]){
						     ifname,
						     make_unsigned(address->can.name),
						     pysock_value_int(address->can.pgn),
						     pysock_value_int(address->can.addr),
					     });
	default:
		return pysock_value_tuple(1, &ifname);
	}
}

/* --- AF_ALG: (type, name[, feat[, mask]]) -------------------------------------------------------
 */

int pys_read_alg(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	long long numbers[2];
	const char *type, *name;

	(void)family;
	if (pys_check_tuple(value, 2, 4, caller, error) < 0 ||
		pys_as_string(value->as.items.values[0], &type, error) < 0 ||
		pys_as_string(value->as.items.values[1], &name, error) < 0 ||
		pys_read_numbers(value, 2, numbers, 2, error) < 0)
		return -1;
	pysock_address_alg(address, type, name, numbers[0], numbers[1]);
	address->members = (int)value->as.items.count;
	return 0;
}

struct pysock_value *pys_make_alg(const struct pysock_address *address)
{
	return pysock_value_tuple(4, (struct pysock_value *[]){
					     pys_value_text(address->alg.type),
					     pys_value_text(address->alg.name),
					     pysock_value_int(address->alg.feat),
					     pysock_value_int(address->alg.mask),
				     });
}

/* --- pairs of numbers ---------------------------------------------------------------------------
 */

int pys_read_vsock(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	long long numbers[2];

	(void)family;
	if (pys_check_tuple(value, 2, 2, caller, error) < 0 ||
		pys_read_numbers(value, 0, numbers, 2, error) < 0)
		return -1;
	pysock_address_vsock(address, numbers[0], numbers[1]);
	return 0;
}

struct pysock_value *pys_make_vsock(const struct pysock_address *address)
{
	return pys_value_pair(
		pysock_value_int(address->vsock.cid), pysock_value_int(address->vsock.port));
}

int pys_read_qipcrtr(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	if (pys_read_vsock(value, family, caller, address, error) < 0)
		return -1;
	pysock_address_qipcrtr(address, address->vsock.cid, address->vsock.port);
	return 0;
}

struct pysock_value *pys_make_qipcrtr(const struct pysock_address *address)
{
	return pys_value_pair(
		pysock_value_int(address->qipcrtr.node), pysock_value_int(address->qipcrtr.port));
}

/* --- AF_BLUETOOTH: whether the protocol has such an address is for the call to say --------------
 */

/* (bdaddr, psm[, cid[, bdaddr_type]]) or (bdaddr, channel) */
static int read_with_text(const struct pysock_value *value, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	long long numbers[3];
	const char *bdaddr;

	if (pys_check_tuple(value, 2, 4, caller, error) < 0 ||
		pys_as_string(value->as.items.values[0], &bdaddr, error) < 0 ||
		pys_read_numbers(value, 1, numbers, 3, error) < 0)
		return -1;
	pysock_address_l2cap(address, bdaddr, numbers[0], numbers[1], numbers[2]);
	address->bluetooth.channel = numbers[0];
	address->members = (int)value->as.items.count;
	return 0;
}

/* (device_id,) or (device_id, channel), or device_id alone */
static int read_with_number(const struct pysock_value *value, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	long long numbers[2];
	int members = 1;

	if (value->kind != PYSOCK_VALUE_TUPLE) {
		numbers[1] = 0;
		if (pys_as_clamped(value, &numbers[0], error) < 0)
			return -1;
	} else {
		if (pys_check_tuple(value, 1, 2, caller, error) < 0 ||
			pys_read_numbers(value, 0, numbers, 2, error) < 0)
			return -1;
		members = (int)value->as.items.count;
	}
	pysock_address_hci(address, numbers[0], numbers[1]);
	address->members = members;
	return 0;
}

int pys_read_bluetooth(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error)
{
	const struct pysock_value *first = value;
	char *bdaddr;

	(void)family;
	if (value->kind == PYSOCK_VALUE_TUPLE && value->as.items.count > 0)
		first = value->as.items.values[0];
	if (first != value && first->kind == PYSOCK_VALUE_STR)
		return read_with_text(value, caller, address, error);
	if (value->kind != PYSOCK_VALUE_STR && value->kind != PYSOCK_VALUE_BYTES)
		return read_with_number(value, caller, address, error);
	if (pys_as_name(value, &bdaddr, error) < 0)
		return -1;
	pysock_address_sco(address, bdaddr);
	free(bdaddr);
	return 0;
}

struct pysock_value *pys_make_bluetooth(const struct pysock_address *address)
{
	long long numbers[] = {
		address->bluetooth.psm, address->bluetooth.cid, address->bluetooth.bdaddr_type};
	struct pysock_value *items[4] = {NULL};
	size_t count = 0;

	assert(address->members <= 4);
	/* Of BTPROTO_SCO and of BTPROTO_HCI, which has no text. */
	if (address->bluetooth.bdaddr[0] == '\0') {
		items[count++] = pysock_value_int(address->bluetooth.device_id);
		if (address->members > 1)
			items[count++] = pysock_value_int(address->bluetooth.channel);
		return pysock_value_tuple(count, items);
	}
	if (address->members == 1)
		return pys_value_text(address->bluetooth.bdaddr);
	items[count++] = pys_value_text(address->bluetooth.bdaddr);
	while (count < (size_t)address->members) {
		items[count] = pysock_value_int(numbers[count - 1]);
		count++;
	}
	return pysock_value_tuple(count, items);
}
