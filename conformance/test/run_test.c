/* `plumbline run` as its users see it: statuses, verdicts, outputs and leftovers. */
#include "shell.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_status(const char *arguments, int status, const char *said)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" %s", arguments);

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(*shell.err ? shell.err : shell.out, said);
	shell_clear(&shell);
}

static void test_good_rows(void)
{
	struct shell shell =
		shell_run("\"$PLUMBLINE\" run ref --tables \"$RUNS/good.json\" --out \"$OUT\"");

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.err, "");
	CHECK_HOLDS(shell.out, "subject  ref: 5 passed, 0 skipped, 0 failed");
	CHECK_HOLDS(shell.out, "oracle   python:python3: 5 passed, 0 skipped, 0 failed");
	CHECK_NUMBER(json_array_size(shell.lines), 7);
	CHECK_TEXT(shell_verdict(&shell, "good/speaks-with-the-far-end"), "PASS");
	shell_clear(&shell);
}

/* Where no oracle tells what the machine is like, the subject's own probe does. */
static void test_without_oracle(void)
{
	check_status(
		"run ref --oracle none --out none --filter sethostname/rights", 0, " 0 failed");
	check_status("run ref --oracle none --out none --filter '*/getaddrinfo-no-ipv6-build'", 0,
		" 1 skipped, 0 failed");
}

/* Every way in which a row can be wrong; each must be found for its own reason. */
static void test_wrong_rows(void)
{
	static const struct {
		const char *row, *verdict, *text;
	} wanted[] = {
		{"wrong/value", "FAIL", "7f"},
		{"wrong/type-of-number", "FAIL", "0.0"},
		{"wrong/truth", "FAIL", "False"},
		{"wrong/class", "FAIL", "TypeError"},
		{"wrong/code", "FAIL", "EBADF"},
		{"wrong/no-code", "FAIL", "ENOTCONN"},
		{"wrong/text", "FAIL", "timed oat"},
		{"wrong/success", "FAIL", "raises"},
		{"wrong/too-fast", "FAIL", "less than 5.000 s"},
		{"wrong/too-slow", "FAIL", "more than 0.050 s"},
		{"wrong/preparation", "BROKEN", "TypeError"},
		{"wrong/name", "LACKS", "inet_atom"},
		{"wrong/present", "FAIL", ""},
		{"wrong/far-end-hears", "FAIL", "the far end"},
		{"wrong/far-end-waits", "BROKEN", "the far end"},
	};
	/*
	 * One row hangs until the deadline, so start with a short one and lengthen it for a busy
	 * machine.
	 */
	const char *play = "\"$PLUMBLINE\" run -v ref --oracle none --deadline %d --tables "
			   "\"$RUNS/wrong.json\" --out \"$OUT\"";
	struct shell shell = shell_run(play, 1);
	for (int deadline_s = 8; shell.status == 3 || strstr(shell.out, "HANG"); deadline_s *= 8) {
		shell_clear(&shell);
		shell = shell_run(play, deadline_s);
	}

	CHECK_NUMBER(shell.status, 1);
	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
		CHECK_TEXT(shell_verdict(&shell, wanted[i].row), wanted[i].verdict);
		CHECK_HOLDS(shell_text(&shell, wanted[i].row), wanted[i].text);
		CHECK_HOLDS(shell.out, wanted[i].row);
	}
	CHECK_HOLDS(shell.out, "0 passed, 0 skipped, 1 lacking, 12 failed, 2 broken");
	CHECK_HOLDS(shell.out, "took less than 5.000 s\n                  it took 0.");
	shell_clear(&shell);
}

/* If the oracle contradicts the table, the run fails, whatever the subject does. */
static void test_unexplained_oracle(void)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" run python:python3 --filter wrong/value "
				       "--tables \"$RUNS/wrong.json\" --out none");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "The oracle disagrees with the table, and nothing explains it.");
	shell_clear(&shell);
}

