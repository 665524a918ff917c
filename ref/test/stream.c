/* Sending and receiving, and options. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void test_recv(void)
{
	struct pysock *pair[2];
	char bytes[8] = "untouch";

	make_pair(pair);
	CHECK_NUMBER(pysock_send(pair[0], "abcdef", 6, 0, &raised), 6);
	CHECK_NUMBER(pysock_recv(pair[1], bytes, 0, 0, &raised), 0);
	CHECK_NUMBER(pysock_recv(pair[1], bytes, 2, MSG_PEEK, &raised), 2);
	CHECK_NUMBER(pysock_recv(pair[1], bytes, 2, 0, &raised), 2);
	CU_ASSERT_EQUAL(memcmp(bytes, "abt", 3), 0);
	CHECK_NUMBER(pysock_recv_into(pair[1], bytes, 8, 3, 0, &raised), 3);
	CU_ASSERT_EQUAL(memcmp(bytes, "cdeo", 4), 0);
	CHECK_NUMBER(pysock_recv_into(pair[1], bytes, 8, 0, 0, &raised), 1);
	CHECK_NUMBER(pysock_recv_into(pair[1], bytes, 0, 0, 0, &raised), 0);
	CHECK_RAISES(
		pysock_recv_into(pair[1], bytes, 8, 9, 0, &raised), PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_RAISES(pysock_recvfrom_into(pair[1], bytes, 8, 9, 0, NULL, &raised),
		PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_RAISES(
		pysock_recv(pair[1], bytes, SIZE_MAX, 0, &raised), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_recvfrom(pair[1], bytes, SIZE_MAX, 0, NULL, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_recv(pair[1], bytes, 8, MSG_DONTWAIT, &raised), PYSOCK_ERROR, EAGAIN);
	free_pair(pair);
}

static void test_datagrams(void)
{
	struct pysock *pair[2];
	struct pysock_address from;
	char bytes[8];

	CHECK_OK(pysock_socketpair(AF_UNIX, SOCK_DGRAM, 0, pair, &raised));
	CHECK_NUMBER(pysock_send(pair[0], "abcdef", 6, 0, &raised), 6);
	CHECK_NUMBER(pysock_send(pair[0], "", 0, 0, &raised), 0);
	CHECK_NUMBER(pysock_send(pair[0], "ghi", 3, 0, &raised), 3);
	/*
	 * The result counts only bytes in the buffer, except when receiving into the caller's own.
	 */
	CHECK_NUMBER(pysock_recv(pair[1], bytes, 4, MSG_TRUNC | MSG_PEEK, &raised), 4);
	CHECK_NUMBER(pysock_recvfrom(pair[1], bytes, 4, MSG_TRUNC | MSG_PEEK, NULL, &raised), 4);
	CHECK_NUMBER(pysock_recv_into(pair[1], bytes, 8, 4, MSG_TRUNC | MSG_PEEK, &raised), 6);
	CHECK_NUMBER(pysock_recv(pair[1], bytes, 4, 0, &raised), 4);
	CHECK_NUMBER(pysock_recv(pair[1], bytes, 4, 0, &raised), 0);
	/* recvfrom() with size 0 still takes the datagram. */
	CHECK_NUMBER(pysock_recvfrom(pair[1], bytes, 0, 0, &from, &raised), 0);
	CHECK_NUMBER(from.family, PYSOCK_NO_ADDRESS);
	CHECK_RAISES(pysock_recv(pair[1], bytes, 8, MSG_DONTWAIT, &raised), PYSOCK_ERROR, EAGAIN);
	free_pair(pair);
}

