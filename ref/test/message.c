/* Messages: several buffers, ancillary data, and descriptors that never leak. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/if_alg.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void test_lengths(void)
{
	size_t size = 77;

	CHECK_OK(pysock_CMSG_LEN(0, &size, &raised));
	CHECK_NUMBER(size, CMSG_LEN(0));
	CHECK_OK(pysock_CMSG_LEN(5, &size, &raised));
	CHECK_NUMBER(size, CMSG_LEN(5));
	CHECK_OK(pysock_CMSG_SPACE(5, &size, &raised));
	CHECK_NUMBER(size, CMSG_SPACE(5));
	CHECK_OK(pysock_CMSG_LEN(INT_MAX - (long long)CMSG_LEN(0), &size, &raised));
	CHECK_NUMBER(size, INT_MAX);
	CHECK_RAISES(pysock_CMSG_LEN(INT_MAX - (long long)CMSG_LEN(0) + 1, &size, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_OK(pysock_CMSG_SPACE(INT_MAX - (long long)CMSG_SPACE(1), &size, &raised));
	CHECK_RAISES(pysock_CMSG_SPACE(INT_MAX - (long long)CMSG_SPACE(1) + 1, &size, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_CMSG_LEN(-1, &size, &raised), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_CMSG_SPACE(LLONG_MAX, &size, &raised), PYSOCK_OVERFLOW_ERROR, NO_CODE);
}

static void test_buffers(void)
{
	char a[] = "ab", b[] = "cde", in[3] = "", rest[8] = "";
	struct iovec out[] = {{a, 2}, {NULL, 0}, {b, 3}};
	struct iovec into[] = {{in, 2}, {NULL, 0}, {rest, 8}};
	struct pysock *pair[2];
	struct pysock_address from;
	int flags = -1;

	make_pair(pair);
	CHECK_NUMBER(pysock_sendmsg(pair[0], out, 3, NULL, 0, 0, NULL, &raised), 5);
	CHECK_NUMBER(pysock_recvmsg_into(pair[1], into, 3, NULL, 0, &flags, &from, &raised), 5);
	CHECK_TEXT(in, "ab");
	CHECK_TEXT(rest, "cde");
	CHECK_NUMBER(flags, 0);
	CHECK_NUMBER(from.family, PYSOCK_NO_ADDRESS);
	CHECK_NUMBER(pysock_sendmsg(pair[0], NULL, 0, NULL, 0, 0, NULL, &raised), 0);
	CHECK_NUMBER(pysock_sendmsg(pair[0], out, 1, NULL, 0, 0, NULL, &raised), 2);
	CHECK_NUMBER(pysock_recvmsg(pair[1], rest, 8, NULL, 0, NULL, NULL, &raised), 2);
	CHECK_RAISES(pysock_recvmsg(pair[1], rest, 8, NULL, MSG_DONTWAIT, NULL, NULL, &raised),
		PYSOCK_ERROR, EAGAIN);
	CHECK_RAISES(pysock_recvmsg(pair[1], rest, SIZE_MAX, NULL, 0, NULL, NULL, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	/* Unlike recv(), it asks the system even for no bytes at all. */
	CHECK_RAISES(pysock_recvmsg(pair[1], rest, 0, NULL, MSG_DONTWAIT, NULL, NULL, &raised),
		PYSOCK_ERROR, EAGAIN);
	set_timeout(pair[1], 0.01);
	CHECK_RAISES(pysock_recvmsg(pair[1], rest, 8, NULL, 0, NULL, NULL, &raised), PYSOCK_TIMEOUT,
		NO_CODE);
	free_pair(pair);
}

