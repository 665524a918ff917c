/* The runner's own tests: every suite of this directory, played by CUnit. */
#include <CUnit/Basic.h>

#include "suite.h"

/*
 * The suites. Each NAME stands for the array NAME_tests[] of NAME_test.c: a new file is one line
 * here, which declares its array and registers it.
 */
#define SUITES(SUITE) SUITE(value)

#define DECLARE(name) extern CU_TestInfo name##_tests[];
SUITES(DECLARE)

#define REGISTER(name) {#name, NULL, NULL, NULL, NULL, name##_tests},
static CU_SuiteInfo suites[] = {SUITES(REGISTER) CU_SUITE_INFO_NULL};

int main(void)
{
	int failures = 1;

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
