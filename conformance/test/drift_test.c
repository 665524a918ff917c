/*
 * `plumbline drift` as its users see it: it prints the recorded drift and compares it with a run.
 */
#include "shell.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

/* A table with a row of each kind, as a shell command that writes it. */
static const char table[] =
	"printf '%s' '{\"table\": \"t\", \"rows\": ["
	"{\"id\": \"plain\", \"clause\": \"htons.swap\", \"why\": \"Zero is zero.\","
	" \"call\": [\"htons\", 0], \"gives\": 0},"
	"{\"id\": \"as-documented\", \"clause\": \"htons.swap\", \"why\": \"Zero is zero.\","
	" \"call\": [\"htons\", 0], \"gives\": 0, \"drift\":"
	" [{\"since\": \"9.1\", \"gives\": 1, \"why\": \"It may come.\"}]},"
	"{\"id\": \"drifts\", \"clause\": \"htons.swap\", \"why\": \"Zero is one.\","
	" \"call\": [\"htons\", 0], \"gives\": 1, \"drift\":"
	" [{\"since\": \"3.1\", \"before\": \"9.1\", \"gives\": 0, \"why\": \"It is zero.\"}]},"
	"{\"id\": \"is-wrong\", \"clause\": \"htons.swap\", \"why\": \"Zero is two.\","
	" \"call\": [\"htons\", 0], \"gives\": 2, \"defect\":"
	" [{\"gives\": 0, \"why\": \"It is zero.\"}]},"
	"{\"id\": \"wrong-bounds\", \"clause\": \"htons.swap\", \"why\": \"Zero is three.\","
	" \"call\": [\"htons\", 0], \"gives\": 3, \"drift\":"
	" [{\"before\": \"2.0\", \"gives\": 0, \"why\": \"It was zero.\"}]},"
	"{\"id\": \"unsaid\", \"clause\": \"htons.swap\", \"why\": \"Zero is four.\","
	" \"call\": [\"htons\", 0], \"gives\": 4}]}' >t.json; ";

static void test_print(void)
{
	struct shell shell = shell_run("%s\"$PLUMBLINE\" drift --tables t.json", table);

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "name\trow\tstep\tdocument\tCPython\tversions\tkind\twhy\n");
	CHECK_HOLDS(shell.out, "htons\tt/drifts\thtons(0)\t1\t0\tsince 3.1, before "
			       "9.1\tdrift\tIt is zero.\n");
	CHECK_HOLDS(shell.out,
		"htons\tt/is-wrong\thtons(0)\t2\t0\tin every version\tdefect\tIt is zero.\n");
	CHECK_HOLDS(shell.out, "\n4 rows, 3 drifts, 1 defects\n");
	CU_ASSERT_PTR_NULL(strstr(shell.out, "t/plain"));
	shell_clear(&shell);
}

/* Checks the first column of the row with this id; blanks separate columns. */
static void check_row(const struct shell *shell, const char *row, const char *first)
{
	char line[128];

	snprintf(line, sizeof line, "\n%-14s  %s", row, first);
	CHECK_HOLDS(shell->out, line);
}

static void test_play(void)
{
	struct shell shell = shell_run("%s\"$PLUMBLINE\" drift --lab none --tables t.json "
				       "python:python3 python:python3",
		table);

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "  CPython       CPython ");
	check_row(&shell, "t/as-documented", "documented    documented");
	check_row(&shell, "t/drifts", " drifted       drifted");
	check_row(&shell, "t/is-wrong", " defect        defect");
	check_row(&shell, "t/wrong-bounds", " other         other");
	CHECK_HOLDS(shell.out, "Neither the document nor the rows say so:\n"
			       "t/wrong-bounds on python:python3: FAIL: 0 is not 3\n");
	CU_ASSERT_PTR_NULL(strstr(shell.out, "t/unsaid"));
	shell_clear(&shell);
}

/* With all rows, those without recorded drift are printed if they do not behave as documented. */
static void test_all(void)
{
	struct shell shell = shell_run("%s\"$PLUMBLINE\" drift --all --lab none --tables "
				       "t.json --filter '*a*' python:python3",
		table);

	CHECK_NUMBER(shell.status, 1);
	check_row(&shell, "t/unsaid", " other");
	CU_ASSERT_PTR_NULL(strstr(shell.out, "t/plain"));
	CU_ASSERT_PTR_NULL(strstr(shell.out, "t/drifts"));
	shell_clear(&shell);
}

/* The recorded drift holds for the Python that plays this test. */
static void test_true(void)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" drift python:python3");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "\nother ");
	shell_clear(&shell);
}

static void check_status(const char *arguments, int status, const char *said)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" drift %s", arguments);

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(*shell.err ? shell.err : shell.out, said);
	shell_clear(&shell);
}

static void test_statuses(void)
{
	check_status("--help", 0, "plumbline drift");
	check_status("--fly", 2, "plumbline drift");
	check_status("--jobs 0", 2, "plumbline drift");
	check_status("--jobs x", 2, "plumbline drift");
	check_status("--deadline 0", 2, "plumbline drift");
	check_status("--lab maybe", 2, "plumbline drift");
	check_status("perl", 2, "not 'perl'");
	check_status("--tables /nonexistent", 2, "/nonexistent");
	check_status("--tables \"$RUNS/good.json\"", 2, "no row matches");
	check_status("python:nowhere", 3, "could not be run");
	check_status(">/dev/full", 4, "");
}

CU_TestInfo drift_tests[] = {
	{"what is recorded is a line each", test_print},
	{"what is played is held against it", test_play},
	{"all rows are played on demand", test_all},
	{"what is recorded is true of the Python at hand", test_true},
	{"each exit status has its causes", test_statuses},
	CU_TEST_INFO_NULL,
};
