/* Addresses of the families of later documents, as the bytes that the system sees. */
#include "call_script.h"
#include "packed.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <linux/can.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef BTPROTO_L2CAP
enum { BTPROTO_L2CAP = 0, BTPROTO_HCI = 1, BTPROTO_SCO = 2, BTPROTO_RFCOMM = 3 };
#endif

/* A socket object of this family and protocol over a descriptor of AF_INET. */
static struct pysock *claim(int family, int proto)
{
	struct pysock *s;

	CU_ASSERT_EQUAL_FATAL(pysock_adopt(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), family,
				      SOCK_DGRAM, proto, &s, &raised),
		0);
	return s;
}

static char hex[2 * sizeof(struct sockaddr_storage) + 1];

/* The packed address in hex, or "" if packing raises. */
static const char *packed_as(int proto, const struct pysock_address *address)
{
	struct pysock *s = claim(address->family, proto);
	struct sockaddr_storage packed;
	socklen_t length = 0;

	hex[0] = '\0';
	if (pysock_pack_address(s, address, &packed, &length, &raised) == 0)
		for (socklen_t i = 0; i < length; i++)
			(void)sprintf(hex + 2 * i, "%02x", ((unsigned char *)&packed)[i]);
	pysock_free(s);
	return hex;
}

/* Packs the address, and unpacks it into the same struct. */
static void go_round(int proto, struct pysock_address *address)
{
	struct pysock *s = claim(address->family, proto);
	struct sockaddr_storage packed;
	socklen_t length = 0;
	void *exact;

	CHECK_OK(pysock_pack_address(s, address, &packed, &length, &raised));
	memset(address, 0xee, sizeof *address);
	/* A sanitizer sees what is read beyond it. */
	exact = malloc(length);
	memcpy(exact, &packed, length);
	CHECK_OK(pysock_unpack_address(s, exact, length, address, &raised));
	free(exact);
	pysock_free(s);
}

static void refuse(
	int proto, const struct pysock_address *address, enum pysock_exception exception, int code)
{
	struct pysock *s = claim(address->family, proto);
	struct sockaddr_storage packed;
	socklen_t length = 77;

	CHECK_RAISES(pysock_pack_address(s, address, &packed, &length, &raised), exception, code);
	CHECK_NUMBER(length, 77);
	pysock_free(s);
}

