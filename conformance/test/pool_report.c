#include "pool_report.h"

#include <stdbool.h>
#include <stdlib.h>

enum { LONGEST = 5 };

static void copy_out(FILE *said)
{
	char bytes[4096];
	size_t length;

	rewind(said);
	while ((length = fread(bytes, 1, sizeof(bytes), said)) > 0)
		fwrite(bytes, 1, length, stdout);
}

static void report_test(const struct trial *trial)
{
	bool failed = trial->state == TRIAL_FAILED;

	if (failed || (fseek(trial->said, 0, SEEK_END) == 0 && ftell(trial->said) > 0)) {
		printf("  Test: %s ...%s\n", trial->test->pName, failed ? "FAILED" : "passed");
		copy_out(trial->said);
	}
}

void pool_report_suite(const struct trial *trials, size_t count, CU_pSuite suite)
{
	double used_s = 0;
	unsigned tests = 0;

	for (size_t i = 0; i < count; i++) {
		if (trials[i].suite == suite) {
			if (!trial_over(&trials[i]))
				return;
			tests++;
			used_s += trials[i].used_s;
		}
	}
	printf("Suite: %s (%u tests, %.1f s of the processor)\n", suite->pName, tests, used_s);
	for (size_t i = 0; i < count; i++)
		if (trials[i].suite == suite)
			report_test(&trials[i]);
	fflush(stdout);
}

static int longer_first(const void *left, const void *right)
{
	double a = (*(struct trial *const *)left)->took_s,
	       b = (*(struct trial *const *)right)->took_s;

	return (a < b) - (a > b);
}

static void report_longest(const struct trial *trials, size_t count)
{
	const struct trial **sorted = calloc(count + 1, sizeof(*sorted));

	if (!sorted)
		return;
	for (size_t i = 0; i < count; i++)
		sorted[i] = &trials[i];
	qsort(sorted, count, sizeof(*sorted), longer_first);
	printf("\nLongest:\n");
	for (size_t i = 0; i < count && i < LONGEST; i++) {
		printf("  %6.1f s (%.1f s of the processor) %s: %s\n", sorted[i]->took_s,
			sorted[i]->used_s, sorted[i]->suite->pName, sorted[i]->test->pName);
	}
	free(sorted);
}

int pool_report_summary(
	CU_pTestRegistry registry, const struct trial *trials, size_t count, double took_s)
{
	unsigned active = 0, failed = 0, asserts = 0, failures = 0;

	for (CU_pSuite suite = registry->pSuite; suite; suite = suite->pNext)
		active += suite->fActive ? 1 : 0;
	for (size_t i = 0; i < count; i++) {
		failed += trials[i].state == TRIAL_FAILED;
		asserts += trials[i].counts->asserts;
		failures += trials[i].counts->failures;
	}
	report_longest(trials, count);
	printf("\nRun Summary:    Type  Total    Ran Passed Failed Inactive\n"
	       "              suites %6u %6u    n/a      0 %8u\n"
	       "               tests %6u %6zu %6zu %6u %8d\n"
	       "             asserts %6u %6u %6u %6u      n/a\n"
	       "\nElapsed time = %8.3f seconds\n",
		registry->uiNumberOfSuites, active, registry->uiNumberOfSuites - active,
		registry->uiNumberOfTests, count, count - failed, failed, 0, asserts, asserts,
		asserts - failures, failures, took_s);
	return failed > 0;
}
