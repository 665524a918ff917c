/* connect() and connect_ex() in every mode. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static const int64_t ns_per_ms = 1000000;

static void test_connect_refused(void)
{
	struct pysock_address address;
	struct pysock *s;

	/* A port without a listener: that of a closed one. */
	pysock_free(make_listener(&address));
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, ECONNREFUSED);
	CHECK_NUMBER(pysock_connect_ex(s, &address, &raised), ECONNREFUSED);
	set_timeout(s, 5);
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, ECONNREFUSED);
	pysock_free(s);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	set_timeout(s, 5);
	CHECK_NUMBER(pysock_connect_ex(s, &address, &raised), ECONNREFUSED);
	address.inet.port = 65536;
	CHECK_RAISES(pysock_connect_ex(s, &address, &raised), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	pysock_address_inet(&address, "no such host", 1);
	CHECK_RAISES(pysock_connect_ex(s, &address, &raised), PYSOCK_GAIERROR, EAI_NONAME);
	pysock_free(s);
}

static void test_connect_modes(void)
{
	struct pysock_address address;
	struct pysock *listener = make_listener(&address);
	struct pysock *s;
	int result;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_connect(s, &address, &raised));
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, EISCONN);
	CHECK_NUMBER(pysock_connect_ex(s, &address, &raised), EISCONN);
	pysock_free(s);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	set_timeout(s, 5);
	CHECK_OK(pysock_connect(s, &address, &raised));
	pysock_free(s);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_setblocking(s, 0, &raised));
	result = pysock_connect_ex(s, &address, &raised);
	CU_ASSERT(result == EINPROGRESS || result == 0);
	pysock_free(s);
	pysock_free(listener);
}

static void test_connect_times_out(void)
{
	struct pysock_address address;
	struct pysock *full;
	struct pysock *taken[4] = {NULL};
	struct pysock *s;
	int64_t start;

	/* A backlog of 0 takes one connection; later ones hang. */
	pysock_address_inet(&address, "127.0.0.1", 0);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &full, &raised));
	CHECK_OK(pysock_bind(full, &address, &raised));
	CHECK_OK(pysock_listen(full, -5, &raised));
	CHECK_OK(pysock_getsockname(full, &address, &raised));
	for (int i = 0; i < 4; i++) {
		CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &taken[i], &raised));
		CHECK_OK(pysock_setblocking(taken[i], 0, &raised));
		(void)pysock_connect_ex(taken[i], &address, &raised);
	}
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	set_timeout(s, 0.05);
	start = now_ns();
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_TIMEOUT, NO_CODE);
	CU_ASSERT(now_ns() - start >= 50 * ns_per_ms);
	pysock_free(s);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	set_timeout(s, 0.02);
	CHECK_NUMBER(pysock_connect_ex(s, &address, &raised), EAGAIN);
	pysock_free(s);
	for (int i = 0; i < 4; i++)
		pysock_free(taken[i]);
	pysock_free(full);
}

static struct pysock *unix_client(const struct pysock_address *address, double timeout_s)
{
	struct pysock *s;

	CU_ASSERT_EQUAL_FATAL(pysock_socket(AF_UNIX, SOCK_STREAM, 0, &s, &raised), 0);
	set_timeout(s, timeout_s);
	while (timeout_s == 0 && pysock_connect_ex(s, address, &raised) == 0) {
		/* The connection stays in the backlog after the socket is closed. */
		pysock_free(s);
		CU_ASSERT_EQUAL_FATAL(pysock_socket(AF_UNIX, SOCK_STREAM, 0, &s, &raised), 0);
		set_timeout(s, timeout_s);
	}
	return s;
}

static void *accept_late(void *argument)
{
	const struct timespec pause = {.tv_nsec = 20 * 1000000};
	struct pysock *conn;

	(void)nanosleep(&pause, NULL);
	if (pysock_accept(argument, &conn, NULL, NULL) == 0)
		pysock_free(conn);
	return NULL;
}

