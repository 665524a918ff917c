/*
 * Everything that can fail is made to fail: in each operation of the library every call of the C
 * library in turn, and that with each of its documented errors. The operation must raise what
 * belongs to it, and leave neither memory nor descriptors behind.
 */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

/* What the operations work on, made anew for each of them, and what they make. */
static struct {
	struct pysock *pair[2];	 /* the second has bytes to receive */
	struct pysock *listener; /* has a connection to accept */
	struct pysock *client;
	struct pysock_address address; /* of the listener */
	struct pysock *made[2];
	FILE *file;
	void *block;
} world;

static void make_world(void)
{
	memset(&world, 0, sizeof world);
	make_pair(world.pair);
	world.listener = make_listener(&world.address);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &world.client, &raised));
	CHECK_OK(pysock_connect(world.client, &world.address, &raised));
	CHECK_NUMBER(pysock_send(world.pair[0], "abc", 3, 0, &raised), 3);
}

static void end_world(void)
{
	free_pair(world.pair);
	pysock_free(world.listener);
	pysock_free(world.client);
	pysock_free(world.made[0]);
	pysock_free(world.made[1]);
	if (world.file != NULL)
		(void)fclose(world.file);
	free(world.block);
}

static long long do_socket(void)
{
	return pysock_socket(AF_INET, SOCK_STREAM, 0, &world.made[0], &raised);
}

static long long do_socket_timed(void)
{
	return pysock_socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0, &world.made[0], &raised);
}

static long long do_socketpair(void)
{
	return pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, world.made, &raised);
}

static long long do_socketpair_timed(void)
{
	return pysock_socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, world.made, &raised);
}

static long long do_fromfd(void)
{
	return pysock_fromfd(pysock_fileno(world.pair[0]), AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
		&world.made[0], &raised);
}

static long long do_close(void)
{
	return pysock_close(world.pair[0], &raised);
}

static long long do_settimeout(void)
{
	double timeout_s = 1;

	return pysock_settimeout(world.pair[0], &timeout_s, &raised);
}

static long long do_setblocking(void)
{
	return pysock_setblocking(world.pair[0], 0, &raised);
}

static long long do_bind(void)
{
	struct pysock_address address;

	pysock_address_unix(&address, NULL, 0);
	return pysock_bind(world.pair[0], &address, &raised);
}

static long long do_listen(void)
{
	return pysock_listen(world.listener, 1, &raised);
}

static long long do_accept(void)
{
	struct pysock_address peer;

	return pysock_accept(world.listener, &world.made[0], &peer, &raised);
}

static long long do_accept_default(void)
{
	double timeout_s = 1;
	long long result;

	(void)pysock_setdefaulttimeout(&timeout_s, NULL);
	result = pysock_accept(world.listener, &world.made[0], NULL, &raised);
	(void)pysock_setdefaulttimeout(NULL, NULL);
	return result;
}

/* A second connection, made from within, on a socket that does not count. */
static long long do_connect(void)
{
	struct pysock_address loopback;

	pysock_address_inet(&loopback, "127.1", world.address.inet.port);
	if (pysock_socket(AF_INET, SOCK_STREAM, 0, &world.made[0], &raised) < 0)
		return -1;
	return pysock_connect(world.made[0], &loopback, &raised);
}

static long long do_create_connection(void)
{
	char service[8];

	(void)snprintf(service, sizeof service, "%lld", world.address.inet.port);
	return pysock_create_connection("127.0.0.1", service, &world.made[0], &raised);
}

static long long do_create_connection_timed(void)
{
	char service[8];
	double timeout_s = 60;

	(void)snprintf(service, sizeof service, "%lld", world.address.inet.port);
	return pysock_create_connection_timeout(
		"127.0.0.1", service, &timeout_s, &world.made[0], &raised);
}

static long long do_names(void)
{
	struct pysock_address address;

	if (pysock_getsockname(world.client, &address, &raised) < 0)
		return -1;
	return pysock_getpeername(world.client, &address, &raised);
}

static long long do_options(void)
{
	int value;
	char bytes[8];

	if (pysock_getsockopt(world.client, SOL_SOCKET, SO_TYPE, &value, &raised) < 0 ||
		pysock_getsockopt_bytes(world.client, SOL_SOCKET, SO_TYPE, bytes, 8, &raised) < 0)
		return -1;
	return pysock_setsockopt(world.client, SOL_SOCKET, SO_KEEPALIVE, 1, &raised);
}

