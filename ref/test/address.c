/* Addresses of every family: what reaches the system, and what comes back. */
#include "suite.h"
#include "wrap.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

/* What bind() was last given in place of the system. */
static struct sockaddr_storage seen;
static socklen_t seen_length;

/* What getsockname() gives in place of the system. */
static struct sockaddr_storage told;
static socklen_t told_length;

static int record_bind(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd;
	memcpy(&seen, address, length);
	seen_length = length;
	return 0;
}

static int tell_name(int fd, struct sockaddr *address, socklen_t *length)
{
	(void)fd;
	memcpy(address, &told, told_length);
	*length = told_length;
	return 0;
}

/* A socket that says it is of the family; the descriptor is of AF_INET. */
static struct pysock *of_family(int family)
{
	struct pysock *s;
	struct pysock *claimed;

	CU_ASSERT_EQUAL_FATAL(pysock_socket(AF_INET, SOCK_DGRAM, 0, &s, &raised), 0);
	CU_ASSERT_EQUAL_FATAL(
		pysock_fromfd(pysock_fileno(s), family, SOCK_DGRAM, 0, &claimed, &raised), 0);
	pysock_free(s);
	return claimed;
}

static int packs(const struct pysock_address *address)
{
	struct pysock *s = of_family(address->family);
	int result;

	answers.bind = record_bind;
	result = pysock_bind(s, address, &raised);
	answers.bind = NULL;
	pysock_free(s);
	return result;
}

static int unpacks(struct pysock_address *address, const void *bytes, socklen_t length)
{
	struct pysock *s = of_family(AF_INET);
	int result;

	memset(&told, 0, sizeof told);
	if (length > 0)
		memcpy(&told, bytes, length);
	told_length = length;
	answers.getsockname = tell_name;
	result = pysock_getsockname(s, address, &raised);
	answers.getsockname = NULL;
	pysock_free(s);
	return result;
}

static void test_inet(void)
{
	static const struct {
		const char *host;
		uint32_t address;
	} rows[] = {
		{"127.0.0.1", INADDR_LOOPBACK},
		{"", INADDR_ANY},
		{"<broadcast>", INADDR_BROADCAST},
		{"255.255.255.255", INADDR_BROADCAST},
		{"127.1", INADDR_LOOPBACK},
		{"010.0.0.1", 0x08000001},
		{"localhost", INADDR_LOOPBACK},
	};
	const struct sockaddr_in *in = (const struct sockaddr_in *)&seen;
	struct pysock_address address;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		pysock_address_inet(&address, rows[i].host, 65535);
		CHECK_OK(packs(&address));
		CHECK_NUMBER(seen_length, sizeof *in);
		CHECK_NUMBER(in->sin_family, AF_INET);
		CHECK_NUMBER(ntohl(in->sin_addr.s_addr), rows[i].address);
		CHECK_NUMBER(ntohs(in->sin_port), 65535);
		CHECK_OK(unpacks(&address, in, sizeof *in));
		CHECK_NUMBER(address.family, AF_INET);
		CHECK_NUMBER(address.members, 2);
		CHECK_NUMBER(address.inet.port, 65535);
	}
	CHECK_TEXT(address.inet.host, "127.0.0.1");
}

static void test_inet_refuses(void)
{
	struct pysock_address address;

	pysock_address_inet(&address, "127.0.0.1", -1);
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	address.inet.port = 65536;
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	address.inet.port = INT64_MAX;
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	address.inet.port = INT64_MIN;
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	address.inet.port = 0;
	address.members = 1;
	CHECK_RAISES(packs(&address), PYSOCK_TYPE_ERROR, NO_CODE);
	address.members = 3;
	CHECK_RAISES(packs(&address), PYSOCK_TYPE_ERROR, NO_CODE);
	/* The host is looked at before the port's range. */
	pysock_address_inet(&address, "no such host", 65536);
	CHECK_RAISES(packs(&address), PYSOCK_GAIERROR, EAI_NONAME);
	pysock_address_inet(&address, "<Broadcast>", 1);
	CHECK_RAISES(packs(&address), PYSOCK_GAIERROR, EAI_NONAME);
	pysock_address_inet(&address, "::1", 1);
	CHECK_RAISES(packs(&address), PYSOCK_GAIERROR, EAI_ADDRFAMILY);
}

static void test_long_host(void)
{
	char host[3 * PYSOCK_HOST_SIZE];
	struct pysock_address address;

	memset(host, 'a', sizeof host - 1);
	host[sizeof host - 1] = '\0';
	pysock_address_inet(&address, host, 1);
	CHECK_RAISES(packs(&address), PYSOCK_GAIERROR, EAI_NONAME);
}

