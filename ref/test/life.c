/* Making and ending sockets. */
#include "suite.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool nonblocking(const struct pysock *s)
{
	return (fcntl(pysock_fileno(s), F_GETFL, 0) & O_NONBLOCK) != 0;
}

static bool close_on_exec(const struct pysock *s)
{
	return (fcntl(pysock_fileno(s), F_GETFD, 0) & FD_CLOEXEC) != 0;
}

static void test_socket(void)
{
	struct pysock *s;

	CHECK_OK(pysock_socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP, &s, &raised));
	CHECK_NUMBER(pysock_family(s), AF_INET6);
	CHECK_NUMBER(pysock_type(s), SOCK_DGRAM);
	CHECK_NUMBER(pysock_proto(s), IPPROTO_UDP);
	CU_ASSERT(pysock_fileno(s) >= 0);
	CU_ASSERT(close_on_exec(s));
	CU_ASSERT(!nonblocking(s));
	CHECK_OK(pysock_close(s, &raised));
	CHECK_NUMBER(pysock_fileno(s), -1);
	CHECK_NUMBER(pysock_family(s), AF_INET6);
	CHECK_OK(pysock_close(s, &raised));
	pysock_free(s);
	pysock_free(NULL);
}

static void test_refused(void)
{
	int before = open_descriptors();
	struct pysock *untouched = NULL;

	CHECK_RAISES(pysock_socket(9999, SOCK_STREAM, 0, &untouched, &raised), PYSOCK_ERROR,
		EAFNOSUPPORT);
	CHECK_RAISES(
		pysock_socket(-2, SOCK_STREAM, 0, &untouched, &raised), PYSOCK_ERROR, EAFNOSUPPORT);
	CHECK_RAISES(pysock_socket(AF_INET, 99, 0, &untouched, &raised), PYSOCK_ERROR, EINVAL);
	CHECK_RAISES(
		pysock_socket(AF_INET, 0, 0, &untouched, &raised), PYSOCK_ERROR, ESOCKTNOSUPPORT);
	CHECK_RAISES(pysock_socket(AF_INET, SOCK_STREAM, IPPROTO_UDP, &untouched, &raised),
		PYSOCK_ERROR, EPROTONOSUPPORT);
	CU_ASSERT_PTR_NULL(untouched);
	CHECK_NUMBER(open_descriptors(), before);
}

static void test_mode_at_start(void)
{
	struct pysock *s;

	CHECK_OK(
		pysock_socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, &s, &raised));
	CHECK_NUMBER(pysock_type(s), SOCK_STREAM);
	CHECK_TIMEOUT(pysock_gettimeout(s), 0);
	CU_ASSERT(nonblocking(s));
	pysock_free(s);
	CHECK_OK(pysock_setdefaulttimeout(pysock_seconds(2.5), &raised));
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), 2.5);
	CU_ASSERT(nonblocking(s));
	CHECK_OK(pysock_setdefaulttimeout(pysock_no_timeout(), &raised));
	/* The default timeout applies only to new sockets. */
	CHECK_TIMEOUT(pysock_gettimeout(s), 2.5);
	pysock_free(s);
}

static void test_pair(void)
{
	struct pysock *pair[2] = {NULL, NULL};
	char byte = 0;

	CHECK_OK(pysock_socketpair(AF_UNIX, SOCK_DGRAM, 0, pair, &raised));
	CHECK_NUMBER(pysock_type(pair[1]), SOCK_DGRAM);
	CU_ASSERT(close_on_exec(pair[0]) && close_on_exec(pair[1]));
	CHECK_NUMBER(pysock_send(pair[0], "x", 1, 0, &raised), 1);
	CHECK_NUMBER(pysock_recv(pair[1], &byte, 1, 0, &raised), 1);
	CHECK_NUMBER(byte, 'x');
	free_pair(pair);
	CHECK_OK(pysock_setdefaulttimeout(pysock_seconds(0), &raised));
	CHECK_OK(pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, pair, &raised));
	CHECK_OK(pysock_setdefaulttimeout(pysock_no_timeout(), &raised));
	CU_ASSERT(nonblocking(pair[0]) && nonblocking(pair[1]));
	free_pair(pair);
	CHECK_RAISES(pysock_socketpair(AF_INET, SOCK_STREAM, 0, pair, &raised), PYSOCK_ERROR,
		EOPNOTSUPP);
}

static void test_fromfd(void)
{
	struct pysock *pair[2];
	struct pysock *copy;
	char byte = 0;
	int before;

	make_pair(pair);
	before = open_descriptors();
	CHECK_OK(pysock_fromfd(pysock_fileno(pair[0]), AF_INET, SOCK_DGRAM, 7, &copy, &raised));
	CHECK_NUMBER(pysock_family(copy), AF_INET);
	CHECK_NUMBER(pysock_type(copy), SOCK_DGRAM);
	CHECK_NUMBER(pysock_proto(copy), 7);
	CU_ASSERT(pysock_fileno(copy) != pysock_fileno(pair[0]));
	CU_ASSERT(close_on_exec(copy));
	CHECK_OK(pysock_close(pair[0], &raised));
	CHECK_NUMBER(pysock_send(copy, "y", 1, 0, &raised), 1);
	CHECK_NUMBER(pysock_recv(pair[1], &byte, 1, 0, &raised), 1);
	CHECK_NUMBER(byte, 'y');
	pysock_free(copy);
	CHECK_NUMBER(open_descriptors(), before - 1);
	free_pair(pair);
}

