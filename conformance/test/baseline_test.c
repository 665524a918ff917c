/* Baselines: how a run is compared with one. */
#include "baseline_stand.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row that fails as listed is no failure, is counted separately, and is printed. */
static void test_known(void)
{
	struct shell shell = baseline_play("", BASELINE_ALL, "--cunit");
	const json_t *counts, *verdict;

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "subject  ref: 1 passed, 1 skipped, 0 failed, 3 known failures\n");
	CHECK_HOLDS(shell.out, "tests      5      1      1      0        4");
	CU_ASSERT_PTR_NULL(strstr(shell.out, "listed/"));
	CHECK_TEXT(shell_verdict(&shell, "listed/fails"), "FAIL");
	verdict = json_array_get(json_object_get(json_array_get(shell.lines, 2), "subjects"), 0);
	CHECK_JSON(json_object_get(verdict, "known"), "true");
	CHECK_JSON(json_object_get(verdict, "reason"), "'why'");
	counts = json_array_get(json_object_get(json_array_get(shell.lines, 6), "counts"), 0);
	CHECK_JSON(json_object_get(counts, "FAIL"), "2");
	CHECK_JSON(json_object_get(counts, "known"), "3");
	shell_clear(&shell);
}

static void test_flaky(void)
{
	check_baseline("", "listed/* FLAKY,SKIP\n", 0, "1 passed, 1 skipped, 0 failed, 3 known");
	check_baseline(
		"", "listed/* FLAKY\n", 1, "b:1: listed/skips: FLAKY is listed, but it is SKIP");
	check_baseline("", BASELINE_ALL "listed/passes FLAKY # never seen\n", 0, "3 known");
	check_baseline("s/\"1\"/\"0.0.0.1\"/", BASELINE_ALL, 1,
		"b:1: listed/fails: FAIL is listed, but it is PASS");
	check_baseline("s/\"1\"/\"0.0.0.1\"/",
		"listed/fails FLAKY # \"0.0.0.1\"\nlisted/fails-too FLAKY # \"0.0.0.2\" is\n"
		"listed/breaks BROKEN\n",
		0, "2 passed, 1 skipped, 0 failed, 2 known");
}

/* Each kind of departure from the baseline fails the run and is named. */
static void test_departures(void)
{
	check_baseline("", "listed/fails FAIL\nlisted/breaks BROKEN\n", 1,
		"\nb: listed/fails-too: FAIL, and it is not listed\n");
	check_baseline("", "listed/f* FAIL\nlisted/breaks FAIL\n", 1,
		"\nb:2: listed/breaks: FAIL is listed, but it is BROKEN\n");
	check_baseline("", "listed/f* FAIL # \"0.0.0.1\"\nlisted/breaks FAIL,BROKEN\n", 1,
		"\nb:1: listed/fails-too: the text begins otherwise: \"0.0.0.2\" is not \"2\"\n");
	check_baseline("", BASELINE_ALL "\n# gone\nlisted/gone FAIL\n", 1,
		"\nb:6: listed/gone: there is no such row\n");
	check_baseline(
		"", BASELINE_ALL "listed/z* FAIL\n", 1, "\nb:4: listed/z*: there is no such row\n");
	check_baseline("", BASELINE_ALL "listed/pas* FAIL\n", 1,
		"\nb:4: listed/passes: FAIL is listed, but it is PASS\n");
	check_baseline("", BASELINE_ALL "listed/skips FAIL\n", 1,
		"\nb:4: listed/skips: FAIL is listed, but it is SKIP\n");
	check_baseline("", BASELINE_ALL "listed/skips FAIL,SKIP # never seen\n", 0, "3 known");
	check_baseline("", BASELINE_ALL "listed/skips SKIP # never\n", 0, "3 known");
	check_baseline("", BASELINE_ALL "listed/skips SKIP # nev ## er\n", 0, "3 known");
	check_baseline("", BASELINE_ALL "listed/skips SKIP # ever\n", 1,
		"\nb:4: listed/skips: the text begins otherwise: never\n");
	check_baseline("", BASELINE_ALL "listed/passes SKIP\n", 1,
		"\nb:4: listed/passes: SKIP is listed, but it is PASS\n");
}

/* A row that departs fails in CUnit too, even if it passes. */
static void test_departure_in_results(void)
{
	struct shell shell = baseline_play("", BASELINE_ALL "listed/passes FAIL\n", "--cunit");
	const json_t *line = json_array_get(shell.lines, 1);

	CHECK_NUMBER(shell.status, 1);
	CHECK_JSON(json_array_get(json_object_get(line, "subjects"), 0),
		"{'side': 'ref', 'verdict': 'PASS', "
		"'baseline': 'b:4: FAIL is listed, but it is PASS'}");
	CHECK_HOLDS(shell.out, "tests      5      1      0      1        4");
	shell_clear(&shell);
}