static void test_datagrams(void)
{
	char sent[50] = "datagram", in[6] = "";
	struct iovec out = {sent, sizeof sent}, into = {in, 5};
	struct pysock_address address, from;
	struct pysock *s;
	int flags = 0;

	CHECK_OK(pysock_socket(AF_INET, SOCK_DGRAM, 0, &s, &raised));
	pysock_address_inet(&address, "127.0.0.1", 0);
	CHECK_OK(pysock_bind(s, &address, &raised));
	CHECK_OK(pysock_getsockname(s, &address, &raised));
	for (int i = 0; i < 4; i++)
		CHECK_NUMBER(pysock_sendmsg(s, &out, 1, NULL, 0, 0, &address, &raised), 50);
	CHECK_NUMBER(pysock_recvmsg(s, in, 5, NULL, 0, &flags, &from, &raised), 5);
	CHECK_TEXT(in, "datag");
	CHECK_NUMBER(flags, MSG_TRUNC);
	CHECK_NUMBER(from.inet.port, address.inet.port);
	CHECK_NUMBER(pysock_recvmsg(s, in, 5, NULL, MSG_TRUNC, &flags, &from, &raised), 5);
	CHECK_NUMBER(pysock_recvmsg_into(s, &into, 1, NULL, MSG_TRUNC, &flags, &from, &raised), 50);
	CHECK_NUMBER(pysock_recvmsg(s, in, 0, NULL, 0, &flags, NULL, &raised), 0);
	CHECK_RAISES(pysock_recvmsg(s, in, 5, NULL, MSG_DONTWAIT, &flags, NULL, &raised),
		PYSOCK_ERROR, EAGAIN);
	address.inet.port = -1;
	CHECK_RAISES(pysock_sendmsg(s, &out, 1, NULL, 0, 0, &address, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(
		pysock_sendmsg(s, &out, 1, NULL, 0, 0, NULL, &raised), PYSOCK_ERROR, EDESTADDRREQ);
	pysock_free(s);
}

/* Sends a message with this many descriptors, all of one pipe. */
static void send_descriptors(struct pysock *s, size_t count)
{
	int ends[2], fds[100];
	struct iovec buffer = {"x", 1};

	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	for (size_t i = 0; i < count; i++)
		fds[i] = ends[0];
	CHECK_NUMBER(pysock_send_fds(s, &buffer, 1, fds, count, 0, NULL, &raised), 1);
	(void)close(ends[0]);
	(void)close(ends[1]);
}

/* Receives with a buffer for ancillary data, and counts the descriptors that the caller gets. */
static size_t count_given(struct pysock *s, struct pysock_control *control, bool keep, int *flags)
{
	struct pysock_ancillary item;
	size_t count = 0;
	char byte;

	CHECK_NUMBER(pysock_recvmsg(s, &byte, 1, control, 0, flags, NULL, &raised), 1);
	while (pysock_control_next(control, &item)) {
		const int *fds = item.data;

		CHECK_NUMBER(item.level, SOL_SOCKET);
		CHECK_NUMBER(item.type, SCM_RIGHTS);
		count += item.length / sizeof *fds;
		for (size_t i = 0; i < item.length / sizeof *fds; i++) {
			CU_ASSERT(fcntl(fds[i], F_GETFD) & FD_CLOEXEC);
			if (!keep)
				(void)close(fds[i]);
		}
	}
	CU_ASSERT(!pysock_control_is_malformed(control));
	CU_ASSERT(!pysock_control_next(control, &item));
	return count;
}

static void test_descriptors(void)
{
	static const struct {
		size_t size, sent, given;
	} rows[] = {{CMSG_LEN(4), 1, 1}, {CMSG_LEN(4), 3, 1}, {CMSG_SPACE(4), 3, 2},
		{CMSG_LEN(12), 3, 3}, {19, 3, 0}, {1, 3, 0}, {0, 3, 0},
		{CMSG_SPACE(400), 100, 100}};
	int before = open_descriptors();
	struct pysock *pair[2];

	make_pair(pair);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct pysock_control *control;
		int flags = 0;

		CHECK_OK(pysock_control_new(rows[i].size, &control, &raised));
		send_descriptors(pair[0], rows[i].sent);
		CHECK_NUMBER(count_given(pair[1], control, false, &flags), rows[i].given);
		CHECK_NUMBER(flags, rows[i].given < rows[i].sent ? MSG_CTRUNC : 0);
		pysock_control_free(control);
	}
	free_pair(pair);
	CHECK_NUMBER(open_descriptors(), before);
}

/* Descriptors that the caller does not take are closed, whatever happens next. */
static void test_nothing_leaks(void)
{
	struct pysock *pair[2];
	struct pysock_control *control;
	struct pysock_ancillary item;
	char byte;
	int before, flags = 0;

	make_pair(pair);
	CHECK_OK(pysock_control_new(CMSG_SPACE(16), &control, &raised));
	before = open_descriptors();
	send_descriptors(pair[0], 4);
	CHECK_NUMBER(pysock_recvmsg(pair[1], &byte, 1, control, 0, NULL, NULL, &raised), 1);
	CHECK_NUMBER(open_descriptors(), before + 4);
	CHECK_RAISES(pysock_recvmsg(pair[1], &byte, 1, control, MSG_DONTWAIT, NULL, NULL, &raised),
		PYSOCK_ERROR, EAGAIN);
	CHECK_NUMBER(open_descriptors(), before);
	CU_ASSERT(!pysock_control_next(control, &item));
	/* Each peek makes new descriptors. */
	send_descriptors(pair[0], 4);
	for (int i = 0; i < 3; i++)
		CHECK_NUMBER(
			pysock_recvmsg(pair[1], &byte, 1, control, MSG_PEEK, NULL, NULL, &raised),
			1);
	CHECK_NUMBER(open_descriptors(), before + 4);
	CHECK_NUMBER(pysock_recv(pair[1], &byte, 1, 0, &raised), 1);
	/* A caller who has taken the descriptors can still have them closed. */
	send_descriptors(pair[0], 2);
	CHECK_NUMBER(count_given(pair[1], control, true, &flags), 2);
	CHECK_NUMBER(open_descriptors(), before + 2);
	pysock_control_discard(control);
	CHECK_NUMBER(open_descriptors(), before);
	CU_ASSERT(!pysock_control_next(control, &item));
	send_descriptors(pair[0], 2);
	CHECK_NUMBER(pysock_recvmsg(pair[1], &byte, 1, control, 0, NULL, NULL, &raised), 1);
	pysock_control_free(control);
	pysock_control_free(NULL);
	CHECK_NUMBER(open_descriptors(), before);
	CHECK_RAISES(pysock_control_new((size_t)INT_MAX + 1, &control, &raised), PYSOCK_VALUE_ERROR,
		NO_CODE);
	free_pair(pair);
}

static void test_fds(void)
{
	struct pysock *pair[2];
	struct iovec buffer = {"xyz", 3};
	int fds[4] = {-7, -7, -7, -7}, flags = 0, bad = -1;
	size_t count = 77;
	char bytes[8] = "";
	int before;

	make_pair(pair);
	before = open_descriptors();
	send_descriptors(pair[0], 3);
	CHECK_NUMBER(
		pysock_recv_fds(pair[1], bytes, 8, fds, 2, &count, 0, &flags, NULL, &raised), 1);
	CHECK_NUMBER(count, 2);
	CHECK_NUMBER(flags, MSG_CTRUNC);
	CHECK_NUMBER(fds[2], -7);
	CU_ASSERT(fcntl(fds[1], F_GETFD) & FD_CLOEXEC);
	CHECK_OK(pysock_close_fd(fds[0], &raised));
	CHECK_OK(pysock_close_fd(fds[1], &raised));
	CHECK_RAISES(pysock_close_fd(fds[1], &raised), PYSOCK_ERROR, EBADF);
	CHECK_NUMBER(open_descriptors(), before);
	CHECK_NUMBER(pysock_send_fds(pair[0], &buffer, 1, NULL, 0, 0, NULL, &raised), 3);
	CHECK_NUMBER(pysock_recv_fds(pair[1], bytes, 8, fds, 4, &count, MSG_CMSG_CLOEXEC, &flags,
			     NULL, &raised),
		3);
	CHECK_NUMBER(count, 0);
	CHECK_NUMBER(flags, MSG_CMSG_CLOEXEC);
	CHECK_RAISES(pysock_send_fds(pair[0], &buffer, 1, &bad, 1, 0, NULL, &raised), PYSOCK_ERROR,
		EBADF);
	CHECK_RAISES(
		pysock_recv_fds(pair[1], bytes, 8, fds, SIZE_MAX, &count, 0, &flags, NULL, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_recv_fds(pair[1], bytes, 8, fds, 4, &count, MSG_DONTWAIT, &flags, NULL,
			     &raised),
		PYSOCK_ERROR, EAGAIN);
	CHECK_RAISES(pysock_send_fds(pair[0], &buffer, 1, fds, SIZE_MAX, 0, NULL, &raised),
		PYSOCK_ERROR, NO_CODE);
	free_pair(pair);
}

static void test_items(void)
{
	struct ucred own = {.pid = getpid(), .uid = getuid(), .gid = getgid()};
	struct pysock *pair[2];
	struct pysock_ancillary item, sent[2];
	struct pysock_control *control;
	struct iovec buffer = {"x", 1};
	int on = 0, before;
	char byte;

	make_pair(pair);
	before = open_descriptors();
	on = pysock_fileno(pair[0]);
	sent[0] = (struct pysock_ancillary){SOL_SOCKET, SCM_CREDENTIALS, &own, sizeof own};
	sent[1] = (struct pysock_ancillary){SOL_SOCKET, SCM_RIGHTS, &on, sizeof on};
	CHECK_OK(pysock_setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, 1, &raised));
	CHECK_NUMBER(pysock_sendmsg(pair[0], &buffer, 1, sent, 2, 0, NULL, &raised), 1);
	CHECK_OK(pysock_control_new(CMSG_SPACE(sizeof own) + CMSG_SPACE(4), &control, &raised));
	CHECK_NUMBER(pysock_recvmsg(pair[1], &byte, 1, control, 0, NULL, NULL, &raised), 1);
	CU_ASSERT(pysock_control_next(control, &item));
	CHECK_NUMBER(item.type, SCM_CREDENTIALS);
	CHECK_NUMBER(item.length, sizeof own);
	CU_ASSERT_EQUAL(memcmp(item.data, &own, sizeof own), 0);
	CU_ASSERT(pysock_control_next(control, &item));
	CHECK_NUMBER(item.type, SCM_RIGHTS);
	CHECK_NUMBER(item.length, sizeof(int));
	(void)close(*(const int *)item.data);
	CU_ASSERT(!pysock_control_next(control, &item));
	pysock_control_free(control);
	free_pair(pair);
	CHECK_NUMBER(open_descriptors(), before - 2);
}

/* The answer of a broken system: the first item's length, and the total length. */
static struct {
	size_t length, total;
} tale;

static ssize_t tell_tale(int fd, struct msghdr *message, int flags)
{
	struct cmsghdr header = {.cmsg_len = tale.length, .cmsg_level = 1, .cmsg_type = 99};

	(void)fd, (void)flags;
	memset(message->msg_control, 7, message->msg_controllen);
	memcpy(message->msg_control, &header, sizeof header);
	message->msg_controllen = tale.total;
	message->msg_namelen = 0;
	return 0;
}

static void test_malformed(void)
{
	static const struct {
		size_t length, total;
		long long given; /* -1: no item */
		bool malformed;
	} rows[] = {{CMSG_LEN(4), CMSG_LEN(4), 4, false}, {CMSG_LEN(4), CMSG_LEN(3), 3, true},
		{CMSG_LEN(4), CMSG_LEN(0), 0, true}, {SIZE_MAX, CMSG_LEN(8), 8, true},
		{CMSG_LEN(0) - 1, CMSG_LEN(8), -1, true}, {0, CMSG_LEN(8), -1, true},
		{CMSG_LEN(4), CMSG_LEN(0) - 1, -1, false}, {CMSG_LEN(4), 0, -1, false}};
	struct pysock *pair[2];
	struct pysock_control *control;
	struct pysock_ancillary item;
	char byte;

	make_pair(pair);
	CHECK_OK(pysock_control_new(CMSG_SPACE(16), &control, &raised));
	answers.recvmsg = tell_tale;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		tale.length = rows[i].length;
		tale.total = rows[i].total;
		CHECK_OK(pysock_recvmsg(pair[1], &byte, 1, control, 0, NULL, NULL, &raised));
		CHECK_NUMBER(pysock_control_next(control, &item), rows[i].given >= 0);
		if (rows[i].given >= 0)
			CHECK_NUMBER(item.length, rows[i].given);
		CU_ASSERT(!pysock_control_next(control, &item));
		CU_ASSERT(!pysock_control_next(control, &item));
		CHECK_NUMBER(pysock_control_is_malformed(control), rows[i].malformed);
	}
	answers = no_answers;
	pysock_control_free(control);
	free_pair(pair);
}