static long long do_shutdown(void)
{
	return pysock_shutdown(world.pair[0], SHUT_RDWR, &raised);
}

static long long do_recv(void)
{
	char bytes[4];

	return pysock_recv(world.pair[1], bytes, sizeof bytes, 0, &raised);
}

static long long do_recvfrom(void)
{
	char bytes[4];
	struct pysock_address address;

	return pysock_recvfrom(world.pair[1], bytes, sizeof bytes, 0, &address, &raised);
}

static long long do_send(void)
{
	return pysock_send(world.pair[0], "x", 1, 0, &raised);
}

static long long do_sendall(void)
{
	return pysock_sendall(world.pair[0], "xyz", 3, 0, &raised);
}

static long long do_sendto(void)
{
	return pysock_sendto(world.client, "x", 1, 0, &world.address, &raised);
}

static long long do_makefile(void)
{
	return pysock_makefile(world.pair[0], "rw", 100, &world.file, &raised);
}

static long long do_getaddrinfo(void)
{
	struct pysock_addrinfo *results;
	size_t count;
	int result = pysock_getaddrinfo("127.0.0.1", "80", 0, 0, 0, 0, &results, &count, &raised);

	if (result == 0)
		world.block = results;
	return result;
}

static long long do_getnameinfo(void)
{
	struct pysock_address address;
	char host[PYSOCK_HOST_SIZE];
	char service[PYSOCK_SERVICE_SIZE];

	pysock_address_inet(&address, "127.0.0.1", 80);
	return pysock_getnameinfo(&address, NI_NUMERICHOST, host, service, &raised);
}

static long long do_gethostbyname(void)
{
	char address[PYSOCK_HOST_SIZE];

	return pysock_gethostbyname("localhost", address, &raised);
}

static long long do_gethostbyname_ex(void)
{
	return pysock_gethostbyname_ex(
		"127.0.0.1", (struct pysock_hostent **)&world.block, &raised);
}

static int answer_by_address(const void *address, socklen_t length, int family,
	struct hostent *entry, char *buffer, size_t size, struct hostent **found, int *h_code)
{
	static char name[] = "name", alias[] = "alias.name", bytes[] = {1, 2, 3, 4};
	static char *aliases[] = {alias, NULL}, *addresses[] = {bytes, NULL};

	(void)address, (void)length, (void)family, (void)buffer, (void)h_code;
	if (size < 4096)
		return ERANGE;
	*entry = (struct hostent){name, aliases, AF_INET, 4, addresses};
	*found = entry;
	return 0;
}

static long long do_gethostbyaddr(void)
{
	long long result;

	answers.gethostbyaddr_r = answer_by_address;
	result = pysock_gethostbyaddr("127.0.0.1", (struct pysock_hostent **)&world.block, &raised);
	answers.gethostbyaddr_r = NULL;
	return result;
}

static long long do_getfqdn(void)
{
	long long result;

	answers.gethostbyaddr_r = answer_by_address;
	result = pysock_getfqdn("127.0.0.1", (char **)&world.block, &raised);
	answers.gethostbyaddr_r = NULL;
	return result;
}

static long long do_getfqdn_local(void)
{
	return pysock_getfqdn(NULL, (char **)&world.block, &raised);
}

static long long do_gethostname(void)
{
	return pysock_gethostname((char **)&world.block, &raised);
}

static long long do_getservbyname(void)
{
	return pysock_getservbyname("http", "tcp", &raised);
}

static long long do_getservbyport(void)
{
	return pysock_getservbyport(80, "tcp", (char **)&world.block, &raised);
}

static long long do_getprotobyname(void)
{
	return pysock_getprotobyname("tcp", &raised);
}

static long long do_idna(void)
{
	return pysock_idna_encode("host", (char **)&world.block, &raised);
}

