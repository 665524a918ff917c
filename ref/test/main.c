/* The library's own tests: every suite of this directory, played by CUnit. */
#include "suite.h"

#include <CUnit/Basic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

/* suites.inc is the one list: SUITE(name) stands for the array name_tests[] of name.c. */
#define SUITE(name) extern CU_TestInfo name##_tests[];
#include "suites.inc"
#undef SUITE

static CU_SuiteInfo suites[] = {
#define SUITE(name) {#name, NULL, NULL, NULL, NULL, name##_tests},
#include "suites.inc"
#undef SUITE
	CU_SUITE_INFO_NULL,
};

/* A test that hangs must not block the caller for ever. */
enum { PATIENCE_S = 900 };

/* Suites are chosen by name; without names, all run. */
static bool choose(char **names)
{
	CU_set_fail_on_inactive(CU_FALSE);
	for (CU_SuiteInfo *suite = suites; *names && suite->pName; suite++)
		CU_set_suite_active(CU_get_suite(suite->pName), CU_FALSE);
	for (; *names; names++) {
		if (CU_set_suite_active(CU_get_suite(*names), CU_TRUE) != CUE_SUCCESS) {
			fprintf(stderr, "there is no suite '%s'\n", *names);
			return false;
		}
	}
	return true;
}

int main(int argc, char **argv)
{
	unsigned failures = 1;

	alarm(PATIENCE_S);
	if (CU_initialize_registry() != CUE_SUCCESS)
		return 1;
	if (CU_register_suites(suites) == CUE_SUCCESS && choose(argv + (argc > 0))) {
		CU_basic_set_mode(CU_BRM_NORMAL);
		if (CU_basic_run_tests() == CUE_SUCCESS)
			failures = CU_get_number_of_failures();
	}
	CU_cleanup_registry();
	return failures == 0 ? 0 : 1;
}
