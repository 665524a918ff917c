/* Timeouts as values: what is taken, what is refused, and what comes back. */
#include "suite.h"

#include <math.h>
#include <sys/socket.h>

static const struct {
	double given;
	double stored; /* of a refused one: -1 for ValueError, -2 for OverflowError */
} rows[] = {
	{0, 0},
	{-0.0, 0},
	{5, 5},
	{0.1, 0.1},
	{1e-9, 1e-9},
	{1e-12, 1e-9},
	{1.5e-9, 2e-9},
	{2147483.647, 2147483.647},
	{9223372036, 9223372036},
	{9223372037, -2},
	{1e20, -2},
	{-1e20, -2},
	{HUGE_VAL, -2},
	{-HUGE_VAL, -2},
	{-1, -1},
	{-1e-12, -1},
	{NAN, -1},
};

static void check_refused(int result, double stored)
{
	CHECK_RAISES(result, stored == -1 ? PYSOCK_VALUE_ERROR : PYSOCK_OVERFLOW_ERROR, NO_CODE);
}

static void test_default(void)
{
	double got = 77;

	CU_ASSERT(!pysock_getdefaulttimeout(&got));
	CHECK_NUMBER(got, 77);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		double before = 3;
		int result;

		CHECK_OK(pysock_setdefaulttimeout(&before, &raised));
		result = pysock_setdefaulttimeout(&rows[i].given, &raised);
		if (rows[i].stored < 0)
			check_refused(result, rows[i].stored);
		else
			CHECK_OK(result);
		CU_ASSERT(pysock_getdefaulttimeout(&got));
		CU_ASSERT_DOUBLE_EQUAL(got, rows[i].stored < 0 ? 3 : rows[i].stored, 0);
	}
	CHECK_OK(pysock_setdefaulttimeout(NULL, &raised));
	CU_ASSERT(!pysock_getdefaulttimeout(&got));
}

static void test_socket(void)
{
	struct pysock *s;
	double got = 77;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CU_ASSERT(!pysock_gettimeout(s, &got));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int result;

		set_timeout(s, 3);
		result = pysock_settimeout(s, &rows[i].given, &raised);
		if (rows[i].stored < 0)
			check_refused(result, rows[i].stored);
		else
			CHECK_OK(result);
		CU_ASSERT(pysock_gettimeout(s, &got));
		CU_ASSERT_DOUBLE_EQUAL(got, rows[i].stored < 0 ? 3 : rows[i].stored, 0);
	}
	pysock_free(s);
}

static void test_setblocking(void)
{
	struct pysock *s;
	double got = 77;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_setblocking(s, 0, &raised));
	CU_ASSERT(pysock_gettimeout(s, &got));
	CU_ASSERT_DOUBLE_EQUAL(got, 0, 0);
	CHECK_OK(pysock_setblocking(s, -1, &raised));
	CU_ASSERT(!pysock_gettimeout(s, &got));
	set_timeout(s, 0);
	CHECK_OK(pysock_settimeout(s, NULL, &raised));
	CU_ASSERT(!pysock_gettimeout(s, &got));
	pysock_free(s);
}

CU_TestInfo timeout_tests[] = {
	{"the default timeout is kept in nanoseconds, rounded up", test_default},
	{"a socket's timeout likewise", test_socket},
	{"setblocking is a timeout of 0 or none", test_setblocking},
	CU_TEST_INFO_NULL,
};
