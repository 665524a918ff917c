/* `plumbline merge` turns shards into the whole run, or refuses them. */
#include "shell.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

/* The merged result may differ in its times only. */
#define SAME                                                                                       \
	"timeless() { sed -E "                                                                     \
	"'s/\"started\":\"[^\"]*\"/\"started\":0/; s/\"took_ns\":[0-9]+/\"took_ns\":0/' \"$1\"; "  \
	"}; same() { timeless $1 >a; timeless $2 >b; cmp a b; }; "

/* `shards N ARGUMENT...` plays N shards into s1 to sN. */
#define SHARDS                                                                                     \
	"shards() { n=$1; shift; for k in $(seq $n); do \"$PLUMBLINE\" run \"$@\" --shard $k/$n "  \
	"--out s$k >/dev/null || :; done; }; "

#define GOOD "ref --oracle none --tables \"$RUNS/good.json\" "

static void test_any_number(void)
{
	struct shell shell = shell_run(
		SAME SHARDS "\"$PLUMBLINE\" run " GOOD "--out whole >/dev/null; for n in 1 2 3 4; "
			    "do rm -rf s*; shards $n " GOOD "; \"$PLUMBLINE\" merge --out m "
			    "$(ls -r s*/results.jsonl) && same whole/results.jsonl "
			    "m/results.jsonl || echo $n; done");

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.out, "");
	CHECK_TEXT(shell.err, "");
	shell_clear(&shell);
}

/* Shards with an oracle, several subjects, and rows that fail and that are skipped. */
static void test_all_kinds(void)
{
	struct shell shell = shell_run(
		SAME SHARDS "set -- ref python:python3 --filter '*[a-m]' --tables "
			    "\"$RUNS/wrong.json\"; \"$PLUMBLINE\" run \"$@\" --out whole "
			    ">/dev/null; shards 3 \"$@\"; \"$PLUMBLINE\" merge s*/results.jsonl "
			    "--out m && sed -Ei 's/took [0-9.]+ s/took/g' */results.jsonl; grep -c "
			    "FAIL m/results.jsonl; same whole/results.jsonl m/results.jsonl");

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.err, "");
	CU_ASSERT_STRING_NOT_EQUAL(shell.out, "0\n");
	shell_clear(&shell);
}

/* Each shard checks its own part of the baseline; together they check what one run does. */
static void test_baseline(void)
{
	struct shell shell = shell_run(
		SAME SHARDS "printf 'listed/f* FAIL # \"0. ## why\\nlisted/breaks BROKEN\\n' >b; "
			    "set -- ref --lab none --oracle none --baseline b --tables "
			    "\"$RUNS/listed.json\"; \"$PLUMBLINE\" run \"$@\" --out whole | grep "
			    "known; shards 3 \"$@\"; \"$PLUMBLINE\" merge s*/results.jsonl --out m "
			    "&& grep -c '\"known\":true' m/results.jsonl; same whole/results.jsonl "
			    "m/results.jsonl");

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.out, "subject  ref: 1 passed, 1 skipped, 0 failed, 3 known failures\n3\n");
	CHECK_TEXT(shell.err, "");
	shell_clear(&shell);
}

/* The text of a drift is the table's, without ports from the run, so that two runs are equal. */
static void test_drift(void)
{
	struct shell shell = shell_run(
		SAME "for k in 1 2; do \"$PLUMBLINE\" run python:python3 --lab none --tables "
		     "\"$RUNS/drifts.json\" --out $k >/dev/null; done; cp -r 1 \"$OUT\"; "
		     "same 1/results.jsonl 2/results.jsonl");

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.out, "");
	CHECK_JSON(json_object_get(json_array_get(shell.lines, 1), "oracle"),
		"{'side': 'python:python3', 'verdict': 'DRIFT', 'text': 'The port stands behind "
		"it.', 'step': 2, 'document': '\\'127.0.0.1\\'', 'oracle': "
		"'(\\'127.0.0.1\\', <int>)'}");
	shell_clear(&shell);
}

