/* A program that embeds the library may end a call after a signal. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

static int asked;
static int last; /* the question that is answered yes */

static bool ask(void)
{
	errno = EPERM; /* must not change the caller's errno */
	return ++asked == last;
}

static void do_nothing(int number)
{
	(void)number;
}

/* Sends a signal every so many milliseconds; 0 stops. */
static void ring(int every_ms)
{
	struct sigaction action = {.sa_handler = do_nothing};
	struct itimerval timer = {
		.it_interval.tv_usec = every_ms * 1000, .it_value.tv_usec = every_ms * 1000};

	(void)sigaction(SIGALRM, &action, NULL);
	(void)setitimer(ITIMER_REAL, &timer, NULL);
}

/* Sets the question that ends the call; 0 for none. */
static void begin(int ends)
{
	asked = 0;
	last = ends;
	pysock_set_interrupt(ask);
	ring(5);
}

static void end(void)
{
	ring(0);
	pysock_set_interrupt(NULL);
}

/* Calls that wait for ever unless a question ends them. */
static void test_ends(void)
{
	static const double timeouts_s[] = {NONE, 600};
	struct pysock_address address;
	struct pysock *listener = make_listener(&address);
	struct pysock *pair[2];
	struct pysock *conn;
	static char much[1 << 20];
	struct iovec buffer = {much, sizeof much};

	make_pair(pair);
	for (size_t i = 0; i < 2; i++) {
		CHECK_OK(pysock_setblocking(pair[1], 1, &raised));
		if (timeouts_s[i] > 0) {
			set_timeout(pair[0], timeouts_s[i]);
			set_timeout(pair[1], timeouts_s[i]);
			set_timeout(listener, timeouts_s[i]);
		}
		begin(2);
		CHECK_RAISES(pysock_recv(pair[1], much, 1, 0, &raised), PYSOCK_ERROR, EINTR);
		CHECK_NUMBER(asked, 2);
		asked = 0;
		CHECK_RAISES(pysock_recvmsg_into(pair[1], &buffer, 1, NULL, 0, NULL, NULL, &raised),
			PYSOCK_ERROR, EINTR);
		asked = 0;
		CHECK_RAISES(pysock_accept(listener, &conn, NULL, &raised), PYSOCK_ERROR, EINTR);
		asked = 0;
		CHECK_RAISES(pysock_sendall(pair[0], much, sizeof much, 0, &raised), PYSOCK_ERROR,
			EINTR);
		end();
		set_timeout(pair[1], 0);
		while (pysock_recv(pair[1], much, sizeof much, 0, &raised) > 0)
			;
	}
	free_pair(pair);
	pysock_free(listener);
}

/* If the answer is no, the deadline stays the same. */
static void test_goes_on(void)
{
	struct pysock *pair[2];
	int64_t began_ns;
	char byte;

	make_pair(pair);
	set_timeout(pair[0], 0.05);
	begin(0);
	began_ns = now_ns();
	CHECK_RAISES(pysock_recv(pair[0], &byte, 1, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
	CU_ASSERT(now_ns() - began_ns >= 50000000);
	CU_ASSERT(asked > 0);
	end();
	free_pair(pair);
}

static int interrupted_connect(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd, (void)address, (void)length;
	errno = EINTR;
	return -1;
}

static void test_connect(void)
{
	struct pysock_address address;
	struct pysock *s;

	pysock_address_inet(&address, "127.0.0.1", 9);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	answers.connect = interrupted_connect;
	asked = 0;
	last = 3;
	pysock_set_interrupt(ask);
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, EINTR);
	CHECK_NUMBER(asked, 3);
	asked = 0;
	CHECK_NUMBER(pysock_connect_ex(s, &address, &raised), EINTR);
	pysock_set_interrupt(NULL);
	answers = no_answers;
	pysock_free(s);
}

/* A signal in the middle of a send() shows only as a short count. */
static ssize_t send_one(int fd, const void *bytes, size_t size, int flags)
{
	(void)fd, (void)bytes, (void)size, (void)flags;
	return 1;
}

static void test_parts(void)
{
	struct pysock *pair[2];

	make_pair(pair);
	answers.send = send_one;
	asked = 0;
	last = 3;
	pysock_set_interrupt(ask);
	CHECK_OK(pysock_sendall(pair[0], "abc", 3, 0, &raised));
	CHECK_NUMBER(asked, 2);
	CHECK_RAISES(pysock_sendall(pair[0], "abc", 3, 0, &raised), PYSOCK_ERROR, EINTR);
	CHECK_NUMBER(asked, 3);
	pysock_set_interrupt(NULL);
	answers = no_answers;
	free_pair(pair);
}

static void test_files(void)
{
	struct pysock *pair[2];
	FILE *file = NULL;
	static char much[1 << 20];

	make_pair(pair);
	CHECK_OK(pysock_makefile(pair[0], "r", 0, &file, &raised));
	begin(2);
	errno = 0;
	CHECK_NUMBER(fgetc(file), EOF);
	CHECK_NUMBER(errno, EINTR);
	end();
	(void)fclose(file);
	CHECK_OK(pysock_makefile(pair[0], "w", 0, &file, &raised));
	begin(2);
	errno = 0;
	CU_ASSERT(fwrite(much, 1, sizeof much, file) < sizeof much);
	CHECK_NUMBER(errno, EINTR);
	end();
	/* fclose() must not wait for room for the bytes that stdio kept. */
	pysock_free(pair[1]);
	(void)fclose(file);
	pysock_free(pair[0]);
}

/* Without a function to ask, the call goes on. */
static void test_nobody(void)
{
	errno = ENOENT;
	CU_ASSERT(!pysock_is_interrupted());
	last = 1;
	asked = 0;
	pysock_set_interrupt(ask);
	CU_ASSERT(pysock_is_interrupted());
	CHECK_NUMBER(errno, ENOENT);
	pysock_set_interrupt(NULL);
}

CU_TestInfo interrupt_tests[] = {
	{"a call that waits is ended", test_ends},
	{"or goes on to its deadline", test_goes_on},
	{"connecting is ended too", test_connect},
	{"sendall asks after each part", test_parts},
	{"and so are files", test_files},
	{"nobody need be asked", test_nobody},
	CU_TEST_INFO_NULL,
};
