/* The module and its sockets as objects: names, attributes, methods and lifetime. */
#include "call_script.h"
#include "suite.h"

static void test_module(void)
{
	PLAY({"AF_INET", "2"}, {"has_ipv6", "True"}, {"socket", "<type>"}, {"SocketType", "<type>"},
		{"error", "<type>"}, {"herror", "<type>"}, {"gaierror", "<type>"},
		{"timeout", "<type>"}, {"inet_aton", "<function>"}, {"f = htons", "<function>"},
		{"f(1)", "256"}, {"s = SocketType()", "<socket>"}, {"AF_INET()", "TypeError"},
		{"ioctl", "AttributeError"}, {"SIO_RCVALL", "AttributeError"},
		{"AF_INET.x", "AttributeError"}, {"getfqdn.x", "AttributeError"});
}

static void test_has(void)
{
	static const char *const there[] = {
		"socket", "SocketType", "error", "has_ipv6", "AF_INET", "gethostname", "fromfd"};
	static const char *const lacking[] = {
		"", "ioctl", "recv", "inet_ato", "inet_atonn", "family"};
	struct pysock_value *untouched = NULL;

	for (size_t i = 0; i < sizeof there / sizeof *there; i++)
		CU_ASSERT(pysock_has(NULL, there[i]));
	for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++) {
		CU_ASSERT(!pysock_has(NULL, lacking[i]));
		CHECK_RAISES(pysock_get(NULL, lacking[i], &untouched, &raised),
			PYSOCK_ATTRIBUTE_ERROR, NO_CODE);
	}
	CHECK_RAISES(pysock_set(NULL, "AF_INET", NULL, &raised), PYSOCK_ATTRIBUTE_ERROR, NO_CODE);
	CHECK_RAISES(pysock_set(NULL, "x", NULL, &raised), PYSOCK_ATTRIBUTE_ERROR, NO_CODE);
	CU_ASSERT_PTR_NULL(untouched);
}

static void test_attributes(void)
{
	PLAY({"s = socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP)", "<socket>"}, {"s.family", "10"},
		{"s.type", "2"}, {"s.proto", "17"}, {"s.family = 2", "AttributeError"},
		{"s.proto = 2", "AttributeError"}, {"s.other = 2", "AttributeError"},
		{"s.read", "AttributeError"}, {"s.write", "AttributeError"},
		{"s.ioctl", "AttributeError"}, {"s.inet_aton", "AttributeError"},
		{"s.closed", "AttributeError"}, {"f = s.close", "<function>"}, {"f()", "None"},
		{"s.fileno()", "-1"}, {"s.family", "10"}, {"s.type", "2"}, {"s.proto", "17"});
}

/* A bound method keeps its object alive. */
static void test_bound_method(void)
{
	int before = open_descriptors();

	PLAY({"s = socket()", "<socket>"}, {"f = s.gettimeout", "<function>"}, {"del s", NULL},
		{"f()", "None"});
	CHECK_NUMBER(open_descriptors(), before);
}

/* A caller may pass no arguments and ignore the result. */
static void test_for_effect(void)
{
	int before = open_descriptors();
	struct pysock_value *s;

	CHECK_OK(pysock_call_name(NULL, "socket", NULL, NULL, &raised));
	CHECK_NUMBER(open_descriptors(), before);
	CHECK_OK(pysock_call_name(NULL, "socket", NULL, &s, &raised));
	CHECK_OK(pysock_call_name(s, "close", NULL, NULL, NULL));
	CHECK_RAISES(pysock_call_name(s, "bind", NULL, NULL, &raised), PYSOCK_TYPE_ERROR, NO_CODE);
	CHECK_NUMBER(open_descriptors(), before);
	pysock_value_drop(s);
}

static void test_collected(void)
{
	int before = open_descriptors();

	PLAY({"a, b = socketpair()", "(<socket>, <socket>)"}, {"c = b", "<socket>"},
		{"b.send(b'x')", "1"}, {"del b", NULL}, {"a.send(b'x')", "1"},
		{"c.recv(5)", "b'x'"}, {"del c", NULL}, {"a.recv(5)", "b'x'"},
		{"a.send(b'x')", "error EPIPE"}, {"a.recv(5)", "b''"});
	CHECK_NUMBER(open_descriptors(), before);
}