/* An exact id beats a glob, a line with a condition beats one without, and the first glob wins. */
static void test_which_line(void)
{
	check_baseline("", "listed/* SKIP\nlisted/fa* FAIL\n" BASELINE_ALL "listed/passes FLAKY\n",
		0, "3 known");
	check_baseline("", BASELINE_ALL "if libpysock\nlisted/fails HANG\nend\n", 1,
		"b:5: listed/fails: HANG is listed");
	check_baseline("", "if libpysock\nlisted/fails HANG\nend\n" BASELINE_ALL, 1,
		"b:2: listed/fails: HANG is listed");
	check_baseline("",
		BASELINE_ALL "if not libpysock\nlisted/fails HANG\nlisted/gone FAIL\nend\n", 0,
		"3 known");
}

/* Plays fixtures/runs/hanging.json on an adapter that prints first what it was asked. */
static struct shell play_hanging(int deadline_s)
{
	return shell_run(
		"cat >b <<'END'\nhanging/waits HANG\nhanging/well HANG\n"
		"says:hanging/waits-t* HANG # did not answer before the deadline\n"
		"if python\nhanging/waits-ag* FAIL,HANG\nend\nEND\n"
		"cp \"$TOP\"/oracle/*.py . && sed -i 's/^    for line in requests:/&\\n"
		"        open(\"asked\", \"ab\").write(line)/' adapter.py\n"
		"\"$PLUMBLINE\" run --jobs 1 --deadline %d --lab none --oracle none --standard "
		"document --baseline b --tables \"$RUNS/hanging.json\" --out \"$OUT\" "
		"'exec:python3 adapter.py' >said; s=$?\n"
		"grep -o '[.]recv\",.\\|htons\\|inet_[an]to[na]' asked; cat said; exit $s",
		deadline_s);
}

/*
 * Rows that are listed as HANG come last, and each of them once, although the others are written
 * ahead; one that does well is noticed. A busy machine needs a longer deadline.
 */
static void test_hanging(void)
{
	struct shell shell = play_hanging(1);

	for (int deadline_s = 8; deadline_s <= 64 && !strstr(shell.out, "3 passed");
		deadline_s *= 8) {
		shell_clear(&shell);
		shell = play_hanging(deadline_s);
	}
	CHECK_NUMBER(shell.status, 1);
	CHECK_TEXT(shell_verdict(&shell, "hanging/waits"), "HANG");
	CHECK_TEXT(shell_verdict(&shell, "hanging/waits-too"), "HANG");
	CHECK_TEXT(shell_verdict(&shell, "hanging/waits-again"), "HANG");
	CHECK_HOLDS(shell.out, "3 passed, 0 skipped, 0 failed, 3 known");
	CHECK_HOLDS(shell.out, "hanging/well: HANG is listed, but it is PASS");
	CHECK_HOLDS(
		shell.out, "inet_aton\ninet_ntoa\n.recv\",1\n.recv\",2\nhtons\n.recv\",3\nsubject");
	shell_clear(&shell);
}

/*
 * A run of some rows ignores lines about others, but a run of all rows must find each listed row.
 */
static void test_partial(void)
{
	static const char *const options[] = {
		"--filter '*passes'", "--clause htons.swap", "--shard 1/3"};

	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
		struct shell shell = baseline_play("", BASELINE_ALL, options[i]);
		CHECK_NUMBER(shell.status, 0);
		shell_clear(&shell);
		shell = baseline_play("", BASELINE_ALL "listed/gone FAIL\n", options[i]);
		CHECK_NUMBER(shell.status, 1);
		CHECK_HOLDS(shell.out, "b:4: listed/gone: there is no such row");
		shell_clear(&shell);
		shell = baseline_play(
			"", BASELINE_ALL, "--update-baseline --shard 1/1 --filter 'l*'");
		CHECK_NUMBER(shell.status, 2);
		CHECK_HOLDS(shell.err, "--update-baseline needs a whole run");
		shell_clear(&shell);
	}
	check_baseline("", BASELINE_ALL, 0, "3 known");
}

/* A missing name has one line, however many rows need it. */
static void test_names(void)
{
	static const char gone[] = "s/\"htons\", 0/\"htoms\", 0/";

	check_baseline(gone, BASELINE_ALL "lacks:htoms LACKS ## why\n", 0, "4 known");
	check_baseline(gone, BASELINE_ALL "lacks:htom LACKS\n", 1,
		"b: listed/passes: LACKS, and it is not");
	check_baseline(
		"", BASELINE_ALL "lacks:htoms LACKS\n", 1, "b:4: lacks:htoms: no row lacks it");
	check_baseline(gone, BASELINE_ALL "listed/p* FAIL # 5\nlacks:htoms LACKS\n", 0, "4 known");
	check_baseline(gone, BASELINE_ALL "listed/passes FAIL # 5\nlacks:htoms LACKS\n", 1,
		"FAIL is listed, but it is LACKS");
	check_baseline(
		"", BASELINE_ALL "lacks:htoms FAIL\n", 2, "b:4: a line of a missing name is LACKS");
	check_baseline(
		"", BASELINE_ALL "lacks:s.recv LACKS\n", 2, "neither the id of a row nor a glob");
	check_baseline_update(gone, BASELINE_ALL, BASELINE_ALL "\nlacks:htoms LACKS\n");
	check_baseline_update("", BASELINE_ALL "lacks:htoms LACKS\n", BASELINE_ALL);
	check_baseline_update(gone, BASELINE_ALL "lacks:htoms LACKS ## why\n",
		BASELINE_ALL "lacks:htoms LACKS ## why\n");
}