static void test_inet6(void)
{
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&seen;
	struct pysock_address address;

	pysock_address_inet6(&address, "::ffff:1.2.3.4", 80, 0xfffff, UINT32_MAX);
	CHECK_OK(packs(&address));
	CHECK_NUMBER(seen_length, sizeof *in6);
	CHECK_NUMBER(ntohs(in6->sin6_port), 80);
	CHECK_NUMBER(ntohl(in6->sin6_flowinfo), 0xfffff);
	CHECK_NUMBER(in6->sin6_scope_id, UINT32_MAX);
	CHECK_OK(unpacks(&address, in6, sizeof *in6));
	CHECK_NUMBER(address.members, 4);
	CHECK_TEXT(address.inet.host, "::ffff:1.2.3.4");
	CHECK_NUMBER(address.inet.port, 80);
	CHECK_NUMBER(address.inet.flowinfo, 0xfffff);
	CHECK_NUMBER(address.inet.scope_id, UINT32_MAX);
	/* What the tuple does not reach is 0, whatever stands there. */
	address.members = 3;
	CHECK_OK(packs(&address));
	CHECK_NUMBER(ntohl(in6->sin6_flowinfo), 0xfffff);
	CHECK_NUMBER(in6->sin6_scope_id, 0);
	address.members = 2;
	CHECK_OK(packs(&address));
	CHECK_NUMBER(in6->sin6_flowinfo, 0);
	pysock_address_inet6(&address, "::", 0, 0, 0);
	CHECK_OK(packs(&address));
	CU_ASSERT_EQUAL(memcmp(&in6->sin6_addr, &in6addr_any, sizeof in6addr_any), 0);
	/* A zone in the text is understood; the tuple says which counts. */
	pysock_address_inet6(&address, "fe80::1%1", 0, 0, 3);
	CHECK_OK(packs(&address));
	CHECK_NUMBER(in6->sin6_scope_id, 3);
}

static void test_inet6_refuses(void)
{
	static const struct {
		long long port, flowinfo, scope_id;
	} too_large[] = {
		{-1, 0, 0},
		{65536, 0, 0},
		{0, -1, 0},
		{0, 0x100000, 0},
		{0, 0x100000000, 0},
		{0, 0, -1},
		{0, 0, 0x100000000},
	};
	struct pysock_address address;

	for (size_t i = 0; i < sizeof too_large / sizeof too_large[0]; i++) {
		pysock_address_inet6(&address, "::1", too_large[i].port, too_large[i].flowinfo,
			too_large[i].scope_id);
		CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	}
	address.members = 1;
	CHECK_RAISES(packs(&address), PYSOCK_TYPE_ERROR, NO_CODE);
	address.members = 5;
	CHECK_RAISES(packs(&address), PYSOCK_TYPE_ERROR, NO_CODE);
	pysock_address_inet6(&address, "", 0, 0, 0);
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	pysock_address_inet6(&address, "<broadcast>", 0, 0, 0);
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	pysock_address_inet6(&address, "255.255.255.255", 0, 0, 0);
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	pysock_address_inet6(&address, "127.0.0.1", 0, 0, 0);
	CHECK_RAISES(packs(&address), PYSOCK_GAIERROR, EAI_ADDRFAMILY);
}

/* A name of so many bytes, its first one chosen. */
static void unix_name(struct pysock_address *address, char first, size_t length)
{
	char name[200];

	memset(name, 'n', sizeof name);
	name[0] = first;
	pysock_address_unix(address, name, length);
}

static void test_unix(void)
{
	const struct sockaddr_un *un = (const struct sockaddr_un *)&seen;
	struct pysock_address address;

	unix_name(&address, '/', 107);
	CHECK_OK(packs(&address));
	CHECK_NUMBER(seen_length, 2 + 108);
	CHECK_NUMBER(un->sun_path[107], 0);
	CHECK_OK(unpacks(&address, un, seen_length));
	CHECK_NUMBER(address.un.length, 107);
	unix_name(&address, '/', 108);
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	unix_name(&address, '/', 200);
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	unix_name(&address, '\0', 108);
	CHECK_OK(packs(&address));
	CHECK_NUMBER(seen_length, 2 + 108);
	CHECK_OK(unpacks(&address, un, seen_length));
	CHECK_NUMBER(address.un.length, 108);
	unix_name(&address, '\0', 109);
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	/* In an abstract name a NUL is a byte like any other, in a path it is a mistake. */
	pysock_address_unix(&address, "\0a\0b\0", 5);
	CHECK_OK(packs(&address));
	CHECK_OK(unpacks(&address, un, seen_length));
	CHECK_NUMBER(address.un.length, 5);
	CU_ASSERT_EQUAL(memcmp(address.un.path, "\0a\0b\0", 5), 0);
	pysock_address_unix(&address, "a\0b", 3);
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	pysock_address_unix(&address, "", 0);
	CHECK_OK(packs(&address));
	CHECK_NUMBER(seen_length, 2);
	CHECK_OK(unpacks(&address, un, seen_length));
	CHECK_NUMBER(address.family, AF_UNIX);
	CHECK_NUMBER(address.un.length, 0);
}

