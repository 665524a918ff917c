/* Addresses of every family, made from values and turned back into values. */
#include "call.h"
#include "call_read.h"
#include "call_script.h"
#include "suite.h"
#include "wrap.h"

#include <string.h>

#ifdef __linux__
#include <linux/tipc.h>
#endif

static void test_inet(void)
{
	PLAY({"s = socket(AF_INET, SOCK_DGRAM)", NULL}, {"s.bind(['', 0])", "TypeError"},
		{"s.bind('x')", "TypeError"}, {"s.bind(None)", "TypeError"},
		{"s.bind(())", "TypeError"}, {"s.bind(('',))", "TypeError"},
		{"s.bind(('', 0, 0))", "TypeError"}, {"s.bind((None, 0))", "TypeError"},
		{"s.bind(('a\\x00', 0))", "TypeError"}, {"s.bind((b'a\\x00', 0))", "TypeError"},
		{"s.bind(('\\xc3\\xa9', 0))", "TypeError"}, {"s.bind(('', '0'))", "TypeError"},
		{"s.bind(('', 65536))", "OverflowError"}, {"s.bind(('', -1))", "OverflowError"},
		{"s.bind(('', 99999999999999999999))", "OverflowError"},
		{"s.bind(('', -99999999999999999999))", "OverflowError"},
		{"s.bind((b'127.0.0.1', False))", "None"},
		{"s.sendto(b'x', ('127.0.0.1', 65536))", "OverflowError"},
		{"s.sendto(b'x', 0, ('127.0.0.1', 65536))", "OverflowError"},
		{"s.sendto(b'x')", "TypeError"}, {"s.sendto(b'x', 0, ('', 1), 0)", "TypeError"},
		{"x = s.getsockname()", NULL}, {"s.sendto(b'y', x)", "1"},
		{"y, z = s.recvfrom(1)", NULL}, {"y", "b'y'"},
		{"s.sendto(bytearray(b'z'), 0, z)", "1"}, {"s.recv(1)", "b'z'"});
}

static void test_inet6(void)
{
	PLAY({"s = socket(AF_INET6, SOCK_DGRAM)", NULL}, {"s.bind(('::1',))", "TypeError"},
		{"s.bind(('::1', 0, 0, 0, 0))", "TypeError"},
		{"s.bind(('::1', 0, 1048576))", "OverflowError"},
		{"s.bind(('::1', 0, -1))", "OverflowError"},
		{"s.bind(('::1', 0, 'x'))", "TypeError"},
		{"s.bind(('::1', 0, 0, 4294967296))", "OverflowError"},
		{"s.bind(('::1', 0, 0, -1))", "OverflowError"}, {"s.bind(('::1', 0))", "None"},
		{"x = s.getsockname()", NULL}, {"s.connect(x)", "None"}, {"s.send(b'x')", "1"},
		{"s.recv(1)", "b'x'"});
}

static void test_unix(void)
{
	PLAY({"s = socket(AF_UNIX, SOCK_DGRAM)", NULL}, {"s.getsockname()", "''"},
		{"s.bind(('', 0))", "TypeError"}, {"s.bind(5)", "TypeError"},
		{"s.bind(strided(b'abcd'))", "BufferError"},
		{"s.bind('/nowhere/\\xed\\xa0\\x80')", "UnicodeError"},
		{"s.connect('/nowhere/\\xed\\xb3\\xbf')", "error ENOENT"},
		{"s.connect(b'/nowhere/x')", "error ENOENT"},
		{"s.connect('/nowhere/a\\x00b')", "error"},
		{"s.bind(bytearray(b'\\x00pysock-test-\\x00-name'))", "None"},
		{"s.getsockname()", "b'\\x00pysock-test-\\x00-name'"},
		{"s.sendto(b'x', '\\x00pysock-test-\\x00-name')", "1"},
		{"s.recvfrom(1)", "(b'x', b'\\x00pysock-test-\\x00-name')"});
}

static void test_netlink(void)
{
	PLAY({"s = socket(AF_NETLINK, SOCK_RAW)", NULL}, {"s.getsockname()", "(0, 0)"},
		{"s.bind([0, 0])", "TypeError"}, {"s.bind((0, 0, 0))", "TypeError"},
		{"s.bind(('0', 0))", "TypeError"}, {"s.bind((0, 4294967296))", "OverflowError"},
		{"s.bind((-1, 0))", "OverflowError"}, {"s.bind((0, 0))", "None"});
}

/*
 * A socket object may have any family over any descriptor; here the system refuses the packed
 * address.
 */
