/* How the calling door checks arguments: their number, names, types and ranges. */
#include "call_script.h"
#include "suite.h"

static void test_number(void)
{
	PLAY({"inet_aton()", "TypeError"}, {"inet_aton('1', '2')", "TypeError"},
		{"inet_aton(ip_string='1')", "TypeError"}, {"getdefaulttimeout(1)", "TypeError"},
		{"gethostname(1)", "TypeError"}, {"fromfd(0, 2)", "TypeError"},
		{"socket(2, 1, 0, None, 0)", "TypeError"},
		{"getaddrinfo('127.0.0.1')", "TypeError"});
}

static void test_names(void)
{
	PLAY({"s = socket(type=SOCK_DGRAM, family=AF_INET)", "<socket>"}, {"s.type", "2"},
		{"socket(AF_INET, family=AF_INET)", "TypeError"},
		{"socket(fam=AF_INET)", "TypeError"}, {"socket(socktype=1)", "TypeError"},
		{"getaddrinfo('127.0.0.1', 80, socktype=SOCK_STREAM)",
			"[(2, 1, 6, '', ('127.0.0.1', 80))]"},
		{"getaddrinfo('127.0.0.1', 80, type=SOCK_STREAM)",
			"[(2, 1, 6, '', ('127.0.0.1', 80))]"},
		{"getaddrinfo('127.0.0.1', 80, type=SOCK_STREAM, socktype=SOCK_STREAM)",
			"TypeError"},
		{"getaddrinfo('127.0.0.1', 80, typ=SOCK_STREAM)", "TypeError"});
}

static void test_ints(void)
{
	PLAY({"htons(True)", "256"}, {"htons(index(1))", "256"}, {"htons(1.0)", "TypeError"},
		{"htons('1')", "TypeError"}, {"htons(None)", "TypeError"},
		{"htons(65535)", "65535"}, {"htons(65536)", "OverflowError"},
		{"htons(-1)", "OverflowError"}, {"htons(2147483648)", "OverflowError"},
		{"htons(-2147483649)", "OverflowError"},
		{"htons(99999999999999999999)", "OverflowError"}, {"htonl(True)", "16777216"},
		{"ntohl(4294967295)", "4294967295"}, {"htonl(4294967296)", "OverflowError"},
		{"htonl(-1)", "OverflowError"}, {"ntohl(99999999999999999999)", "OverflowError"},
		{"ntohl(-99999999999999999999)", "OverflowError"}, {"htonl(index(1))", "TypeError"},
		{"htonl(1.0)", "TypeError"}, {"ntohs(256)", "1"});
}

static void test_strings(void)
{
	PLAY({"inet_aton('1.2.3.4')", "b'\\x01\\x02\\x03\\x04'"}, {"inet_aton('x')", "error"},
		{"inet_aton(b'1')", "TypeError"}, {"inet_aton('1\\x00')", "error"},
		{"inet_aton('\\xed\\xb2\\x80')", "error"},
		{"getprotobyname('\\xed\\xb2\\x80')", "UnicodeError"},
		{"getprotobyname('tcp\\x00')", "ValueError"}, {"getprotobyname('tcp')", "6"},
		{"getservbyname('http', None)", "TypeError"},
		{"getservbyname('http', 'tcp')", "80"}, {"getservbyport(80, 'tcp')", "'http'"},
		{"getservbyport('80')", "TypeError"}, {"getservbyport(65536)", "OverflowError"});
}

static void test_buffers(void)
{
	PLAY({"inet_ntoa(b'\\x7f\\x00\\x00\\x01')", "'127.0.0.1'"},
		{"inet_ntoa(bytearray(b'abcd'))", "'97.98.99.100'"},
		{"inet_ntoa(memoryview(b'abcd'))", "'97.98.99.100'"},
		{"inet_ntoa(strided(b'abcdefgh'))", "BufferError"},
		{"inet_ntoa(strided(b'a'))", "error"}, {"inet_ntoa('abcd')", "TypeError"},
		{"inet_ntoa([1, 2, 3, 4])", "TypeError"}, {"inet_ntoa(b'abc')", "error"},
		{"inet_ntop(AF_INET, b'abc')", "ValueError"},
		{"inet_ntop(AF_INET, b'abcd')", "'97.98.99.100'"},
		{"inet_ntop(99, b'abcd')", "error EAFNOSUPPORT"},
		{"inet_ntop('2', 'abcd')", "TypeError"},
		{"inet_ntop(2147483648, 'abcd')", "OverflowError"},
		{"inet_pton(AF_INET6, '::1')", "b'"
					       "\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
					       "\\x00\\x00\\x00\\x00\\x00"
					       "\\x01'"});
}

static void test_timeouts(void)
{
	PLAY({"setdefaulttimeout(1)", "None"}, {"getdefaulttimeout()", "float 1"},
		{"setdefaulttimeout('2')", "TypeError"}, {"setdefaulttimeout(b'2')", "TypeError"},
		{"setdefaulttimeout(-1)", "ValueError"}, {"setdefaulttimeout(-0.5)", "ValueError"},
		{"setdefaulttimeout(nan)", "ValueError"},
		{"setdefaulttimeout(inf)", "OverflowError"},
		{"setdefaulttimeout(9223372037)", "OverflowError"},
		{"setdefaulttimeout(-9223372037)", "OverflowError"},
		{"setdefaulttimeout(99999999999999999999)", "OverflowError"},
		{"setdefaulttimeout(-99999999999999999999)", "OverflowError"},
		{"setdefaulttimeout([])", "TypeError"}, {"getdefaulttimeout()", "float 1"},
		{"s = socket()", "<socket>"}, {"s.gettimeout()", "float 1"},
		{"setdefaulttimeout(True)", "None"}, {"setdefaulttimeout(index(3))", "None"},
		{"getdefaulttimeout()", "float 3"}, {"setdefaulttimeout(None)", "None"},
		{"getdefaulttimeout()", "None"});
}