static void test_unix_full_path(void)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	struct pysock_address address;

	/* Another program may have used the last byte too, and left no room for the NUL. */
	memset(un.sun_path, 'p', sizeof un.sun_path);
	CHECK_OK(unpacks(&address, &un, sizeof un));
	CHECK_NUMBER(address.un.length, 108);
	CHECK_NUMBER(address.un.path[107], 'p');
}

static void test_netlink(void)
{
	const struct sockaddr_nl *nl = (const struct sockaddr_nl *)&seen;
	struct pysock_address address;

	memset(&seen, 0xff, sizeof seen);
	pysock_address_netlink(&address, 0, UINT32_MAX);
	CHECK_OK(packs(&address));
	CHECK_NUMBER(seen_length, 12);
	CHECK_NUMBER(nl->nl_pad, 0);
	CHECK_NUMBER(nl->nl_groups, UINT32_MAX);
	pysock_address_netlink(&address, UINT32_MAX, 5);
	CHECK_OK(packs(&address));
	CHECK_OK(unpacks(&address, nl, sizeof *nl));
	CHECK_NUMBER(address.family, AF_NETLINK);
	CHECK_NUMBER(address.members, 2);
	CHECK_NUMBER(address.netlink.pid, UINT32_MAX);
	CHECK_NUMBER(address.netlink.groups, 5);
	pysock_address_netlink(&address, -1, 0);
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_netlink(&address, 0, 0x100000000);
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_netlink(&address, 0, 0);
	address.members = 3;
	CHECK_RAISES(packs(&address), PYSOCK_TYPE_ERROR, NO_CODE);
}

static void tipc(struct pysock_address *address, int members, long long type, long long scope)
{
	address->family = AF_TIPC;
	address->members = members;
	address->tipc.addr_type = type;
	address->tipc.v1 = 2;
	address->tipc.v2 = 3;
	address->tipc.v3 = 4;
	address->tipc.scope = scope;
}

static void test_tipc(void)
{
	/* The structure after its family: type, scope, and three numbers of 32 bits. */
	static const struct {
		int type;
		uint32_t numbers[3];
		long long back[3];
	} rows[] = {
		{TIPC_ADDR_NAMESEQ, {2, 3, 4}, {2, 3, 4}},
		{TIPC_ADDR_NAME, {2, 3, 0}, {2, 3, 0}},
		{TIPC_ADDR_ID, {3, 2, 0}, {2, 3, 0}},
	};
	struct pysock_address address;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		unsigned char head[2] = {(unsigned char)rows[i].type, TIPC_CLUSTER_SCOPE};

		tipc(&address, 4, rows[i].type, 99);
		CHECK_OK(packs(&address));
		CHECK_NUMBER(seen_length, 16);
		CU_ASSERT_EQUAL(memcmp((char *)&seen + 2, head, 2), 0);
		CU_ASSERT_EQUAL(memcmp((char *)&seen + 4, rows[i].numbers, 12), 0);
		tipc(&address, 5, rows[i].type, TIPC_NODE_SCOPE);
		CHECK_OK(packs(&address));
		CHECK_OK(unpacks(&address, &seen, seen_length));
		CHECK_NUMBER(address.members, 5);
		CHECK_NUMBER(address.tipc.addr_type, rows[i].type);
		CHECK_NUMBER(address.tipc.v1, rows[i].back[0]);
		CHECK_NUMBER(address.tipc.v2, rows[i].back[1]);
		CHECK_NUMBER(address.tipc.v3, rows[i].back[2]);
		CHECK_NUMBER(address.tipc.scope, TIPC_NODE_SCOPE);
	}
}