static void test_tipc(void)
{
	PLAY({"u = socket(AF_INET, SOCK_DGRAM)", NULL},
		{"s = fromfd(u.fileno(), AF_TIPC, SOCK_RDM)", "<socket>"},
		{"s.bind((TIPC_ADDR_NAME, 1, 2))", "TypeError"},
		{"s.bind((TIPC_ADDR_NAME, 1, 2, 0, 2, 0))", "TypeError"},
		{"s.bind([TIPC_ADDR_NAME, 1, 2, 0])", "TypeError"},
		{"s.bind((TIPC_ADDR_NAME, '1', 2, 0))", "TypeError"},
		{"s.bind((99, 1, 2, 0))", "TypeError"},
		{"s.bind((TIPC_ADDR_NAME, 1, 4294967296, 0))", "OverflowError"},
		{"s.bind((TIPC_ADDR_NAME, 1, 2, 0))", "error EAFNOSUPPORT"},
		{"s.bind((TIPC_ADDR_ID, 1, 2, 0, TIPC_NODE_SCOPE))", "error EAFNOSUPPORT"});
}

static void test_unknown(void)
{
	PLAY({"u = socket(AF_INET, SOCK_DGRAM)", NULL},
		{"s = fromfd(u.fileno(), 99, SOCK_DGRAM)", "<socket>"}, {"s.family", "99"},
		{"s.bind(('', 0))", "error"}, {"s.connect_ex(5)", "error"});
}

#ifdef AF_TIPC
static int answer_tipc(int fd, struct sockaddr *address, socklen_t *length)
{
	struct sockaddr_tipc tipc = {.family = AF_TIPC,
		.addrtype = TIPC_ADDR_NAMESEQ,
		.scope = TIPC_NODE_SCOPE,
		.addr.nameseq = {7, 8, 9}};

	(void)fd;
	memcpy(address, &tipc, sizeof tipc);
	*length = sizeof tipc;
	return 0;
}
#endif

static int answer_unknown(int fd, struct sockaddr *address, socklen_t *length)
{
	(void)fd;
	address->sa_family = 99;
	memcpy(address->sa_data, "ab", 2);
	*length = sizeof address->sa_family + 2;
	return 0;
}

/* Answers that no kernel here gives. */
static void test_answers(void)
{
#ifdef AF_TIPC
	answers.getsockname = answer_tipc;
	PLAY({"s = socket()", NULL}, {"s.getsockname()", "(1, 7, 8, 9, 3)"});
#endif
	answers.getsockname = answer_unknown;
	PLAY({"s = socket()", NULL}, {"s.getsockname()", "(99, b'ab')"});
	answers.getsockname = NULL;
}

/* The value raises, and leaves the address alone. */
static void check_refused(int family, const char *text, enum pysock_exception exception)
{
	struct script script = {.at = text};
	struct pysock_value *value = script_read(&script);
	struct pysock_address address;
	unsigned char before[sizeof address], after[sizeof address];

	memset(before, 0xee, sizeof before);
	memcpy(&address, before, sizeof address);
	CHECK_RAISES(pys_as_address(value, family, "bind", &address, &raised), exception, NO_CODE);
	memcpy(after, &address, sizeof address);
	CU_ASSERT_EQUAL(memcmp(after, before, sizeof after), 0);
	pysock_value_drop(value);
}

static void test_refused(void)
{
	check_refused(AF_INET, "('127.0.0.1', '1')", PYSOCK_TYPE_ERROR);
	check_refused(AF_INET, "('127.0.0.1',)", PYSOCK_TYPE_ERROR);
	check_refused(AF_INET6, "('::1', 1, 2, '3')", PYSOCK_TYPE_ERROR);
	check_refused(AF_UNIX, "5", PYSOCK_TYPE_ERROR);
	check_refused(AF_NETLINK, "(1, '2')", PYSOCK_TYPE_ERROR);
	check_refused(AF_TIPC, "(1, 2, 3, 4, '5')", PYSOCK_TYPE_ERROR);
	check_refused(AF_PACKET, "('lo', 1, 2, 3, 4)", PYSOCK_TYPE_ERROR);
	check_refused(AF_PACKET, "('lo', 1, 2, '3')", PYSOCK_TYPE_ERROR);
	check_refused(AF_CAN, "('lo', 1, '2')", PYSOCK_TYPE_ERROR);
	check_refused(AF_CAN, "('lo', 1, 2, '3')", PYSOCK_TYPE_ERROR);
	check_refused(AF_ALG, "('hash', 'sha1', 1, '2')", PYSOCK_TYPE_ERROR);
	check_refused(AF_VSOCK, "(1, '2')", PYSOCK_TYPE_ERROR);
	check_refused(AF_QIPCRTR, "(1, '2')", PYSOCK_TYPE_ERROR);
}

#ifdef AF_BLUETOOTH
/* The address that an expression stands for; it must be as its kind of protocol has it. */
static struct pysock_address read_bluetooth(const char *text)
{
	struct script script = {.at = text};
	struct pysock_value *value = script_read(&script);
	struct pysock_address address = {0};

	CHECK_OK(pys_as_address(value, AF_BLUETOOTH, "bind", &address, &raised));
	CHECK_NUMBER(address.family, AF_BLUETOOTH);
	pysock_value_drop(value);
	return address;
}

