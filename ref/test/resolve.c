/* The resolver. Where the contents of the system's tables matter, the test answers instead. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void test_getaddrinfo(void)
{
	struct pysock_addrinfo *results = NULL;
	size_t count = 0;

	CHECK_OK(pysock_getaddrinfo(
		"127.0.0.1", "80", 0, SOCK_STREAM, 0, AI_CANONNAME, &results, &count, &raised));
	CU_ASSERT_EQUAL_FATAL(count, 1);
	CHECK_NUMBER(results[0].family, AF_INET);
	CHECK_NUMBER(results[0].socktype, SOCK_STREAM);
	CHECK_NUMBER(results[0].proto, IPPROTO_TCP);
	CHECK_TEXT(results[0].canonname, "127.0.0.1");
	CHECK_TEXT(results[0].address.inet.host, "127.0.0.1");
	CHECK_NUMBER(results[0].address.inet.port, 80);
	CHECK_NUMBER(results[0].address.members, 2);
	free(results);
	CHECK_OK(pysock_getaddrinfo(
		"::1", "65535", AF_INET6, SOCK_DGRAM, 0, 0, &results, &count, &raised));
	CU_ASSERT_EQUAL_FATAL(count, 1);
	CHECK_TEXT(results[0].canonname, "");
	CHECK_NUMBER(results[0].address.members, 4);
	CHECK_NUMBER(results[0].address.inet.port, 65535);
	free(results);
	CHECK_OK(pysock_getaddrinfo(
		NULL, "0", AF_INET, SOCK_STREAM, 0, AI_PASSIVE, &results, &count, &raised));
	CHECK_TEXT(results[0].address.inet.host, "0.0.0.0");
	free(results);
	CHECK_OK(pysock_getaddrinfo(
		NULL, "0", AF_INET, SOCK_STREAM, 0, 0, &results, &count, &raised));
	CHECK_TEXT(results[0].address.inet.host, "127.0.0.1");
	free(results);
	CHECK_OK(pysock_getaddrinfo("127.0.0.1", NULL, 0, 0, 0, 0, &results, &count, &raised));
	CU_ASSERT(count > 1);
	CHECK_NUMBER(results[0].address.inet.port, 0);
	free(results);
	CHECK_OK(pysock_getaddrinfo("127.0.0.1", "", 0, 0, 0, 0, &results, &count, &raised));
	CHECK_NUMBER(results[0].address.inet.port, 0);
	free(results);
}

static void test_getaddrinfo_refuses(void)
{
	static const struct {
		const char *host, *service;
		int family, socktype, proto, flags;
		int code;
	} rows[] = {
		{NULL, NULL, 0, 0, 0, 0, EAI_NONAME},
		{"", "80", 0, 0, 0, 0, EAI_NONAME},
		{"no such host", "80", 0, 0, 0, 0, EAI_NONAME},
		{"localhost", "80", 0, 0, 0, AI_NUMERICHOST, EAI_NONAME},
		{"127.0.0.1", "http", 0, SOCK_STREAM, 0, AI_NUMERICSERV, EAI_NONAME},
		{"127.0.0.1", "80", AF_UNIX, 0, 0, 0, EAI_FAMILY},
		{"127.0.0.1", "80", 0, 99, 0, 0, EAI_SOCKTYPE},
		{"127.0.0.1", "80", 0, 0, 0, 1 << 30, EAI_BADFLAGS},
		{"127.0.0.1", "no such service", 0, 0, 0, 0, EAI_SERVICE},
		{"127.0.0.1", "-1", 0, SOCK_STREAM, 0, 0, EAI_SERVICE},
		{"127.0.0.1", "65536", 0, SOCK_STREAM, 0, 0, EAI_SERVICE},
		{"127.0.0.1", " 65536", 0, SOCK_STREAM, 0, 0, EAI_SERVICE},
		{"127.0.0.1", "4294967297", 0, SOCK_STREAM, 0, 0, EAI_SERVICE},
		{"127.0.0.1", "99999999999999999999", 0, SOCK_STREAM, 0, 0, EAI_SERVICE},
		/* The low 32 bits, all that glibc looks at, are 80. */
		{"127.0.0.1", "-4294967216", 0, SOCK_STREAM, 0, 0, EAI_SERVICE},
	};
	struct pysock_addrinfo *untouched = NULL;
	size_t count = 77;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CHECK_RAISES(pysock_getaddrinfo(rows[i].host, rows[i].service, rows[i].family,
				     rows[i].socktype, rows[i].proto, rows[i].flags, &untouched,
				     &count, &raised),
			PYSOCK_GAIERROR, rows[i].code);
	CHECK_TEXT(raised.text, gai_strerror(EAI_SERVICE));
	CU_ASSERT_PTR_NULL(untouched);
	CHECK_NUMBER(count, 77);
}

