/* Adopting, detaching and duplicating descriptors, and passing them to programs. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static void test_adopt(void)
{
	static const struct {
		int family, type, proto, shown_family, shown_type, shown_proto;
	} rows[] = {
		{PYSOCK_DETECT, PYSOCK_DETECT, PYSOCK_DETECT, AF_INET, SOCK_DGRAM, IPPROTO_UDP},
		{AF_UNIX, PYSOCK_DETECT, 0, AF_UNIX, SOCK_DGRAM, 0},
		{PYSOCK_DETECT, SOCK_RAW, PYSOCK_DETECT, AF_INET, SOCK_RAW, IPPROTO_UDP},
		{AF_CAN, SOCK_STREAM | SOCK_CLOEXEC, 7, AF_CAN, SOCK_STREAM, 7},
	};
	int before = open_descriptors();

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int fd = socket(AF_INET, SOCK_DGRAM, 0);
		struct pysock *s;

		CHECK_OK(
			pysock_adopt(fd, rows[i].family, rows[i].type, rows[i].proto, &s, &raised));
		CHECK_NUMBER(pysock_fileno(s), fd);
		CHECK_NUMBER(pysock_family(s), rows[i].shown_family);
		CHECK_NUMBER(pysock_type(s), rows[i].shown_type);
		CHECK_NUMBER(pysock_proto(s), rows[i].shown_proto);
		CHECK_TIMEOUT(pysock_gettimeout(s), NONE);
		/* A descriptor that was inheritable stays inheritable. */
		CU_ASSERT(!(fcntl(fd, F_GETFD) & FD_CLOEXEC));
		pysock_free(s);
		CU_ASSERT(fcntl(fd, F_GETFD) < 0);
	}
	CHECK_NUMBER(open_descriptors(), before);
}

/* The flag says that the descriptor is non-blocking already: its own mode is left alone. */
static void test_adopt_nonblocking(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct pysock *s;

	CHECK_OK(pysock_adopt(fd, AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0, &s, &raised));
	CHECK_NUMBER(pysock_type(s), SOCK_DGRAM);
	CHECK_TIMEOUT(pysock_gettimeout(s), 0);
	CU_ASSERT(!(fcntl(fd, F_GETFL) & O_NONBLOCK));
	pysock_free(s);
}

/* Answers as Linux does for operation sockets of AF_ALG. */
static int have_no_name(int fd, struct sockaddr *address, socklen_t *length)
{
	(void)fd, (void)address, (void)length;
	errno = EOPNOTSUPP;
	return -1;
}

static void test_adopt_without_a_name(void)
{
	struct pysock *s = NULL;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	answers.getsockname = have_no_name;
	CHECK_RAISES(pysock_adopt(fd, -1, SOCK_STREAM, 0, &s, &raised), PYSOCK_ERROR, EOPNOTSUPP);
	CHECK_OK(pysock_adopt(fd, AF_INET, -1, -1, &s, &raised));
	answers = no_answers;
	CU_ASSERT_EQUAL(pysock_type(s), SOCK_STREAM);
	pysock_free(s);
}

