/* What a pool of tests prints. */
#ifndef PLUMB_POOL_REPORT_H
#define PLUMB_POOL_REPORT_H

#include "trial.h"

#include <stddef.h>

/* If all tests of the suite are over: a line for it, and what its tests wrote. */
void pool_report_suite(const struct trial *trials, size_t count, CU_pSuite suite);

/* The counts in CUnit's form, and what took longest; 0: all tests passed, 1: some did not. */
int pool_report_summary(
	CU_pTestRegistry registry, const struct trial *trials, size_t count, double took_s);

#endif