static void test_getnameinfo_ports(void)
{
	static const struct {
		long long port;
		enum pysock_exception exception;
		int code;
	} rows[] = {
		{65536, PYSOCK_GAIERROR, EAI_SERVICE},
		{-1, PYSOCK_GAIERROR, EAI_SERVICE},
		{INT_MAX, PYSOCK_GAIERROR, EAI_SERVICE},
		{INT_MIN, PYSOCK_GAIERROR, EAI_SERVICE},
		{(long long)INT_MAX + 1, PYSOCK_OVERFLOW_ERROR, NO_CODE},
		{(long long)INT_MIN - 1, PYSOCK_OVERFLOW_ERROR, NO_CODE},
		{INT64_MAX, PYSOCK_OVERFLOW_ERROR, NO_CODE},
		{INT64_MIN, PYSOCK_OVERFLOW_ERROR, NO_CODE},
	};
	struct pysock_address address;
	char host[PYSOCK_HOST_SIZE], service[PYSOCK_SERVICE_SIZE];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		pysock_address_inet(&address, "127.0.0.1", rows[i].port);
		CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised),
			rows[i].exception, rows[i].code);
	}
}

/* Members beyond the tuple's length do not count. */
static void test_getnameinfo_members(void)
{
	const int numeric = NI_NUMERICHOST | NI_NUMERICSERV;
	struct pysock_address address;
	char host[PYSOCK_HOST_SIZE], service[PYSOCK_SERVICE_SIZE];

	pysock_address_inet6(&address, "::1", 80, 0, -1);
	address.members = 3;
	CHECK_OK(pysock_getnameinfo(&address, numeric, host, service, &raised));
	pysock_address_inet6(&address, "::1", 80, -1, -1);
	address.members = 2;
	CHECK_OK(pysock_getnameinfo(&address, numeric, host, service, &raised));
	CHECK_TEXT(host, "::1");
	CHECK_TEXT(service, "80");
}

static void test_getnameinfo(void)
{
	struct pysock_address address;
	char host[PYSOCK_HOST_SIZE] = "untouched";
	char service[PYSOCK_SERVICE_SIZE] = "untouched";

	pysock_address_inet(&address, "127.0.0.1", 80);
	CHECK_RAISES(pysock_getnameinfo(&address, -1, host, service, &raised), PYSOCK_GAIERROR,
		EAI_BADFLAGS);
	for (int members = 0; members <= 5; members++) {
		address.members = members;
		if (members < 2 || members > 4)
			CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised),
				PYSOCK_TYPE_ERROR, NO_CODE);
		else if (members > 2)
			CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised),
				PYSOCK_ERROR, NO_CODE);
	}
	pysock_address_inet(&address, "no such host", 80);
	CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised), PYSOCK_GAIERROR,
		EAI_NONAME);
	pysock_address_inet6(&address, "::1", 80, 0x100000, 0);
	CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised), PYSOCK_OVERFLOW_ERROR,
		NO_CODE);
	pysock_address_inet6(&address, "::1", 80, -1, 0);
	CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised), PYSOCK_OVERFLOW_ERROR,
		NO_CODE);
	pysock_address_inet6(&address, "::1", 80, 0, -1);
	CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised), PYSOCK_OVERFLOW_ERROR,
		NO_CODE);
	pysock_address_inet6(&address, "no such host", 80, 0, 0);
	CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised), PYSOCK_GAIERROR,
		EAI_NONAME);
	pysock_address_inet6(&address, "::1", 80, 0, 0x100000000);
	CHECK_RAISES(pysock_getnameinfo(&address, 0, host, service, &raised), PYSOCK_OVERFLOW_ERROR,
		NO_CODE);
	CHECK_TEXT(host, "untouched");
	CHECK_TEXT(service, "untouched");
	pysock_address_inet(&address, "127.1", 80);
	CHECK_OK(pysock_getnameinfo(
		&address, NI_NUMERICHOST | NI_NUMERICSERV, host, service, &raised));
	CHECK_TEXT(host, "127.0.0.1");
	CHECK_TEXT(service, "80");
	pysock_address_inet(&address, "localhost", 80);
	CHECK_OK(pysock_getnameinfo(
		&address, NI_NUMERICHOST | NI_NUMERICSERV, host, service, &raised));
	CU_ASSERT(strcmp(host, "127.0.0.1") == 0 || strcmp(host, "::1") == 0);
	pysock_address_inet6(&address, "::1", 65535, 5, 0);
	address.members = 2;
	CHECK_OK(pysock_getnameinfo(
		&address, NI_NUMERICHOST | NI_NUMERICSERV, host, service, &raised));
	CHECK_TEXT(host, "::1");
	CHECK_TEXT(service, "65535");
}

