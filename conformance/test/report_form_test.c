/* Each form of a report, read back by another project's parser. */
#include "base/heap.h"
#include "report_sample.h"
#include "report_xml_text.h"
#include "shell.h"
#include "suite.h"
#include "table_files.h"

#include <stdlib.h>

/* Text with every character that is special in one of the forms. */
#define HOSTILE "\\\\x01</script>,\\\"]]>#\\\\|`*\\ud83e\\uddff\\ufffe%\\n\\\\x0d::"

#define HOSTILE_SAMPLE                                                                             \
	HEAD("1", REF)                                                                             \
	ROW("a/bad", "a.two", VERDICT("ref", "FAIL", ANSWERS(HOSTILE)))                            \
	TAIL(COUNT("python:python3", "1", "0", "0") ", " COUNT("ref", "0", "0", "1"))

/* Makes the report of r.jsonl as $FILE, then runs the command. */
static struct shell report(const char *results, const char *format, const char *command)
{
	char *directory;
	struct shell shell;

	files_begin();
	files_put("r.jsonl", results);
	files_put("clauses.txt", SAMPLE_CLAUSES);
	directory = files_path("");
	shell = shell_run("unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY; cd %s && FILE=$PWD/report; "
			  "READ=\"python3 $TOP/conformance/test/report_read.py\"; "
			  "\"$PLUMBLINE\" report --clauses clauses.txt --format %s --out \"$FILE\" "
			  "r.jsonl && { %s\n}",
		directory, format, command);
	free(directory);
	files_end();
	return shell;
}

static void check_report(
	const char *results, const char *format, const char *command, const char *want)
{
	struct shell shell = report(results, format, command);

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.err, "");
	CHECK_TEXT(shell.out, want);
	shell_clear(&shell);
}

static void check_holds_report(
	const char *results, const char *format, const char *command, const char *part)
{
	struct shell shell = report(results, format, command);

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, part);
	shell_clear(&shell);
}

#define EXPLAINED ">>> f()\\ndocument  1\\noracle    1\\nsubject   2\\nverdict   FAIL\\nreason    "

static void test_junit(void)
{
	check_report(SAMPLE, "junit", "xmllint --noout $FILE && $READ junit $FILE",
		"testsuites 6 1 0 1\n"
		"oracle 3 0 0 0 2026-01-31T12:00:00\n"
		"ref 3 1 0 1 2026-01-31T12:00:00\n"
		"ref.a a/none skipped None 'unix' ''\n"
		"ref.a a/bad failure FAIL '2, not | # 1' '" EXPLAINED "2, not | # 1\\n"
		"table     t.json:7\\nrepeat    plumbline run ref --filter a/bad\\n'\n");
	check_holds_report(HOSTILE_SAMPLE, "junit", "xmllint --noout $FILE && $READ junit $FILE",
		"FAIL '\\\\x01</script>,\"]]>#\\\\|`*\\U0001f9ff\\\\ufffe%\\n\\\\x0d::'");
	check_holds_report(HEAD("2", REF) ROW("a/good", "a.one", VERDICT("ref", "PASS", "")),
		"junit", "xmllint --noout $FILE && $READ junit $FILE",
		"ref the run is complete error INTERRUPTED");
}

static void test_xml_text(void)
{
	static const char *const samples[][2] = {
		{"plain \t\n", "plain \t\n"},
		{"\x1b[31m\x7f", "\\x1b[31m\x7f"},
		{"\xff\xc3(\xe2\x82", "\\xff\\xc3(\\xe2\\x82"},
		{"\xc3\xa9\xf0\x9f\xa7\xbf", "\xc3\xa9\xf0\x9f\xa7\xbf"},
		{"\xed\xa0\x80", "\\xed\\xa0\\x80"},
		{"\xef\xbf\xbf", "\\uffff"},
	};

	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		char *clean = plumb_report_xml_text(samples[i][0]);
		CHECK_TEXT(clean, samples[i][1]);
		free(clean);
	}
}

