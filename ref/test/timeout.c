/* Timeouts as values: which are accepted and which refused, and how they are returned. */
#include "suite.h"

#include <math.h>
#include <sys/socket.h>

static const struct {
	double given;
	double stored; /* if refused: -1 for ValueError, -2 for OverflowError */
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
	CHECK_TIMEOUT(pysock_getdefaulttimeout(), NONE);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int result;

		CHECK_OK(pysock_setdefaulttimeout(pysock_seconds(3), &raised));
		result = pysock_setdefaulttimeout(pysock_seconds(rows[i].given), &raised);
		if (rows[i].stored < 0)
			check_refused(result, rows[i].stored);
		else
			CHECK_OK(result);
		CHECK_TIMEOUT(pysock_getdefaulttimeout(), rows[i].stored < 0 ? 3 : rows[i].stored);
	}
	CHECK_OK(pysock_setdefaulttimeout(pysock_no_timeout(), &raised));
	CHECK_TIMEOUT(pysock_getdefaulttimeout(), NONE);
}

static void test_socket(void)
{
	struct pysock *s;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), NONE);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int result;

		set_timeout(s, 3);
		result = pysock_settimeout(s, pysock_seconds(rows[i].given), &raised);
		if (rows[i].stored < 0)
			check_refused(result, rows[i].stored);
		else
			CHECK_OK(result);
		CHECK_TIMEOUT(pysock_gettimeout(s), rows[i].stored < 0 ? 3 : rows[i].stored);
	}
	pysock_free(s);
}

static void test_setblocking(void)
{
	struct pysock *s;

	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_setblocking(s, 0, &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), 0);
	CHECK_OK(pysock_setblocking(s, -1, &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), NONE);
	set_timeout(s, 0);
	CHECK_OK(pysock_settimeout(s, pysock_no_timeout(), &raised));
	CHECK_TIMEOUT(pysock_gettimeout(s), NONE);
	pysock_free(s);
}

CU_TestInfo timeout_tests[] = {
	{"the default timeout is kept in nanoseconds, rounded up", test_default},
	{"a socket's timeout likewise", test_socket},
	{"setblocking is a timeout of 0 or none", test_setblocking},
	CU_TEST_INFO_NULL,
};