/* Of a long row that the oracle contradicts, a block without -v has the last steps. */
static void test_long_block(void)
{
	struct shell shell = shell_run(
		"python3 -c 'import json; call = {\"call\": [\"htons\", 1]}; print(json.dumps("
		"{\"table\": \"t\", \"rows\": [{\"id\": \"long\", \"clause\": \"htons.swap\", "
		"\"why\": \"Long.\", \"do\": [call] * 20 + [dict(call, gives=5)]}]}))' >t.json; "
		"run() { \"$PLUMBLINE\" run \"$@\" python:python3 --tables t.json --out none "
		">said; "
		"grep -c '>>> htons' said; grep 'steps, which' said; }; run; run -v");

	CHECK_TEXT(shell.out, "8\n        13 steps, which --verbose prints, and then\n21\n");
	shell_clear(&shell);
}

static void test_statuses(void)
{
	check_status("", 2, "usage: plumbline COMMAND");
	check_status("fly", 2, "no command 'fly'");
	check_status("--version", 0, "plumbline 0.");
	check_status("--help", 0, "Exit status");
	check_status("run --help", 0, "--standard WHOSE");
	check_status("run --version", 0, "plumbline 0.");
	check_status("run", 2, "want a SUBJECT");
	check_status("run --fly ref", 2, "--help");
	check_status("run perl", 2, "not 'perl'");
	check_status("run python:", 2, "python:INTERPRETER");
	check_status("run exec:", 2, "exec:COMMAND");
	check_status("run ref exec:x ref", 2, "plumbline run: ref is given twice");
	check_status("run ref --jobs 0", 2, "--jobs");
	check_status("run ref --jobs x", 2, "--jobs");
	check_status("run ref --deadline 0", 2, "--deadline");
	check_status("run ref --standard mine", 2, "--standard");
	check_status("run ref --filter nothing --tables \"$RUNS/good.json\"", 2, "no row matches");
	check_status("run ref --tables /nonexistent", 2, "/nonexistent");
	check_status("run ref --oracle python:nowhere --out none --tables \"$RUNS/good.json\"", 3,
		"the oracle python:nowhere could not be run");
	check_status("run exec:./nowhere --oracle none --out none --tables \"$RUNS/good.json\"", 3,
		"the subject exec:./nowhere could not be run");
	check_status("run python:python3:nosuch --oracle none --out none --tables "
		     "\"$RUNS/good.json\"",
		3, "the module cannot be imported: No module named 'nosuch'\n");
	check_status("run python:python3:json --oracle none --out none --filter 'getaddrinfo/*'", 3,
		"python:python3:json has none of the constants of a socket module: is it one?\n");
	check_status("run exec:false --oracle none --out none --tables \"$RUNS/good.json\"", 3,
		"ended with status 1");
	check_status("run ref --oracle none --out /dev/null/x --tables \"$RUNS/good.json\"", 4,
		"/dev/null/x");
	check_status("list --filter 'good/c*' --tables \"$RUNS/good.json\"", 0,
		"good/converts\tinet_aton.packs\tA dotted quad becomes four bytes.");
}

/* Threads that never return charge their row, and the text names the calls that hang. */
static void test_blocked(void)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" run ref --oracle none --deadline 1 -v "
				       "--tables \"$RUNS/blocked.json\" --out \"$OUT\"");

	CHECK_NUMBER(shell.status, 1);
	CHECK_TEXT(shell_verdict(&shell, "blocked/in-a-thread"), "HANG");
	CHECK_HOLDS(shell.out, "deadline; blocked: a.recv(1) in t\n");
	CHECK_TEXT(shell_verdict(&shell, "blocked/beside-a-thread"), "HANG");
	CHECK_HOLDS(shell.out, "deadline; blocked: a.recv(1) in t, b.recv(2)\n");
	CHECK_TEXT(shell_verdict(&shell, "blocked/left-behind"), "FAIL");
	CHECK_TEXT(shell_verdict(&shell, "blocked/nothing"), "PASS");
	shell_clear(&shell);
}