/* Gives an address whose text is longer than any buffer. */
static void test_long_number(void)
{
	char text[2 * PYSOCK_HOST_SIZE];
	char address[PYSOCK_HOST_SIZE];

	memset(text, '0', sizeof text);
	strcpy(text + PYSOCK_HOST_SIZE, "127.0.0.1");
	CHECK_OK(pysock_gethostbyname(text, address, &raised));
	CHECK_TEXT(address, "87.0.0.1");
}

static void test_gethostbyname(void)
{
	static const struct {
		const char *name, *address;
	} rows[] = {
		{"100.50.200.5", "100.50.200.5"},
		{"127.1", "127.1"},
		{"010.0x0.1", "010.0x0.1"},
		{"", "0.0.0.0"},
		{"<broadcast>", "255.255.255.255"},
		{"localhost", "127.0.0.1"},
	};
	char address[PYSOCK_HOST_SIZE] = "untouched";

	CHECK_RAISES(
		pysock_gethostbyname("::1", address, &raised), PYSOCK_GAIERROR, EAI_ADDRFAMILY);
	/* The C library's inet_aton() would accept this. */
	CHECK_RAISES(
		pysock_gethostbyname("127.0.0.1 x", address, &raised), PYSOCK_GAIERROR, EAI_NONAME);
	CHECK_RAISES(
		pysock_gethostbyname(" 127.0.0.1", address, &raised), PYSOCK_GAIERROR, EAI_NONAME);
	CHECK_TEXT(address, "untouched");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		CHECK_OK(pysock_gethostbyname(rows[i].name, address, &raised));
		CHECK_TEXT(address, rows[i].address);
	}
}

