/* Baselines: how a file is updated. */
#include "baseline_stand.h"
#include "suite.h"

static void test_update(void)
{
	/* Keep comments, blank lines and the order; drop rows that pass; correct the rest. */
	check_baseline_update("s/\"1\"/\"0.0.0.1\"/",
		"# top\n\nlisted/breaks   FAIL   # raises ## r\n# of one\nlisted/fails FAIL\n\n"
		"listed/gone HANG # x\nlisted/fails-too  FAIL  # other  ## see\n# end\n",
		"# top\n\nlisted/breaks   BROKEN # raises ## r\n# of one\n\n"
		"listed/fails-too  FAIL  # \"0.0.0.2\" is not \"2\" ## see\n# end\n");
	/* New lines end as the file's other lines do. */
	check_baseline_update("s/\"1\"/\"0.0.0.1\"/",
		"# top\r\nlisted/breaks FAIL # x ## r\r\nlisted/gone FAIL\r\n",
		"# top\r\nlisted/breaks BROKEN # raises error without a code, text \"illegal IP "
		"address string passed to inet_aton\"; expected: success ## r\r\n"
		"listed/fails-too FAIL # \"0.0.0.2\" is not \"2\"\r\n");
	/* Lines that still hold stay as they are, byte for byte. */
	check_baseline_update("",
		"  listed/f*\tFAIL   #   \"0.0  \n\nlisted/breaks FAIL,BROKEN #raises\n",
		"  listed/f*\tFAIL   #   \"0.0  \n\nlisted/breaks FAIL,BROKEN #raises\n");
	/* New failures follow the last line of their table, or go to the end. */
	check_baseline_update("", "# a\nlisted/fails FAIL\n\n# b\n",
		"# a\nlisted/fails FAIL\nlisted/fails-too FAIL # \"0.0.0.2\" is not \"2\"\n"
		"listed/breaks BROKEN # raises error without a code, text \"illegal IP address "
		"string passed to inet_aton\"; expected: success\n\n# b\n");
	check_baseline_update(
		"/\"breaks\"/s/b/q/; s/\"inet_aton\", \"\"/\"htons\", 0/; s/\"2\"/\"0.0.0.2\"/",
		"if musl\nlisted/fails HANG\nend\n",
		"if musl\nlisted/fails HANG\nend\n\nlisted/fails FAIL # \"0.0.0.1\" is not "
		"\"1\"\n");
}

static void test_update_of_globs(void)
{
	check_baseline_update("s/\"1\"/\"0.0.0.1\"/",
		"listed/breaks BROKEN\nlisted/f* FAIL # \"0 ## both\n# after\n",
		"listed/breaks BROKEN\nlisted/fails-too FAIL # \"0 ## both\n# after\n");
	check_baseline_update("", "listed/* FAIL # \"0 ## all\n",
		"listed/fails FAIL # \"0 ## all\nlisted/fails-too FAIL # \"0 ## all\n"
		"listed/breaks BROKEN # raises error without a code, text \"illegal IP address "
		"string passed to inet_aton\"; expected: success ## all\n"
		"listed/skips FAIL,SKIP # \"0 ## all\n");
	check_baseline_update("",
		"listed/fa* FAIL\nlisted/b* BROKEN\nlisted/s* HANG # x\nlisted/z* FAIL\n",
		"listed/fa* FAIL\nlisted/b* BROKEN\nlisted/s* HANG,SKIP # x\n");
	check_baseline_update("s/\"1\"/\"0.0.0.1\"/", "listed/fa* FLAKY # x\nlisted/b* BROKEN\n",
		"listed/fails FLAKY # x\nlisted/fails-too FLAKY # \"0.0.0.2\" is not \"2\"\n"
		"listed/b* BROKEN\n");
}

/* Once a glob is removed, the next one may cover its rows, so check it against them too. */
static void test_update_of_overlapping_globs(void)
{
	check_baseline_update("s/\"1\"/\"0.0.0.1\"/",
		"listed/b* BROKEN\nlisted/f* FAIL\nlisted/fai* FAIL\nlisted/fails* HANG ## x\n",
		"listed/b* BROKEN\nlisted/fails-too FAIL\n");
	check_baseline_update("",
		"listed/* FLAKY ## a\nlisted/pas* FAIL ## b\nlisted/s* FAIL ## c\n",
		"listed/* FLAKY,SKIP ## a\nlisted/pas* FAIL ## b\nlisted/s* FAIL ## c\n");
	check_baseline_update("s/\"1\"/\"0.0.0.1\"/",
		"listed/b* BROKEN\nif libpysock\nlisted/f* FAIL\nend\n"
		"listed/fails* FAIL\nlisted/fails HANG\n",
		"listed/b* BROKEN\nif libpysock\nlisted/fails-too FAIL\nend\n");
}
/* A machine that cannot play a row does not make the row's line wrong. */
static void test_skipped_by_machine(void)
{
	check_baseline(
		"s/\"never\"/\"elsewhere\"/", BASELINE_ALL "listed/skips FAIL\n", 0, "3 known");
	check_baseline("s/\"never\"/\"elsewhere\"/", BASELINE_ALL "listed/skips SKIP # other\n", 0,
		"3 known");
	check_baseline_update("s/\"never\"/\"elsewhere\"/", BASELINE_ALL "listed/s* FAIL # x\n",
		BASELINE_ALL "listed/s* FAIL # x\n");
}

/* A missing baseline is created; one that cannot be written stays as it was, with a message. */
static void test_update_writes(void)
{
	struct shell shell = shell_run(BASELINE_RUN
		"--baseline new --update-baseline >/dev/null; wc -l <new; mkdir full; "
		"for i in $(seq 100); do echo \"# some comment of the line\" >>old; "
		"done; cp old same; (ulimit -f 1; " BASELINE_RUN "--baseline old --update-baseline "
		">/dev/null; echo $?); cmp old same && ls");

	CHECK_TEXT(shell.out, "3\n4\nfull\nnew\nold\nsame\nstderr\nstdout\n");
	CHECK_HOLDS(shell.err, "plumbline run: old: File too large");
	shell_clear(&shell);
}

/* An update excuses the subject's failures, but not an oracle that disagrees with the table. */
static void test_update_and_oracle(void)
{
	struct shell shell = shell_run(
		"\"$PLUMBLINE\" run python:python3 --tables \"$RUNS/listed.json\" --out none "
		"--baseline b --update-baseline >/dev/null; s=$?; wc -l <b; exit $s");

	CHECK_NUMBER(shell.status, 1);
	CHECK_TEXT(shell.out, "3\n");
	shell_clear(&shell);
}

CU_TestInfo baseline_update_tests[] = {
	{"an update keeps what is right, in its order", test_update},
	{"an update resolves globs that no longer hold", test_update_of_globs},
	{"an update looks at the globs behind a glob", test_update_of_overlapping_globs},
	{"what the machine skips departs from no line", test_skipped_by_machine},
	{"an update is written whole or not at all", test_update_writes},
	{"an update does not excuse the oracle", test_update_and_oracle},
	CU_TEST_INFO_NULL,
};
