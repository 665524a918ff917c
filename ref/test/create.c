/* create_server(), and the options of create_connection(). */
#include "call_script.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int option(struct pysock *s, int level, int name)
{
	int value = -1;

	CHECK_OK(pysock_getsockopt(s, level, name, &value, &raised));
	return value;
}

static void test_server(void)
{
	struct pysock_address address;
	struct pysock *s;
	struct pysock *client;
	struct pysock *other = NULL;
	int before;

	pysock_address_inet(&address, "127.0.0.1", 0);
	CHECK_OK(pysock_create_server(&address, PYSOCK_BACKLOG, 0, &s, &raised));
	CHECK_NUMBER(option(s, SOL_SOCKET, SO_REUSEADDR), 1);
	CHECK_NUMBER(option(s, SOL_SOCKET, SO_REUSEPORT), 0);
	CHECK_NUMBER(option(s, SOL_SOCKET, SO_ACCEPTCONN), 1);
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &client, &raised));
	CHECK_OK(pysock_connect(client, &address, &raised));
	before = open_descriptors();
	CHECK_RAISES(
		pysock_create_server(&address, 1, 0, &other, &raised), PYSOCK_ERROR, EADDRINUSE);
	CU_ASSERT_PTR_NOT_NULL(strstr(raised.text, "127.0.0.1"));
	CHECK_NUMBER(pysock_create_server(&address, 1, 0, &other, NULL), -1);
	CHECK_RAISES(pysock_create_server(&address, 1, PYSOCK_REUSE_PORT, &other, &raised),
		PYSOCK_ERROR, EADDRINUSE);
	CHECK_RAISES(pysock_create_server(&address, 1, PYSOCK_DUALSTACK, &other, &raised),
		PYSOCK_VALUE_ERROR, NO_CODE);
	address.inet.port = 65536;
	CHECK_RAISES(pysock_create_server(&address, 1, 0, &other, &raised), PYSOCK_OVERFLOW_ERROR,
		NO_CODE);
	pysock_address_inet(&address, "no such host", 0);
	CHECK_RAISES(
		pysock_create_server(&address, 1, 0, &other, &raised), PYSOCK_GAIERROR, EAI_NONAME);
	CHECK_NUMBER(open_descriptors(), before);
	pysock_free(client);
	pysock_free(s);
}

/* bind() refuses the host "" of AF_INET6, and create_server() does not. */
static void test_all_interfaces(void)
{
	struct pysock_address address;
	struct pysock *s;

	pysock_address_inet6(&address, "", 0, 0, 0);
	CHECK_OK(pysock_create_server(&address, PYSOCK_BACKLOG, 0, &s, &raised));
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_TEXT(address.inet.host, "::");
	pysock_free(s);
	pysock_address_inet(&address, "", 0);
	CHECK_OK(pysock_create_server(&address, PYSOCK_BACKLOG, 0, &s, &raised));
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_TEXT(address.inet.host, "0.0.0.0");
	pysock_free(s);
}

static void test_shared_port(void)
{
	struct pysock_address address;
	struct pysock *first;
	struct pysock *second;

	pysock_address_inet(&address, "127.0.0.1", 0);
	CHECK_OK(pysock_create_server(&address, 1, PYSOCK_REUSE_PORT, &first, &raised));
	CHECK_NUMBER(option(first, SOL_SOCKET, SO_REUSEPORT), 1);
	CHECK_OK(pysock_getsockname(first, &address, &raised));
	CHECK_OK(pysock_create_server(&address, 1, PYSOCK_REUSE_PORT, &second, &raised));
	pysock_free(first);
	pysock_free(second);
}

static void test_inet6(void)
{
	struct pysock_address address;
	struct pysock *s;

	CU_ASSERT(pysock_has_dualstack_ipv6());
	pysock_address_inet6(&address, "::", 0, 0, 0);
	CHECK_OK(pysock_create_server(&address, 1, 0, &s, &raised));
	CHECK_NUMBER(option(s, IPPROTO_IPV6, IPV6_V6ONLY), 1);
	pysock_free(s);
	CHECK_OK(pysock_create_server(&address, 1, PYSOCK_DUALSTACK, &s, &raised));
	CHECK_NUMBER(option(s, IPPROTO_IPV6, IPV6_V6ONLY), 0);
	pysock_free(s);
	wrap_arm("setsockopt", 1, ENOPROTOOPT);
	CU_ASSERT(!pysock_has_dualstack_ipv6());
	wrap_arm("socket", 1, EAFNOSUPPORT);
	CHECK_RAISES(pysock_create_server(&address, 1, PYSOCK_DUALSTACK, &s, &raised),
		PYSOCK_VALUE_ERROR, NO_CODE);
	wrap_disarm();
}

/* For AF_UNIX the error names the path; the empty name works, too. */
static void test_other_families(void)
{
	struct pysock_address address;
	struct pysock *s;

	pysock_address_unix(&address, "/nowhere/at/all", 15);
	CHECK_RAISES(pysock_create_server(&address, 1, 0, &s, &raised), PYSOCK_ERROR, ENOENT);
	CU_ASSERT_PTR_NOT_NULL(strstr(raised.text, "'/nowhere/at/all'"));
	pysock_address_unix(&address, "", 0);
	CHECK_OK(pysock_create_server(&address, 1, 0, &s, &raised));
	pysock_free(s);
}