/* An adapter without threads is never sent a row with them, even if it does not say so. */
static void test_without_threads(void)
{
	struct shell shell = shell_run(
		"\"$PLUMBLINE\" run --oracle none --deadline 5 --tables \"$RUNS/blocked.json\" "
		"--out \"$OUT\" \"exec:python3 $TOP/fixtures/adapters/without_threads.py\"");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "0 passed, 4 skipped, 0 failed");
	CHECK_HOLDS(shell.out, "threads");
	shell_clear(&shell);
}

/* /dev/full refuses every write. */
static void test_full_disk(void)
{
	struct shell shell = shell_run("mkdir out && ln -s /dev/full out/results.jsonl && "
				       "\"$PLUMBLINE\" run ref --oracle none --tables "
				       "\"$RUNS/good.json\" --out \"$OUT\"; s=$?; "
				       "rm out/results.jsonl; exit $s");

	CHECK_NUMBER(shell.status, 4);
	CHECK_HOLDS(shell.err, "No space left on device");
	shell_clear(&shell);
}

/* Of two runs into one directory the second one is refused, until the first is over. */
static void test_two_at_once(void)
{
	struct shell shell = shell_run(
		"printf 'mkfifo go; exec 3<go; exec python3 \"$TOP/oracle/adapter.py\"' >slow; "
		"r='run --oracle none --jobs 1 --out out --tables '\"$RUNS/good.json\"; "
		"\"$PLUMBLINE\" $r 'exec:sh slow' >first & "
		"p=$!; while ! [ -p go ] && kill -0 $p; do sleep 0.05; done; "
		"\"$PLUMBLINE\" $r ref; echo $?; ! [ -p go ] || : >go; wait $p; echo $?; "
		"\"$PLUMBLINE\" $r ref >second; echo $?");

	CHECK_TEXT(shell.out, "4\n0\n0\n");
	CHECK_TEXT(shell.err, "plumbline: out/results.jsonl: another run is writing it\n");
	shell_clear(&shell);
}

/* Some faults show only when the adapter stops, such as a sanitizer's report. */
static void test_bad_stop(void)
{
	struct shell shell =
		shell_run("printf 'python3 \"$TOP/oracle/adapter.py\"; echo leaked >&2; "
			  "exit 3' >adapter; \"$PLUMBLINE\" run 'exec:sh adapter' "
			  "--oracle none --out none --tables \"$RUNS/good.json\"");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "5 passed, 0 skipped, 0 failed");
	CHECK_HOLDS(shell.err,
		"did not stop cleanly: ended with status 3; its standard error ends: leaked");
	shell_clear(&shell);
}

/* The results must not depend on how many adapters share the work. */
static void test_order(void)
{
	struct shell one = shell_run("\"$PLUMBLINE\" run ref --oracle none --jobs 1 --tables "
				     "\"$RUNS/good.json\" --out \"$OUT\"");
	struct shell many = shell_run("\"$PLUMBLINE\" run ref --oracle none --jobs 8 --tables "
				      "\"$RUNS/good.json\" --out \"$OUT\"");

	CHECK_NUMBER(json_array_size(one.lines), 7);
	for (size_t i = 1; i <= 5; i++)
		CU_ASSERT(json_equal(json_array_get(one.lines, i), json_array_get(many.lines, i)));
	shell_clear(&one);
	shell_clear(&many);
}