/* The value of an address: its text, if it begins with one, and its numbers behind that. */
static void check_value(const struct pysock_address *address, const char *bdaddr,
	const long long numbers[], size_t count)
{
	struct pysock_value *value = pys_value_address(address);
	size_t size, first = bdaddr != NULL;

	CHECK_NUMBER(pysock_value_kind(value), PYSOCK_VALUE_TUPLE);
	CU_ASSERT_EQUAL_FATAL(pysock_value_count(value), first + count);
	if (bdaddr != NULL)
		CHECK_TEXT(pysock_value_data(pysock_value_item(value, 0), &size), bdaddr);
	for (size_t i = 0; i < count; i++)
		CHECK_NUMBER(pysock_value_number(pysock_value_item(value, first + i)), numbers[i]);
	pysock_value_drop(value);
}

static void test_bluetooth_text(void)
{
	static const char bdaddr[] = "01:02:03:04:05:06";
	struct pysock_address address = read_bluetooth("('01:02:03:04:05:06', 7)");
	struct pysock_value *value;
	size_t size;

	CHECK_NUMBER(address.members, 2);
	CHECK_TEXT(address.bluetooth.bdaddr, bdaddr);
	CHECK_NUMBER(address.bluetooth.psm, 7);
	CHECK_NUMBER(address.bluetooth.channel, 7);
	check_value(&address, bdaddr, (const long long[]){7}, 1);
	address = read_bluetooth("('01:02:03:04:05:06', 7, 8)");
	check_value(&address, bdaddr, (const long long[]){7, 8}, 2);
	address = read_bluetooth("('01:02:03:04:05:06', 7, 8, 2)");
	check_value(&address, bdaddr, (const long long[]){7, 8, 2}, 3);
	address = read_bluetooth("b'01:02:03:04:05:06'");
	CHECK_NUMBER(address.members, 1);
	value = pys_value_address(&address);
	CHECK_TEXT(pysock_value_data(value, &size), bdaddr);
	pysock_value_drop(value);
	CHECK_TEXT(read_bluetooth("'01:02:03:04:05:06'").bluetooth.bdaddr, bdaddr);
	check_refused(AF_BLUETOOTH, "('01:02:03:04:05:06',)", PYSOCK_TYPE_ERROR);
	check_refused(AF_BLUETOOTH, "('01:02:03:04:05:06', 7, 8, 2, 1)", PYSOCK_TYPE_ERROR);
	check_refused(AF_BLUETOOTH, "('01:02:03:04:05:06', '7')", PYSOCK_TYPE_ERROR);
	check_refused(AF_BLUETOOTH, "('x\\x00', 7)", PYSOCK_VALUE_ERROR);
	check_refused(AF_BLUETOOTH, "'x\\x00'", PYSOCK_VALUE_ERROR);
}

static void test_bluetooth_number(void)
{
	struct pysock_address address = read_bluetooth("(7,)");

	CHECK_NUMBER(address.bluetooth.device_id, 7);
	CHECK_NUMBER(address.bluetooth.channel, 0);
	CHECK_TEXT(address.bluetooth.bdaddr, "");
	check_value(&address, NULL, (const long long[]){7}, 1);
	address = read_bluetooth("(7, 3)");
	check_value(&address, NULL, (const long long[]){7, 3}, 2);
	address = read_bluetooth("8");
	CHECK_NUMBER(address.bluetooth.channel, 0);
	check_value(&address, NULL, (const long long[]){8}, 1);
	check_refused(AF_BLUETOOTH, "(7, 3, 1)", PYSOCK_TYPE_ERROR);
	check_refused(AF_BLUETOOTH, "(7, '3')", PYSOCK_TYPE_ERROR);
	check_refused(AF_BLUETOOTH, "()", PYSOCK_TYPE_ERROR);
	check_refused(AF_BLUETOOTH, "[7]", PYSOCK_TYPE_ERROR);
	check_refused(AF_BLUETOOTH, "None", PYSOCK_TYPE_ERROR);
}
#endif

CU_TestInfo call_addresses_tests[] = {
	{"AF_INET takes a pair", test_inet},
	{"AF_INET6 takes two to four items", test_inet6},
	{"AF_UNIX takes text or bytes", test_unix},
	{"AF_NETLINK takes a pair of numbers", test_netlink},
	{"AF_TIPC takes four or five numbers", test_tipc},
	{"a value that is refused leaves the address alone", test_refused},
#ifdef AF_BLUETOOTH
	{"AF_BLUETOOTH takes a text, alone or before numbers", test_bluetooth_text},
	{"AF_BLUETOOTH takes one number or two", test_bluetooth_number},
#endif
	{"a family without a form takes nothing", test_unknown},
	{"the kernel's own forms come back", test_answers},
	CU_TEST_INFO_NULL,
};
