/* Addresses of every family, as they reach the system and as they come back. */
#include "packed.h"
#include "suite.h"
#include "wrap.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/un.h>

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
		CHECK_NUMBER(address.inet.flowinfo, 0);
		CHECK_NUMBER(address.inet.scope_id, 0);
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
	/* The host is checked before the port's range. */
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
	/* Truncating this text would leave a different, valid address. */
	memset(host, '0', sizeof host);
	strcpy(host + PYSOCK_HOST_SIZE - strlen("10.0.0.12"), "10.0.0.12");
	pysock_address_inet(&address, host, 1);
	CHECK_RAISES(packs(&address), PYSOCK_GAIERROR, EAI_NONAME);
	strcpy(host + PYSOCK_HOST_SIZE - strlen("10.0.0.12"), "10.0.0.1");
	pysock_address_inet(&address, host, 1);
	CHECK_OK(packs(&address));
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
	/* Members beyond the tuple's length count as 0, whatever they contain. */
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
	/* A zone in the text is accepted, but the tuple's scope counts. */
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

static int resolve_nothing(const char *host, const char *service, const struct addrinfo *hints,
	struct addrinfo **results)
{
	(void)host, (void)service, (void)hints, (void)results;
	return EAI_AGAIN;
}

static void test_numeric(void)
{
	struct pysock_address address;

	answers.getaddrinfo = resolve_nothing;
	pysock_address_inet(&address, "127.0.0.1", 1);
	CHECK_OK(packs(&address));
	pysock_address_inet6(&address, "::1", 1, 0, 0);
	CHECK_OK(packs(&address));
	pysock_address_inet(&address, "localhost", 1);
	CHECK_RAISES(packs(&address), PYSOCK_GAIERROR, EAI_AGAIN);
	answers = no_answers;
}

/* A name of this length that begins with this byte. */
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
	address.un.length = SIZE_MAX;
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	unix_name(&address, '\0', 108);
	CHECK_OK(packs(&address));
	CHECK_NUMBER(seen_length, 2 + 108);
	CHECK_OK(unpacks(&address, un, seen_length));
	CHECK_NUMBER(address.un.length, 108);
	unix_name(&address, '\0', 109);
	CHECK_RAISES(packs(&address), PYSOCK_ERROR, NO_CODE);
	/* A NUL is an ordinary byte in an abstract name, but an error in a path. */
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

	/* Another program may fill the whole array, without a final NUL. */
	memset(un.sun_path, 'p', sizeof un.sun_path);
	CHECK_OK(unpacks(&address, &un, sizeof un));
	CHECK_NUMBER(address.un.length, 108);
	CHECK_NUMBER(address.un.path[107], 'p');
}

CU_TestInfo address_tests[] = {
	{"AF_INET addresses reach the system and come back", test_inet},
	{"AF_INET refuses what is no address", test_inet_refuses},
	{"a host of any length is refused, not cut to another", test_long_host},
	{"AF_INET6 addresses reach the system and come back", test_inet6},
	{"AF_INET6 refuses what is no address", test_inet6_refuses},
	{"AF_UNIX names take their last byte", test_unix},
	{"AF_UNIX paths without a NUL are not read beyond", test_unix_full_path},
	{"a numeric host needs no resolver", test_numeric},
	CU_TEST_INFO_NULL,
};