/* Only terminals get colour, and only without NO_COLOR. */
static void test_colour(void)
{
	struct shell shell = shell_run("script -qec '\"$PLUMBLINE\" run ref --oracle none "
				       "--out none --tables \"$RUNS/good.json\"' /dev/null");
	struct shell plain = shell_run("NO_COLOR=1 script -qec '\"$PLUMBLINE\" run ref --oracle "
				       "none --out none --tables \"$RUNS/good.json\"' /dev/null");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "\033[32m5 passed\033[0m");
	CHECK_HOLDS(plain.out, ": 5 passed");
	CU_ASSERT_PTR_NULL(strstr(plain.out, "\033[3"));
	shell_clear(&shell);
	shell_clear(&plain);
}

/* The progress line has no newline, so messages must start on a new one. */
static void test_after_progress(void)
{
	struct shell shell = shell_run("script -qec '\"$PLUMBLINE\" run exec:false --oracle none "
				       "--out none --tables \"$RUNS/good.json\"' /dev/null");

	CHECK_NUMBER(shell.status, 3);
	CHECK_HOLDS(shell.out, "\r\033[Kplumbline: the subject exec:false could not be run");
	shell_clear(&shell);
}

/*
 * Plays an oracle whose htons() is wrong while the condition holds; checks how often it was asked.
 */
static void check_odd_oracle(const char *condition, int status, const char *asked)
{
	struct shell shell = shell_run(
		"printf 'from socket import *\nimport os, socket\ndef htons(x):\n"
		"    with open(os.environ[\"ASKED\"], \"a\") as file:\n"
		"        file.write(\"x\")\n        n = file.tell()\n"
		"    return 1 if %s else socket.htons(x)\n' >odd.py; "
		"ASKED=$PWD/asked PYTHONPATH=$PWD \"$PLUMBLINE\" run --oracle python:python3:odd "
		"--lab none --out none --filter htons/swap/low-byte python:python3 >said; s=$?; "
		"wc -c <asked; exit $s",
		condition);

	CHECK_NUMBER(shell.status, status);
	CHECK_TEXT(shell.out, asked);
	shell_clear(&shell);
}

/* An oracle that contradicts the table is asked again before it is believed. */
static void test_doubtful_oracle(void)
{
	check_odd_oracle("n == 1", 0, "2\n");
	check_odd_oracle("n > 0", 1, "3\n");
	check_odd_oracle("False", 0, "1\n");
}

/*
 * Waits until the run $p is over or has a descendant `sleep`, whose pid goes to the file child. In
 * a lab the adapter is not the runner's own child.
 */
static const char await_sleep[] =
	"below() { for c in $(pgrep -P $1); do echo $c; below $c; done; }; "
	"until for c in $(below $p); do grep -qx sleep /proc/$c/comm && echo $c; done "
	">child 2>/dev/null; test -s child || ! kill -0 $p; do sleep 0.01; done; ";

/* A run that is killed midway leaves neither processes nor its directory. */
static void test_killed(void)
{
	struct shell shell = shell_run(
		"mkdir tmp; TMPDIR=$PWD/tmp \"$PLUMBLINE\" run 'exec:sleep 1000' --oracle none "
		"--deadline 300 --out none --tables \"$RUNS/good.json\" & p=$!; "
		"%s kill -%s $p; wait $p; "
		"s=$?; for i in $(seq 200); do "
		"kill -0 $(cat child) 2>/dev/null || [ -n \"$(ls tmp)\" ] || break; "
		"sleep 0.01; done; ls tmp; ! kill -0 $(cat child) 2>/dev/null || echo alive; "
		"exit $s",
		await_sleep, "KILL");

	CHECK_NUMBER(shell.status, 137);
	CHECK_TEXT(shell.out, "");
	shell_clear(&shell);
}

static void test_interrupted(void)
{
	struct shell shell = shell_run(
		"\"$PLUMBLINE\" run 'exec:sleep 1000' --oracle none --deadline 300 --out none "
		"--tables \"$RUNS/good.json\" & p=$!; "
		"%s kill -TERM $p; wait $p; "
		"s=$?; ! kill -0 $(cat child) 2>/dev/null || echo alive; exit $s",
		await_sleep);

	CHECK_NUMBER(shell.status, 143);
	CHECK_TEXT(shell.out, "");
	CHECK_HOLDS(shell.err, "interrupted by Terminated");
	shell_clear(&shell);
}

