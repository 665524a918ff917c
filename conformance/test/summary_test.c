/* The end of a run's output, as a user sees it. */
#include "base/share.h"
#include "shell.h"
#include "suite.h"

#include <stdio.h>

static void test_shares(void)
{
	static const struct {
		size_t part, whole;
		const char *share;
	} cases[] = {{5706, 6055, "94.2 %"}, {6054, 6055, "99.9 %"}, {6055, 6055, "100 %"},
		{1, 6055, "0.1 %"}, {0, 6055, "0 %"}, {0, 0, "0 %"}, {1, 4, "25 %"}};
	char text[PLUMB_SHARE_SIZE];

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		CHECK_TEXT(plumb_share(text, cases[i].part, cases[i].whole), cases[i].share);
	CHECK_TEXT(plumb_digits(text, 0), "0");
	CHECK_TEXT(plumb_digits(text, 999), "999");
	CHECK_TEXT(plumb_digits(text, 1000), "1,000");
	CHECK_TEXT(plumb_digits(text, 1234567), "1,234,567");
}

#define NOTHING                                                                                    \
	"ln -s \"$TOP/fixtures\" f; \"$PLUMBLINE\" run \"exec:python3 f/adapters/nothing.py\" "    \
	"--name nothing --lab none --oracle none --jobs 2 "

/* The whole output, except for the elapsed time and the program's path. */
static void test_golden(void)
{
	struct shell shell = shell_run(
		NOTHING "--out out --tables f/runs/listed.json | "
			"sed \"s/in [0-9.]* s$/in 0.0 s/; s,$PLUMBLINE,plumbline,\" >got; "
			"diff -u f/expectations/terminal.txt got");

	CHECK_TEXT(shell.out, "");
	shell_clear(&shell);
}

/* 225 failed rows with 45 sentences fit on two screens. */
static void test_many(void)
{
	struct shell shell = shell_run(
		NOTHING "--out out --tables f/runs/many.json | "
			"sed \"s/in [0-9.]* s$/in 0.0 s/; s,$PLUMBLINE,plumbline,\" >got; "
			"diff -u f/expectations/terminal-many.txt got; wc -l <got");
	int lines = 0;

	CHECK_NUMBER(sscanf(shell.out, "%d", &lines), 1);
	CU_ASSERT(lines > 40 && lines <= 80);
	shell_clear(&shell);
}

/* The next commands play the rows as this run did. */
static void test_next(void)
{
	struct shell shell = shell_run(NOTHING
		"--out none --standard document --deadline 7.5 --filter inet_aton/quad/ascending "
		"| sed -n 's/^    .* run --verbose //p'");

	CHECK_TEXT(shell.out,
		"--oracle none --standard document --deadline 7.5 --lab none --filter "
		"inet_aton/quad/ascending 'exec:python3 f/adapters/nothing.py'\n");
	shell_clear(&shell);
}

#define LONG_ANSWER "4.3.2.1, which is an answer of some length, so that no terminal has the room"

/* No line of a block is wider than the terminal, and its verdict is not split. */
static void test_block(void)
{
	struct shell shell = shell_run(
		"echo 'from socket import *; inet_ntoa = lambda packed: \"" LONG_ANSWER
		"\"' >m.py; PYTHONPATH=. \"$PLUMBLINE\" run -v --lab none --oracle none --out none "
		"--filter inet_ntoa/text/ascending python:python3:m >said; "
		"sed \"/^next$/,\\$d; s,$(realpath \"$TOP\")/,,\" said | grep -c '^.\\{101,\\}$'; "
		"grep -o ' "
		"*python:python3:m  "
		"FAIL$' said; "
		"sed -n '/^# --- plumbline repro --module m inet/,/^# ---$/p' said >script.py; "
		"PYTHONPATH=. python3 script.py 2>&1; echo $?");

	CHECK_TEXT(shell.out, "0\n                  python:python3:m  FAIL\n"
			      "the document promises: inet_ntoa(b\"\\x01\\x02\\x03\\x04\") gives "
			      "\"1.2.3.4\"\n"
			      "what came instead:     '" LONG_ANSWER "'\n1\n");
	shell_clear(&shell);
}

/* With -v each step is played separately, so that a hang is reported with its step and promise. */
static void test_hang(void)
{
	struct shell shell = shell_run(
		"echo 'from socket import *; import time; ntohs = lambda x: time.sleep(60)' >m.py; "
		"PYTHONPATH=. \"$PLUMBLINE\" run -v --lab none --oracle none --deadline 2 "
		"--out \"$OUT\" --filter htons/comes-back/one python:python3:m | "
		"grep -A4 '>>> y = '");

	CHECK_HOLDS(shell.out, "        >>> y = htons(1)\n"
			       "        >>> ntohs(y)\n"
			       "        document  1\n");
	CHECK_HOLDS(shell.out, "HANG\n                | did not answer before the deadline\n");
	shell_clear(&shell);
}

/* Hundreds of failures fit on a screen or two; -v prints each of them. */
static void test_length(void)
{
	struct shell shell = shell_run(
		NOTHING "--out none --filter 'inet_[anp]*' --filter 'hton*' >few; wc -l <few; "
			"grep -c '^ *[0-9]* of ' few");
	int lines = 0, sentences = 0;

	CHECK_NUMBER(sscanf(shell.out, "%d %d", &lines, &sentences), 2);
	CU_ASSERT(lines > 30 && lines <= 80);
	CU_ASSERT(sentences > 20 && sentences <= 41);
	shell_clear(&shell);
}

/* Results and reports use the subjects' names, which must differ. */
static void test_names(void)
{
	struct shell shell = shell_run(
		"p() { \"$PLUMBLINE\" run --lab none --oracle none --tables \"$RUNS/good.json\" "
		"--filter good/converts \"$@\"; }; p ref --name mine --out \"$OUT\" | tail -n +1 | "
		"grep -o 'subject  mine'; p ref exec:x --name exec:x --out none; p ref --name a "
		"--name b --out none");

	CHECK_NUMBER(shell.status, 2);
	CHECK_TEXT(shell.out, "subject  mine\nsubject  mine\n");
	CHECK_TEXT(shell.err, "plumbline run: exec:x is given twice\n"
			      "plumbline run: more names than subjects were given\n");
	CHECK_JSON(json_object_get(
			   json_array_get(
				   json_object_get(json_array_get(shell.lines, 0), "subjects"), 0),
			   "side"),
		"'mine'");
	shell_clear(&shell);
}

CU_TestInfo summary_tests[] = {
	{"shares are cut off and digits grouped", test_shares},
	{"a run ends as it is written down", test_golden},
	{"many failures are told in few lines", test_length},
	{"225 failures are told as written down", test_many},
	{"the next commands have the options of the run", test_next},
	{"a hang is told with its step", test_hang},
	{"a block fits on the terminal, with its script", test_block},
	{"subjects have names", test_names},
	CU_TEST_INFO_NULL,
};
