/* `plumbline report` and `plumbline diff`, as users and pipelines see them. */
#include "report_sample.h"
#include "shell.h"
#include "suite.h"
#include "table_files.h"

#include <stdlib.h>

#define AFTER                                                                                      \
	HEAD("4", REF)                                                                             \
	ROW("b/good", "b.one", VERDICT("ref", "FAIL", ANSWERS("no longer")))                       \
	ROW("a/bad", "a.two", VERDICT("ref", "FAIL", ANSWERS("otherwise")))                        \
	ROW("a/none", "a.one", VERDICT("ref", "PASS", ""))                                         \
	ROW("b/new", "b.one", VERDICT("ref", "PASS", ""))                                          \
	TAIL(COUNT("ref", "2", "0", "2"))

#define BETTER                                                                                     \
	HEAD("2", REF)                                                                             \
	ROW("b/good", "b.one", VERDICT("ref", "PASS", ""))                                         \
	ROW("a/bad", "a.two", VERDICT("ref", "PASS", ""))                                          \
	TAIL(COUNT("ref", "2", "0", "0"))

#define OTHERS                                                                                     \
	HEAD("1", SIDE("x", "") ", " SIDE("y", ""))                                                \
	ROW("b/good", "b.one", VERDICT("x", "PASS", "") ", " VERDICT("y", "PASS", ""))

/* Runs the command in a directory with the files; $P is the program. */
static struct shell play(const char *command)
{
	char *directory;
	struct shell shell;

	files_begin();
	files_put("before.jsonl", SAMPLE);
	files_put("after.jsonl", AFTER);
	files_put("better.jsonl", BETTER);
	files_put("others.jsonl", OTHERS);
	files_put("broken.jsonl", "{'plumbline': 5}\n");
	files_put("clauses.txt", SAMPLE_CLAUSES);
	directory = files_path("");
	shell = shell_run(
		"unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY; cd %s && { %s\n}", directory, command);
	free(directory);
	files_end();
	return shell;
}

static void check(const char *command, int status, const char *out, const char *err)
{
	struct shell shell = play(command);

	shell_settle(&shell, status, out, err);
}

static void test_diff(void)
{
	check("\"$PLUMBLINE\" diff --clauses clauses.txt before.jsonl after.jsonl", 1,
		"better\tref\ta/none\tSKIP\tPASS\t\n"
		"changed\tref\ta/bad\tFAIL\tFAIL\totherwise\n"
		"worse\tref\tb/good\tPASS\tFAIL\tno longer\n"
		"new\tref\tb/new\t-\tPASS\t\n",
		"");
	check("\"$PLUMBLINE\" diff before.jsonl better.jsonl", 0,
		"better\tref\ta/bad\tFAIL\tPASS\t\n"
		"gone\tref\ta/none\tSKIP\t-\tunix\n",
		"");
	check("cp before.jsonl copy.jsonl; \"$PLUMBLINE\" diff before.jsonl copy.jsonl", 0, "", "");
	check("\"$PLUMBLINE\" diff before.jsonl others.jsonl", 2, "",
		"plumbline diff: the files have no subject in common\n");
	/* One line per change, even if a text contains newlines. */
	check("sed 's/no longer/a\\\\tb\\\\nc/' after.jsonl >lines.jsonl; \"$PLUMBLINE\" diff "
	      "before.jsonl lines.jsonl | grep -A1 worse",
		0, "worse\tref\tb/good\tPASS\tFAIL\ta b\nnew\tref\tb/new\t-\tPASS\t\n", "");
	/*
	 * An interrupted run fails the comparison, because the rows that it lacks may have failed.
	 */
	check("head -c -300 before.jsonl >cut.jsonl; \"$PLUMBLINE\" diff cut.jsonl before.jsonl; "
	      "echo $?; \"$PLUMBLINE\" diff before.jsonl cut.jsonl",
		1, "new\tref\ta/none\t-\tSKIP\tunix\n0\ngone\tref\ta/none\tSKIP\t-\tunix\n",
		"cut.jsonl: the run was interrupted: 2 of 3 rows\n");
	check("\"$PLUMBLINE\" diff before.jsonl", 2, "", "want two results files");
	check("\"$PLUMBLINE\" diff before.jsonl broken.jsonl", 2, "",
		"broken.jsonl:1: \"plumbline\" of the head");
	check("\"$PLUMBLINE\" diff before.jsonl after.jsonl >/dev/full", 4, "",
		"standard output: No space left on device");
}