static void test_services(void)
{
	char *name = NULL;

	CHECK_NUMBER(pysock_getservbyname("http", "tcp", &raised), 80);
	CHECK_NUMBER(pysock_getservbyname("http", NULL, &raised), 80);
	CHECK_RAISES(pysock_getservbyname("http", "", &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(pysock_getservbyname("http", "udp", &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(pysock_getservbyname("80", NULL, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(pysock_getservbyname("", NULL, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(
		pysock_getservbyport(-1, NULL, &name, &raised), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(
		pysock_getservbyport(65536, NULL, &name, &raised), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_getservbyport(0, NULL, &name, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(pysock_getservbyport(65535, NULL, &name, &raised), PYSOCK_ERROR, NO_CODE);
	CU_ASSERT_PTR_NULL(name);
	CHECK_OK(pysock_getservbyport(80, "tcp", &name, &raised));
	CHECK_TEXT(name, "http");
	free(name);
	CHECK_NUMBER(pysock_getprotobyname("icmp", &raised), IPPROTO_ICMP);
	CHECK_NUMBER(pysock_getprotobyname("ip", &raised), 0);
	CHECK_RAISES(pysock_getprotobyname("no such", &raised), PYSOCK_ERROR, NO_CODE);
}

static void test_create_connection(void)
{
	struct pysock_address address;
	struct pysock *listener = make_listener(&address);
	struct pysock *s = NULL;
	char service[8];
	struct pysock_timeout two = pysock_seconds(2);
	int before;

	(void)snprintf(service, sizeof service, "%lld", address.inet.port);
	CHECK_OK(pysock_create_connection("127.0.0.1", service, &s, &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), NONE);
	CHECK_NUMBER(pysock_proto(s), IPPROTO_TCP);
	pysock_free(s);
	CHECK_OK(pysock_create_connection_timeout("127.0.0.1", service, two, &s, &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), 2);
	pysock_free(s);
	CHECK_OK(pysock_setdefaulttimeout(two, &raised));
	CHECK_OK(pysock_create_connection("127.0.0.1", service, &s, &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), 2);
	pysock_free(s);
	CHECK_OK(pysock_create_connection_timeout(
		"127.0.0.1", service, pysock_no_timeout(), &s, &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), NONE);
	pysock_free(s);
	CHECK_OK(pysock_setdefaulttimeout(pysock_no_timeout(), &raised));
	pysock_free(listener);
	s = NULL;
	before = open_descriptors();
	CHECK_RAISES(pysock_create_connection("127.0.0.1", service, &s, &raised), PYSOCK_ERROR,
		ECONNREFUSED);
	CHECK_RAISES(pysock_create_connection("no such host", service, &s, &raised),
		PYSOCK_GAIERROR, EAI_NONAME);
	CHECK_RAISES(pysock_create_connection_timeout(
			     "127.0.0.1", service, pysock_seconds(-1), &s, &raised),
		PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_NUMBER(pysock_create_connection("127.0.0.1", service, &s, NULL), -1);
	CU_ASSERT_PTR_NULL(s);
	CHECK_NUMBER(open_descriptors(), before);
}

static int connects;

static int second_time_lucky(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd, (void)address, (void)length;
	errno = ENETUNREACH;
	return ++connects == 2 ? 0 : -1;
}

static int never_ready(
	struct pollfd *polled, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	(void)polled, (void)count, (void)mask;
	(void)nanosleep(timeout, NULL);
	return 0;
}

static int first_too_slow(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd, (void)address, (void)length;
	errno = EINPROGRESS;
	answers.ppoll = never_ready;
	return ++connects == 2 ? 0 : -1;
}

static void test_create_connection_tries_all(void)
{
	struct pysock *s;
	int before = open_descriptors();

	answers.connect = second_time_lucky;
	connects = 0;
	/* A NULL host gives both loopback addresses. */
	CHECK_OK(pysock_create_connection(NULL, "1", &s, &raised));
	CHECK_NUMBER(connects, 2);
	CHECK_NUMBER(open_descriptors(), before + 1);
	pysock_free(s);
	connects = 2;
	CHECK_RAISES(pysock_create_connection(NULL, "1", &s, &raised), PYSOCK_ERROR, ENETUNREACH);
	CHECK_NUMBER(connects, 4);
	/* A lack of memory ends the attempts: the second address would fail, too. */
	wrap_arm("malloc", 2, 0);
	connects = 0;
	CHECK_RAISES(
		pysock_create_connection(NULL, "1", &s, &raised), PYSOCK_MEMORY_ERROR, NO_CODE);
	wrap_disarm();
	CHECK_NUMBER(connects, 0);
	/* A timeout does not: each address has its own. */
	answers.connect = first_too_slow;
	CHECK_OK(pysock_create_connection_timeout(NULL, "1", pysock_seconds(0.005), &s, &raised));
	CHECK_NUMBER(connects, 2);
	pysock_free(s);
	answers = no_answers;
	CHECK_NUMBER(open_descriptors(), before);
}

static void test_idna(void)
{
	static const struct {
		const char *host;
		bool right;
	} rows[] = {
		{"", true},
		{"host", true},
		{"host.", true},
		{"a.b.c", true},
		{".", false},
		{".a", false},
		{"a..b", false},
		{"b\xc3\xbc"
		 "cher",
			false},
		/* Labels of 63 and of 64 bytes. */
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b", true},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b", false},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *ascii = NULL;
		int result = pysock_idna_encode(rows[i].host, &ascii, &raised);

		if (rows[i].right) {
			CHECK_OK(result);
			CHECK_TEXT(ascii, rows[i].host);
		} else {
			CHECK_RAISES(result, PYSOCK_UNICODE_ERROR, NO_CODE);
			CU_ASSERT_PTR_NULL(ascii);
		}
		free(ascii);
	}
}

CU_TestInfo resolve_tests[] = {
	{"getaddrinfo gives what socket and connect take", test_getaddrinfo},
	{"getaddrinfo refuses with its own codes", test_getaddrinfo_refuses},
	{"getnameinfo reads numeric addresses", test_getnameinfo},
	{"getnameinfo refuses what is no port", test_getnameinfo_ports},
	{"getnameinfo takes the members that are there", test_getnameinfo_members},
	{"gethostbyname gives an IPv4 address", test_gethostbyname},
	{"gethostbyname shortens an address that is too long", test_long_number},
	{"services and protocols are looked up", test_services},
	{"create_connection connects with its timeout", test_create_connection},
	{"create_connection tries every address", test_create_connection_tries_all},
	{"host names must be ASCII, their labels not too long", test_idna},
	CU_TEST_INFO_NULL,
};