static void test_adopt_refuses(void)
{
	struct pysock *s = NULL;
	int ends[2];

	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	CHECK_RAISES(pysock_adopt(ends[0], -1, -1, -1, &s, &raised), PYSOCK_ERROR, ENOTSOCK);
	CHECK_RAISES(pysock_adopt(ends[0], AF_INET, SOCK_STREAM, 0, &s, &raised), PYSOCK_ERROR,
		ENOTSOCK);
	CHECK_RAISES(pysock_adopt(-1, -1, -1, -1, &s, &raised), PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_OK(pysock_close_fd(ends[0], &raised));
	CHECK_RAISES(pysock_adopt(ends[0], -1, -1, -1, &s, &raised), PYSOCK_ERROR, EBADF);
	CHECK_OK(pysock_close_fd(ends[1], &raised));
	CU_ASSERT_PTR_NULL(s);
}

static void test_default_timeout(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	struct pysock *s;

	CHECK_OK(pysock_setdefaulttimeout(pysock_seconds(5), &raised));
	CHECK_OK(pysock_adopt(fd, -1, -1, -1, &s, &raised));
	CHECK_OK(pysock_setdefaulttimeout(pysock_no_timeout(), &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), 5);
	CU_ASSERT(fcntl(fd, F_GETFL) & O_NONBLOCK);
	CHECK_NUMBER(pysock_release(s), fd);
	CHECK_OK(pysock_close_fd(fd, &raised));
}

static void test_detach(void)
{
	struct pysock *pair[2];
	char byte;
	int fd;

	make_pair(pair);
	fd = pysock_detach(pair[0]);
	CU_ASSERT(fd >= 0);
	CHECK_NUMBER(pysock_fileno(pair[0]), -1);
	CHECK_NUMBER(pysock_detach(pair[0]), -1);
	CHECK_RAISES(pysock_send(pair[0], "x", 1, 0, &raised), PYSOCK_ERROR, EBADF);
	pysock_free(pair[0]);
	CHECK_OK(pysock_adopt(fd, -1, -1, -1, &pair[0], &raised));
	CHECK_NUMBER(pysock_send(pair[0], "x", 1, 0, &raised), 1);
	CHECK_NUMBER(pysock_recv(pair[1], &byte, 1, 0, &raised), 1);
	free_pair(pair);
}

static void test_dup(void)
{
	struct pysock *pair[2];
	struct pysock *copy;
	bool inheritable = true;
	char byte;

	make_pair(pair);
	set_timeout(pair[0], 3);
	CHECK_OK(pysock_dup(pair[0], &copy, &raised));
	CU_ASSERT(pysock_fileno(copy) != pysock_fileno(pair[0]));
	CHECK_NUMBER(pysock_family(copy), AF_UNIX);
	CHECK_TIMEOUT(pysock_gettimeout(copy), 3);
	CHECK_OK(pysock_get_inheritable(copy, &inheritable, &raised));
	CU_ASSERT(!inheritable);
	CHECK_OK(pysock_close(pair[0], &raised));
	CHECK_NUMBER(pysock_send(copy, "x", 1, 0, &raised), 1);
	CHECK_NUMBER(pysock_recv(pair[1], &byte, 1, 0, &raised), 1);
	pysock_free(copy);
	CHECK_RAISES(pysock_dup(pair[0], &copy, &raised), PYSOCK_ERROR, EBADF);
	free_pair(pair);
}

static void test_inheritable(void)
{
	struct pysock *pair[2];
	bool inheritable = true;

	make_pair(pair);
	CHECK_OK(pysock_get_inheritable(pair[0], &inheritable, &raised));
	CU_ASSERT(!inheritable);
	CHECK_OK(pysock_set_inheritable(pair[0], true, &raised));
	CHECK_OK(pysock_get_inheritable(pair[0], &inheritable, &raised));
	CU_ASSERT(inheritable);
	CHECK_OK(pysock_set_inheritable(pair[0], false, &raised));
	CHECK_OK(pysock_get_inheritable(pair[0], &inheritable, &raised));
	CU_ASSERT(!inheritable);
	CHECK_OK(pysock_close(pair[0], &raised));
	CHECK_RAISES(pysock_get_inheritable(pair[0], &inheritable, &raised), PYSOCK_ERROR, EBADF);
	CHECK_RAISES(pysock_set_inheritable(pair[0], true, &raised), PYSOCK_ERROR, EBADF);
	free_pair(pair);
}

static void test_getblocking(void)
{
	struct pysock *pair[2];

	make_pair(pair);
	CU_ASSERT(pysock_getblocking(pair[0]));
	set_timeout(pair[0], 1);
	CU_ASSERT(pysock_getblocking(pair[0]));
	set_timeout(pair[0], 0);
	CU_ASSERT(!pysock_getblocking(pair[0]));
	free_pair(pair);
}

static void test_null_option(void)
{
	struct pysock *s;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_setsockopt_null(s, SOL_SOCKET, SO_BINDTODEVICE, 0, &raised));
	CHECK_RAISES(pysock_setsockopt_null(s, SOL_SOCKET, SO_REUSEADDR, 1, &raised), PYSOCK_ERROR,
		EINVAL);
	CHECK_OK(pysock_listen(s, PYSOCK_BACKLOG, &raised));
	pysock_free(s);
}

CU_TestInfo descriptor_tests[] = {
	{"a descriptor is taken over, and asked for what it is", test_adopt},
	{"a type that says non-blocking leaves the mode", test_adopt_nonblocking},
	{"a socket that has no name is taken over where its family is given",
		test_adopt_without_a_name},
	{"what is no socket stays with its owner", test_adopt_refuses},
	{"the default timeout holds for what is taken over", test_default_timeout},
	{"a descriptor that is given up lives on", test_detach},
	{"a duplicate has the timeout, and lives by itself", test_dup},
	{"inheritability is set and read", test_inheritable},
	{"getblocking is false in non-blocking mode alone", test_getblocking},
	{"an option may have a length and no value", test_null_option},
	CU_TEST_INFO_NULL,
};