/* A text has one line, however many rows fail with it. */
static void test_texts(void)
{
	static const char said[] = "says:* FAIL,BROKEN # \"0.0.0. ## zeros\nlisted/breaks BROKEN\n";

	check_baseline("", said, 0, "3 known");
	check_baseline(
		"", "says:listed/fails* FAIL # \"0.0.0.\nlisted/breaks BROKEN\n", 0, "3 known");
	check_baseline("", "says:listed/fails-* FAIL # \"0.0.0.\nlisted/breaks BROKEN\n", 1,
		"b: listed/fails: FAIL, and it is not listed");
	check_baseline("", "says:* BROKEN # \"0.0.0.\nlisted/f* FAIL\nlisted/breaks BROKEN\n", 1,
		"b:1: says:*: no row fails with its text");
	check_baseline("s/\"1\"/\"0.0.0.1\"/", said, 0, "2 known");
	check_baseline("",
		"says:* FAIL # \"0.0.0.1\nsays:* FAIL # \"0.0.0.2\nlisted/breaks BROKEN\n", 0,
		"3 known");
	/* The line of a row beats it, and it beats a glob. */
	check_baseline("", "says:* FAIL # \"0\nlisted/fails HANG\nlisted/breaks BROKEN\n", 1,
		"b:2: listed/fails: HANG is listed, but it is FAIL");
	check_baseline(
		"", "listed/f* HANG\nsays:* FAIL # \"0\nlisted/breaks BROKEN\n", 0, "3 known");
	check_baseline("", "says:* FAIL\n", 2, "b:1: a line of 'says:' has a verdict");
	check_baseline("", "says:* FAIL,SKIP # x\n", 2, "b:1: a line of 'says:' has a verdict");
	check_baseline(
		"", "says: FAIL # x\n", 2, "b:1: 'says:' is neither the id of a row nor a glob");
	check_baseline("", "says:* FAIL # x\nsays:* BROKEN # x\n", 2,
		"b:2: 'says:*' is already in line 1");
	check_baseline_update("", said, said);
	check_baseline_update("", "says:* FAIL # \"0.0.0. ## zeros\nsays:* HANG # y\n",
		"says:* FAIL # \"0.0.0. ## zeros\n\nlisted/breaks BROKEN # raises error without a "
		"code, text \"illegal IP address string passed to inet_aton\"; expected: "
		"success\n");
}

/* FAIL still covers rows that are LACKS or DOCUMENT today: older baselines have only FAIL. */
static void test_old_names(void)
{
	static const char gone[] = "s/\"htons\", 0/\"htoms\", 0/";
	struct shell shell = baseline_play(gone, BASELINE_ALL, "");
	const json_t *verdict;

	CHECK_NUMBER(shell.status, 1);
	CHECK_TEXT(shell_verdict(&shell, "listed/passes"), "LACKS");
	CHECK_TEXT(shell_text(&shell, "listed/passes"), "there is no name 'htoms'");
	verdict = json_array_get(json_object_get(json_array_get(shell.lines, 1), "subjects"), 0);
	CHECK_JSON(json_object_get(verdict, "lacks"), "'htoms'");
	CHECK_JSON(json_object_get(verdict, "baseline"), "'b: LACKS, and it is not listed'");
	shell_clear(&shell);
	check_baseline(gone, BASELINE_ALL "listed/passes LACKS\n", 0, "4 known");
	check_baseline(gone, BASELINE_ALL "listed/passes FAIL\n", 0, "4 known");
	check_baseline(gone, BASELINE_ALL "listed/passes BROKEN # there is no name 'htoms'\n", 0,
		"4 known");
	check_baseline(gone, BASELINE_ALL "listed/passes FAIL # 5 is not 0\n", 1,
		"FAIL is listed, but it is LACKS");
	check_baseline("", BASELINE_ALL "listed/passes DOCUMENT\n", 1,
		"DOCUMENT is listed, but it is PASS");
}

CU_TestInfo baseline_tests[] = {
	{"rows that fail as listed are known, and no failure", test_known},
	{"flaky rows may pass or fail", test_flaky},
	{"each departure fails the run and is named", test_departures},
	{"results and CUnit say how a row departs", test_departure_in_results},
	{"of several lines one counts", test_which_line},
	{"rows that are listed as HANG come last, each once", test_hanging},
	{"a partial run looks at its rows alone", test_partial},
	{"a missing name has one line", test_names},
	{"a text that many rows fail with has one line", test_texts},
	{"old names of verdicts still hold", test_old_names},
	CU_TEST_INFO_NULL,
};