static void test_source(void)
{
	struct pysock_address address, source, own;
	struct pysock *listener = make_listener(&address);
	struct pysock_connection options = {.source_address = &source};
	struct pysock *s;
	char service[8];
	int before;

	(void)snprintf(service, sizeof service, "%lld", address.inet.port);
	pysock_address_inet(&source, "127.0.0.5", 0);
	CHECK_OK(pysock_create_connection_with("127.0.0.1", service, &options, &s, &raised));
	CHECK_OK(pysock_getsockname(s, &own, &raised));
	CHECK_TEXT(own.inet.host, "127.0.0.5");
	pysock_free(s);
	before = open_descriptors();
	pysock_address_inet(&source, "192.0.2.1", 0);
	CHECK_RAISES(pysock_create_connection_with("127.0.0.1", service, &options, &s, &raised),
		PYSOCK_ERROR, EADDRNOTAVAIL);
	pysock_address_inet(&source, "::1", 0);
	CHECK_RAISES(pysock_create_connection_with("127.0.0.1", service, &options, &s, &raised),
		PYSOCK_GAIERROR, EAI_ADDRFAMILY);
	source.inet.port = -1;
	CHECK_RAISES(pysock_create_connection_with("127.0.0.1", service, &options, &s, &raised),
		PYSOCK_GAIERROR, EAI_ADDRFAMILY);
	pysock_address_inet(&source, "127.0.0.1", -1);
	CHECK_RAISES(pysock_create_connection_with("127.0.0.1", service, &options, &s, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_NUMBER(open_descriptors(), before);
	pysock_free(listener);
}

static int refuse_in_turn(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd, (void)length;
	errno = address->sa_family == AF_INET ? ECONNREFUSED : ENETUNREACH;
	return -1;
}

static void test_all_errors(void)
{
	struct pysock_errors errors = {0};
	struct pysock_connection options = {.all_errors = &errors};
	struct pysock_address source;
	struct pysock *s;

	answers.connect = refuse_in_turn;
	/* A NULL host gives both loopback addresses. */
	CHECK_RAISES(pysock_create_connection_with(NULL, "1", &options, &s, &raised),
		PYSOCK_EXCEPTION_GROUP, NO_CODE);
	CHECK_NUMBER(errors.count, 2);
	CHECK_NUMBER(errors.items[0].code + errors.items[1].code, ECONNREFUSED + ENETUNREACH);
	CHECK_NUMBER(errors.items[1].exception, PYSOCK_ERROR);
	free(errors.items);
	errors = (struct pysock_errors){0};
	CHECK_RAISES(pysock_create_connection_with("127.0.0.1", "1", &options, &s, &raised),
		PYSOCK_EXCEPTION_GROUP, NO_CODE);
	CHECK_NUMBER(errors.count, 1);
	free(errors.items);
	errors = (struct pysock_errors){0};
	/*
	 * Errors that end the attempts, and errors before the first attempt, are not collected in a
	 * group.
	 */
	options.source_address = &source;
	pysock_address_inet(&source, "", 65536);
	CHECK_RAISES(pysock_create_connection_with(NULL, "1", &options, &s, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_create_connection_with("no such host", "1", &options, &s, &raised),
		PYSOCK_GAIERROR, EAI_NONAME);
	CU_ASSERT_PTR_NULL(errors.items);
	answers = no_answers;
}

static void test_door(void)
{
	PLAY({"s = create_server(('127.0.0.1', 0))", "<socket>"}, {"x = s.getsockname()", NULL},
		{"c = create_connection(x, 5, ('127.0.0.3', 0))", "<socket>"},
		{"c.gettimeout()", "float 5"}, {"del c", NULL},
		{"c = create_connection(x, source_address=None, all_errors=True)", "<socket>"},
		{"c.gettimeout()", "None"}, {"del c", NULL},
		{"create_connection(x, 5, ())", "<socket>"},
		{"create_connection(x, 5, 0)", "<socket>"},
		{"create_connection(x, 5, ['', 0])", "TypeError"},
		{"create_connection(x, 5, 'x')", "TypeError"},
		{"create_connection(x, 5, None, True)", "TypeError"},
		{"create_server(x)", "error EADDRINUSE"}, {"create_server(x, 2)", "TypeError"},
		{"create_server()", "TypeError"}, {"create_server(x, nothing=1)", "TypeError"},
		{"create_server(x, backlog='x')", "TypeError"},
		{"create_server(('', 0), backlog=None, family=AF_INET, reuse_port=True)",
			"<socket>"},
		{"create_server(('127.0.0.1', 0), dualstack_ipv6=True)", "ValueError"},
		{"create_server(('::1', 0), family=AF_INET6, dualstack_ipv6=False)", "<socket>"},
		{"create_server(('', 0), family=9999)", "error EAFNOSUPPORT"},
		{"create_server('', family=AF_UNIX)", "<socket>"},
		{"create_server('')", "TypeError"}, {"has_dualstack_ipv6()", "True"},
		{"has_dualstack_ipv6(1)", "TypeError"}, {"s.close()", "None"},
		{"create_connection(x)", "error ECONNREFUSED"},
		{"create_connection(x, all_errors=True)", "ExceptionGroup"},
		{"create_connection(x, all_errors=0)", "error ECONNREFUSED"});
	STARVE({"create_server(('127.0.0.1', 0))", NULL});
	STARVE({"s = create_server(('127.0.0.1', 0))", NULL}, {"x = s.getsockname()", NULL},
		{"create_connection(x, None, ('127.0.0.1', 0))", NULL});
}

CU_TestInfo create_tests[] = {
	{"a server listens at its address", test_server},
	{"create_server serves all interfaces of a family", test_all_interfaces},
	{"servers share a port if all ask for it", test_shared_port},
	{"a server of AF_INET6 leaves IPv4 alone unless asked", test_inet6},
	{"other families have servers too", test_other_families},
	{"a connection comes from its source address", test_source},
	{"all errors are told", test_all_errors},
	{"through the door", test_door},
	CU_TEST_INFO_NULL,
};
