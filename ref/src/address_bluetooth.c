/* AF_BLUETOOTH addresses, whose form is the protocol's. */
#include "pys.h"

#ifdef PYS_BLUETOOTH

#include <bluetooth/bluetooth.h>
#include <bluetooth/hci.h>
#include <bluetooth/l2cap.h>
#include <bluetooth/rfcomm.h>
#include <bluetooth/sco.h>
#include <stdio.h>
#include <string.h>

/* Six numbers in hex, the last of them first in the structure. */
static int pack_bdaddr(const char *text, bdaddr_t *bdaddr, struct pysock_error *e)
{
	unsigned b[6];
	int end = 0;

	/* sscanf() would pass over blanks and signs. */
	if (text[strspn(text, "0123456789abcdefABCDEF:")] != '\0' ||
		sscanf(text, "%2x:%2x:%2x:%2x:%2x:%2x%n", &b[5], &b[4], &b[3], &b[2], &b[1], &b[0],
			&end) != 6 ||
		text[end] != '\0')
		return pysock_raise(e, PYSOCK_ERROR, "bad bluetooth address");
	for (size_t i = 0; i < 6; i++)
		bdaddr->b[i] = (uint8_t)b[i];
	return 0;
}

static void print_bdaddr(const bdaddr_t *bdaddr, char text[PYSOCK_BDADDR_SIZE])
{
	(void)snprintf(text, PYSOCK_BDADDR_SIZE, "%02X:%02X:%02X:%02X:%02X:%02X", bdaddr->b[5],
		bdaddr->b[4], bdaddr->b[3], bdaddr->b[2], bdaddr->b[1], bdaddr->b[0]);
}

static int pack_l2cap(const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_l2 *l2 = (struct sockaddr_l2 *)&packed->storage;
	uint32_t psm, cid = 0, type = BDADDR_BREDR;

	if (address->members < 2 || address->members > 4)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): BTPROTO_L2CAP address must be a tuple of two to four elements",
			caller);
	if (pys_pack_bits(address->bluetooth.psm, 16, caller, &psm, e) < 0 ||
		(address->members > 2 &&
			pys_pack_bits(address->bluetooth.cid, 16, caller, &cid, e) < 0) ||
		(address->members > 3 &&
			pys_pack_bits(address->bluetooth.bdaddr_type, 8, caller, &type, e) < 0) ||
		pack_bdaddr(address->bluetooth.bdaddr, &l2->l2_bdaddr, e) < 0)
		return -1;
	l2->l2_psm = htobs((uint16_t)psm);
	l2->l2_cid = htobs((uint16_t)cid);
	l2->l2_bdaddr_type = (uint8_t)type;
	packed->length = sizeof *l2;
	return 0;
}

static int pack_rfcomm(const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_rc *rc = (struct sockaddr_rc *)&packed->storage;
	uint32_t channel;

	if (address->members != 2)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): BTPROTO_RFCOMM address must be a pair (bdaddr, channel)", caller);
	if (pys_pack_bits(address->bluetooth.channel, 8, caller, &channel, e) < 0 ||
		pack_bdaddr(address->bluetooth.bdaddr, &rc->rc_bdaddr, e) < 0)
		return -1;
	rc->rc_channel = (uint8_t)channel;
	packed->length = sizeof *rc;
	return 0;
}

static int pack_hci(const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_hci *hci = (struct sockaddr_hci *)&packed->storage;
	uint32_t device, channel = HCI_CHANNEL_RAW;

	if (address->members < 1 || address->members > 2)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): BTPROTO_HCI address must be a tuple (device_id, [channel])", caller);
	if (pys_pack_bits(address->bluetooth.device_id, 16, caller, &device, e) < 0 ||
		(address->members > 1 &&
			pys_pack_bits(address->bluetooth.channel, 16, caller, &channel, e) < 0))
		return -1;
	hci->hci_dev = (unsigned short)device;
	hci->hci_channel = (unsigned short)channel;
	packed->length = sizeof *hci;
	return 0;
}

static int pack_sco(
	const struct pysock_address *address, struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_sco *sco = (struct sockaddr_sco *)&packed->storage;

	if (pack_bdaddr(address->bluetooth.bdaddr, &sco->sco_bdaddr, e) < 0)
		return -1;
	packed->length = sizeof *sco;
	return 0;
}

int pys_pack_bluetooth(const struct pysock *s, const struct pysock_address *address,
	const char *caller, struct pys_sockaddr *packed, struct pysock_error *e)
{
	switch (s->proto) {
	case BTPROTO_L2CAP:
		return pack_l2cap(address, caller, packed, e);
	case BTPROTO_RFCOMM:
		return pack_rfcomm(address, caller, packed, e);
	case BTPROTO_HCI:
		return pack_hci(address, caller, packed, e);
	case BTPROTO_SCO:
		return pack_sco(address, packed, e);
	default:
		return pysock_raise(e, PYSOCK_ERROR, "%s(): unknown Bluetooth protocol", caller);
	}
}

int pys_unpack_bluetooth(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_l2 *l2 = (const struct sockaddr_l2 *)&packed->storage;
	const struct sockaddr_rc *rc = (const struct sockaddr_rc *)&packed->storage;
	const struct sockaddr_hci *hci = (const struct sockaddr_hci *)&packed->storage;
	const struct sockaddr_sco *sco = (const struct sockaddr_sco *)&packed->storage;
	char bdaddr[PYSOCK_BDADDR_SIZE];

	switch (s == NULL ? -1 : s->proto) {
	case BTPROTO_L2CAP:
		print_bdaddr(&l2->l2_bdaddr, bdaddr);
		pysock_address_l2cap(
			address, bdaddr, btohs(l2->l2_psm), btohs(l2->l2_cid), l2->l2_bdaddr_type);
		/* Python shows only values that are not the default. */
		address->members = l2->l2_bdaddr_type != BDADDR_BREDR ? 4 : l2->l2_cid != 0 ? 3 : 2;
		return 0;
	case BTPROTO_RFCOMM:
		print_bdaddr(&rc->rc_bdaddr, bdaddr);
		pysock_address_rfcomm(address, bdaddr, rc->rc_channel);
		return 0;
	case BTPROTO_HCI:
		pysock_address_hci(address, hci->hci_dev, hci->hci_channel);
		address->members = hci->hci_channel == HCI_CHANNEL_RAW ? 1 : 2;
		return 0;
	case BTPROTO_SCO:
		print_bdaddr(&sco->sco_bdaddr, bdaddr);
		pysock_address_sco(address, bdaddr);
		return 0;
	default:
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "unknown Bluetooth protocol");
	}
}

#endif