static void test_full_unix_backlog(void)
{
	struct pysock *listener;
	struct pysock *s;
	struct pysock_address address;
	pthread_t acceptor;
	int64_t start;

	CHECK_OK(pysock_socket(AF_UNIX, SOCK_STREAM, 0, &listener, &raised));
	pysock_address_unix(&address, NULL, 0);
	CHECK_OK(pysock_bind(listener, &address, &raised));
	CHECK_OK(pysock_listen(listener, 0, &raised));
	CHECK_OK(pysock_getsockname(listener, &address, &raised));
	s = unix_client(&address, 0);
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, EAGAIN);
	pysock_free(s);
	s = unix_client(&address, 0.03);
	start = now_ns();
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_TIMEOUT, NO_CODE);
	CU_ASSERT(now_ns() - start >= 30 * ns_per_ms);
	wrap_arm("ppoll", 1, EINVAL);
	CHECK_RAISES(pysock_connect(s, &address, &raised), PYSOCK_ERROR, EINVAL);
	wrap_disarm();
	set_timeout(s, 60);
	CU_ASSERT_EQUAL_FATAL(pthread_create(&acceptor, NULL, accept_late, listener), 0);
	CHECK_OK(pysock_connect(s, &address, &raised));
	(void)pthread_join(acceptor, NULL);
	pysock_free(s);
	pysock_free(listener);
}

/* Successive answers of connect(); 0 is success. */
static const int *script;

static int scripted_connect(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd, (void)address, (void)length;
	errno = *script;
	return *script++ == 0 ? 0 : -1;
}

static int so_error;

static int scripted_getsockopt(int fd, int level, int name, void *value, socklen_t *length)
{
	(void)fd, (void)level, (void)length;
	CHECK_NUMBER(name, SO_ERROR);
	memcpy(value, &so_error, sizeof so_error);
	return 0;
}

static int ready_ppoll(
	struct pollfd *polled, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	(void)count, (void)timeout, (void)mask;
	polled->revents = POLLOUT;
	return 1;
}

static void test_connect_scripts(void)
{
	static const struct {
		double timeout_s; /* -1: blocking */
		int connect[4];
		int so_error;
		int result; /* of connect_ex() */
	} rows[] = {
		{-1, {EINTR, 0}, 0, 0},
		{-1, {EINTR, EINTR, EISCONN}, 0, 0},
		{-1, {EINTR, EALREADY}, 0, 0},
		{-1, {EINTR, EALREADY}, ECONNREFUSED, ECONNREFUSED},
		{-1, {EINTR, ECONNREFUSED}, 0, ECONNREFUSED},
		{-1, {EINPROGRESS}, 0, EINPROGRESS},
		{-1, {EISCONN}, 0, EISCONN},
		{5, {EINPROGRESS}, 0, 0},
		{5, {EINPROGRESS}, EISCONN, 0},
		{5, {EINPROGRESS}, EHOSTUNREACH, EHOSTUNREACH},
		{5, {EINTR, EALREADY}, ETIMEDOUT, ETIMEDOUT},
		{5, {EALREADY}, 0, EALREADY},
		{0, {EINTR, EALREADY}, 0, EINTR},
		{0, {EINPROGRESS}, 0, EINPROGRESS},
		{0, {EALREADY}, 0, EALREADY},
	};
	struct pysock_address address;

	pysock_address_inet(&address, "127.0.0.1", 1);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct pysock *s;

		CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
		if (rows[i].timeout_s >= 0)
			set_timeout(s, rows[i].timeout_s);
		script = rows[i].connect;
		so_error = rows[i].so_error;
		answers = (struct answers){.connect = scripted_connect,
			.getsockopt = scripted_getsockopt,
			.ppoll = ready_ppoll};
		CHECK_NUMBER(pysock_connect_ex(s, &address, &raised), rows[i].result);
		script = rows[i].connect;
		if (rows[i].result == 0)
			CHECK_OK(pysock_connect(s, &address, &raised));
		else
			CHECK_RAISES(
				pysock_connect(s, &address, &raised), PYSOCK_ERROR, rows[i].result);
		answers = no_answers;
		pysock_free(s);
	}
}

CU_TestInfo connect_tests[] = {
	{"connect to nobody is refused in every mode", test_connect_refused},
	{"connect once succeeds in every mode", test_connect_modes},
	{"connect times out", test_connect_times_out},
	{"connect waits for room in a backlog of AF_UNIX", test_full_unix_backlog},
	{"connect reads every answer of the system", test_connect_scripts},
	CU_TEST_INFO_NULL,
};
