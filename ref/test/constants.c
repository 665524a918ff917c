/* The module's constants, and the parts of an error. */
#include "suite.h"

#include <errno.h>
#include <linux/tipc.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

static void test_values(void)
{
	static const struct pysock_constant known[] = {{"AF_UNIX", AF_UNIX}, {"AF_INET", AF_INET},
		{"AF_INET6", AF_INET6}, {"SOCK_STREAM", SOCK_STREAM},
		{"SOCK_SEQPACKET", SOCK_SEQPACKET}, {"SO_REUSEADDR", SO_REUSEADDR},
		{"SOMAXCONN", SOMAXCONN}, {"MSG_PEEK", MSG_PEEK}, {"SOL_SOCKET", SOL_SOCKET},
		{"IPPROTO_TCP", IPPROTO_TCP}, {"IPPORT_RESERVED", IPPORT_RESERVED},
		{"IPPORT_USERRESERVED", IPPORT_USERRESERVED}, {"IP_TTL", IP_TTL},
		{"IPV6_V6ONLY", IPV6_V6ONLY}, {"EAI_NONAME", EAI_NONAME},
		{"AI_PASSIVE", AI_PASSIVE}, {"NI_DGRAM", NI_DGRAM}, {"TCP_NODELAY", TCP_NODELAY},
		{"TIPC_ADDR_NAME", TIPC_ADDR_NAME}, {"TIPC_CLUSTER_SCOPE", TIPC_CLUSTER_SCOPE},
		{"SHUT_RDWR", SHUT_RDWR},
		/* From later documents. */
		{"AF_UNSPEC", AF_UNSPEC}, {"PF_PACKET", PF_PACKET}, {"SCM_RIGHTS", SCM_RIGHTS},
		{"CAN_RAW_FILTER", 1}, {"CAN_BCM_SETTIMER", 1}, {"CAN_BCM_CAN_FD_FRAME", 2048},
		{"J1939_NO_PGN", 262144}, {"ALG_SET_KEY", 1}, {"PACKET_OUTGOING", 4},
		{"ETH_P_ALL", 3}, {"ETHERTYPE_VLAN", 0x8100}, {"UDPLITE_RECV_CSCOV", 11},
		{"VMADDR_CID_ANY", 0xffffffff}, {"IOCTL_VM_SOCKETS_GET_LOCAL_CID", 1977},
		{"CAN_EFF_FLAG", 0x80000000}, {"SO_PASSRIGHTS", 83}, {"IPPROTO_MPTCP", 262},
		/* Positive, as in Python. */
		{"INADDR_BROADCAST", 0xffffffff}, {"INADDR_LOOPBACK", 0x7f000001},
		{"INADDR_NONE", 0xffffffff}, {"INADDR_UNSPEC_GROUP", 0xe0000000},
		{"INADDR_ANY", 0}};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		long long value = -77;

		CHECK_OK(pysock_constant(known[i].name, &value, &raised));
		CHECK_NUMBER(value, known[i].value);
	}
}

static void test_unknown(void)
{
	static const char *const absent[] = {"", "AF_", "af_inet", "AF_NONE", "SIO_RCVALL",
		"RCVALL_ON", "IN6ADDR_ANY_INIT",
		/* These are not socket types, although SOCK_SNDBUF_LOCK equals SOCK_STREAM. */
		"SOCK_SNDBUF_LOCK", "SOCK_RCVBUF_LOCK", "SOCK_BUF_LOCK_MASK", "SOCK_IOC_TYPE",
		"SOCK_TXREHASH_DEFAULT", "SOCK_TXREHASH_DISABLED", "SOCK_TXREHASH_ENABLED"};
	long long value = -77;

	for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
		CHECK_RAISES(pysock_constant(absent[i], &value, &raised), PYSOCK_ATTRIBUTE_ERROR,
			NO_CODE);
	CHECK_NUMBER(value, -77);
}

static void test_list(void)
{
	size_t count = 0;
	const struct pysock_constant *all = pysock_constants(&count);

	CU_ASSERT(count > 400);
	for (size_t i = 0; i < count; i++) {
		long long value;

		/* A repeated name could have two values. */
		CHECK_OK(pysock_constant(all[i].name, &value, &raised));
		CHECK_NUMBER(value, all[i].value);
	}
}

static void test_has_ipv6(void)
{
	CU_ASSERT(pysock_has_ipv6());
}

static void test_raise(void)
{
	struct pysock_error e = {.has_code = true, .code = 5};
	char long_text[2 * PYSOCK_TEXT_SIZE];

	CHECK_NUMBER(pysock_raise(&e, PYSOCK_TYPE_ERROR, "%s of %d", "text", 7), -1);
	CHECK_NUMBER(e.exception, PYSOCK_TYPE_ERROR);
	CHECK_NUMBER(e.has_code, false);
	CHECK_NUMBER(e.code, 0);
	CHECK_TEXT(e.text, "text of 7");
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	CHECK_NUMBER(pysock_raise(&e, PYSOCK_ERROR, "%s", long_text), -1);
	CHECK_NUMBER(strlen(e.text), PYSOCK_TEXT_SIZE - 1);
	CHECK_NUMBER(pysock_raise(NULL, PYSOCK_ERROR, "nobody looks"), -1);
}

static void test_names(void)
{
	CHECK_TEXT(pysock_exception_name(PYSOCK_ERROR), "error");
	CHECK_TEXT(pysock_exception_name(PYSOCK_TIMEOUT), "timeout");
	CHECK_TEXT(pysock_exception_name(PYSOCK_GAIERROR), "gaierror");
	CHECK_TEXT(pysock_exception_name(PYSOCK_HERROR), "herror");
	CHECK_TEXT(pysock_exception_name(PYSOCK_NOT_IMPLEMENTED_ERROR), "NotImplementedError");
	CHECK_TEXT(pysock_exception_name(PYSOCK_EXCEPTION_GROUP), "ExceptionGroup");
	CU_ASSERT_PTR_NULL(pysock_exception_name(PYSOCK_EXCEPTION_GROUP + 1));
}

static void test_texts(void)
{
	struct pysock *s;

	CHECK_RAISES(pysock_socket(9999, SOCK_STREAM, 0, &s, &raised), PYSOCK_ERROR, EAFNOSUPPORT);
	CHECK_TEXT(raised.text, strerror(EAFNOSUPPORT));
	CHECK_NUMBER(pysock_socket(9999, SOCK_STREAM, 0, &s, NULL), -1);
}

CU_TestInfo constants_tests[] = {
	{"constants have the headers' values", test_values},
	{"what is no constant is an AttributeError", test_unknown},
	{"the list holds every name once", test_list},
	{"has_ipv6 is true", test_has_ipv6},
	{"raising fills the whole error", test_raise},
	{"exceptions have the document's names", test_names},
	{"a system error has the system's text", test_texts},
	CU_TEST_INFO_NULL,
};