/* Plays two shards once, and spoils copies of them in each case. */
static void test_refusals(void)
{
	static const struct {
		const char *spoil;
		const char *files;
		int status;
		const char *said;
	} cases[] = {
		{"", "1", 1, "shard 2 of 2 is missing"},
		{"", "1 2 2", 1, "2: shard 2 is already in 2"},
		{"", "1 none", 2, "none: No such file"},
		{"sed -i 's/\"version\":\"0/\"version\":\"1/' 2", "1 2", 1,
			"2: subjects[0].version is \"1."},
		{"sed -i 's/document\"}]/oracle\"}]/' 2", "1 2", 1,
			"2: subjects[0].standard is \"oracle\", where the first file has "
			"\"document\""},
		{"sed -i 's/\"plan\":\"/\"plan\":\"0/' 2", "1 2", 1, "2: shard.plan is"},
		{"sed -i 's/\"side\":\"ref\"/\"side\":\"fer\"/g' 2", "1 2", 1,
			"2: subjects[0].side is"},
		{"sed -i '$d' 2", "1 2", 1, "2: the run did not end: it has 2 of 2 rows"},
		{"sed -i 2d 2", "1 2", 2, "2:3: 2 times PASS of \"ref\", where the rows have 1"},
		{"sed -i '2d; s/\"rows\":2/\"rows\":1/; s/\"PASS\":2/\"PASS\":1/' 2", "1 2", 1,
			"1 of 5 rows are missing; the first is number"},
		{"sed -i 's/good.speaks-with-the-far-end/good\\/another/' 2", "1 2", 1, "row "},
		{"sed -i 's/\"place\":[0-9]*/\"place\":5/' 2", "1 2", 2,
			"has no place in the plan"},
		{"sed -i 's/\"place\":[0-9]*/\"place\":0/' 2", "1 2", 1, "has the place of row"},
		{"sed -i 's/,\"place\":[0-9]*//' 2", "1 2", 2, "has no place in the plan"},
		{"sed -i 's/\"of\":2/\"of\":1/' 2", "1 2", 2, "\"shard\" of the head"},
		{"sed -i 's/\"of\":2/\"of\":4000000000/' 2", "1 2", 2, "\"shard\" of the head"},
		{"sed -i 's/.*/{/' 2", "1 2", 2, "2:1: "},
		{": >2", "1 2", 2, "2:1: the file is empty"},
		{"", "", 2, "want the results files"},
		{"", "--fly 1", 2, "--help"},
		{"", "--out /dev/null/m 1 2", 4, "/dev/null/m/results.jsonl: Not a directory"},
	};
	enum { COUNT = sizeof cases / sizeof cases[0] };
	char script[16384] = "";
	size_t length = 0;

	for (size_t i = 0; i < COUNT; i++)
		length += (size_t)snprintf(script + length, sizeof script - length,
			"cp s1/results.jsonl 1; cp s2/results.jsonl 2; %s\n"
			"\"$PLUMBLINE\" merge --out m %s 2>err; s=$?; test ! -e m || echo made; "
			"echo $s $(tr '\\n' ' ' <err)\n",
			cases[i].spoil, cases[i].files);
	CU_ASSERT_FATAL(length < sizeof script);
	struct shell shell = shell_run(SHARDS "shards 2 " GOOD "; %s", script);
	char *rest = shell.out;
	for (size_t i = 0; i < COUNT; i++) {
		char *line = strsep(&rest, "\n");
		CU_ASSERT_PTR_NOT_NULL_FATAL(line);
		CHECK_NUMBER(*line - '0', cases[i].status);
		CHECK_HOLDS(line, cases[i].said);
	}
	shell_clear(&shell);
}

CU_TestInfo merge_tests[] = {
	{"any number of shards becomes the whole run, byte for byte", test_any_number},
	{"so do those of runs with an oracle, two subjects and failures", test_all_kinds},
	{"so do those of runs with a baseline", test_baseline},
	{"what the oracle's drift gives does not differ from run to run", test_drift},
	{"what is no whole run is refused, for its own reason", test_refusals},
	CU_TEST_INFO_NULL,
};