static const struct operation {
	const char *name;
	long long (*run)(void);
	double timeout_s;  /* of the world's sockets; 0 for blocking mode */
	bool finds_anyway; /* a host that is not found does no harm */
} operations[] = {
	{"socket", do_socket, 0, false},
	{"socket, non-blocking", do_socket_timed, 0, false},
	{"socketpair", do_socketpair, 0, false},
	{"socketpair, non-blocking", do_socketpair_timed, 0, false},
	{"fromfd", do_fromfd, 0, false},
	{"close", do_close, 0, false},
	{"settimeout", do_settimeout, 0, false},
	{"setblocking", do_setblocking, 0, false},
	{"bind", do_bind, 0, false},
	{"listen", do_listen, 0, false},
	{"accept", do_accept, 0, false},
	{"accept, timed", do_accept, 60, false},
	{"accept with a default timeout", do_accept_default, 0, false},
	{"connect", do_connect, 0, false},
	{"create_connection", do_create_connection, 0, false},
	{"create_connection, timed", do_create_connection_timed, 0, false},
	{"getsockname and getpeername", do_names, 0, false},
	{"getsockopt and setsockopt", do_options, 0, false},
	{"shutdown", do_shutdown, 0, false},
	{"recv", do_recv, 0, false},
	{"recv, timed", do_recv, 60, false},
	{"recvfrom", do_recvfrom, 0, false},
	{"recvfrom, timed", do_recvfrom, 60, false},
	{"send", do_send, 0, false},
	{"send, timed", do_send, 60, false},
	{"sendall", do_sendall, 0, false},
	{"sendall, timed", do_sendall, 60, false},
	{"sendto", do_sendto, 0, false},
	{"sendto, timed", do_sendto, 60, false},
	{"makefile", do_makefile, 0, false},
	{"getaddrinfo", do_getaddrinfo, 0, false},
	{"getnameinfo", do_getnameinfo, 0, false},
	{"gethostbyname", do_gethostbyname, 0, false},
	{"gethostbyname_ex", do_gethostbyname_ex, 0, false},
	{"gethostbyaddr", do_gethostbyaddr, 0, false},
	{"getfqdn", do_getfqdn, 0, true},
	{"getfqdn of this machine", do_getfqdn_local, 0, true},
	{"gethostname", do_gethostname, 0, false},
	{"getservbyname", do_getservbyname, 0, false},
	{"getservbyport", do_getservbyport, 0, false},
	{"getprotobyname", do_getprotobyname, 0, false},
	{"idna_encode", do_idna, 0, false},
};

static bool one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (strcmp(name, *names) == 0)
			return true;
	}
	return false;
}

/* What must become of an operation in which a call failed. */
enum outcome {
	SUCCEEDS,
	RAISES_MEMORY,
	RAISES_GAI,
	RAISES_HERROR,
	RAISES_TEXT, /* an error without a code */
	RAISES_ERRNO,
};

static enum outcome expected(const struct operation *operation, const char *call, int error)
{
	static const char *const memory[] = {
		"malloc", "calloc", "realloc", "strdup", "strndup", "fopencookie", NULL};
	static const char *const lookups[] = {
		"getservbyname_r", "getservbyport_r", "getprotobyname_r", NULL};
	static const char *const hosts[] = {"gethostbyname_r", "gethostbyaddr_r", NULL};
	static const char *const infos[] = {"getaddrinfo", "getnameinfo", NULL};
	bool timed = operation->timeout_s > 0 || operation->run == do_create_connection_timed;

	if (one_of(call, memory))
		return RAISES_MEMORY;
	if (one_of(call, lookups))
		return error == ERANGE ? SUCCEEDS : RAISES_TEXT;
	if (one_of(call, hosts))
		return operation->finds_anyway ? SUCCEEDS : RAISES_HERROR;
	if (one_of(call, infos)) {
		if (operation->finds_anyway)
			return SUCCEEDS;
		/* What is not numeric may be a name, and this numeric host is both. */
		if (operation->run == do_getnameinfo && error == EAI_NONAME &&
			strcmp(call, "getaddrinfo") == 0)
			return SUCCEEDS;
		return error == EAI_SYSTEM ? RAISES_ERRNO : RAISES_GAI;
	}
	/* Signals are never seen, and what is not ready is waited for where there is time. */
	if (error == EINTR)
		return SUCCEEDS;
	if (timed && ((error == EAGAIN && strcmp(call, "connect") != 0) || error == EINPROGRESS))
		return SUCCEEDS;
	return RAISES_ERRNO;
}