static void test_sendto(void)
{
	struct pysock *a;
	struct pysock *b;
	struct pysock_address to;
	struct pysock_address from;
	struct pysock_address own;
	char bytes[8];

	CHECK_OK(pysock_socket(AF_INET, SOCK_DGRAM, 0, &a, &raised));
	CHECK_OK(pysock_socket(AF_INET, SOCK_DGRAM, 0, &b, &raised));
	pysock_address_inet(&to, "127.0.0.1", 0);
	CHECK_OK(pysock_bind(a, &to, &raised));
	CHECK_OK(pysock_bind(b, &to, &raised));
	CHECK_OK(pysock_getsockname(a, &own, &raised));
	CHECK_OK(pysock_getsockname(b, &to, &raised));
	CHECK_NUMBER(pysock_sendto(a, "abc", 3, 0, &to, &raised), 3);
	CHECK_NUMBER(pysock_recvfrom(b, bytes, sizeof bytes, 0, &from, &raised), 3);
	CHECK_TEXT(from.inet.host, "127.0.0.1");
	CHECK_NUMBER(from.inet.port, own.inet.port);
	CHECK_NUMBER(pysock_sendto(a, "abcd", 4, MSG_DONTWAIT, &to, &raised), 4);
	CHECK_NUMBER(pysock_recvfrom_into(b, bytes, 8, 2, 0, &from, &raised), 2);
	CHECK_NUMBER(from.inet.port, own.inet.port);
	CHECK_RAISES(pysock_send(a, "abc", 3, 0, &raised), PYSOCK_ERROR, EDESTADDRREQ);
	to.inet.port = 65536;
	CHECK_RAISES(pysock_sendto(a, "abc", 3, 0, &to, &raised), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	to.inet.port = 0;
	CHECK_RAISES(pysock_sendto(a, "abc", 3, 0, &to, &raised), PYSOCK_ERROR, EINVAL);
	pysock_free(a);
	pysock_free(b);
}

static void test_unconnected(void)
{
	struct pysock *s;
	struct pysock_address address;
	char byte;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_RAISES(pysock_recv(s, &byte, 1, 0, &raised), PYSOCK_ERROR, ENOTCONN);
	CHECK_RAISES(pysock_send(s, "x", 1, 0, &raised), PYSOCK_ERROR, EPIPE);
	CHECK_RAISES(pysock_sendall(s, "x", 1, 0, &raised), PYSOCK_ERROR, EPIPE);
	CHECK_RAISES(pysock_getpeername(s, &address, &raised), PYSOCK_ERROR, ENOTCONN);
	CHECK_RAISES(pysock_shutdown(s, SHUT_RDWR, &raised), PYSOCK_ERROR, ENOTCONN);
	pysock_free(s);
}

static void test_shutdown(void)
{
	struct pysock *pair[2];
	char byte;

	make_pair(pair);
	CHECK_RAISES(pysock_shutdown(pair[0], 99, &raised), PYSOCK_ERROR, EINVAL);
	CHECK_OK(pysock_shutdown(pair[0], SHUT_WR, &raised));
	CHECK_OK(pysock_shutdown(pair[0], SHUT_WR, &raised));
	CHECK_NUMBER(pysock_recv(pair[1], &byte, 1, 0, &raised), 0);
	CHECK_RAISES(pysock_send(pair[0], "x", 1, 0, &raised), PYSOCK_ERROR, EPIPE);
	CHECK_NUMBER(pysock_send(pair[1], "y", 1, 0, &raised), 1);
	CHECK_NUMBER(pysock_recv(pair[0], &byte, 1, 0, &raised), 1);
	CHECK_OK(pysock_shutdown(pair[0], SHUT_RD, &raised));
	CHECK_NUMBER(pysock_recv(pair[0], &byte, 1, 0, &raised), 0);
	free_pair(pair);
}

static void test_options(void)
{
	struct pysock *s;
	struct linger linger = {.l_onoff = 1, .l_linger = 5};
	unsigned char bytes[1025] = {0};
	int value = 77;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_getsockopt(s, SOL_SOCKET, SO_TYPE, &value, &raised));
	CHECK_NUMBER(value, SOCK_STREAM);
	CHECK_OK(pysock_setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, 1, &raised));
	CHECK_OK(pysock_getsockopt(s, SOL_SOCKET, SO_KEEPALIVE, &value, &raised));
	CHECK_NUMBER(value, 1);
	CHECK_OK(
		pysock_setsockopt_bytes(s, SOL_SOCKET, SO_LINGER, &linger, sizeof linger, &raised));
	CHECK_NUMBER(pysock_getsockopt_bytes(s, SOL_SOCKET, SO_LINGER, bytes, 1024, &raised),
		sizeof linger);
	CU_ASSERT_EQUAL(memcmp(bytes, &linger, sizeof linger), 0);
	CHECK_NUMBER(pysock_getsockopt_bytes(s, SOL_SOCKET, SO_LINGER, bytes, 2, &raised), 2);
	CHECK_RAISES(pysock_getsockopt_bytes(s, SOL_SOCKET, SO_LINGER, bytes, 0, &raised),
		PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(pysock_getsockopt_bytes(s, SOL_SOCKET, SO_LINGER, bytes, 1025, &raised),
		PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(
		pysock_getsockopt(s, SOL_SOCKET, 9999, &value, &raised), PYSOCK_ERROR, ENOPROTOOPT);
	CHECK_RAISES(pysock_setsockopt(s, SOL_SOCKET, 9999, 1, &raised), PYSOCK_ERROR, ENOPROTOOPT);
	CHECK_RAISES(pysock_setsockopt_bytes(s, SOL_SOCKET, SO_KEEPALIVE, "x", 1, &raised),
		PYSOCK_ERROR, EINVAL);
	CHECK_RAISES(pysock_setsockopt_bytes(
			     s, SOL_SOCKET, SO_KEEPALIVE, bytes, (size_t)INT32_MAX + 1, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_free(s);
}

/* The largest sizes reach the system, and larger ones do not. */
static void test_limits(void)
{
	const size_t most = PTRDIFF_MAX;
	const int on = 1;
	struct pysock *pair[2];
	/* The system refuses a size that goes beyond its end of memory, where the stack is. */
	char *bytes = malloc(8);

	CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
	make_pair(pair);
	CHECK_RAISES(
		pysock_recv(pair[0], bytes, most, MSG_DONTWAIT, &raised), PYSOCK_ERROR, EAGAIN);
	CHECK_RAISES(pysock_recv(pair[0], bytes, most + 1, MSG_DONTWAIT, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_recvfrom(pair[0], bytes, most, MSG_DONTWAIT, NULL, &raised),
		PYSOCK_ERROR, EAGAIN);
	CHECK_RAISES(pysock_recvfrom(pair[0], bytes, most + 1, MSG_DONTWAIT, NULL, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_recvmsg(pair[0], bytes, most, NULL, MSG_DONTWAIT, NULL, NULL, &raised),
		PYSOCK_ERROR, EAGAIN);
	CHECK_RAISES(
		pysock_recvmsg(pair[0], bytes, most + 1, NULL, MSG_DONTWAIT, NULL, NULL, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_OK(pysock_setsockopt_bytes(pair[0], SOL_SOCKET, SO_KEEPALIVE, &on, INT_MAX, &raised));
	CHECK_RAISES(pysock_setsockopt_bytes(
			     pair[0], SOL_SOCKET, SO_KEEPALIVE, &on, (size_t)INT_MAX + 1, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	free_pair(pair);
	free(bytes);
}

static int domain_result;

static int tell_rds(int fd, int level, int name, void *value, socklen_t *length)
{
	const int family = AF_RDS;

	(void)fd, (void)length;
	CHECK_NUMBER(level, SOL_SOCKET);
	CHECK_NUMBER(name, SO_DOMAIN);
	memcpy(value, &family, sizeof family);
	return domain_result;
}

/* A family that has no MSG_NOSIGNAL is sent to without it, and no other one is. */
static void test_without_nosignal(void)
{
	struct pysock *pair[2], *s;
	struct pysock_address address;
	struct iovec buffer = {"abcde", 5};
	char bytes[8];

	make_pair(pair);
	pysock_address_inet(&address, "127.0.0.1", 0);
	CHECK_OK(pysock_socket(AF_INET, SOCK_DGRAM, 0, &s, &raised));
	CHECK_OK(pysock_bind(s, &address, &raised));
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	for (domain_result = 0; domain_result >= -1; domain_result--) {
		answers.getsockopt = tell_rds;
		wrap_arm("send", 1, EOPNOTSUPP);
		if (domain_result == 0)
			CHECK_NUMBER(pysock_send(pair[0], "abc", 3, 0, &raised), 3);
		else
			CHECK_RAISES(pysock_send(pair[0], "abc", 3, 0, &raised), PYSOCK_ERROR,
				EOPNOTSUPP);
		wrap_arm("send", 1, EOPNOTSUPP);
		if (domain_result == 0)
			CHECK_OK(pysock_sendall(pair[0], "d", 1, 0, &raised));
		else
			CHECK_RAISES(pysock_sendall(pair[0], "d", 1, 0, &raised), PYSOCK_ERROR,
				EOPNOTSUPP);
		wrap_arm("sendto", 1, EOPNOTSUPP);
		if (domain_result == 0)
			CHECK_NUMBER(pysock_sendto(s, "abcd", 4, 0, &address, &raised), 4);
		else
			CHECK_RAISES(pysock_sendto(s, "abcd", 4, 0, &address, &raised),
				PYSOCK_ERROR, EOPNOTSUPP);
		wrap_arm("sendmsg", 1, EOPNOTSUPP);
		if (domain_result == 0)
			CHECK_NUMBER(
				pysock_sendmsg(pair[1], &buffer, 1, NULL, 0, 0, NULL, &raised), 5);
		else
			CHECK_RAISES(pysock_sendmsg(pair[1], &buffer, 1, NULL, 0, 0, NULL, &raised),
				PYSOCK_ERROR, EOPNOTSUPP);
		wrap_disarm();
		answers = no_answers;
	}
	CHECK_NUMBER(pysock_recv(pair[0], bytes, 8, 0, &raised), 5);
	CHECK_NUMBER(pysock_recv(pair[1], bytes, 8, 0, &raised), 4);
	CHECK_NUMBER(pysock_recv(s, bytes, 8, 0, &raised), 4);
	free_pair(pair);
	pysock_free(s);
}

CU_TestInfo stream_tests[] = {
	{"recv takes what is wanted, and no more", test_recv},
	{"datagrams keep their borders", test_datagrams},
	{"sendto reaches its address, and recvfrom tells it", test_sendto},
	{"an unconnected socket neither sends nor receives", test_unconnected},
	{"shutdown ends either half", test_shutdown},
	{"options are integers or bytes", test_options},
	{"no size is beyond the system's", test_limits},
	{"a family without MSG_NOSIGNAL is sent to without it", test_without_nosignal},
	CU_TEST_INFO_NULL,
};
