/*
 * Makes everything fail that can: in each operation of the library, each call of the C library in
 * turn, with each of its documented errors. The operation must raise the right exception, and leak
 * neither memory nor descriptors.
 */
#include "operations.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <string.h>

static bool one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

/* The required outcome of an operation in which a call failed. */
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
		"getservbyname_r", "getservbyport_r", "getprotobyname_r", "if_nametoindex", NULL};
	static const char *const hosts[] = {"gethostbyname_r", "gethostbyaddr_r", NULL};
	static const char *const infos[] = {"getaddrinfo", "getnameinfo", NULL};
	bool timed = operation->timeout_s > 0 || operation->connects_timed;

	if (one_of(call, memory))
		return RAISES_MEMORY;
	if (one_of(call, lookups))
		return error == ERANGE ? SUCCEEDS : RAISES_TEXT;
	if (one_of(call, hosts))
		return operation->finds_anyway ? SUCCEEDS : RAISES_HERROR;
	if (one_of(call, infos)) {
		if (operation->finds_anyway)
			return SUCCEEDS;
		/* A host that is not numeric may be a name, so the lookup goes on. */
		if (operation->takes_names && error == EAI_NONAME &&
			strcmp(call, "getaddrinfo") == 0)
			return SUCCEEDS;
		return error == EAI_SYSTEM ? RAISES_ERRNO : RAISES_GAI;
	}
	/*
	 * Operations go on after signals, and wait for a descriptor that is not ready if time is
	 * left.
	 */
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

/* Plays an operation in which this call fails; false if it makes fewer calls. */
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
	if (wrap.failed == NULL || fail_at == operation->ignored_call)
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

static void fail_each_call(const struct operation *operation)
{
	int fail_at = 1;

	for (; play(operation, fail_at, 0); fail_at++) {
		const char *call = wrap.failed;
		int error;

		for (int n = 1; (error = wrap_error(call, n)) != 0; n++)
			(void)play(operation, fail_at, error);
	}
	/* An operation without any call would test nothing. */
	CU_ASSERT(fail_at > 1);
}

static void test_every_call(void)
{
	for (size_t i = 0; i < operation_count; i++)
		fail_each_call(&operations[i]);
}

static void test_every_later_call(void)
{
	(void)file_to_send(); /* opened before the open descriptors are counted */
	for (size_t i = 0; i < later_operation_count; i++)
		fail_each_call(&later_operations[i]);
}

/* Calls that wait must handle interruptions and report a lack of memory, too. */
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
	{"of later operations too", test_every_later_call},
	{"waiting may fail", test_waiting},
	{"concluding a connection may fail", test_concluding},
	{"closing a connection that was reset is no failure", test_errors_of_close},
	CU_TEST_INFO_NULL,
};
