/* Blocking, non-blocking and timeout mode: which calls wait, how long, and despite signals. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int64_t ns_per_ms = 1000000;

static void test_recv_times_out(void)
{
	struct pysock *pair[2];
	char byte;
	int64_t start;

	make_pair(pair);
	set_timeout(pair[0], 0.05);
	start = now_ns();
	CHECK_RAISES(pysock_recv(pair[0], &byte, 1, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
	CU_ASSERT(now_ns() - start >= 50 * ns_per_ms);
	CHECK_TEXT(raised.text, "timed out");
	/* Even the smallest timeout is not non-blocking mode. */
	set_timeout(pair[0], 1e-9);
	CHECK_RAISES(pysock_recv(pair[0], &byte, 1, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
	/* A timeout over INT_MAX milliseconds does not wrap around. */
	set_timeout(pair[0], 4294967.5);
	CHECK_NUMBER(pysock_send(pair[1], "x", 1, 0, &raised), 1);
	CHECK_NUMBER(pysock_recv(pair[0], &byte, 1, 0, &raised), 1);
	free_pair(pair);
}

static void test_nonblocking(void)
{
	struct pysock_address address;
	struct pysock *pair[2];
	struct pysock *listener = make_listener(&address);
	struct pysock *conn;
	char block[4096] = {0};
	char byte;

	make_pair(pair);
	CHECK_OK(pysock_setblocking(pair[0], 0, &raised));
	CHECK_RAISES(pysock_recv(pair[0], &byte, 1, 0, &raised), PYSOCK_ERROR, EAGAIN);
	CHECK_RAISES(pysock_recvfrom(pair[0], &byte, 1, 0, NULL, &raised), PYSOCK_ERROR, EAGAIN);
	while (pysock_send(pair[0], block, sizeof block, 0, &raised) > 0)
		continue;
	CHECK_RAISES(pysock_send(pair[0], block, sizeof block, 0, &raised), PYSOCK_ERROR, EAGAIN);
	CHECK_RAISES(
		pysock_sendall(pair[0], block, sizeof block, 0, &raised), PYSOCK_ERROR, EAGAIN);
	/* The mode belongs to the descriptor, and so to every user of it. */
	CU_ASSERT(fcntl(pysock_fileno(pair[0]), F_GETFL, 0) & O_NONBLOCK);
	CHECK_OK(pysock_setblocking(pair[0], 1, &raised));
	CU_ASSERT(!(fcntl(pysock_fileno(pair[0]), F_GETFL, 0) & O_NONBLOCK));
	CHECK_OK(pysock_setblocking(listener, 0, &raised));
	CHECK_RAISES(pysock_accept(listener, &conn, NULL, &raised), PYSOCK_ERROR, EAGAIN);
	pysock_free(listener);
	free_pair(pair);
}

static void test_send_times_out(void)
{
	struct pysock *pair[2];
	size_t size = 8 << 20;
	char *block = calloc(1, size);
	int64_t start = now_ns();

	CU_ASSERT_PTR_NOT_NULL_FATAL(block);
	make_pair(pair);
	set_timeout(pair[0], 0.05);
	CHECK_RAISES(pysock_sendall(pair[0], block, size, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
	CU_ASSERT(now_ns() - start >= 50 * ns_per_ms);
	CHECK_RAISES(pysock_send(pair[0], block, size, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
	free_pair(pair);
	free(block);
}

/* Stands for a peer that reads slowly, so that no single send waits for long. */
static ssize_t send_one_byte(int fd, const void *bytes, size_t size, int flags)
{
	const struct timespec pause = {.tv_nsec = 2 * 1000000};

	(void)fd, (void)bytes, (void)flags;
	(void)nanosleep(&pause, NULL);
	return size > 0 ? 1 : 0;
}

static void test_sendall_has_one_deadline(void)
{
	struct pysock *pair[2];
	char block[4096] = {0};

	make_pair(pair);
	set_timeout(pair[0], 0.05);
	answers.send = send_one_byte;
	CHECK_RAISES(
		pysock_sendall(pair[0], block, sizeof block, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
	set_timeout(pair[0], 60);
	CHECK_OK(pysock_sendall(pair[0], block, 5, 0, &raised));
	CHECK_OK(pysock_settimeout(pair[0], pysock_no_timeout(), &raised));
	CHECK_OK(pysock_sendall(pair[0], block, 5, 0, &raised));
	answers.send = NULL;
	free_pair(pair);
}

/* How often ppoll() still reports readiness wrongly. */
static int lies;
static int64_t last_left_ns;

static int lying_ppoll(
	struct pollfd *polled, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	int64_t left_ns = timeout->tv_sec * 1000000000 + timeout->tv_nsec;

	(void)mask;
	CHECK_NUMBER(count, 1);
	CU_ASSERT(left_ns < last_left_ns);
	last_left_ns = left_ns;
	if (lies-- <= 0) {
		const struct timespec pause = {.tv_nsec = 1000000};

		(void)nanosleep(&pause, NULL);
		return 0;
	}
	polled->revents = POLLIN;
	return 1;
}

static void test_one_deadline(void)
{
	struct pysock *pair[2];
	char byte;

	make_pair(pair);
	set_timeout(pair[0], 0.2);
	lies = 3;
	last_left_ns = 200 * ns_per_ms + 1;
	answers.ppoll = lying_ppoll;
	/*
	 * After a spurious wakeup it waits for the rest, and it ignores an early timeout of poll().
	 */
	CHECK_RAISES(pysock_recv(pair[0], &byte, 1, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
	answers.ppoll = NULL;
	CU_ASSERT(lies < 0);
	free_pair(pair);
}

/* poll() reports room for a datagram at once, although the receiver has none. */
static void test_no_room(void)
{
	struct pysock *receiver, *sender;
	struct pysock_address address;

	CHECK_OK(pysock_socket(AF_UNIX, SOCK_DGRAM, 0, &receiver, &raised));
	CHECK_OK(pysock_socket(AF_UNIX, SOCK_DGRAM, 0, &sender, &raised));
	pysock_address_unix(&address, "", 0);
	CHECK_OK(pysock_bind(receiver, &address, &raised));
	CHECK_OK(pysock_getsockname(receiver, &address, &raised));
	set_timeout(sender, 0.02);
	while (pysock_sendto(sender, "x", 1, 0, &address, &raised) == 1)
		continue;
	wrap_arm("sendto", 0, 0);
	CHECK_RAISES(pysock_sendto(sender, "x", 1, 0, &address, &raised), PYSOCK_TIMEOUT, NO_CODE);
	/* About one call for each of the 20 ms, instead of thousands. */
	CU_ASSERT(wrap.calls < 40);
	wrap_disarm();
	pysock_free(receiver);
	pysock_free(sender);
}

/* The timeout expires before poll() is even asked. */
static int late_ppoll(
	struct pollfd *polled, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	(void)mask;
	CHECK_NUMBER(count, 1);
	CU_ASSERT(timeout->tv_sec == 0 && timeout->tv_nsec > 0);
	polled->revents = POLLIN;
	return 1;
}

static ssize_t receive_late(
	int fd, void *bytes, size_t size, int flags, struct sockaddr *address, socklen_t *length)
{
	static int calls;

	(void)fd, (void)bytes, (void)flags, (void)address;
	*length = 0;
	errno = EAGAIN;
	return calls++ > 0 ? (ssize_t)size : -1;
}

static void test_smallest(void)
{
	struct pysock *pair[2];
	char byte;

	make_pair(pair);
	set_timeout(pair[0], 1e-9);
	answers.ppoll = late_ppoll;
	answers.recvfrom = receive_late;
	CHECK_NUMBER(pysock_recvfrom(pair[0], &byte, 1, 0, NULL, &raised), 1);
	answers = no_answers;
	free_pair(pair);
}

static time_t span_s;

static int see_span(
	struct pollfd *polled, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	(void)polled, (void)count, (void)mask;
	span_s = timeout->tv_sec;
	errno = EINVAL;
	return -1;
}

/* Some systems have seconds of 32 bits. */
static void test_far(void)
{
	struct pysock *pair[2];
	char byte;

	make_pair(pair);
	answers.ppoll = see_span;
	set_timeout(pair[0], 1e6);
	CHECK_RAISES(pysock_recv(pair[0], &byte, 1, 0, &raised), PYSOCK_ERROR, EINVAL);
	CU_ASSERT(span_s > 900000 && span_s <= 1000000);
	set_timeout(pair[0], 3e9);
	CHECK_RAISES(pysock_recv(pair[0], &byte, 1, 0, &raised), PYSOCK_ERROR, EINVAL);
	CHECK_NUMBER(span_s, INT32_MAX);
	answers = no_answers;
	free_pair(pair);
}

static void on_alarm(int number)
{
	(void)number;
}

static void storm(long interval_us)
{
	const struct itimerval timer = {
		.it_interval.tv_usec = interval_us, .it_value.tv_usec = interval_us};
	/* No SA_RESTART, so that every system call is interrupted. */
	const struct sigaction action = {.sa_handler = on_alarm};

	(void)sigaction(SIGALRM, &action, NULL);
	(void)setitimer(ITIMER_REAL, &timer, NULL);
}

static void test_signals(void)
{
	struct pysock *pair[2];
	struct pysock *conn;
	struct pysock_address address;
	struct pysock *listener = make_listener(&address);
	char byte;
	int64_t start;

	make_pair(pair);
	set_timeout(pair[0], 0.1);
	set_timeout(listener, 0.1);
	storm(5000);
	start = now_ns();
	CHECK_RAISES(pysock_recv(pair[0], &byte, 1, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
	CU_ASSERT(now_ns() - start >= 100 * ns_per_ms);
	start = now_ns();
	CHECK_RAISES(pysock_accept(listener, &conn, NULL, &raised), PYSOCK_TIMEOUT, NO_CODE);
	CU_ASSERT(now_ns() - start >= 100 * ns_per_ms);
	storm(0);
	pysock_free(listener);
	free_pair(pair);
}

static void *write_late(void *argument)
{
	const struct timespec pause = {.tv_nsec = 50 * 1000000};
	const int *fd = argument;

	(void)nanosleep(&pause, NULL);
	(void)!write(*fd, "x", 1);
	return NULL;
}

static void test_blocking_survives_signals(void)
{
	struct pysock *pair[2];
	pthread_t writer;
	sigset_t alarm_only;
	char byte;
	int fd;

	make_pair(pair);
	fd = pysock_fileno(pair[1]);
	/* Only the waiting thread may receive the signals. */
	(void)sigemptyset(&alarm_only);
	(void)sigaddset(&alarm_only, SIGALRM);
	(void)pthread_sigmask(SIG_BLOCK, &alarm_only, NULL);
	CU_ASSERT_EQUAL_FATAL(pthread_create(&writer, NULL, write_late, &fd), 0);
	(void)pthread_sigmask(SIG_UNBLOCK, &alarm_only, NULL);
	storm(5000);
	CHECK_NUMBER(pysock_recv(pair[0], &byte, 1, 0, &raised), 1);
	storm(0);
	(void)pthread_join(writer, NULL);
	free_pair(pair);
}

static void test_accept(void)
{
	struct pysock_address address;
	struct pysock_address peer;
	struct pysock_address own;
	struct pysock *listener = make_listener(&address);
	struct pysock *client;
	struct pysock *conn;

	set_timeout(listener, 0.02);
	CHECK_RAISES(pysock_accept(listener, &conn, &peer, &raised), PYSOCK_TIMEOUT, NO_CODE);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &client, &raised));
	CHECK_OK(pysock_connect(client, &address, &raised));
	CHECK_OK(pysock_accept(listener, &conn, &peer, &raised));
	CHECK_OK(pysock_getsockname(client, &own, &raised));
	CHECK_NUMBER(peer.inet.port, own.inet.port);
	CHECK_NUMBER(pysock_family(conn), AF_INET);
	CHECK_NUMBER(pysock_type(conn), SOCK_STREAM);
	/* A connection does not inherit the listener's timeout. */
	CHECK_TIMEOUT(pysock_gettimeout(conn), NONE);
	CU_ASSERT(!(fcntl(pysock_fileno(conn), F_GETFL, 0) & O_NONBLOCK));
	CU_ASSERT(fcntl(pysock_fileno(conn), F_GETFD, 0) & FD_CLOEXEC);
	CHECK_OK(pysock_getpeername(conn, &peer, &raised));
	CHECK_NUMBER(peer.inet.port, own.inet.port);
	CHECK_RAISES(pysock_accept(client, &conn, NULL, &raised), PYSOCK_ERROR, EINVAL);
	pysock_free(conn);
	pysock_free(client);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &client, &raised));
	CHECK_OK(pysock_connect(client, &address, &raised));
	CHECK_OK(pysock_setdefaulttimeout(pysock_seconds(3), &raised));
	CHECK_OK(pysock_accept(listener, &conn, NULL, &raised));
	CHECK_OK(pysock_setdefaulttimeout(pysock_no_timeout(), &raised));
	CHECK_TIMEOUT(pysock_gettimeout(conn), 3);
	pysock_free(conn);
	pysock_free(client);
	pysock_free(listener);
}

static void test_unnamed_peer(void)
{
	struct pysock *listener;
	struct pysock *client;
	struct pysock *conn;
	struct pysock_address address;

	CHECK_OK(pysock_socket(AF_UNIX, SOCK_STREAM, 0, &listener, &raised));
	pysock_address_unix(&address, "", 0);
	CHECK_OK(pysock_bind(listener, &address, &raised));
	CHECK_OK(pysock_listen(listener, -1, &raised));
	CHECK_OK(pysock_getsockname(listener, &address, &raised));
	CHECK_OK(pysock_socket(AF_UNIX, SOCK_STREAM, 0, &client, &raised));
	CHECK_OK(pysock_connect(client, &address, &raised));
	CHECK_OK(pysock_accept(listener, &conn, &address, &raised));
	CHECK_NUMBER(address.family, AF_UNIX);
	CHECK_NUMBER(address.un.length, 0);
	pysock_free(conn);
	pysock_free(client);
	pysock_free(listener);
}

CU_TestInfo mode_tests[] = {
	{"recv waits no less than its timeout", test_recv_times_out},
	{"non-blocking calls fail at once", test_nonblocking},
	{"send and sendall time out", test_send_times_out},
	{"sendall has one deadline for all", test_sendall_has_one_deadline},
	{"waiting again waits for the rest", test_one_deadline},
	{"the smallest timeout waits", test_smallest},
	{"where poll is wrong the processor rests", test_no_room},
	{"signals do not shorten a timeout", test_signals},
	{"signals do not end a blocking call", test_blocking_survives_signals},
	{"accept gives a new socket in the default mode", test_accept},
	{"an unnamed peer has the empty name", test_unnamed_peer},
	{"one wait is no longer than an int counts", test_far},
	CU_TEST_INFO_NULL,
};