static void test_compare(void)
{
	check("\"$PLUMBLINE\" report --clauses clauses.txt --compare --format csv before.jsonl "
	      "after.jsonl | cut -d, -f1,3,6,7 | tr -d '\\r' | grep -v oracle",
		0,
		"row,side,verdict,change\n"
		"a/none,ref (before.jsonl),SKIP,better\n"
		"a/none,ref (after.jsonl),PASS,better\n"
		"a/bad,ref (before.jsonl),FAIL,changed\n"
		"a/bad,ref (after.jsonl),FAIL,changed\n"
		"b/good,ref (before.jsonl),PASS,worse\n"
		"b/good,ref (after.jsonl),FAIL,worse\n"
		"b/new,ref (after.jsonl),PASS,new\n",
		"");
	check("\"$PLUMBLINE\" report --clauses clauses.txt --compare --format markdown "
	      "before.jsonl better.jsonl | tail -n 5",
		0,
		"\n"
		"| | row | before | after | why | table |\n"
		"|---|---|---|---|---|---|\n"
		"| gone | `a/none` | SKIP |  |  | t.json:7 |\n"
		"| better | `a/bad` | FAIL | PASS |  | t.json:7 |\n",
		"");
	check("\"$PLUMBLINE\" report --compare --format tap before.jsonl better.jsonl", 2, "",
		"tap reports whole runs");
	check("\"$PLUMBLINE\" report --compare before.jsonl", 2, "", "wants two files, not 1");
}

/* Each verdict is shown with the steps of its own run. */
static void test_other_steps(void)
{
	check("sed -e 's/f()/g()/' before.jsonl >x; "
	      "\"$PLUMBLINE\" report --clauses clauses.txt before.jsonl x >page.html && "
	      "python3 \"$TOP/conformance/test/report_read.py\" html page.html | grep a/none",
		0,
		"a a.one \"One is.\" [[\"a/none\", \"PSS\", {\"1\": {\"text\": \"unix\"}, "
		"\"2\": {\"text\": \"unix\", \"steps\": [\"g()\"]}}]]\n",
		"");
}

/* On failure the old file stays, and no partial file remains beside it. */
static void test_whole(void)
{
	check("\"$PLUMBLINE\" report --format badge --out /dev/full before.jsonl", 4, "",
		"plumbline report: /dev/full: No space left on device\n");
	check("test -c /dev/full && \"$PLUMBLINE\" report --format badge before.jsonl >/dev/full",
		4, "", "plumbline report: standard output: No space left on device\n");
	/* Ignore the signal, so that the limit gives a write error, as a full disk would. */
	check("mkdir d; echo old >d/x.html; "
	      "(ulimit -f 8; \"$PLUMBLINE\" report --out d/x.html before.jsonl); echo $?; "
	      "ls d; cat d/x.html",
		0, "4\nx.html\nold\n", "plumbline report: d/x.html: File too large\n");
	check("\"$PLUMBLINE\" report --out none/x.html before.jsonl", 4, "",
		"plumbline report: none/x.html: No such file or directory\n");
	check("mkdir d; umask 027; echo old >d/real; chmod 604 d/real; ln -s real d/link; "
	      "for f in link new; do \"$PLUMBLINE\" report --format tap --out d/$f before.jsonl; "
	      "done; \"$PLUMBLINE\" report --format badge --out d before.jsonl; "
	      "stat -c '%a %F %n' d/*; head -n 1 d/real",
		0,
		"777 symbolic link d/link\n640 regular file d/new\n640 regular file "
		"d/plumbline.json\n604 regular file d/real\nTAP version 14\n",
		"");
	check("echo old >x; \"$PLUMBLINE\" report --format badge --out x broken.jsonl; echo $?; "
	      "cat x; ls x*",
		0, "2\nold\nx\n", "broken.jsonl:1:");
}

static void test_actions(void)
{
	static const char line[] =
		"::error file=t.json,line=7,title=a/bad::ref: FAIL: 2, not | # 1\n";
	struct shell shell;

	check("echo before >s; export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$PWD/s; "
	      "\"$PLUMBLINE\" report --format markdown before.jsonl && sed -n '1,2p;$p' s >&2",
		0, line, "before\n## Plumbline\nTo repeat the first");
	check("export GITHUB_ACTIONS=true; \"$PLUMBLINE\" report --format markdown --out x "
	      "before.jsonl",
		0, line, "");
	shell = play("export GITHUB_ACTIONS=true; \"$PLUMBLINE\" report --format markdown "
		     "before.jsonl");
	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "## Plumbline\n");
	CHECK_TEXT(shell.err, line);
	shell_clear(&shell);
	check("export GITHUB_ACTIONS=true; "
	      "sed -e 's/t[.]json/a,b:c%.json/' -e 's/2, not/50%\\\\nor/' before.jsonl >x; "
	      "\"$PLUMBLINE\" report --format markdown --out y x",
		0,
		"::error file=a%2Cb%3Ac%25.json,line=7,title=a/bad::ref: FAIL: 50%25%0Aor | # 1\n",
		"");
	/* A summary that does not fit is not appended in part. */
	check("head -c 3900 /dev/zero >s; export GITHUB_STEP_SUMMARY=$PWD/s; "
	      "(ulimit -f 8; \"$PLUMBLINE\" report --format markdown before.jsonl); echo $?; "
	      "wc -c <s",
		0, "4\n3900\n", "/s: File too large\n");
}