static void test_hosts(void)
{
	PLAY({"gethostbyname('127.0.0.1')", "'127.0.0.1'"},
		{"gethostbyname(b'127.0.0.1')", "'127.0.0.1'"},
		{"gethostbyname(bytearray(b'127.0.0.1'))", "'127.0.0.1'"},
		{"gethostbyname(memoryview(b'127.0.0.1'))", "TypeError"},
		{"gethostbyname(None)", "TypeError"}, {"gethostbyname('a\\x00')", "TypeError"},
		{"gethostbyname('a..b')", "UnicodeError"},
		{"gethostbyname('\\xed\\xb2\\x80')", "UnicodeError"},
		{"gethostbyname_ex(b'127.0.0.1')", "('127.0.0.1', [], ['127.0.0.1'])"},
		{"gethostbyaddr(5)", "TypeError"}, {"gethostbyname_ex(5)", "TypeError"},
		{"getaddrinfo(None, None)", "gaierror EAI_NONAME"},
		{"getaddrinfo(bytearray(b''), 1)", "TypeError"},
		{"getaddrinfo('127\\x00', 1)", "ValueError"}, {"getfqdn(5)", "TypeError"},
		{"getfqdn()", NULL}, {"gethostname()", NULL});
}

static void test_ports(void)
{
	PLAY({"getaddrinfo('127.0.0.1', '80', AF_INET, SOCK_STREAM)",
		     "[(2, 1, 6, '', ('127.0.0.1', 80))]"},
		{"getaddrinfo('127.0.0.1', b'80', AF_INET, SOCK_STREAM)",
			"[(2, 1, 6, '', ('127.0.0.1', 80))]"},
		{"getaddrinfo('127.0.0.1', None, AF_INET, SOCK_STREAM)",
			"[(2, 1, 6, '', ('127.0.0.1', 0))]"},
		{"getaddrinfo('127.0.0.1', 1.5)", "error"},
		{"getaddrinfo('127.0.0.1', True)", "error"},
		{"getaddrinfo('127.0.0.1', '8\\x00')", "ValueError"},
		{"getaddrinfo('127.0.0.1', b'8\\x00')", "ValueError"},
		{"getaddrinfo('127.0.0.1', '\\xed\\xb2\\x80')", "UnicodeError"},
		{"getaddrinfo('127.0.0.1', 99999999999999999999)", "OverflowError"},
		{"getaddrinfo('127.0.0.1', 80, 'x')", "TypeError"});
}

static void test_sockaddr(void)
{
	PLAY({"getnameinfo(('127.0.0.1', 80), NI_NUMERICHOST)", "('127.0.0.1', 'http')"},
		{"getnameinfo(('::1', 1, 0, 0), 3)", "('::1', '1')"},
		{"getnameinfo(['127.0.0.1', 80], 0)", "TypeError"},
		{"getnameinfo(('127.0.0.1',), 0)", "TypeError"},
		{"getnameinfo(('127.0.0.1', 1, 2, 3, 4), 0)", "TypeError"},
		{"getnameinfo((b'127.0.0.1', 1), 0)", "TypeError"},
		{"getnameinfo(('127.0.0.1\\x00', 1), 0)", "ValueError"},
		{"getnameinfo(('127.0.0.1', '1'), 0)", "TypeError"},
		{"getnameinfo(('127.0.0.1', 2147483648), 0)", "OverflowError"},
		{"getnameinfo(('::1', 1, 1048576), 0)", "OverflowError"},
		{"getnameinfo(('::1', 1, 0, 'x'), 0)", "TypeError"});
}

/* The first wrong argument decides the error, and a wrong number of arguments comes before that. */
static void test_order(void)
{
	PLAY({"inet_pton('x', 5)", "TypeError"}, {"inet_pton(2147483648, 5)", "OverflowError"},
		{"inet_pton(99, 5)", "TypeError"}, {"inet_ntop(2147483648)", "TypeError"},
		{"getaddrinfo(5, 80, 2147483648)", "OverflowError"},
		{"getaddrinfo(5, 99999999999999999999)", "TypeError"}, {"s = socket()", "<socket>"},
		{"s.recv(-1, 'x')", "TypeError"}, {"s.sendto('x', 2147483648, 5)", "TypeError"},
		{"s.sendto(b'x', 2147483648, 5)", "OverflowError"},
		{"s.bind((5, 'x'))", "TypeError"}, {"s.makefile('a', 'x')", "ValueError"});
}

CU_TestInfo call_arguments_tests[] = {
	{"the number of arguments counts first", test_number},
	{"arguments have names where the document gives some", test_names},
	{"a C int has its range", test_ints},
	{"text for the C library has no NUL and no surrogate", test_strings},
	{"a buffer is contiguous", test_buffers},
	{"a timeout is none, or a number in range", test_timeouts},
	{"a host is text, bytes or a bytearray", test_hosts},
	{"a port is a number, text or None", test_ports},
	{"getnameinfo() takes a tuple", test_sockaddr},
	{"the leftmost error wins", test_order},
	CU_TEST_INFO_NULL,
};
