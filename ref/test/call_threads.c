/* One socket, called by two threads at once. */
#include "call.h"
#include "suite.h"

#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>

/* A call for another thread, and its result. */
struct errand {
	struct pysock_value *method;
	struct pysock_arguments arguments;
	struct pysock_value *result; /* NULL if the call failed */
};

static void *run_errand(void *argument)
{
	struct errand *errand = argument;

	(void)pysock_call(errand->method, &errand->arguments, &errand->result, NULL);
	return NULL;
}

static pthread_t send_on(struct errand *errand)
{
	pthread_t thread;

	CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, run_errand, errand), 0);
	return thread;
}

static struct pysock_value *method_of(struct pysock_value *object, const char *name)
{
	struct pysock_value *method = NULL;

	CHECK_OK(pysock_get(object, name, &method, &raised));
	CU_ASSERT_PTR_NOT_NULL_FATAL(method);
	return method;
}

static struct pysock_value *make_value(struct pysock *socket)
{
	struct pysock_value *value = pysock_value_socket(socket);

	CU_ASSERT_PTR_NOT_NULL_FATAL(value);
	return value;
}

/* Checks the bytes that an errand received, and drops its values. */
static void end_errand(struct errand *errand, const char *want)
{
	size_t size = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(errand->result);
	CHECK_TEXT(pysock_value_data(errand->result, &size), want);
	pysock_value_drop(errand->result);
	pysock_value_drop(errand->method);
	for (size_t i = 0; i < errand->arguments.count; i++)
		pysock_value_drop(errand->arguments.values[i]);
}

static void test_both_directions(void)
{
	struct pysock *pair[2];
	struct pysock_value *size[] = {pysock_value_int(1)};
	struct pysock_value *question[] = {pysock_value_bytes("?", 1)};
	struct errand receive = {.arguments = {.count = 1, .values = size}};
	struct pysock_value *near, *send;
	pthread_t waiter;
	char byte[2] = "";

	make_pair(pair);
	/* If one call blocked the other, this timeout would end it first. */
	set_timeout(pair[0], 10);
	near = make_value(pair[0]);
	receive.method = method_of(near, "recv");
	send = method_of(near, "send");
	waiter = send_on(&receive);
	CHECK_OK(pysock_call(
		send, &(struct pysock_arguments){.count = 1, .values = question}, NULL, &raised));
	/* The answer is sent only after the question arrives. */
	CHECK_NUMBER(pysock_recv(pair[1], byte, 1, 0, &raised), 1);
	CHECK_TEXT(byte, "?");
	CHECK_OK(pysock_sendall(pair[1], "!", 1, 0, &raised));
	(void)pthread_join(waiter, NULL);
	end_errand(&receive, "!");
	pysock_value_drop(send);
	pysock_value_drop(question[0]);
	pysock_value_drop(near);
	pysock_free(pair[1]);
}

/* Waits until the socket has no bytes left to receive. */
static void await_taken(const struct pysock *s)
{
	static const struct timespec pause = {.tv_nsec = 1000000};
	int left = 0;

	while (ioctl(pysock_fileno(s), FIONREAD, &left) == 0 && left > 0)
		(void)nanosleep(&pause, NULL);
}

static void test_counts(void)
{
	struct pysock *pair[2];
	struct pysock_value *values[] = {pysock_value_int(2), pysock_value_int(MSG_WAITALL)};
	struct errand receive = {.arguments = {.count = 2, .values = values}};
	struct pysock_value *near;
	pthread_t waiter;

	make_pair(pair);
	near = make_value(pair[0]);
	receive.method = method_of(near, "recv");
	CHECK_OK(pysock_sendall(pair[1], "a", 1, 0, &raised));
	waiter = send_on(&receive);
	/*
	 * It has received the first byte, so it is in the middle of its call until the second
	 * arrives.
	 */
	await_taken(pair[0]);
	CHECK_NUMBER(near->references, 2);
	CHECK_NUMBER(receive.method->references, 1);
	CHECK_NUMBER(values[0]->references, 1);
	CHECK_OK(pysock_sendall(pair[1], "b", 1, 0, &raised));
	(void)pthread_join(waiter, NULL);
	CHECK_NUMBER(near->references, 2);
	end_errand(&receive, "ab");
	pysock_value_drop(near);
	pysock_free(pair[1]);
}

CU_TestInfo call_threads_tests[] = {
	{"a socket sends while it waits to receive", test_both_directions},
	{"a call counts nothing that another thread may count", test_counts},
	CU_TEST_INFO_NULL,
};
