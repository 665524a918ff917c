/* Messages through the calling door. */
#include "call_script.h"
#include "suite.h"

#include <unistd.h>

static void test_lengths(void)
{
	PLAY({"CMSG_LEN(0)", "16"}, {"CMSG_LEN(5)", "21"}, {"CMSG_SPACE(5)", "24"},
		{"CMSG_SPACE(True)", "24"}, {"CMSG_LEN(-1)", "OverflowError"},
		{"CMSG_LEN(2147483632)", "OverflowError"}, {"CMSG_LEN(2147483631)", "2147483647"},
		{"CMSG_SPACE(2147483624)", "OverflowError"}, {"CMSG_LEN(1.0)", "TypeError"},
		{"CMSG_LEN(99999999999999999999)", "OverflowError"}, {"CMSG_LEN()", "TypeError"},
		{"CMSG_SPACE(None)", "TypeError"});
}

static void test_both_ways(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"a.sendmsg([b'ab', bytearray(b'c'), b''])", "3"},
		{"b.recvmsg(9)", "(b'abc', [], 0, None)"}, {"a.sendmsg((b'abcd',), [], 0)", "4"},
		{"x = bytearray(b'123')", NULL}, {"y = bytearray(b'456')", NULL},
		{"b.recvmsg_into([x, y], 99)", "(4, [], 0, None)"}, {"x", "buffer 'abc'"},
		{"y", "buffer 'd56'"}, {"a.sendmsg([])", "0"}, {"a.sendmsg(b'')", "0"},
		{"a.sendmsg([], ())", "0"}, {"b.settimeout(0)", "None"},
		{"b.recvmsg(0)", "error EAGAIN"}, {"b.recvmsg_into([])", "error EAGAIN"},
		{"a.close()", "None"}, {"b.recvmsg(9, 100)", "(b'', [], 0, None)"},
		{"a.recvmsg(1)", "error EBADF"});
}

static void test_addresses(void)
{
	PLAY({"s = socket(AF_INET, SOCK_DGRAM)", NULL}, {"s.bind(('127.0.0.1', 0))", "None"},
		{"x = s.getsockname()", NULL}, {"s.sendmsg([b'ab'], [], 0, x)", "2"},
		{"m, n, o, p = s.recvmsg(1)", NULL}, {"o", "32"},
		{"s.sendmsg([b'ab'], [], 0, x)", "2"}, {"s.recvmsg_into([bytearray(b'')])", NULL},
		{"s.sendmsg([b'x'], [], 0, None)", "error EDESTADDRREQ"},
		{"s.sendmsg([b'x'], [], 0, ('127.0.0.1', 65536))", "OverflowError"},
		{"s.sendmsg([1], [], 0, ('127.0.0.1', -1))", "TypeError"},
		{"s.sendmsg(None, None, 0, 'x')", "TypeError"});
}

static void test_refused(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"a.sendmsg(None)", "TypeError"},
		{"a.sendmsg(b'x')", "TypeError"}, {"a.sendmsg('x')", "TypeError"},
		{"a.sendmsg(['x'])", "TypeError"}, {"a.sendmsg([strided(b'abcd')])", "BufferError"},
		{"a.sendmsg()", "TypeError"}, {"a.sendmsg(buffers=[])", "TypeError"},
		{"a.sendmsg([b'x'], None)", "TypeError"}, {"a.sendmsg([b'x'], [()])", "TypeError"},
		{"a.sendmsg([b'x'], [(1, 1)])", "TypeError"},
		{"a.sendmsg([b'x'], [5])", "TypeError"},
		{"a.sendmsg([b'x'], [(1, '1', b'')])", "TypeError"},
		{"a.sendmsg([b'x'], [(1, 1, 'x')])", "TypeError"},
		{"a.sendmsg([b'x'], [(2147483648, 1, b'')])", "OverflowError"},
		{"a.sendmsg([b'x'], [(1, 1, b'\\xff\\xff\\xff\\xff')])", "error EBADF"},
		{"b.recvmsg()", "TypeError"}, {"b.recvmsg(-1)", "ValueError"},
		{"b.recvmsg(1.0)", "TypeError"}, {"b.recvmsg(1, -1)", "ValueError"},
		{"b.recvmsg(1, 2147483648)", "ValueError"}, {"b.recvmsg(1, 1, 'x')", "TypeError"},
		{"b.recvmsg(18446744073709551616)", "OverflowError"},
		{"b.recvmsg_into([b'x'])", "TypeError"},
		{"b.recvmsg_into(bytearray(b'x'))", "TypeError"},
		{"b.recvmsg_into([bytearray(b'x'), 5])", "TypeError"},
		{"b.recvmsg_into([], -1)", "ValueError"}, {"b.recvmsg_into()", "TypeError"});
}

static void test_descriptors(void)
{
	int before = open_descriptors(), next = dup(0);

	/* The pair and the socket take the next three numbers. */
	(void)close(next);
	PLAY({"a, b = socketpair()", NULL}, {"s = socket()", NULL}, {"f = s.fileno()", NULL},
		{"send_fds(a, [b'x'], [f, f])", "1"}, {"m, n, o, p = recv_fds(b, 9, 1)", NULL},
		{"m", "b'x'"}, {"o", "8"}, {"p", "None"}, {"send_fds(a, [b'x'], ())", "1"},
		{"recv_fds(b, 9, 0)", "(b'x', [], 0, None)"}, {"send_fds(a, [b'x'], ())", "1"},
		{"recv_fds(b, 9, 4)", "(b'x', [], 0, None)"},
		{"send_fds(sock=a, buffers=[b'x'], fds=[f], flags=MSG_DONTWAIT)", "1"},
		{"b.recvmsg(9)", "(b'x', [], 8, None)"}, {"recv_fds(b, 9, -1)", "OverflowError"},
		{"recv_fds(b, -1, 1)", "ValueError"}, {"recv_fds(None, 1, 1)", "AttributeError"},
		{"send_fds(None, [b'x'], [f])", "AttributeError"},
		{"send_fds(a, [b'x'], ['0'])", "TypeError"},
		{"send_fds(a, [b'x'], 1)", "TypeError"},
		{"send_fds(a, [b'x'], [2147483648])", "OverflowError"},
		{"send_fds(a, [b'x'], [-1])", "error EBADF"}, {"close('x')", "TypeError"},
		{"close(a)", "TypeError"}, {"close(-1)", "error EBADF"});
	/* The received descriptor belongs to the caller, and is still open. */
	CHECK_NUMBER(open_descriptors(), before + 1);
	CHECK_OK(pysock_close_fd(next + 3, &raised));
}

static void test_memory(void)
{
	STARVE({"CMSG_LEN(1)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.sendmsg([b'x'], [(0, 1, b'x')])", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.send(b'x')", NULL}, {"b.recvmsg(1, 100)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"a.send(b'x')", NULL},
		{"b.recvmsg_into([bytearray(b'x')], 100)", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"send_fds(a, [b'x'], [])", NULL});
	STARVE({"a, b = socketpair()", NULL}, {"send_fds(a, [b'x'], [])", NULL},
		{"recv_fds(b, 1, 1)", NULL});
}

CU_TestInfo call_messages_tests[] = {
	{"CMSG_LEN and CMSG_SPACE take what a message can hold", test_lengths},
	{"messages go both ways", test_both_ways},
	{"a message may have an address", test_addresses},
	{"what is none of it is refused", test_refused},
	{"descriptors travel", test_descriptors},
	{"every allocation fails once", test_memory},
	CU_TEST_INFO_NULL,
};