static void test_unreadable(void)
{
	check("(ulimit -v 1500000; \"$PLUMBLINE\" report /dev/zero)", 2, "",
		"/dev/zero: a line of more than 16 MiB\n");
	check("mkfifo p; \"$PLUMBLINE\" diff before.jsonl p", 2, "",
		"p: nothing came through the pipe\n");
	check("{ sleep 0.1; cat before.jsonl; } | \"$PLUMBLINE\" diff /dev/stdin before.jsonl", 0,
		"", "");
	check("\"$PLUMBLINE\" report .", 2, "", "./results.jsonl: No such file or directory\n");
	check("mkdir d && cp before.jsonl d/results.jsonl && \"$PLUMBLINE\" diff d before.jsonl", 0,
		"", "");
}

static void test_usage(void)
{
	check("\"$PLUMBLINE\" report", 2, "", "want a results file");
	check("\"$PLUMBLINE\" report --format pdf before.jsonl", 2, "",
		"tap, tap13, markdown, badge, csv, deviations, not 'pdf'\n");
	check("\"$PLUMBLINE\" report --link x=javascript:1 before.jsonl", 2, "",
		"--link wants TEXT=URL, not 'x=javascript:1'");
	check("\"$PLUMBLINE\" report --link x before.jsonl", 2, "", "--link wants TEXT=URL");
	check("\"$PLUMBLINE\" report --link a=../c/i.html --link b=https://x.org/ before.jsonl "
	      ">page.html && python3 \"$TOP/conformance/test/report_read.py\" links page.html",
		0, "a ../c/i.html\nb https://x.org/\n", "");
	check("\"$PLUMBLINE\" report missing.jsonl", 2, "",
		"missing.jsonl: No such file or directory\n");
	check("\"$PLUMBLINE\" report --clauses missing before.jsonl", 2, "", "missing");
	check("\"$PLUMBLINE\" report --help | grep -c -E "
	      "'^ +(html|junit|tap|tap13|markdown|badge|csv|deviations) '",
		0, "8\n", "");
	check("\"$PLUMBLINE\" report --format badge others.jsonl >x", 0, "",
		"others.jsonl: the run was interrupted: 1 of 1 rows\n");
}

#define PLAY                                                                                       \
	"\"$PLUMBLINE\" run --lab none --oracle python:python3 --filter inet_ntoa/text/ascending " \
	"--out o "
#define READ "python3 \"$TOP/conformance/test/report_read.py\" script page.html "

/* A script shows the row as it was played, because the tables may have changed since. */
static void test_scripts(void)
{
	check(PLAY "python:python3 >play && \"$PLUMBLINE\" report --out page.html "
		   "o/results.jsonl && " READ "inet_ntoa/text/ascending >s.py && python3 s.py",
		0, "as the document promises\n", "");
	check(PLAY "python:python3 >play && sed 's/inet_ntoa(b/inet_ntoa( b/' o/results.jsonl "
		   ">r.jsonl && \"$PLUMBLINE\" report --out page.html r.jsonl && " READ
		   "inet_ntoa/text/ascending",
		0, "the tables now have other steps for the row\n", "");
	check("\"$PLUMBLINE\" report --out page.html before.jsonl && " READ "a/bad", 0,
		"the tables have no such row\n", "");
	check("\"$PLUMBLINE\" report --tables none --out page.html before.jsonl", 2, "",
		"none: No such file or directory\n");
	check("\"$PLUMBLINE\" report --format markdown --source-url https://x.org/b/ before.jsonl "
	      "| "
	      "grep -o '.t.json:7.*'",
		0, "[t.json:7](<https://x.org/b/t.json#L7>) |\n", "");
	check("\"$PLUMBLINE\" report --clauses clauses.txt --compare --format markdown "
	      "before.jsonl "
	      "after.jsonl | grep worse,",
		0, "1 worse, 1 changed, 1 better, 1 new\n", "");
	check("\"$PLUMBLINE\" report --source-url ftp://x before.jsonl", 2, "",
		"--source-url wants http://... or https://..., not 'ftp://x'");
}

static void test_renamed(void)
{
	check(PLAY "--name other python:python3 >play && \"$PLUMBLINE\" report --out page.html "
		   "o/results.jsonl && python3 \"$TOP/conformance/test/report_read.py\" html "
		   "page.html | grep -o 'run python:.*'",
		0,
		"run python:python3 --name other --filter ROW-ID\n"
		"run python:python3 --name other --filter ROW-ID\n",
		"");
}

CU_TestInfo report_command_tests[] = {
	{"diff says what has changed, and fails where it is worse", test_diff},
	{"a comparison shows only what has changed", test_compare},
	{"a row of two files is shown with the steps of each", test_other_steps},
	{"a report is written whole or not at all", test_whole},
	{"a summary is added, and the rows are marked, in Actions", test_actions},
	{"devices and pipes are no reason to wait for ever", test_unreadable},
	{"wrong use is told", test_usage},
	{"a page has each row as a script", test_scripts},
	{"a row of a renamed subject is repeated as it was played", test_renamed},
	CU_TEST_INFO_NULL,
};