/* With a timeout, too, a ready message each way costs two system calls. */
static void test_two_calls(void)
{
	struct pysock *pair[2];
	struct iovec buffer = {"x", 1};
	struct pysock_control *control;
	char byte;

	make_pair(pair);
	set_timeout(pair[0], 5);
	set_timeout(pair[1], 5);
	CHECK_OK(pysock_control_new(CMSG_SPACE(16), &control, &raised));
	wrap_arm(NULL, 0, 0);
	CHECK_NUMBER(pysock_sendmsg(pair[0], &buffer, 1, NULL, 0, 0, NULL, &raised), 1);
	CHECK_NUMBER(pysock_recvmsg(pair[1], &byte, 1, control, 0, NULL, NULL, &raised), 1);
	wrap_disarm();
	CHECK_NUMBER(wrap.calls, 2);
	pysock_control_free(control);
	free_pair(pair);
}

/* Gives an unreadable address after descriptors have arrived. */
static ssize_t tell_badly(int fd, struct msghdr *message, int flags)
{
	ssize_t result;
	struct sockaddr_storage bad = {.ss_family = AF_TIPC};

	answers.recvmsg = NULL;
	result = recvmsg(fd, message, flags);
	memcpy(message->msg_name, &bad, sizeof bad);
	message->msg_namelen = sizeof bad;
	return result;
}