/* A subject made for the test: the oracle's module, changed by a line of Python. */
static struct shell run_changed(const char *standard, const char *change)
{
	return shell_run("printf 'from socket import *\n%s\n' >changed.py; "
			 "PYTHONPATH=$PWD \"$PLUMBLINE\" run --standard %s --out \"$OUT\" "
			 "--tables \"$RUNS/detail.json\" python:python3:changed",
		change, standard);
}

/* Whatever a module raises while it is imported, its user reads one sentence about it. */
static void test_import(void)
{
	struct shell shell = run_changed("oracle", "raise ValueError(\"no such platform\")");

	CHECK_NUMBER(shell.status, 3);
	CHECK_HOLDS(shell.err, "the module cannot be imported: ValueError: no such platform\n");
	CHECK_NUMBER(strstr(shell.err, "Traceback") != NULL, 0);
	shell_clear(&shell);
}

/* Details of CPython beyond the promise count only in comparisons with CPython. */
static void test_detail(void)
{
	static const char coded[] = "def inet_pton(*a): raise error(22, \"no\")";
	static const char wrong[] = "def inet_pton(*a): raise ValueError(\"no\")";
	static const struct {
		const char *standard, *change, *row, *verdict;
	} samples[] = {
		{"document", coded, "detail/no-code", "PASS"},
		{"document", coded, "detail/text", "PASS"},
		{"document", wrong, "detail/no-code", "FAIL"},
		{"oracle", coded, "detail/no-code", "DOCUMENT"},
		{"oracle", coded, "detail/text", "DOCUMENT"},
		{"oracle", "", "detail/no-code", "PASS"},
		{"both", coded, "detail/no-code", "FAIL"},
		{"document", "def htons(x): return 7", "detail/value", "PASS"},
		{"oracle", "def htons(x): return 7", "detail/value", "DOCUMENT"},
		{"oracle", "", "detail/either-class", "PASS"},
		{"document", "def htons(x): return 7", "detail/nothing-promised", "PASS"},
		{"oracle", "def htons(x): return 7", "detail/nothing-promised", "DOCUMENT"},
		{"both", "def htons(x): raise ValueError", "detail/nothing-promised", "FAIL"},
	};

	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct shell shell = run_changed(samples[i].standard, samples[i].change);
		CHECK_TEXT(shell_verdict(&shell, samples[i].row), samples[i].verdict);
		shell_clear(&shell);
	}
}

/* A missing name in a preparing step says nothing about the row's own subject. */
static void test_lacks(void)
{
	struct shell shell = run_changed("document", "del inet_pton");

	CHECK_TEXT(shell_verdict(&shell, "detail/no-code"), "LACKS");
	CHECK_HOLDS(shell_text(&shell, "detail/no-code"), "there is no name 'inet_pton'");
	shell_clear(&shell);
	shell = run_changed("document", "del socket");
	CHECK_TEXT(shell_verdict(&shell, "detail/either-class"), "LACKS");
	shell_clear(&shell);
	shell = run_changed("document", "del AF_INET");
	CHECK_TEXT(shell_verdict(&shell, "detail/no-code"), "LACKS");
	CHECK_TEXT(shell_verdict(&shell, "detail/family"), "PASS");
	shell_clear(&shell);
}

/* Chooses rows by the capability they need, in one table and in all. */
static void test_needs(void)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" run ref --oracle none --lab none "
				       "--needs musl --filter 'inet_*' --out \"$OUT\"");
	const json_t *line;
	size_t i;

	CHECK_NUMBER(shell.status, 0);
	CU_ASSERT_TRUE(json_array_size(shell.lines) > 2);
	json_array_foreach(shell.lines, i, line) {
		const char *row = json_string_value(json_object_get(line, "row"));
		if (row)
			CHECK_TEXT(shell_verdict(&shell, row), "SKIP");
	}
	shell_clear(&shell);
	check_status("run ref --needs telepathy --out none", 2, "no row matches");
}