static void test_transfer(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"a.send(b'abc')", "3"},
		{"a.sendall(bytearray(b'def'))", "None"}, {"b.recv(4, MSG_PEEK)", "b'abcd'"},
		{"b.recv(True)", "b'a'"}, {"b.recv(index(1))", "b'b'"}, {"b.recv(0)", "b''"},
		{"b.recv(-1)", "ValueError"}, {"b.recv(9223372036854775807)", "MemoryError"},
		{"b.recv(4611686018427387904)", "MemoryError"},
		{"b.recv(9223372036854775808)", "OverflowError"}, {"b.recvfrom(1)", "(b'c', None)"},
		{"b.recvfrom(-1)", "ValueError"},
		{"b.recvfrom(9223372036854775807)", "MemoryError"},
		{"x = bytearray(b'....')", NULL}, {"b.recv_into(x, 1)", "1"},
		{"b.recv_into(x, -1)", "ValueError"}, {"b.recvfrom_into(x, -1)", "ValueError"},
		{"b.recv_into(x, 5)", "ValueError"}, {"x", "buffer 'd...'"},
		{"b.recvfrom_into(buffer=x, nbytes=1)", "(1, None)"}, {"x", "buffer 'e...'"},
		{"b.recv_into(x, flags=MSG_DONTWAIT)", "1"}, {"x", "buffer 'f...'"},
		{"b.recv_into(memoryview(b'..'))", "TypeError"},
		{"b.recv_into(b'..')", "TypeError"},
		{"b.recv_into(x, flags=MSG_DONTWAIT)", "error EAGAIN"});
}

/*
 * With MSG_TRUNC a stream discards bytes without writing them: recv() must not return stale memory.
 */
static void test_thrown_away(void)
{
	PLAY({"s = socket()", NULL}, {"s.bind(('127.0.0.1', 0))", "None"}, {"s.listen(1)", "None"},
		{"x = s.getsockname()", NULL}, {"c = create_connection(x)", "<socket>"},
		{"d, y = s.accept()", NULL}, {"c.send(b'abcdef')", "6"},
		{"d.recv(3, MSG_TRUNC)", "b'\\x00\\x00\\x00'"},
		{"d.recvfrom(2, MSG_TRUNC)", "(b'\\x00\\x00', None)"}, {"d.recv(9)", "b'f'"},
		{"d.recv(-1, MSG_TRUNC)", "ValueError"});
}

static void test_again(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"a.setblocking(False)", "None"},
		{"a.gettimeout()", "float 0"}, {"a.recv(1)", "error EAGAIN"},
		{"a.recvfrom(1)", "error EAGAIN"}, {"a.recv_into(bytearray(b'x'))", "error EAGAIN"},
		{"a.recvfrom_into(bytearray(b'x'))", "error EAGAIN"},
		{"a.setblocking(4294967296)", "None"}, {"a.setblocking(0)", "None"},
		{"a.setblocking(-99999999999999999999)", "None"},
		{"a.setblocking(1.0)", "TypeError"}, {"a.gettimeout()", "None"},
		{"a.settimeout(0.001)", "None"}, {"a.recv(1)", "timeout"},
		{"a.settimeout('x')", "TypeError"}, {"a.settimeout(-1)", "ValueError"},
		{"a.settimeout(None)", "None"}, {"a.close()", "None"}, {"a.recv(1)", "error EBADF"},
		{"a.send(b'')", "error EBADF"}, {"a.sendall(b'')", "error EBADF"},
		{"a.getsockname()", "error EBADF"}, {"a.getpeername()", "error EBADF"},
		{"a.accept()", "error EBADF"}, {"a.listen(1)", "error EBADF"},
		{"a.shutdown(SHUT_RD)", "error EBADF"},
		{"a.getsockopt(SOL_SOCKET, SO_TYPE)", "error EBADF"},
		{"a.getsockopt(SOL_SOCKET, SO_TYPE, 4)", "error EBADF"},
		{"a.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1)", "error EBADF"},
		{"a.close()", "None"});
}

