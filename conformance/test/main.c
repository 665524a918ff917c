/*
 * The runner's own tests: every suite of this directory, several tests at a time.
 *
 *     test-plumbline [--jobs N] [SUITE...]
 */
#include "pool.h"

#include <CUnit/CUnit.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
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

static const char usage[] = "usage: test-plumbline [--jobs N] [SUITE...]\n"
			    "Runs the suites that are named, or all, in N processes at a time "
			    "(twice the processors).\n";

/* Suites are chosen by name; without names, all run. */
static bool choose(char **names)
{
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

/* Two per processor, because tests mostly wait for processes and deadlines. */
static unsigned usual_jobs(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors > 0 ? 2 * (unsigned)processors : 2;
}

/* Returns the number of jobs, or 0 if the command line is wrong, having said so. */
static unsigned read_options(int argc, char **argv)
{
	static const struct option options[] = {
		{"jobs", required_argument, NULL, 'j'}, {NULL, 0, NULL, 0}};
	unsigned jobs = usual_jobs();
	int option;

	while ((option = getopt_long(argc, argv, "j:", options, NULL)) >= 0) {
		char *end = NULL;
		unsigned long number = option == 'j' ? strtoul(optarg, &end, 10) : 0;
		if (!end || *end || number == 0 || number > 1000) {
			fputs(usage, stderr);
			return 0;
		}
		jobs = (unsigned)number;
	}
	return jobs;
}

int main(int argc, char **argv)
{
	unsigned jobs = read_options(argc, argv);
	int status = 2;

	if (jobs == 0)
		return status;
	if (CU_initialize_registry() != CUE_SUCCESS)
		return 3;
	if (CU_register_suites(suites) == CUE_SUCCESS && choose(argv + optind))
		status = pool_run(CU_get_registry(), jobs);
	CU_cleanup_registry();
	return status;
}