static void test_fromfd_unchecked(void)
{
	struct pysock *s;
	struct pysock *untouched = NULL;
	int fds[2];
	char byte;

	CU_ASSERT_EQUAL_FATAL(pipe(fds), 0);
	CHECK_OK(pysock_fromfd(fds[0], AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_RAISES(pysock_recv(s, &byte, 1, 0, &raised), PYSOCK_ERROR, ENOTSOCK);
	pysock_free(s);
	(void)close(fds[0]);
	(void)close(fds[1]);
	CHECK_RAISES(pysock_fromfd(-1, AF_INET, SOCK_STREAM, 0, &untouched, &raised), PYSOCK_ERROR,
		EBADF);
	CHECK_RAISES(pysock_fromfd(fds[0], AF_INET, SOCK_STREAM, 0, &untouched, &raised),
		PYSOCK_ERROR, EBADF);
	CU_ASSERT_PTR_NULL(untouched);
}

static void test_closed_underneath(void)
{
	struct pysock *s;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	(void)close(pysock_fileno(s));
	CHECK_RAISES(pysock_close(s, &raised), PYSOCK_ERROR, EBADF);
	CHECK_NUMBER(pysock_fileno(s), -1);
	CHECK_OK(pysock_close(s, &raised));
	pysock_free(s);
}

static void test_after_close(void)
{
	struct pysock_address address;
	struct pysock *s;
	struct pysock *conn;
	FILE *file;
	char byte[1];
	int value;

	pysock_address_inet(&address, "127.0.0.1", 1);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_close(s, &raised));
	CHECK_RAISES(pysock_accept(s, &conn, NULL, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_bind(s, &address, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, EBADF);
	CHECK_NUMBER(pysock_connect_ex(s, &address, &raised), EBADF);
	CHECK_RAISES(pysock_getpeername(s, &address, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_getsockname(s, &address, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(
		pysock_getsockopt(s, SOL_SOCKET, SO_TYPE, &value, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_getsockopt_bytes(s, SOL_SOCKET, SO_TYPE, &value, 4, &raised),
		PYSOCK_ERROR, EBADF);
	CHECK_RAISES(
		pysock_setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, 1, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_listen(s, 1, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_makefile(s, "r", -1, &file, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_recv(s, byte, 1, 0, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_recv(s, byte, 0, 0, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_recv_into(s, byte, 1, 0, 0, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_recvfrom(s, byte, 1, 0, &address, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(
		pysock_recvfrom_into(s, byte, 1, 0, 0, &address, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_send(s, "x", 1, 0, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_sendall(s, "", 0, 0, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_sendto(s, "x", 1, 0, &address, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_shutdown(s, SHUT_RD, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_setblocking(s, 0, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_settimeout(s, pysock_seconds(1), &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_makefile(s, "r", -1, &file, &raised), PYSOCK_ERROR, EBADF);
	pysock_free(s);
}

static void test_peer_after_close(void)
{
	struct pysock *pair[2];
	char bytes[8];

	make_pair(pair);
	CHECK_OK(pysock_sendall(pair[0], "last", 4, 0, &raised));
	CHECK_OK(pysock_close(pair[0], &raised));
	CHECK_NUMBER(pysock_recv(pair[1], bytes, sizeof bytes, 0, &raised), 4);
	CHECK_NUMBER(pysock_recv(pair[1], bytes, sizeof bytes, 0, &raised), 0);
	CHECK_NUMBER(pysock_recv(pair[1], bytes, sizeof bytes, 0, &raised), 0);
	CHECK_RAISES(pysock_send(pair[1], "x", 1, 0, &raised), PYSOCK_ERROR, EPIPE);
	CHECK_RAISES(pysock_sendall(pair[1], "", 0, 0, &raised), PYSOCK_ERROR, EPIPE);
	free_pair(pair);
}

CU_TestInfo life_tests[] = {
	{"a socket is what it was made to be", test_socket},
	{"a socket that the system lacks is the system's error", test_refused},
	{"a socket starts blocking, or as the default or its type says", test_mode_at_start},
	{"socketpair makes two connected sockets", test_pair},
	{"fromfd duplicates", test_fromfd},
	{"fromfd does not check", test_fromfd_unchecked},
	{"a descriptor closed underneath is told once", test_closed_underneath},
	{"after close every operation fails", test_after_close},
	{"the peer gets what was queued, and then the end", test_peer_after_close},
	CU_TEST_INFO_NULL,
};
