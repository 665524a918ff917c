/* Descriptors through the calling door. */
#include "call_script.h"
#include "suite.h"

static void test_fileno(void)
{
	PLAY({"a, b = socketpair(AF_UNIX, SOCK_DGRAM)", NULL}, {"f = a.detach()", NULL},
		{"a.fileno()", "-1"}, {"a.detach()", "-1"}, {"a.send(b'x')", "error EBADF"},
		{"a = socket(fileno=f)", "<socket>"}, {"a.type", "2"}, {"a.send(b'x')", "1"},
		{"b.recv(1)", "b'x'"}, {"f = a.detach()", NULL},
		{"a = socket(AF_INET, SOCK_STREAM, 6, f)", "<socket>"}, {"a.family", "2"},
		{"a.proto", "6"}, {"socket(fileno=-1)", "ValueError"},
		{"socket(fileno='1')", "TypeError"}, {"socket(fileno=1.0)", "TypeError"},
		{"socket(fileno=4294967296)", "OverflowError"},
		{"socket(fileno=999)", "error EBADF"}, {"socket(fileno=None)", "<socket>"},
		{"socket(2, 1, 0, None, 0)", "TypeError"}, {"socket(-1)", "error EAFNOSUPPORT"});
}

static void test_dup(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"a.settimeout(3)", "None"},
		{"c = a.dup()", "<socket>"}, {"c.gettimeout()", "float 3"},
		{"c.getblocking()", "True"}, {"c.get_inheritable()", "False"},
		{"c.set_inheritable(2)", "None"}, {"c.get_inheritable()", "True"},
		{"c.set_inheritable(inheritable=False)", "None"}, {"c.get_inheritable()", "False"},
		{"c.set_inheritable(None)", "TypeError"}, {"c.set_inheritable('')", "TypeError"},
		{"c.setblocking(False)", "None"}, {"c.getblocking()", "False"},
		{"c.close()", "None"}, {"c.dup()", "error EBADF"}, {"c.getblocking()", "False"},
		{"c.get_inheritable()", "error EBADF"});
}

static void test_with(void)
{
	PLAY({"s = socket()", NULL}, {"s.__enter__()", "<socket>"},
		{"s.__exit__(None, None, None)", "None"}, {"s.fileno()", "-1"},
		{"s.__enter__()", "<socket>"}, {"s.__exit__()", "None"},
		{"s.__enter__(1)", "TypeError"});
}

static void test_null_option(void)
{
	PLAY({"s = socket()", NULL}, {"s.setsockopt(SOL_SOCKET, SO_BINDTODEVICE, None, 0)", "None"},
		{"s.setsockopt(SOL_SOCKET, SO_REUSEADDR, None, 1)", "error EINVAL"},
		{"s.setsockopt(SOL_SOCKET, SO_REUSEADDR, None)", "TypeError"},
		{"s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1, 4)", "TypeError"},
		{"s.setsockopt(SOL_SOCKET, SO_REUSEADDR, b'1234', 4)", "TypeError"},
		{"s.setsockopt(SOL_SOCKET, SO_REUSEADDR, None, 'x')", "TypeError"});
}

static void test_memory(void)
{
	STARVE({"a, b = socketpair()", NULL}, {"a.dup()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.get_inheritable()", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.getblocking()", NULL});
}

CU_TestInfo call_descriptors_tests[] = {
	{"fileno makes a socket of a descriptor", test_fileno},
	{"dup, inheritability and getblocking", test_dup},
	{"a socket serves in a with statement", test_with},
	{"an option may be None with a length", test_null_option},
	{"every allocation fails once", test_memory},
	CU_TEST_INFO_NULL,
};
