/* Makes every allocation of the calling door fail once. */
#include "call_read.h"
#include "call_script.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>

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
	STARVE({"getfqdn('127.0.0.1')", NULL});
	STARVE({"getservbyname('http')", NULL});
	STARVE({"getprotobyname('tcp')", NULL});
	STARVE({"inet_pton(AF_INET6, '::1')", NULL});
	STARVE({"inet_ntop(AF_INET, b'abcd')", NULL});
	STARVE({"CMSG_SPACE(4)", NULL});
	STARVE({"if_nameindex()", NULL});
	STARVE({"if_nametoindex('lo')", NULL});
	STARVE({"if_indextoname(1)", NULL});
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
	STARVE({"create_server(('127.0.0.1', 0))", NULL});
	STARVE({"s = socket()", NULL}, {"s.dup()", NULL});
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
	STARVE({"a, b = socketpair()", NULL}, {"a.send(b'abc')", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.settimeout(0.5)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.settimeout(0.5)", NULL},
		{"a.gettimeout()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.setblocking(True)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.getblocking()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.shutdown(2)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.getpeername()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.getsockopt(SOL_SOCKET, SO_TYPE)", NULL});
	STARVE({"a, b = socketpair()", NULL},
		{"a.setsockopt(SOL_SOCKET, SO_KEEPALIVE, b'\\x01\\x00\\x00\\x00')", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.get_inheritable()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.set_inheritable(True)", NULL});
}

static void test_messages(void)
{
	STARVE({"a, b = socketpair()", NULL}, {"a.sendmsg([b'ab', b'c'])", NULL});
	STARVE({"a, b = socketpair()", NULL},
		{"a.sendmsg(iter([b'ab']), iter([(SOL_SOCKET, SCM_RIGHTS, b'')]))", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"send_fds(a, [b'x'], [0, 0])", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"b.send(b'abc')", NULL}, {"a.recvmsg(9, 99)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"b.send(b'abc')", NULL},
		{"recv_fds(a, 9, 2)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"b.send(b'abc')", NULL},
		{"a.recvmsg_into([bytearray(b'x'), bytearray(b'y')], 99)", NULL});
	/* Two items come with the datagram: its interface and its time to live. */
	STARVE({"u = socket(AF_INET, SOCK_DGRAM)", NULL}, {"u.bind(('127.0.0.1', 0))", NULL},
		{"u.setsockopt(IPPROTO_IP, IP_PKTINFO, 1)", NULL},
		{"u.setsockopt(IPPROTO_IP, IP_RECVTTL, 1)", NULL}, {"x = u.getsockname()", NULL},
		{"u.sendto(b'x', x)", NULL}, {"m, n, o, p = u.recvmsg(9, 999)", NULL});
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
	STARVE({"a, b = socketpair()", NULL}, {"f = a.makefile('wb')", NULL}, {"f.flush()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"f = a.makefile('wb')", NULL}, {"f.fileno()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"f = a.makefile('wb')", NULL},
		{"f.readable()", NULL});
	STARVE({"f = open('/proc/self/exe', 'rb')", NULL}, {"f.tell()", NULL});
	STARVE({"f = open('/proc/self/exe', 'rb')", NULL}, {"f.seek(5)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"f = open('/proc/self/exe', 'rb')", NULL},
		{"a.sendfile(f, 0, 5)", NULL});
}

/* Receives two descriptors while an allocation fails; whether one did. */
static bool starve_arrival(int fail_at)
{
	const int sent[] = {0, 0};
	struct iovec buffer = {"x", 1};
	struct pysock *pair[2];
	struct pysock_value *got;
	int before;

	make_pair(pair);
	struct script script = {.at = "recv_fds(b, 9, 2)",
		.names = {{"b", pysock_value_socket(pair[1])}},
		.failing = "malloc",
		.fail_at = fail_at};
	CHECK_OK(pysock_send_fds(pair[0], &buffer, 1, sent, 2, 0, NULL, &raised));
	before = open_descriptors();
	wrap.failed = NULL;
	got = script_read(&script);
	CU_ASSERT_EQUAL(got == NULL, wrap.failed != NULL);
	CHECK_NUMBER(open_descriptors(), before + (got == NULL ? 0 : 2));
	for (size_t i = 0; got != NULL && i < 2; i++)
		CHECK_OK(pysock_close_fd(
			(int)pysock_value_number(pysock_value_item(pysock_value_item(got, 1), i)),
			&raised));
	pysock_value_drop(got);
	pysock_value_drop(script.names[0].value);
	pysock_free(pair[0]);
	return wrap.failed != NULL;
}

static void test_arrival(void)
{
	int failures = 0;

	while (failures < 100 && starve_arrival(failures + 1))
		failures++;
	CU_ASSERT(failures > 4 && failures < 100);
}

/* A caller's own open file is made without a call of the module. */
static void test_open(void)
{
	struct pysock_value *file = NULL;

	wrap_arm("calloc", 1, 0);
	CHECK_RAISES(pysock_value_open("/proc/self/exe", "rb", -1, &file, &raised),
		PYSOCK_MEMORY_ERROR, NO_CODE);
	wrap_arm("malloc", 1, 0);
	CHECK_RAISES(pysock_value_open("/proc/self/exe", "rb", 0, &file, &raised),
		PYSOCK_MEMORY_ERROR, NO_CODE);
	wrap_disarm();
	CHECK_RAISES(pysock_value_open("/proc/self/exe", "r", 0, &file, &raised),
		PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_RAISES(pysock_value_open("/proc/self/exe", "q", -1, &file, &raised),
		PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_RAISES(pysock_value_open("/nowhere/at/all", "rb", -1, &file, &raised), PYSOCK_ERROR,
		ENOENT);
	CU_ASSERT_PTR_NULL(file);
}

/* An exception that is caught needs memory, too. */
static void test_catching(void)
{
	struct pysock_value *value = pysock_value_int(1), *caught = NULL;
	struct pysock_arguments none = {0};

	wrap_arm("malloc", 1, 0);
	CHECK_RAISES(pysock_catch(value, &none, &caught, &raised), PYSOCK_MEMORY_ERROR, NO_CODE);
	wrap_disarm();
	CU_ASSERT_PTR_NULL(caught);
	pysock_value_drop(value);
}

static void test_exceptions(void)
{
	STARVE({"error(32, 'x')", NULL});
	STARVE({"gaierror(1, 'x')", NULL});
}

CU_TestInfo call_memory_tests[] = {
	{"functions of the module", test_functions},
	{"what makes sockets", test_making},
	{"methods of sockets", test_methods},
	{"messages", test_messages},
	{"files", test_files},
	{"descriptors that arrive are closed", test_arrival},
	{"open()", test_open},
	{"exceptions", test_exceptions},
	{"exceptions that are caught", test_catching},
	CU_TEST_INFO_NULL,
};
