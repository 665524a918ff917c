/* The output of a pool of tests. */
#ifndef PLUMB_POOL_REPORT_H
#define PLUMB_POOL_REPORT_H

#include "trial.h"

#include <stddef.h>

/* Once all tests of the suite are over: prints a line for it, and their output. */
void pool_report_suite(const struct trial *trials, size_t count, CU_pSuite suite);

/*
 * Prints the counts in CUnit's form and the slowest tests. Returns 0 if all tests passed, else 1.
 */
int pool_report_summary(
	CU_pTestRegistry registry, const struct trial *trials, size_t count, double took_s);

#endif
