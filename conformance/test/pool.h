/*
 * Runs CUnit tests in processes of their own, several at a time. A test that crashes, exits or
 * hangs fails alone, and its output is kept.
 */
#ifndef PLUMB_POOL_H
#define PLUMB_POOL_H

#include <CUnit/CUnit.h>

/*
 * Runs the active suites of the registry, `jobs` tests at a time (at least 1). Prints a line for
 * each finished suite, with its tests' output if there is any; at the end, CUnit's "Run Summary"
 * and the slowest tests. Returns the exit status: 0 if all tests passed, 1 if some did not, 3 if
 * the machine has no process or memory for them.
 */
int pool_run(CU_pTestRegistry registry, unsigned jobs);

#endif
