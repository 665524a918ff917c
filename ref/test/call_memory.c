/* Makes every allocation of the calling door fail once. */
#include "call_script.h"
#include "suite.h"

static void test_functions(void)
{
	STARVE({"inet_aton('1.2.3.4')", NULL});
	STARVE({"inet_ntoa(b'abcd')", NULL});
	STARVE({"htonl(1)", NULL});
	STARVE({"gethostname()", NULL});
	STARVE({"getdefaulttimeout()", NULL});
	STARVE({"setdefaulttimeout(None)", NULL});
	STARVE({"getservbyport(80, 'tcp')", NULL});
	STARVE({"getaddrinfo('127.0.0.1', 80)", NULL});
	STARVE({"getaddrinfo('::1', '80', AF_INET6)", NULL});
	STARVE({"getnameinfo(('127.0.0.1', 80), 3)", NULL});
	STARVE({"gethostbyname('127.0.0.1')", NULL});
	STARVE({"gethostbyname_ex(b'127.0.0.1')", NULL});
}

static void test_making(void)
{
	STARVE({"socket()", NULL});
	STARVE({"socketpair()", NULL});
	STARVE({"s = socket()", NULL}, {"fromfd(s.fileno(), AF_INET, SOCK_STREAM)", NULL});
	STARVE({"s = socket()", NULL}, {"s.bind(('127.0.0.1', 0))", NULL}, {"s.listen(1)", NULL},
		{"create_connection(s.getsockname())", NULL});
	STARVE({"s = socket()", NULL}, {"s.bind(('127.0.0.1', 0))", NULL}, {"s.listen(1)", NULL},
		{"c = create_connection(s.getsockname())", NULL}, {"s.accept()", NULL});
}

static void test_methods(void)
{
	STARVE({"a, b = socketpair()", NULL}, {"b.send(b'abc')", NULL}, {"a.recv(9)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"b.send(b'abc')", NULL}, {"a.recvfrom(9)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"b.send(b'abc')", NULL},
		{"a.recvfrom_into(bytearray(b'x'))", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.sendall(b'abc')", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.gettimeout()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.fileno()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.getsockopt(SOL_SOCKET, SO_TYPE, 4)", NULL});
	STARVE({"s = socket()", NULL}, {"s.bind(('127.0.0.1', 0))", NULL});
	STARVE({"s = socket(AF_INET6)", NULL}, {"s.getsockname()", NULL});
	STARVE({"s = socket(AF_UNIX)", NULL}, {"s.getsockname()", NULL});
	STARVE({"s = socket(AF_UNIX)", NULL}, {"s.connect_ex('/nowhere/x')", NULL});
	STARVE({"s = socket(AF_NETLINK, SOCK_RAW)", NULL}, {"s.getsockname()", NULL});
	STARVE({"u = socket(AF_INET, SOCK_DGRAM)", NULL}, {"u.bind(('127.0.0.1', 0))", NULL},
		{"x = u.getsockname()", NULL}, {"u.sendto(b'x', x)", NULL});
}

static void test_files(void)
{
	STARVE({"a, b = socketpair()", NULL}, {"a.makefile('rw', 512)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"f = a.makefile('rb')", NULL},
		{"b.send(b'one\\ntwo')", NULL}, {"b.close()", NULL}, {"f.read()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"f = a.makefile('rb', 0)", NULL},
		{"b.send(b'one\\ntwo')", NULL}, {"f.read(3)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"f = a.makefile('r')", NULL},
		{"b.send(b'one\\ntwo')", NULL}, {"f.readline()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"f = a.makefile('r')", NULL},
		{"b.send(b'1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n')", NULL}, {"b.close()", NULL},
		{"f.readlines()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"f = a.makefile('w')", NULL},
		{"f.write('x')", NULL});
}

static void test_exceptions(void)
{
	STARVE({"error(32, 'x')", NULL});
}

CU_TestInfo call_memory_tests[] = {
	{"functions of the module", test_functions},
	{"what makes sockets", test_making},
	{"methods of sockets", test_methods},
	{"files", test_files},
	{"exceptions", test_exceptions},
	CU_TEST_INFO_NULL,
};