static void check_versions(const char *options, const char *of_3_8, const char *of_3_15)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" run ref %s --tables "
				       "\"$RUNS/later.json\" --out \"$OUT\"",
		options);

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell_verdict(&shell, "later/first"), "PASS");
	CHECK_TEXT(shell_verdict(&shell, "later/of-3-8"), of_3_8);
	CHECK_TEXT(shell_verdict(&shell, "later/of-3-15"), of_3_15);
	shell_clear(&shell);
}

/* Clauses newer than the version do not count; the default is the oracle's version. */
static void test_versions(void)
{
	check_versions("--oracle none", "PASS", "PASS");
	check_versions("--oracle none --python 3.8", "PASS", "SKIP");
	check_versions("--oracle none --python 3.7.16", "SKIP", "SKIP");
	check_versions("--oracle none --python 2.7", "SKIP", "SKIP");
	check_versions("--python 3.20", "PASS", "PASS");
	check_versions("", "PASS", "SKIP");
	check_status("run ref --python three", 2, "--python wants a version such as 3.8");
	check_status("run ref --oracle none --python 3.7 --out none --tables \"$RUNS/later.json\"",
		0, "1 passed, 2 skipped");
}

/* The time at the start of the line. */
static double time_of(const char *line)
{
	return strtod(line, NULL);
}

static void test_durations(void)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" run ref --durations 3 --tables "
				       "\"$RUNS/good.json\" --out none");
	const char *line = strstr(shell.out, "The slowest rows:\n");
	double before = 1e9;
	int count = 0;

	CHECK_NUMBER(shell.status, 0);
	for (line = line ? strchr(line, '\n') : NULL; line && strstr(line, " ms  ") == line + 13;
		line = strchr(line + 1, '\n'), count++) {
		CU_ASSERT(time_of(line + 1) <= before);
		CU_ASSERT(time_of(line + 1) > 0);
		before = time_of(line + 1);
		CHECK_HOLDS(line, "good/");
	}
	CHECK_NUMBER(count, 3);
	shell_clear(&shell);
	check_status("run ref --durations -1", 2, "a number from 0 to 100000");
}

CU_TestInfo run_tests[] = {
	{"rows that are right pass, and are counted", test_good_rows},
	{"rows about a state of the machine are skipped without an oracle", test_without_oracle},
	{"each wrong row is found out by its own reason", test_wrong_rows},
	{"an oracle that disagrees fails the run", test_unexplained_oracle},
	{"a long row that the oracle contradicts is cut short", test_long_block},
	{"the slowest rows are told, the slowest first", test_durations},
	{"each exit status has its causes", test_statuses},
	{"a full disk is said, and has its status", test_full_disk},
	{"two runs do not write one file", test_two_at_once},
	{"an adapter that does not stop well fails the run", test_bad_stop},
	{"results do not depend on the number of adapters", test_order},
	{"colour is for terminals alone", test_colour},
	{"what is said in a terminal has a line of its own", test_after_progress},
	{"a killed run leaves nothing behind", test_killed},
	{"an interrupted run says so, and leaves nothing behind", test_interrupted},
	{"a module that fails at its import gives one sentence", test_import},
	{"detail is for those who compare with CPython", test_detail},
	{"a missing name is no failure of a row that prepares with it", test_lacks},
	{"rows by what they need", test_needs},
	{"newer clauses than a version has are skipped", test_versions},
	{"calls that hang in threads are named", test_blocked},
	{"an adapter without threads is sent none", test_without_threads},
	{"an oracle that contradicts the table is asked again", test_doubtful_oracle},
	CU_TEST_INFO_NULL,
};