static void test_options(void)
{
	PLAY({"s = socket()", NULL}, {"s.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1)", "None"},
		{"s.getsockopt(SOL_SOCKET, SO_KEEPALIVE)", "1"},
		{"s.setsockopt(SOL_SOCKET, SO_KEEPALIVE, b'\\x00\\x00\\x00\\x00')", "None"},
		{"s.getsockopt(SOL_SOCKET, SO_KEEPALIVE, 4)", "b'\\x00\\x00\\x00\\x00'"},
		{"s.getsockopt(SOL_SOCKET, SO_KEEPALIVE, 0)", "b''"},
		{"s.getsockopt(SOL_SOCKET, SO_KEEPALIVE, -1)", "error"},
		{"s.getsockopt(SOL_SOCKET, SO_KEEPALIVE, 1025)", "error"},
		{"s.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 2147483648)", "TypeError"},
		{"s.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1.0)", "TypeError"},
		{"s.setsockopt(SOL_SOCKET, SO_KEEPALIVE, strided(b'abcd'))", "BufferError"},
		{"s.setsockopt(SOL_SOCKET, SO_KEEPALIVE)", "TypeError"});
}

static void test_connection(void)
{
	PLAY({"s = socket()", NULL}, {"s.bind(('127.0.0.1', 0))", "None"},
		{"x = s.getsockname()", NULL}, {"c = socket()", NULL},
		{"c.connect(x)", "error ECONNREFUSED"}, {"s.listen(1)", "None"},
		{"s.listen()", "TypeError"}, {"del c", NULL},
		{"c = create_connection(x)", "<socket>"}, {"d, y = s.accept()", NULL},
		{"d.send(b'1')", "1"}, {"c.recv(1)", "b'1'"}, {"del c", NULL},
		{"c = create_connection(x, 2)", "<socket>"}, {"c.gettimeout()", "float 2"},
		{"del c", NULL}, {"c = create_connection(address=x, timeout=None)", "<socket>"},
		{"c.connect_ex('x')", "TypeError"}, {"c.shutdown(SHUT_RDWR)", "None"},
		{"create_connection(None)", "TypeError"},
		{"create_connection(('127.0.0.1',))", "ValueError"},
		{"create_connection(['127.0.0.1', 1])", "error ECONNREFUSED"},
		{"create_connection((5, 1))", "TypeError"},
		{"create_connection(x, 'x')", "TypeError"},
		{"create_connection(x, -1)", "ValueError"});
}

static void test_socketpair(void)
{
	PLAY({"a, b = socketpair(AF_UNIX, SOCK_DGRAM)", NULL}, {"a.type", "2"},
		{"a.send(b'abc')", "3"}, {"b.recvfrom(2)", "(b'ab', None)"},
		{"socketpair(None)", "TypeError"}, {"socketpair(AF_INET)", "error ENOTSUP"},
		{"fromfd(-1, AF_UNIX, SOCK_DGRAM)", "error EBADF"},
		{"c = fromfd(a.fileno(), AF_UNIX, SOCK_DGRAM)", "<socket>"}, {"a.close()", "None"},
		{"c.send(b'x')", "1"}, {"b.recv(1)", "b'x'"}, {"fromfd('0', 1, 1)", "TypeError"},
		{"fromfd(4294967296, 1, 1)", "OverflowError"},
		{"socket(-2)", "error EAFNOSUPPORT"});
}

CU_TestInfo call_objects_tests[] = {
	{"the module offers what the document names", test_module},
	{"a name is there, or it is not", test_has},
	{"family, type and proto are read-only", test_attributes},
	{"a method holds its object", test_bound_method},
	{"a call needs neither arguments nor a result", test_for_effect},
	{"a socket that nobody refers to is closed", test_collected},
	{"bytes go both ways", test_transfer},
	{"what is thrown away gives nobody else's bytes", test_thrown_away},
	{"modes and closed sockets raise", test_again},
	{"options are integers or bytes", test_options},
	{"a connection is made and taken", test_connection},
	{"a pair is connected, a descriptor is duplicated", test_socketpair},
	CU_TEST_INFO_NULL,
};