static void test_address_fails(void)
{
	struct pysock *pair[2];
	struct pysock_control *control;
	struct pysock_address from;
	int before;
	char byte;

	make_pair(pair);
	CHECK_OK(pysock_control_new(CMSG_SPACE(16), &control, &raised));
	before = open_descriptors();
	for (int i = 0; i < 2; i++) {
		send_descriptors(pair[0], 2);
		answers.recvmsg = tell_badly;
		CHECK_RAISES(pysock_recvmsg(pair[1], &byte, 1, i == 0 ? control : NULL, 0, NULL,
				     &from, &raised),
			PYSOCK_VALUE_ERROR, NO_CODE);
		CHECK_NUMBER(open_descriptors(), before);
	}
	answers = no_answers;
	pysock_control_free(control);
	free_pair(pair);
}

/* The items of a message to the kernel's cryptography, as one text. */
static char seen[128];

static ssize_t see_items(int fd, const struct msghdr *message, int flags)
{
	struct msghdr walk = *message;
	size_t size = 0;

	(void)fd, (void)flags;
	seen[0] = '\0';
	for (struct cmsghdr *item = CMSG_FIRSTHDR(&walk); item != NULL;
		item = CMSG_NXTHDR(&walk, item)) {
		uint32_t number;
		memcpy(&number, CMSG_DATA(item), sizeof number);
		size += (size_t)snprintf(seen + size, sizeof seen - size, "%d/%d: %u, %zu; ",
			item->cmsg_level == SOL_ALG, item->cmsg_type, number,
			item->cmsg_len - CMSG_LEN(0));
	}
	return (ssize_t)message->msg_iov[0].iov_len;
}