static void test_tap(void)
{
	check_report(SAMPLE, "tap", "cat $FILE",
		"TAP version 14\n"
		"1..6\n"
		"# oracle: Sample 1.2, Linux 6\n"
		"ok 1 - oracle: a/none\n"
		"ok 2 - oracle: a/bad\n"
		"ok 3 - oracle: b/good\n"
		"# ref: Sample 1.2, Linux 6\n"
		"ok 4 - ref: a/none # SKIP needs unix\n"
		"not ok 5 - ref: a/bad\n"
		"  ---\n"
		"  message: \"2, not | # 1\"\n"
		"  verdict: \"FAIL\"\n"
		"  clause: \"a.two\"\n"
		"  why: \"It is so.\"\n"
		"  steps:\n"
		"    - \"f()\"\n"
		"  document: \"1\"\n"
		"  oracle: \"1\"\n"
		"  subject: \"2\"\n"
		"  file: \"t.json\"\n"
		"  line: 7\n"
		"  repeat: \"plumbline run ref --filter a/bad\"\n"
		"  ...\n"
		"ok 6 - ref: b/good\n");
	/* Perl's harness knows version 13, and ends with the number of failures as its status. */
	check_holds_report(SAMPLE, "tap13", "prove --nocolor -e cat $FILE || echo \"$?\"",
		"Failed 1/6 subtests \n\t(less 1 skipped subtest: 4 okay)\n");
	/* A name that looks like a TODO directive must not excuse the failure. */
	check_holds_report(HEAD("1", SIDE("exec:x # TODO", ""))
				   ROW("a/bad", "a.two", VERDICT("exec:x # TODO", "FAIL", ""))
					   TAIL(COUNT("python:python3", "1", "0", "0") ", " COUNT(
						   "exec:x # TODO", "0", "0", "1")),
		"tap13", "prove --nocolor -e cat $FILE || echo \"$?\"", "Failed 1/2 subtests");
	check_holds_report(HOSTILE_SAMPLE, "tap13", "prove --nocolor -e cat $FILE || echo \"$?\"",
		"Failed 1/2 subtests");
	check_holds_report(HEAD("2", REF) ROW("a/good", "a.one", VERDICT("ref", "PASS", "")),
		"tap13", "prove --nocolor -e cat $FILE 2>&1 || echo \"$?\"",
		"Bailout called.  Further testing stopped:  A run was interrupted");
}

static void test_csv(void)
{
	check_report(SAMPLE, "csv", "$READ csv $FILE | sed -n '1p;5,7p'",
		"[\"row\", \"clause\", \"side\", \"name\", \"version\", \"verdict\", \"text\", "
		"\"document\", \"oracle\", \"subject\", \"why\", \"file\", \"line\", "
		"\"baseline\", \"reason\"]\n"
		"[\"a/bad\", \"a.two\", \"ref\", \"Sample\", \"1.2\", \"FAIL\", "
		"\"2, not | # 1\", \"1\", \"1\", \"2\", \"It is so.\", \"t.json\", \"7\", \"\", "
		"\"\"]\n"
		"[\"b/good\", \"b.one\", \"oracle\", \"Sample\", \"1.2\", \"PASS\", \"\", \"\", "
		"\"\", \"\", \"It is so.\", \"t.json\", \"7\", \"\", \"\"]\n"
		"[\"b/good\", \"b.one\", \"ref\", \"Sample\", \"1.2\", \"PASS\", \"\", \"\", "
		"\"\", \"\", \"It is so.\", \"t.json\", \"7\", \"\", \"\"]\n");
	check_holds_report(HOSTILE_SAMPLE, "csv", "$READ csv $FILE",
		"\"FAIL\", \"\\\\x01</script>,\\\"]]>#\\\\|`*\\ud83e\\uddff\\ufffe%\\n\\\\x0d::\"");
}

static void test_badge(void)
{
	check_report(SAMPLE, "badge", "$READ badge $FILE", "1; plumbline; 33.3 %; red\n");
	check_report(HEAD("1", REF) ROW("a/good", "a.one", VERDICT("ref", "PASS", ""))
			     TAIL(COUNT("ref", "1", "0", "0")),
		"badge", "$READ badge $FILE", "1; plumbline; 100 %; brightgreen\n");
	check_report(HEAD("0", REF) TAIL(""), "badge", "$READ badge $FILE",
		"1; plumbline; 0 %; lightgrey\n");
}

static void test_html(void)
{
	check_report(SAMPLE, "html", "$READ html $FILE",
		"3 scripts\n"
		"oracle [3, 0, 0, 0, 0, 0, 0, 0, 0] plumbline run ref --filter ROW-ID\n"
		"ref [1, 0, 0, 1, 0, 1, 0, 0, 0] plumbline run ref --filter ROW-ID\n"
		"a a.one \"One is.\" [[\"a/none\", \"PS\", {\"1\": {\"text\": \"unix\"}}]]\n"
		"a a.two \"Two is.\" [[\"a/bad\", \"PF\", {\"1\": {\"text\": \"2, not | # 1\", "
		"\"step\": 0, \"document\": \"1\", \"oracle\": \"1\", \"subject\": \"2\"}}]]\n"
		"b b.one \"It is.\" [[\"b/good\", \"PP\", {}]]\n");
	check_holds_report(HOSTILE_SAMPLE, "html", "$READ html $FILE",
		"{\"text\": "
		"\"\\\\x01</script>,\\\"]]>#\\\\|`*\\ud83e\\uddff\\ufffe%\\n\\\\x0d::\"");
	check_holds_report(HOSTILE_SAMPLE, "html", "$READ html $FILE", "3 scripts\n");
}

