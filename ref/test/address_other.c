/* Addresses of Linux only, of unknown families, and some on real sockets. */
#include "packed.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	address.members = 1;
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
	struct pysock *s = of_family(AF_KEY);
	struct sockaddr other = {.sa_family = AF_KEY, .sa_data = "abc"};
	struct pysock_address address;
	unsigned char longest[sizeof(struct sockaddr_storage)] = {0};

	CHECK_OK(unpacks(&address, &other, 5));
	CHECK_NUMBER(address.family, AF_KEY);
	CHECK_NUMBER(address.members, 2);
	CHECK_NUMBER(address.raw.length, 3);
	CU_ASSERT_EQUAL(memcmp(address.raw.bytes, "abc", 3), 0);
	CHECK_OK(unpacks(&address, longest, sizeof longest));
	CHECK_NUMBER(address.raw.length, PYSOCK_RAW_SIZE);
	CHECK_RAISES(pysock_bind(s, &address, &raised), PYSOCK_ERROR, NO_CODE);
	pysock_free(s);
	/* A truncated address is not read beyond its end, and gives no address. */
	other.sa_family = AF_INET;
	CHECK_OK(unpacks(&address, &other, 4));
	CHECK_NUMBER(address.family, PYSOCK_NO_ADDRESS);
	CHECK_OK(unpacks(&address, &other, 0));
	CHECK_NUMBER(address.family, PYSOCK_NO_ADDRESS);
}

/* A system that reports an address longer than the room for it. */
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
	told.ss_family = AF_KEY;
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	CHECK_NUMBER(address.raw.length, PYSOCK_RAW_SIZE);
	CHECK_NUMBER(address.raw.bytes[PYSOCK_RAW_SIZE - 1], 'x');
	answers = no_answers;
	pysock_free(s);
}

/* If the library cannot read the peer's address, the whole call fails. */
static int accept_unknown(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
	const struct sockaddr_tipc unknown = {.family = AF_TIPC, .addrtype = 9};

	(void)flags;
	CHECK_NUMBER(*length, sizeof(struct sockaddr_storage));
	memcpy(address, &unknown, sizeof unknown);
	*length = sizeof unknown;
	return dup(fd);
}

static ssize_t receive_unknown(
	int fd, void *bytes, size_t size, int flags, struct sockaddr *address, socklen_t *length)
{
	const struct sockaddr_tipc unknown = {.family = AF_TIPC, .addrtype = 9};

	(void)fd, (void)bytes, (void)flags;
	CHECK_NUMBER(*length, sizeof(struct sockaddr_storage));
	memcpy(address, &unknown, sizeof unknown);
	*length = sizeof unknown;
	return (ssize_t)size;
}

/* Turns the first result into an unreadable address. */
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
	/* With the empty name the system chooses an abstract one. */
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

CU_TestInfo address_other_tests[] = {
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
