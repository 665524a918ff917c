/* Addresses of every family, made from values and turned back into values. */
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

CU_TestInfo call_addresses_tests[] = {
	{"AF_INET takes a pair", test_inet},
	{"AF_INET6 takes two to four items", test_inet6},
	{"AF_UNIX takes text or bytes", test_unix},
	{"AF_NETLINK takes a pair of numbers", test_netlink},
	{"AF_TIPC takes four or five numbers", test_tipc},
	{"a family without a form takes nothing", test_unknown},
	{"the kernel's own forms come back", test_answers},
	CU_TEST_INFO_NULL,
};