static void test_markdown(void)
{
	check_report(SAMPLE, "markdown", "cat $FILE",
		"## Plumbline\n"
		"\n"
		"| | implementation | passed of all | passed | drifted | skipped | failed | broken "
		"| crashed | "
		"hung "
		"|\n"
		"|---|---|---|--:|--:|--:|--:|--:|--:|--:|\n"
		"| oracle | Sample 1.2 | 3 of 3 (100 %) | 3 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
		"| ref | Sample 1.2 | 1 of 3 (33.3 %), 33.3 % not run | 1 | 0 | 1 | 1 | 0 | 0 | 0 "
		"|\n"
		"\n"
		"### ref: 1 to look at, in 1 sentence\n"
		"\n"
		"| | | sentence | row | document | answer | table |\n"
		"|---|---|---|---|---|---|---|\n"
		"| 1 of 2 ✗ | FAIL | It is so. | `a/bad` | `1` | `2` | t.json:7 |\n"
		"\n"
		"To repeat the first: `plumbline run ref --filter a/bad`\n");
	check_holds_report(HEAD("1", REF) ROW("a/bad", "a.two",
				   VERDICT("ref", "CRASH", ", 'text': '" HOSTILE "'")),
		"markdown", "cat $FILE",
		"| 1 of 1 ✗ | CRASH | It is so. | `a/bad` |  | "
		"\\\\x01\\</script\\>,\"\\]\\]\\>\\#\\\\\\|\\`\\*");
	check_holds_report(HEAD("1", REF) ROW("a/bad", "a.two",
				   VERDICT("ref", "FAIL", ", 'document': '`|``', 'subject': 'a'")),
		"markdown", "cat $FILE", "| ``` `\\|`` ``` | `a` |");
	/* Rows that share a sentence are one line; those after the first are folded. */
	check_holds_report(
		HEAD("3", REF) ROW("a/bad", "a.two", VERDICT("ref", "FAIL", ANSWERS("2")))
			ROW("a/good", "a.two", VERDICT("ref", "PASS", ""))
				ROW("a/worse", "a.two", VERDICT("ref", "HANG", "")),
		"markdown", "cat $FILE",
		"| 2 of 3 ✗ | HANG | It is so. | `a/bad` <details><summary>1 more</summary>"
		"`a/worse`</details> | `1` | `2` | t.json:7 |\n");
}

#define KNOWN_SAMPLE                                                                               \
	HEAD("2", REF)                                                                             \
	ROW("a/bad", "a.two",                                                                      \
		VERDICT("ref", "FAIL",                                                             \
			ANSWERS("2 is not 1") ", 'known': true, 'reason': 'see # 17'"))            \
	ROW("a/mended", "a.two",                                                                   \
		VERDICT("ref", "PASS", ", 'baseline': 'FAIL is listed, but it is PASS'"))          \
	TAIL(COUNT("python:python3", "2", "0", "0") ", " COUNT("ref", "1", "0", "1"))

/* Known failures fail nothing; rows that depart from the baseline do, even if they pass. */
static void test_known(void)
{
	check_holds_report(KNOWN_SAMPLE, "junit", "xmllint --noout $FILE && $READ junit $FILE",
		"ref 2 1 0 1 2026-01-31T12:00:00\n");
	check_holds_report(KNOWN_SAMPLE, "junit", "$READ junit $FILE",
		"ref.a a/bad skipped None 'FAIL is known: see # 17' '>>> f()\\n");
	check_holds_report(KNOWN_SAMPLE, "junit", "$READ junit $FILE",
		"ref.a a/mended failure PASS 'FAIL is listed, but it is PASS' ");
	check_holds_report(
		KNOWN_SAMPLE, "tap13", "cat $FILE", "\nnot ok 3 - ref: a/bad # TODO see \\# 17\n");
	check_holds_report(KNOWN_SAMPLE, "tap13", "cat $FILE", "\nnot ok 4 - ref: a/mended\n");
	check_holds_report(KNOWN_SAMPLE, "tap13", "prove --nocolor -e cat $FILE || echo \"$?\"",
		"Failed 1/4 subtests");
	check_holds_report(KNOWN_SAMPLE, "csv", "$READ csv $FILE", "\"known\", \"see # 17\"]");
	check_holds_report(KNOWN_SAMPLE, "csv", "$READ csv $FILE",
		"\"FAIL is listed, but it is PASS\", \"\"]");
	check_holds_report(KNOWN_SAMPLE, "markdown", "cat $FILE", " hung | known |\n");
	check_holds_report(
		KNOWN_SAMPLE, "markdown", "cat $FILE", "### ref: 1 to look at, in 1 sentence\n");
	check_report(KNOWN_SAMPLE, "badge", "$READ badge $FILE", "1; plumbline; 50 %; red\n");
	check_report(HEAD("1", REF) ROW("a/bad", "a.two", VERDICT("ref", "FAIL", ", 'known': true"))
			     TAIL(COUNT("ref", "0", "0", "1")),
		"badge", "$READ badge $FILE", "1; plumbline; 0 %; brightgreen\n");
}

CU_TestInfo report_form_tests[] = {
	{"what a baseline knows is told apart in every form", test_known},
	{"JUnit XML is read by libxml2 and by Python", test_junit},
	{"text becomes what XML can carry", test_xml_text},
	{"TAP is as its specification says, and is read by Perl", test_tap},
	{"CSV is read by Python", test_csv},
	{"the badge has what shields.io asks for", test_badge},
	{"the page's data are read by a parser of HTML and one of JSON", test_html},
	{"the summary is a table that nothing in it breaks", test_markdown},
	CU_TEST_INFO_NULL,
};
