/*
 * Runs tests of CUnit in processes of their own, several at a time. A test that crashes, ends its
 * process or hangs fails alone, and what it had written is kept.
 */
#ifndef PLUMB_POOL_H
#define PLUMB_POOL_H

#include <CUnit/CUnit.h>

/*
 * Runs the active suites of the registry, jobs tests at a time (1 at least). Prints a line for each
 * suite that is over, with the output of its tests where they wrote any; at the end, CUnit's "Run
 * Summary" and what took longest. The status of the process: 0 if all tests passed, 1 if some did
 * not, 3 where the machine has no process or memory for them.
 */
int pool_run(CU_pTestRegistry registry, unsigned jobs);

#endif
