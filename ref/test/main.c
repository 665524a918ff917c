/* The library's own tests: every suite of this directory, played by CUnit. */
#include "suite.h"

#include <CUnit/Basic.h>
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

/* Whatever hangs must not hang whoever waits for the tests. */
enum { PATIENCE_S = 900 };

int main(void)
{
	unsigned failures = 1;

	alarm(PATIENCE_S);
	if (CU_initialize_registry() != CUE_SUCCESS)
		return 1;
	if (CU_register_suites(suites) == CUE_SUCCESS) {
		CU_basic_set_mode(CU_BRM_NORMAL);
		if (CU_basic_run_tests() == CUE_SUCCESS)
			failures = CU_get_number_of_failures();
	}
	CU_cleanup_registry();
	return failures == 0 ? 0 : 1;
}
