/* Several threads in the library at once; `make tsan` runs this under ThreadSanitizer. */
#include "suite.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { THREADS = 4, ROUNDS = 100 };

/* Shared by the threads. */
struct shared {
	struct pysock *pair[2];
	pthread_barrier_t together;
	_Atomic int failures;
};

/* Runs a function in several threads, which count their failures. */
static void run(void *(*function)(void *), struct shared *shared)
{
	pthread_t threads[THREADS];

	CU_ASSERT_EQUAL_FATAL(pthread_barrier_init(&shared->together, NULL, THREADS), 0);
	for (size_t i = 0; i < THREADS; i++)
		CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, function, shared), 0);
	for (size_t i = 0; i < THREADS; i++)
		(void)pthread_join(threads[i], NULL);
	(void)pthread_barrier_destroy(&shared->together);
	CHECK_NUMBER(shared->failures, 0);
}

static void expect(bool good, struct shared *shared)
{
	if (!good)
		shared->failures++;
}

/* --- one socket ------------------------------------------------------------------------------- */

static void *exchange(void *argument)
{
	struct shared *shared = argument;
	char byte;

	for (int i = 0; i < ROUNDS; i++) {
		expect(pysock_send(shared->pair[0], "x", 1, 0, NULL) == 1, shared);
		expect(pysock_recv(shared->pair[1], &byte, 1, 0, NULL) == 1, shared);
	}
	return NULL;
}

static void test_one_pair(void)
{
	struct shared shared = {.failures = 0};

	make_pair(shared.pair);
	set_timeout(shared.pair[0], 100);
	set_timeout(shared.pair[1], 100);
	run(exchange, &shared);
	free_pair(shared.pair);
}

static void *change_timeout(void *argument)
{
	struct shared *shared = argument;
	char byte;

	for (int i = 0; i < ROUNDS; i++) {
		struct pysock_timeout timeout = pysock_seconds(100 + i);

		expect(pysock_settimeout(shared->pair[1], timeout, NULL) == 0, shared);
		expect(pysock_gettimeout(shared->pair[1]).seconds >= 100, shared);
		expect(pysock_send(shared->pair[0], "x", 1, 0, NULL) == 1, shared);
		expect(pysock_recv(shared->pair[1], &byte, 1, 0, NULL) == 1, shared);
	}
	return NULL;
}

static void test_timeout_changes(void)
{
	struct shared shared = {.failures = 0};

	make_pair(shared.pair);
	run(change_timeout, &shared);
	free_pair(shared.pair);
}

/* --- the end of a socket ---------------------------------------------------------------------- */

/*
 * Closes a socket at the same time as the other threads; the first one then makes the next socket.
 */
static void *close_together(void *argument)
{
	struct shared *shared = argument;

	for (int i = 0; i < ROUNDS; i++) {
		bool is_first = pthread_barrier_wait(&shared->together) != 0;

		if (is_first)
			make_pair(shared->pair);
		(void)pthread_barrier_wait(&shared->together);
		expect(pysock_close(shared->pair[0], NULL) == 0, shared);
		expect(pysock_fileno(shared->pair[0]) == -1, shared);
		(void)pthread_barrier_wait(&shared->together);
		if (is_first)
			free_pair(shared->pair);
	}
	return NULL;
}

static void test_close(void)
{
	struct shared shared = {.failures = 0};
	int before = open_descriptors();

	run(close_together, &shared);
	CHECK_NUMBER(open_descriptors(), before);
}

/* --- the module ------------------------------------------------------------------------------- */

static bool never(void)
{
	return false;
}

/* Uses functions that need no socket. */
static void *ask(void *argument)
{
	struct shared *shared = argument;

	for (int i = 0; i < ROUNDS; i++) {
		struct pysock_timeout timeout = pysock_seconds(i);
		struct pysock_addrinfo *found = NULL;
		struct pysock_error error;
		size_t count = 0;

		expect(pysock_setdefaulttimeout(timeout, NULL) == 0, shared);
		expect(pysock_getdefaulttimeout().seconds < ROUNDS, shared);
		pysock_set_interrupt(never);
		expect(!pysock_is_interrupted(), shared);
		expect(pysock_getaddrinfo("127.0.0.1", "80", AF_INET, SOCK_STREAM, 0,
			       AI_NUMERICHOST, &found, &count, NULL) == 0,
			shared);
		free(found);
		expect(pysock_getservbyname("no such service", NULL, &error) < 0, shared);
		expect(strstr(error.text, "not found") != NULL, shared);
		expect(pysock_raise_errno(&error, ECONNREFUSED) < 0, shared);
		expect(strcmp(error.text, "Connection refused") == 0, shared);
	}
	return NULL;
}

static void test_module(void)
{
	struct shared shared = {.failures = 0};

	run(ask, &shared);
	pysock_set_interrupt(NULL);
	CHECK_OK(pysock_setdefaulttimeout(pysock_no_timeout(), &raised));
}

CU_TestInfo threads_tests[] = {
	{"threads send and receive on one pair of sockets", test_one_pair},
	{"a timeout changes while others wait by it", test_timeout_changes},
	{"of threads that close one socket, one closes its descriptor", test_close},
	{"the functions of the module are reentrant", test_module},
	CU_TEST_INFO_NULL,
};