static void test_tipc_refuses(void)
{
	struct sockaddr_tipc unknown = {.family = AF_TIPC, .addrtype = 9};
	struct pysock_address address;

	tipc(&address, 4, 9, 0);
	CHECK_RAISES(packs(&address), PYSOCK_TYPE_ERROR, NO_CODE);
	tipc(&address, 3, TIPC_ADDR_NAME, 0);
	CHECK_RAISES(packs(&address), PYSOCK_TYPE_ERROR, NO_CODE);
	tipc(&address, 6, TIPC_ADDR_NAME, 0);
	CHECK_RAISES(packs(&address), PYSOCK_TYPE_ERROR, NO_CODE);
	tipc(&address, 5, TIPC_ADDR_NAME, 256);
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	tipc(&address, 5, TIPC_ADDR_NAME, -1);
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	tipc(&address, 4, TIPC_ADDR_NAME, 0);
	address.tipc.v1 = -1;
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	tipc(&address, 4, TIPC_ADDR_NAME, 0);
	address.tipc.v2 = 0x100000000;
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	tipc(&address, 4, TIPC_ADDR_NAME, 0);
	address.tipc.v3 = 0x100000000;
	CHECK_RAISES(packs(&address), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(unpacks(&address, &unknown, sizeof unknown), PYSOCK_VALUE_ERROR, NO_CODE);
}

static void test_other(void)
{
	struct pysock *s = of_family(AF_PACKET);
	struct sockaddr other = {.sa_family = AF_PACKET, .sa_data = "abc"};
	struct pysock_address address;
	unsigned char longest[sizeof(struct sockaddr_storage)] = {0};

	CHECK_OK(unpacks(&address, &other, 5));
	CHECK_NUMBER(address.family, AF_PACKET);
	CHECK_NUMBER(address.raw.length, 3);
	CU_ASSERT_EQUAL(memcmp(address.raw.bytes, "abc", 3), 0);
	CHECK_OK(unpacks(&address, longest, sizeof longest));
	CHECK_NUMBER(address.raw.length, PYSOCK_RAW_SIZE);
	CHECK_RAISES(pysock_bind(s, &address, &raised), PYSOCK_ERROR, NO_CODE);
	pysock_free(s);
	/* An address that is cut short is not read beyond its end. */
	other.sa_family = AF_INET;
	CHECK_OK(unpacks(&address, &other, 4));
	CHECK_NUMBER(address.raw.length, 2);
	CHECK_OK(unpacks(&address, &other, 0));
	CHECK_NUMBER(address.family, PYSOCK_NO_ADDRESS);
}

/* An address of which the system says that it is longer than the room for it. */
static int tell_too_long(int fd, struct sockaddr *address, socklen_t *length)
{
	(void)fd;
	memset(address, 'x', *length);
	address->sa_family = told.ss_family;
	*length += 100;
	return 0;
}

static void test_too_long(void)
{
	struct pysock *s = of_family(AF_UNIX);
	struct pysock_address address;

	answers.getsockname = tell_too_long;
	told.ss_family = AF_UNIX;
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_NUMBER(address.un.length, PYSOCK_RAW_SIZE);
	told.ss_family = AF_PACKET;
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_NUMBER(address.raw.length, PYSOCK_RAW_SIZE);
	CHECK_NUMBER(address.raw.bytes[PYSOCK_RAW_SIZE - 1], 'x');
	answers = no_answers;
	pysock_free(s);
}

/* What the library cannot read is an error of the whole call. */
static int accept_unknown(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	const struct sockaddr_tipc unknown = {.family = AF_TIPC, .addrtype = 9};

	(void)flags;
	memcpy(address, &unknown, sizeof unknown);
	*length = sizeof unknown;
	return dup(fd);
}

static ssize_t receive_unknown(
	int fd, void *bytes, size_t size, int flags, struct sockaddr *address, socklen_t *length)
{
	const struct sockaddr_tipc unknown = {.family = AF_TIPC, .addrtype = 9};

	(void)fd, (void)bytes, (void)flags;
	memcpy(address, &unknown, sizeof unknown);
	*length = sizeof unknown;
	return (ssize_t)size;
}

/* The first result, made into an address that nothing can read. */
static int resolve_unknown(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **results)
{
	const struct sockaddr_tipc unknown = {.family = AF_TIPC, .addrtype = 9};
	int error;

	answers = no_answers;
	error = getaddrinfo(host, service, hints, results);
	if (error == 0)
		memcpy((*results)->ai_addr, &unknown, sizeof unknown);
	return error;
}

static void test_unknown_everywhere(void)
{
	struct pysock *s = of_family(AF_TIPC);
	struct pysock *untouched = NULL;
	struct pysock_addrinfo *results = NULL;
	struct pysock_address address;
	size_t count;
	char byte;
	int before = open_descriptors();

	answers.accept4 = accept_unknown;
	CHECK_RAISES(pysock_accept(s, &untouched, &address, &raised), PYSOCK_VALUE_ERROR, NO_CODE);
	CU_ASSERT_PTR_NULL(untouched);
	CHECK_NUMBER(open_descriptors(), before);
	answers.recvfrom = receive_unknown;
	CHECK_RAISES(
		pysock_recvfrom(s, &byte, 1, 0, &address, &raised), PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_NUMBER(pysock_recvfrom(s, &byte, 1, 0, NULL, &raised), 1);
	answers.getaddrinfo = resolve_unknown;
	CHECK_RAISES(pysock_getaddrinfo("127.0.0.1", "1", AF_INET, SOCK_STREAM, 0, 0, &results,
			     &count, &raised),
		PYSOCK_VALUE_ERROR, NO_CODE);
	CU_ASSERT_PTR_NULL(results);
	answers = no_answers;
	pysock_free(s);
}

static void test_family_decides(void)
{
	static const int families[] = {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK, AF_TIPC};
	struct pysock_address address;

	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
		struct pysock *s = of_family(families[i]);

		for (size_t j = 0; j < sizeof families / sizeof families[0]; j++) {
			memset(&address, 0, sizeof address);
			address.family = families[j];
			if (i != j)
				CHECK_RAISES(pysock_bind(s, &address, &raised), PYSOCK_TYPE_ERROR,
					NO_CODE);
		}
		address.family = PYSOCK_NO_ADDRESS;
		CHECK_RAISES(pysock_bind(s, &address, &raised), PYSOCK_TYPE_ERROR, NO_CODE);
		pysock_free(s);
	}
}

static void test_real_unix(void)
{
	char directory[] = "/tmp/pysock-test-XXXXXX";
	char path[64];
	struct pysock *s;
	struct pysock_address address;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	(void)snprintf(path, sizeof path, "%s/s", directory);
	CHECK_OK(pysock_socket(AF_UNIX, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_NUMBER(address.un.length, 0);
	pysock_address_unix(&address, path, strlen(path));
	CHECK_OK(pysock_bind(s, &address, &raised));
	memset(&address, 0xff, sizeof address);
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_NUMBER(address.un.length, strlen(path));
	CU_ASSERT_EQUAL(memcmp(address.un.path, path, strlen(path)), 0);
	pysock_free(s);
	CHECK_OK(pysock_socket(AF_UNIX, SOCK_STREAM, 0, &s, &raised));
	CHECK_RAISES(pysock_bind(s, &address, &raised), PYSOCK_ERROR, EADDRINUSE);
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, ECONNREFUSED);
	(void)unlink(path);
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, ENOENT);
	(void)rmdir(directory);
	pysock_free(s);
	/* The empty name lets the system choose an abstract one. */
	CHECK_OK(pysock_socket(AF_UNIX, SOCK_STREAM, 0, &s, &raised));
	pysock_address_unix(&address, NULL, 0);
	CHECK_OK(pysock_bind(s, &address, &raised));
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_NUMBER(address.un.length, 6);
	CHECK_NUMBER(address.un.path[0], 0);
	pysock_free(s);
}

static void test_real_netlink(void)
{
	struct pysock *s;
	struct pysock_address address;

	CHECK_OK(pysock_socket(AF_NETLINK, SOCK_RAW, 0, &s, &raised));
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_NUMBER(address.netlink.pid, 0);
	CHECK_OK(pysock_bind(s, &address, &raised));
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CU_ASSERT(address.netlink.pid != 0);
	pysock_free(s);
}

CU_TestInfo address_tests[] = {
	{"AF_INET addresses reach the system and come back", test_inet},
	{"AF_INET refuses what is no address", test_inet_refuses},
	{"a host of any length is refused, not cut to another", test_long_host},
	{"AF_INET6 addresses reach the system and come back", test_inet6},
	{"AF_INET6 refuses what is no address", test_inet6_refuses},
	{"AF_UNIX names take their last byte", test_unix},
	{"AF_UNIX paths without a NUL are not read beyond", test_unix_full_path},
	{"AF_NETLINK addresses are clean and come back", test_netlink},
	{"AF_TIPC addresses have the kernel's layout", test_tipc},
	{"AF_TIPC refuses what is no address", test_tipc_refuses},
	{"other families come as bytes and are refused", test_other},
	{"an address that was cut is not read beyond its end", test_too_long},
	{"an address that nothing can read is an error", test_unknown_everywhere},
	{"the socket's family decides", test_family_decides},
	{"AF_UNIX for real", test_real_unix},
	{"AF_NETLINK for real", test_real_netlink},
	CU_TEST_INFO_NULL,
};