static void check_outcome(const struct operation *operation, long long result, int error)
{
	switch (expected(operation, wrap.failed, error)) {
	case SUCCEEDS:
		CHECK_OK(result);
		break;
	case RAISES_MEMORY:
		CHECK_RAISES(result, PYSOCK_MEMORY_ERROR, NO_CODE);
		break;
	case RAISES_GAI:
		CHECK_RAISES(result, PYSOCK_GAIERROR, error);
		break;
	case RAISES_HERROR:
		CHECK_RAISES(result, PYSOCK_HERROR, error);
		break;
	case RAISES_TEXT:
		CHECK_RAISES(result, PYSOCK_ERROR, NO_CODE);
		break;
	case RAISES_ERRNO:
		CHECK_RAISES(result, PYSOCK_ERROR, error == EAI_SYSTEM ? ENFILE : error);
		break;
	}
}

/* Plays an operation in which the call of that place fails; false where there is no such call. */
static bool play(const struct operation *operation, int fail_at, int error)
{
	int descriptors = open_descriptors();
	long live = wrap.live;
	unsigned failures = CU_get_number_of_failures();
	long long result;

	make_world();
	if (operation->timeout_s > 0) {
		set_timeout(world.pair[0], operation->timeout_s);
		set_timeout(world.pair[1], operation->timeout_s);
		set_timeout(world.listener, operation->timeout_s);
		set_timeout(world.client, operation->timeout_s);
	}
	wrap_arm(NULL, fail_at, error);
	result = operation->run();
	wrap_disarm();
	if (wrap.failed == NULL)
		CHECK_OK(result);
	else
		check_outcome(operation, result, error != 0 ? error : wrap_error(wrap.failed, 0));
	end_world();
	CHECK_NUMBER(open_descriptors(), descriptors);
	CHECK_NUMBER(wrap.live, live);
	if (CU_get_number_of_failures() != failures)
		(void)fprintf(stderr, "%s: call %d (%s) failed with %d\n", operation->name, fail_at,
			wrap.failed != NULL ? wrap.failed : "none", error);
	return wrap.failed != NULL;
}

static void test_every_call(void)
{
	for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
		int fail_at = 1;

		for (; play(&operations[i], fail_at, 0); fail_at++) {
			const char *call = wrap.failed;
			int error;

			for (int n = 1; (error = wrap_error(call, n)) != 0; n++)
				(void)play(&operations[i], fail_at, error);
		}
		/* An operation that makes no call at all would test nothing. */
		CU_ASSERT(fail_at > 1);
	}
}

/* What waits cannot be interrupted or starved of memory without a word either. */
static void test_waiting(void)
{
	static const struct {
		int error;
		enum pysock_exception exception;
		int code;
	} rows[] = {
		{EINTR, PYSOCK_TIMEOUT, NO_CODE},
		{EINVAL, PYSOCK_ERROR, EINVAL},
		{ENOMEM, PYSOCK_ERROR, ENOMEM},
	};
	char byte;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		make_world();
		set_timeout(world.pair[0], 0.002);
		wrap_arm("ppoll", 1, rows[i].error);
		CHECK_RAISES(pysock_recv(world.pair[0], &byte, 1, 0, &raised), rows[i].exception,
			rows[i].code);
		wrap_disarm();
		CU_ASSERT_PTR_NOT_NULL(wrap.failed);
		end_world();
	}
}

static int in_progress(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd, (void)address, (void)length;
	errno = EINPROGRESS;
	return -1;
}

static void test_concluding(void)
{
	static const char *const calls[] = {"ppoll", "getsockopt"};

	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		make_world();
		set_timeout(world.client, 5);
		answers.connect = in_progress;
		wrap_arm(calls[i], 1, EINVAL);
		CHECK_RAISES(pysock_connect(world.client, &world.address, &raised), PYSOCK_ERROR,
			EINVAL);
		wrap_disarm();
		answers.connect = NULL;
		CU_ASSERT_PTR_NOT_NULL(wrap.failed);
		end_world();
	}
}

static void test_errors_of_close(void)
{
	struct pysock *s;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	wrap_arm("close", 1, ECONNRESET);
	CHECK_OK(pysock_close(s, &raised));
	wrap_disarm();
	CHECK_NUMBER(pysock_fileno(s), -1);
	pysock_free(s);
}

CU_TestInfo failure_tests[] = {
	{"every call may fail, with every error", test_every_call},
	{"waiting may fail", test_waiting},
	{"concluding a connection may fail", test_concluding},
	{"closing a connection that was reset is no failure", test_errors_of_close},
	CU_TEST_INFO_NULL,
};
