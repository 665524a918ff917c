/* The runner's own tests: every suite of this directory, or those that are named, played by CUnit.
 */
#include <CUnit/Basic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "suite.h"

/* suites.inc is the one list: SUITE(name) stands for the array name_tests[] of name_test.c. */
#define SUITE(name) extern CU_TestInfo name##_tests[];
#include "suites.inc"
#undef SUITE

static CU_SuiteInfo suites[] = {
#define SUITE(name) {#name, NULL, NULL, NULL, NULL, name##_tests},
#include "suites.inc"
#undef SUITE
	CU_SUITE_INFO_NULL,
};

/* Whatever hangs must not hang whoever waits for the tests. */
enum { PATIENCE_S = 900 };

static bool is_named(const CU_SuiteInfo *suite, char *const *names)
{
	while (*names && strcmp(*names, suite->pName) != 0)
		names++;
	return *names != NULL;
}

/* Leaves only the suites that are named; false: there are fewer of them than names. */
static bool choose(int count, char *const *names)
{
	int kept = 0;

	for (int i = 0; suites[i].pName; i++)
		if (is_named(&suites[i], names))
			suites[kept++] = suites[i];
	suites[kept] = (CU_SuiteInfo)CU_SUITE_INFO_NULL;
	return kept == count;
}

int main(int argc, char **argv)
{
	int failures = 1;

	if (argc > 1 && !choose(argc - 1, argv + 1)) {
		fprintf(stderr, "usage: %s [SUITE...], as in conformance/test/suites.inc\n",
			argv[0]);
		return 2;
	}
	alarm(PATIENCE_S);
	if (CU_initialize_registry() != CUE_SUCCESS) {
		return 1;
	}
	if (CU_register_suites(suites) == CUE_SUCCESS) {
		CU_basic_set_mode(CU_BRM_NORMAL);
		if (CU_basic_run_tests() == CUE_SUCCESS) {
			failures = (int)CU_get_number_of_failures();
		}
	}
	CU_cleanup_registry();
	return failures == 0 ? 0 : 1;
}