/* The golden bytes are little-endian. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define CHECK_BYTES(got, want) CHECK_TEXT(got, want)
#else
#define CHECK_BYTES(got, want) CHECK_NUMBER(strlen(got), strlen(want))
#endif

static void test_packet(void)
{
	struct pysock_address address;

	pysock_address_packet(&address, "lo", 0x0800, 9, 9, NULL, 0);
	address.members = 2;
	CHECK_BYTES(packed_as(0, &address), "1100080001000000000000000000000000000000");
	/* Members beyond the tuple's length count as 0, whatever they contain. */
	address.members = 3;
	CHECK_BYTES(packed_as(0, &address), "1100080001000000000009000000000000000000");
	address.members = 4;
	memcpy(address.packet.addr, "abcdef", 6);
	address.packet.length = 6;
	CHECK_BYTES(packed_as(0, &address), "1100080001000000090009000000000000000000");
	pysock_address_packet(&address, "lo", 3, 0, 1, "abcdef", 6);
	CHECK_BYTES(packed_as(0, &address), "1100000301000000010000066162636465660000");
	go_round(0, &address);
	CHECK_NUMBER(address.family, AF_PACKET);
	CHECK_NUMBER(address.members, 5);
	CHECK_TEXT(address.packet.ifname, "lo");
	CHECK_NUMBER(address.packet.proto, 3);
	CHECK_NUMBER(address.packet.hatype, 1);
	CHECK_NUMBER(address.packet.length, 6);
	CU_ASSERT_EQUAL(memcmp(address.packet.addr, "abcdef", 6), 0);
	pysock_address_packet(&address, "lo", 65535, 255, 65535, "abcdefgh", 8);
	CHECK_BYTES(packed_as(0, &address), "1100ffff01000000ffffff086162636465666768");
	pysock_address_packet(&address, "lo", 0, 0, 0, "abcdefghi", 9);
	refuse(0, &address, PYSOCK_VALUE_ERROR, NO_CODE);
	pysock_address_packet(&address, "lo", 65536, 0, 0, NULL, 0);
	refuse(0, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_packet(&address, "lo", 0, 256, 0, NULL, 0);
	refuse(0, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_packet(&address, "lo", 0, 0, -1, NULL, 0);
	refuse(0, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_packet(&address, "", 0, 0, 0, NULL, 0);
	refuse(0, &address, PYSOCK_ERROR, ENODEV);
	pysock_address_packet(&address, "lo is a name that is too long", 0, 0, 0, NULL, 0);
	refuse(0, &address, PYSOCK_ERROR, ENODEV);
	address.members = 1;
	refuse(0, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	address.members = 6;
	refuse(0, &address, PYSOCK_TYPE_ERROR, NO_CODE);
}

static void test_can(void)
{
	struct pysock_address address;

	pysock_address_can(&address, "lo");
	CHECK_BYTES(
		packed_as(CAN_RAW, &address), "1d0000000100000000000000000000000000000000000000");
	go_round(CAN_BCM, &address);
	CHECK_NUMBER(address.members, 1);
	CHECK_TEXT(address.can.ifname, "lo");
	pysock_address_can(&address, "");
	CHECK_BYTES(
		packed_as(CAN_BCM, &address), "1d0000000000000000000000000000000000000000000000");
	go_round(CAN_RAW, &address);
	CHECK_TEXT(address.can.ifname, "");
	refuse(CAN_ISOTP, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	refuse(99, &address, PYSOCK_ERROR, NO_CODE);
	pysock_address_can_isotp(&address, "lo", 0x123, 0xffffffff);
	CHECK_BYTES(
		packed_as(CAN_ISOTP, &address), "1d0000000100000023010000ffffffff0000000000000000");
	go_round(CAN_ISOTP, &address);
	CHECK_NUMBER(address.members, 3);
	CHECK_NUMBER(address.can.rx_addr, 0x123);
	CHECK_NUMBER(address.can.tx_addr, 0xffffffff);
	refuse(CAN_RAW, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	pysock_address_can_isotp(&address, "lo", -1, 0);
	refuse(CAN_ISOTP, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_can_isotp(&address, "lo", 0, 0x100000000);
	refuse(CAN_ISOTP, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_can_j1939(&address, "lo", 0xfedcba9876543210, 0x12345, 0xff);
	CHECK_BYTES(
		packed_as(CAN_J1939, &address), "1d000000010000001032547698badcfe45230100ff000000");
	go_round(CAN_J1939, &address);
	CHECK_NUMBER(address.members, 4);
	CHECK_NUMBER(address.can.name, 0xfedcba9876543210);
	CHECK_NUMBER(address.can.pgn, 0x12345);
	CHECK_NUMBER(address.can.addr, 0xff);
	pysock_address_can_j1939(&address, "lo", 0, 0, 256);
	refuse(CAN_J1939, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_can_j1939(&address, "lo", 0, 0x100000000, 0);
	refuse(CAN_J1939, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_can(&address, "nobody");
	refuse(CAN_RAW, &address, PYSOCK_ERROR, ENODEV);
}

static void test_alg(void)
{
	struct pysock_address address;

	pysock_address_alg(&address, "hash", "sha1", 1, 0x80000000);
	CU_ASSERT_EQUAL(strlen(packed_as(0, &address)), 2 * 88);
	hex[2 * 32] = '\0';
	CHECK_BYTES(hex, "26006861736800000000000000000000010000000000008073686131"
			 "00000000");
	go_round(0, &address);
	CHECK_TEXT(address.alg.type, "hash");
	CHECK_TEXT(address.alg.name, "sha1");
	CHECK_NUMBER(address.alg.feat, 1);
	CHECK_NUMBER(address.alg.mask, 0x80000000);
	pysock_address_alg(&address, "thirteen-long", "n", 7, 7);
	address.members = 2;
	go_round(0, &address);
	CHECK_NUMBER(address.alg.feat, 0);
	CHECK_TEXT(address.alg.type, "thirteen-long");
	pysock_address_alg(&address, "fourteen--long", "n", 0, 0);
	refuse(0, &address, PYSOCK_VALUE_ERROR, NO_CODE);
	pysock_address_alg(&address, "hash",
		"0123456789012345678901234567890123456789012345678901234567890123", 0, 0);
	refuse(0, &address, PYSOCK_VALUE_ERROR, NO_CODE);
	pysock_address_alg(&address, "hash", "sha1", 0x100000000, 0);
	refuse(0, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	address.members = 5;
	refuse(0, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	address.members = 1;
	refuse(0, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	pysock_address_alg(&address, "hash", "sha1", 7, 7);
	address.members = 3;
	go_round(0, &address);
	CHECK_NUMBER(address.alg.feat, 7);
	CHECK_NUMBER(address.alg.mask, 0);
}

static void test_pairs(void)
{
	struct pysock_address address;

	pysock_address_vsock(&address, 3, 1024);
	CHECK_BYTES(packed_as(0, &address), "28000000000400000300000000000000");
	go_round(0, &address);
	CHECK_NUMBER(address.vsock.cid, 3);
	CHECK_NUMBER(address.vsock.port, 1024);
	pysock_address_vsock(&address, -1, 0);
	refuse(0, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	address.members = 3;
	refuse(0, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	address.members = 1;
	refuse(0, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	pysock_address_qipcrtr(&address, 1, 0x4003);
	CHECK_BYTES(packed_as(0, &address), "2a0000000100000003400000");
	go_round(0, &address);
	CHECK_NUMBER(address.qipcrtr.node, 1);
	CHECK_NUMBER(address.qipcrtr.port, 0x4003);
	pysock_address_qipcrtr(&address, 0, 0x100000000);
	refuse(0, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	address.members = 1;
	refuse(0, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	address.members = 3;
	refuse(0, &address, PYSOCK_TYPE_ERROR, NO_CODE);
	/* AF_RDS uses the addresses of AF_INET. */
	pysock_address_inet(&address, "127.0.0.1", 80);
	CHECK_TEXT(packed_as(0, &address), "020000507f0000010000000000000000");
	address.family = AF_RDS;
	CHECK_TEXT(packed_as(0, &address), "020000507f0000010000000000000000");
	go_round(0, &address);
	CHECK_NUMBER(address.family, AF_INET);
	CHECK_TEXT(address.inet.host, "127.0.0.1");
}

/* A library built without Bluetooth has no form for its addresses. */
static bool has_bluetooth(void)
{
	struct pysock_address address;

	pysock_address_sco(&address, "01:02:03:04:05:06");
	return packed_as(BTPROTO_SCO, &address)[0] != '\0';
}

static void test_bluetooth(void)
{
	struct pysock_address address;

	if (!has_bluetooth()) {
		CHECK_RAISES(-1, PYSOCK_ERROR, NO_CODE);
		return;
	}
	CHECK_TEXT(hex, "1f00060504030201");
	pysock_address_l2cap(&address, "01:02:03:04:05:06", 7, 0, 0);
	CHECK_TEXT(packed_as(BTPROTO_L2CAP, &address), "1f000700060504030201"
						       "00000000");
	go_round(BTPROTO_L2CAP, &address);
	CHECK_TEXT(address.bluetooth.bdaddr, "01:02:03:04:05:06");
	CHECK_NUMBER(address.members, 2);
	CHECK_NUMBER(address.bluetooth.psm, 7);
	pysock_address_l2cap(&address, "AA:BB:CC:DD:EE:FF", 65535, 5, 2);
	go_round(BTPROTO_L2CAP, &address);
	CHECK_NUMBER(address.members, 4);
	CHECK_NUMBER(address.bluetooth.bdaddr_type, 2);
	address.bluetooth.channel = 0;
	pysock_address_rfcomm(&address, "01:02:03:04:05:06", 7);
	CHECK_TEXT(packed_as(BTPROTO_RFCOMM, &address), "1f000605040302010700");
	go_round(BTPROTO_RFCOMM, &address);
	CHECK_NUMBER(address.bluetooth.channel, 7);
	address.bluetooth.channel = 256;
	refuse(BTPROTO_RFCOMM, &address, PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_hci(&address, 1, 0);
	CHECK_TEXT(packed_as(BTPROTO_HCI, &address), "1f0001000000");
	go_round(BTPROTO_HCI, &address);
	CHECK_NUMBER(address.members, 1);
	CHECK_NUMBER(address.bluetooth.device_id, 1);
	refuse(9, &address, PYSOCK_ERROR, NO_CODE);
	pysock_address_sco(&address, "01:02:03:04:05");
	refuse(BTPROTO_SCO, &address, PYSOCK_ERROR, NO_CODE);
	pysock_address_sco(&address, "01:02:03:04:05:06:07");
	refuse(BTPROTO_SCO, &address, PYSOCK_ERROR, NO_CODE);
}

static int echo_name(int fd, struct sockaddr *address, socklen_t *length)
{
	(void)fd;
	CHECK_NUMBER(*length, sizeof(struct sockaddr_storage));
	memcpy(address, &seen, seen_length);
	*length = seen_length;
	return 0;
}

/* The peer's address names an interface by its number, which only the socket can ask for. */
static int accept_of_lo(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	const struct sockaddr_ll of_lo = {.sll_family = AF_PACKET, .sll_ifindex = 1};

	(void)flags;
	memcpy(address, &of_lo, sizeof of_lo);
	*length = sizeof of_lo;
	return dup(fd);
}

static void test_accept(void)
{
	struct pysock *s = claim(AF_PACKET, 0), *connection;
	struct pysock_address peer;

	answers.accept4 = accept_of_lo;
	CHECK_OK(pysock_accept(s, &connection, &peer, &raised));
	answers = no_answers;
	CHECK_NUMBER(peer.family, AF_PACKET);
	CHECK_TEXT(peer.packet.ifname, "lo");
	pysock_free(connection);
	pysock_free(s);
}

static int record(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd;
	memcpy(&seen, address, length);
	seen_length = length;
	return 0;
}

/* Through the calling door an address comes back unchanged. */
static void test_door(void)
{
	answers.bind = record;
	PLAY({"u = socket(AF_INET, SOCK_DGRAM)", NULL}, {"f = u.detach()", NULL},
		{"s = socket(AF_PACKET, SOCK_RAW, 0, f)", NULL}, {"s.bind(('lo', 2048))", "None"},
		{"s.bind(('lo', 3, 0, 1, b'abcdef'))", "None"},
		{"s.bind(('lo', 3, 0, 1, bytearray(b'ab')))", "None"},
		{"s.bind(('lo', 3, 0, 1, 'ab'))", "TypeError"}, {"s.bind((b'lo', 3))", "TypeError"},
		{"s.bind('lo')", "TypeError"}, {"s.bind(('lo',))", "TypeError"},
		{"s.bind(('lo', 65536))", "OverflowError"}, {"s.bind(('lo', 3, '0'))", "TypeError"},
		{"s.bind(('nobody', 3))", "error ENODEV"},
		{"s.bind(('lo', 3, 0, 1, b'123456789'))", "ValueError"});
	PLAY({"u = socket(AF_INET, SOCK_DGRAM)", NULL}, {"f = u.detach()", NULL},
		{"s = socket(AF_CAN, SOCK_RAW, CAN_RAW, f)", NULL}, {"s.bind(('lo',))", "None"},
		{"s.bind((b'',))", "None"}, {"s.bind(('lo', 1, 2))", "TypeError"},
		{"s.bind('lo')", "TypeError"}, {"s.bind((1,))", "TypeError"},
		{"f = s.detach()", NULL}, {"s = socket(AF_CAN, SOCK_DGRAM, CAN_J1939, f)", NULL},
		{"s.bind(('lo', 18446744073709551615, 5, 6))", "None"},
		{"s.bind(('lo', -1, 5, 6))", "OverflowError"},
		{"s.bind(('lo', 18446744073709551616, 5, 6))", "OverflowError"},
		{"s.bind(('lo', 1, 5, 256))", "OverflowError"},
		{"s.bind(('lo', '1', 5, 6))", "TypeError"}, {"s.bind(('lo',))", "TypeError"});
	PLAY({"u = socket(AF_INET, SOCK_DGRAM)", NULL}, {"f = u.detach()", NULL},
		{"s = socket(AF_ALG, SOCK_SEQPACKET, 0, f)", NULL},
		{"s.bind(('hash', 'sha1'))", "None"}, {"s.bind((b'hash', 'sha1'))", "TypeError"},
		{"s.bind(('hash', 'sha1', 1, 2))", "None"}, {"s.bind('hash')", "TypeError"},
		{"f = s.detach()", NULL}, {"s = socket(AF_VSOCK, SOCK_STREAM, 0, f)", NULL},
		{"s.bind((3, 1024))", "None"}, {"s.bind((3,))", "TypeError"},
		{"s.bind((3, 4294967296))", "OverflowError"}, {"f = s.detach()", NULL},
		{"s = socket(AF_QIPCRTR, SOCK_DGRAM, 0, f)", NULL}, {"s.bind((1, 2))", "None"},
		{"s.bind((1, -2))", "OverflowError"}, {"f = s.detach()", NULL},
		{"s = socket(AF_RDS, SOCK_SEQPACKET, 0, f)", NULL},
		{"s.bind(('127.0.0.1', 2))", "None"}, {"s.bind(('127.0.0.1', 2, 0))", "TypeError"});
	answers = no_answers;
}

static const struct {
	const char *socket, *bind, *shown;
} rounds[] = {
	{"s = socket(AF_PACKET, SOCK_RAW, 0, f)", "s.bind(('lo', 3, 4, 1, b'ab'))",
		"('lo', 3, 4, 1, b'ab')"},
	{"s = socket(AF_CAN, SOCK_RAW, CAN_RAW, f)", "s.bind(('lo',))", "('lo')"},
	{"s = socket(AF_CAN, SOCK_DGRAM, CAN_ISOTP, f)", "s.bind(('lo', 5, 6))", "('lo', 5, 6)"},
	{"s = socket(AF_CAN, SOCK_DGRAM, CAN_J1939, f)",
		"s.bind(('lo', 18446744073709551615, 5, 6))", "('lo', 18446744073709551615, 5, 6)"},
	{"s = socket(AF_ALG, SOCK_SEQPACKET, 0, f)", "s.bind(('aead', 'gcm(aes)'))",
		"('aead', 'gcm(aes)', 0, 0)"},
	{"s = socket(AF_VSOCK, SOCK_STREAM, 0, f)", "s.bind((4294967295, 7))", "(4294967295, 7)"},
	{"s = socket(AF_QIPCRTR, SOCK_DGRAM, 0, f)", "s.bind((1, 16387))", "(1, 16387)"},
};

static void test_rounds(void)
{
	for (size_t i = 0; i < sizeof rounds / sizeof rounds[0]; i++) {
		const struct script_line lines[] = {{"u = socket(AF_INET, SOCK_DGRAM)", NULL},
			{"f = u.detach()", NULL}, {rounds[i].socket, NULL},
			{rounds[i].bind, "None"}, {"s.getpeername()", rounds[i].shown},
			{NULL, NULL}};

		answers.bind = record;
		answers.getpeername = echo_name;
		script_play(__FILE__, __LINE__, lines);
		answers = no_answers;
	}
}

/* What is longer than any address is cut, and not before its last byte. */
static void test_unpack_long(void)
{
	struct pysock *s = claim(AF_KEY, 0);
	unsigned char packed[sizeof(struct sockaddr_storage) + 8];
	const sa_family_t family = AF_KEY;
	struct pysock_address address;

	memset(packed, 'x', sizeof packed);
	memcpy(packed, &family, sizeof family);
	CHECK_OK(pysock_unpack_address(s, packed, sizeof packed, &address, &raised));
	CHECK_NUMBER(address.raw.length, PYSOCK_RAW_SIZE);
	CHECK_NUMBER(address.raw.bytes[PYSOCK_RAW_SIZE - 1], 'x');
	pysock_free(s);
}

CU_TestInfo address_later_tests[] = {
	{"AF_PACKET", test_packet},
	{"AF_CAN", test_can},
	{"AF_ALG", test_alg},
	{"AF_VSOCK, AF_QIPCRTR and AF_RDS", test_pairs},
	{"AF_BLUETOOTH", test_bluetooth},
	{"an accepted connection names its interface", test_accept},
	{"the door reads them", test_door},
	{"the door shows what it reads", test_rounds},
	{"an address that is too long is cut", test_unpack_long},
	CU_TEST_INFO_NULL,
};