static void test_afalg(void)
{
	char text[] = "abc";
	struct iovec buffer = {text, 3};
	struct pysock_afalg operation = {.op = ALG_OP_ENCRYPT};
	struct pysock *s, *pair[2];
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	make_pair(pair);
	CHECK_RAISES(pysock_sendmsg_afalg(pair[0], &buffer, 1, &operation, 0, &raised),
		PYSOCK_ERROR, NO_CODE);
	free_pair(pair);
	CHECK_OK(pysock_adopt(fd, AF_ALG, SOCK_SEQPACKET, 0, &s, &raised));
	answers.sendmsg = see_items;
	CHECK_NUMBER(pysock_sendmsg_afalg(s, &buffer, 1, &operation, 0, &raised), 3);
	CHECK_TEXT(seen, "1/3: 1, 4; ");
	operation = (struct pysock_afalg){
		.has_iv = true, .iv = text, .iv_length = 3, .has_assoclen = true, .assoclen = 8};
	CHECK_NUMBER(pysock_sendmsg_afalg(s, &buffer, 1, &operation, 0, &raised), 3);
	CHECK_TEXT(seen, "1/3: 0, 4; 1/2: 3, 7; 1/4: 8, 4; ");
	answers = no_answers;
	pysock_free(s);
}

static size_t buffers_seen;

static ssize_t see_buffers(int fd, const struct msghdr *message, int flags)
{
	(void)fd, (void)flags;
	buffers_seen = message->msg_iovlen;
	errno = EMSGSIZE;
	return -1;
}

/* Some systems count in an int. */
static void test_too_many_buffers(void)
{
	static const size_t counts[] = {3, INT_MAX - 1, INT_MAX, (size_t)INT_MAX + 1, SIZE_MAX};
	struct iovec buffer = {"x", 1};
	struct pysock *pair[2];

	make_pair(pair);
	answers.sendmsg = see_buffers;
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
		CHECK_RAISES(pysock_sendmsg(pair[0], &buffer, counts[i], NULL, 0, 0, NULL, &raised),
			PYSOCK_ERROR, EMSGSIZE);
		CHECK_NUMBER(buffers_seen, counts[i] < INT_MAX ? counts[i] : INT_MAX);
	}
	answers = no_answers;
	free_pair(pair);
}

CU_TestInfo message_tests[] = {
	{"CMSG_LEN and CMSG_SPACE are the system's", test_lengths},
	{"buffers are gathered and scattered", test_buffers},
	{"datagrams are cut, and tell it", test_datagrams},
	{"as many descriptors come as fit", test_descriptors},
	{"descriptors that nobody takes are closed", test_nothing_leaks},
	{"send_fds and recv_fds", test_fds},
	{"several items keep their order", test_items},
	{"an item that is cut off is given as far as it goes", test_malformed},
	{"a message each way costs two calls", test_two_calls},
	{"an operation of cryptography becomes items", test_afalg},
	{"descriptors are closed where the address is at fault", test_address_fails},
	{"no more buffers than an int counts", test_too_many_buffers},
	CU_TEST_INFO_NULL,
};
