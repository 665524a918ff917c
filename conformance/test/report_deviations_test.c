/* The page of deviations, read back, and its options. */
#include "baselines/baseline_parts.h"
#include "report_advice.h"
#include "report_sample.h"
#include "shell.h"
#include "suite.h"
#include "table_files.h"

#include <stdlib.h>

/* fixtures/runs/listed.json has five rows: passes, fails, fails-too, breaks and skips. */
#define PLAIN                                                                                      \
	"# Some 1.2 <here>,\n"                                                                     \
	"# of Debian.\n"                                                                           \
	"#     make some\n"                                                                        \
	"#     run --baseline plain.txt exec:some\n"                                               \
	"\n"                                                                                       \
	"listed/breaks BROKEN # raises error\n"                                                    \
	"listed/fail* FAIL # [0.0.0. & \\\\ ## see https://example.org/?a&b for it\n"              \
	"listed/fails HANG ## it waits\n"                                                          \
	"if python < 3.10\n"                                                                       \
	"listed/gone CRASH ## it waits\n"                                                          \
	"listed/skips SKIP ## it waits\n"                                                          \
	"end\n"

#define RESULTS(side, verdict, pass, fail)                                                         \
	HEAD("1", SIDE(side, "") ", " SIDE("other", ""))                                           \
	ROW("listed/fails-too", "inet_ntoa.unpacks",                                               \
		VERDICT(side, verdict,                                                             \
			", 'text': '[0.0.0. & \\\\\\\\ is not 2', 'document': '<2>', "             \
			"'oracle': '2', 'subject': '0.0.0.2'") ", " VERDICT("other", "PASS", ""))  \
	TAIL(COUNT(side, pass, "0", fail) ", " COUNT("other", "1", "0", "0"))

static struct shell play(const char *command)
{
	char *directory;
	struct shell shell;

	files_begin();
	files_put("plain.txt", PLAIN);
	files_put("empty.txt", "# Nothing.\n");
	files_put("bad.txt", "listed/fails MAYBE\n");
	files_put("some.jsonl", RESULTS("exec:some", "FAIL", "0", "1"));
	files_put("passed.jsonl", RESULTS("exec:some", "PASS", "1", "0"));
	files_put("else.jsonl", RESULTS("exec:else", "FAIL", "0", "1"));
	directory = files_path("");
	shell = shell_run("cd %s && D=\"$PLUMBLINE report --tables $RUNS/listed.json --format "
			  "deviations --out x.html\" && READ=\"python3 "
			  "$TOP/conformance/test/report_read.py deviations x.html\" && { %s\n}",
		directory, command);
	free(directory);
	files_end();
	return shell;
}

static void check(const char *command, int status, const char *out, const char *err)
{
	struct shell shell = play(command);

	shell_settle(&shell, status, out, err);
}

static void test_page(void)
{
	check("$D --baseline plain.txt --baseline empty.txt && xmllint --noout x.html && $READ | "
	      "grep -v ^advice",
		0,
		"index; plain; 4; 4; Some 1.2 <here>, of Debian.\n"
		"index; empty; 0; 0; Nothing.\n"
		"section; plain; Some 1.2 <here>, of Debian.; To check whether it still does so:\n"
		"'make some\\nrun --baseline plain.txt exec:some'\n"
		"cause; No reason is given. 1 row: BROKEN; What to do about it:\n"
		"line; listed/breaks; BROKEN; A step that is said to prepare fails.; raises error\n"
		"cause; see https://example.org/?a&b for it 1 row: FAIL; What to do about it:\n"
		"link https://example.org/?a&b\n"
		"line; listed/fail* 1 row; FAIL; It is said to have another short form, which is "
		"wrong.; [0.0.0. & \\\\\n"
		"cause; it waits 1 row: HANG; What to do about it:\n"
		"line; listed/fails; HANG; It is said to have a short form, which is wrong.; \n"
		"cause; it waits 1 row: SKIP, CRASH; Only where python < 3.10.; What to do about "
		"it:\n"
		"line; listed/gone; CRASH; The tables no longer have this row.; \n"
		"line; listed/skips; SKIP; Zero is zero in every order.; \n"
		"section; empty; Nothing.; Nothing is listed.\n",
		"");
}

/* Shows answers of the side that the head names, and only those that match the baseline's line. */
static void test_answers(void)
{
	check("$D --baseline plain.txt some.jsonl && xmllint --noout x.html && $READ | grep "
	      "-F 'fail*'",
		0,
		"line; listed/fail* 1 row; FAIL; It is said to have another short form, which is "
		"wrong.; document<2>oracle2here0.0.0.2\n",
		"");
	check("for f in passed else; do $D --baseline plain.txt $f.jsonl; $READ | grep -c 0.0.0.2; "
	      "done",
		1, "0\n0\n", "");
}

/* The page of the project's own baselines: no line without its row or its reason. */
static void test_shipped(void)
{
	check("all=$(ls $TOP/fixtures/baselines/*.txt | grep -v /test_socket.txt); "
	      "for f in $all; do set -- \"$@\" --baseline $f; done; "
	      "$PLUMBLINE report --format deviations --out x.html \"$@\" && "
	      "xmllint --noout x.html && $READ >read; echo \"$all\" | wc -l >a; "
	      "grep -c ^section read | cmp - a; grep -c 'no longer have this row' read; "
	      "grep -c 'No reason is given' read",
		1, "0\n0\n", "");
}

static void check_advice(unsigned verdicts, const char *text, const char *one, const char *two)
{
	char copy[64];
	struct plumb_baseline_line line = {.verdicts = verdicts, .text = text ? copy : NULL};
	unsigned set;
	int found = 0;

	snprintf(copy, sizeof copy, "%s", text ? text : "");
	set = plumb_report_advice_of(&line);
	for (int i = 0; i < PLUMB_REPORT_ADVICES; i++) {
		if (!(set & (1U << i)))
			continue;
		CHECK_HOLDS(plumb_report_advice(i), found++ == 0 ? one : two);
	}
	CHECK_NUMBER(found, *two ? 2 : 1);
}

static void test_advice(void)
{
	unsigned fail = PLUMB_BASELINE_BIT(PLUMB_FAIL), skip = PLUMB_BASELINE_BIT(PLUMB_SKIP);
	unsigned crash = PLUMB_BASELINE_BIT(PLUMB_CRASH), hang = PLUMB_BASELINE_BIT(PLUMB_HANG);

	check_advice(fail, NULL, "Portable programs", "");
	check_advice(fail, "raises gaierror", "Catch this error, too", "");
	check_advice(fail, "there is no name 'X'", "hasattr()", "");
	check_advice(fail | skip, "as the document says, not as the oracle did",
		"Nothing needs fixing", "");
	check_advice(skip, "unix", "Play the row on", "");
	check_advice(crash, "ended by signal 6", "a separate process", "");
	check_advice(fail | hang, NULL, "deadline from outside", "Portable programs");
	check_advice(PLUMB_BASELINE_BIT(PLUMB_BROKEN), NULL, "Check the step", "");
	check_advice(plumb_baseline_failures | PLUMB_BASELINE_BIT(PLUMB_PASS), NULL,
		"The outcome differs", "");
}

/* Each line links to its row on the page of results. */
static void test_links(void)
{
	check("$D --page 'a&b.html' --baseline plain.txt && xmllint --noout x.html && "
	      "grep -o '<a href=\"a[^\"]*\"' x.html",
		0,
		"<a href=\"a&amp;b.html\"\n"
		"<a href=\"a&amp;b.html#row=listed/breaks\"\n"
		"<a href=\"a&amp;b.html#row=listed/fails-too\"\n"
		"<a href=\"a&amp;b.html#row=listed/fails\"\n"
		"<a href=\"a&amp;b.html#row=listed/skips\"\n",
		"");
	check("$D --page javascript:1 --baseline plain.txt", 2, "", "--page wants URL");
}

static void test_usage(void)
{
	check("$D some.jsonl", 2, "", "deviations need a --baseline");
	check("$PLUMBLINE report --baseline plain.txt some.jsonl", 2, "",
		"--baseline is for --format deviations");
	check("$D --baseline bad.txt", 2, "", "bad.txt:1: 'MAYBE' is none of FAIL");
	check("$D --baseline missing.txt", 2, "", "missing.txt: No such file");
	check("$D --baseline plain.txt --tables missing", 2, "", "missing");
	check("mkdir d; cp plain.txt d; $D --baseline plain.txt --baseline d/plain.txt", 2, "",
		"d/plain.txt: there is plain.txt already");
	check("echo old >x.html; $D --baseline bad.txt 2>/dev/null; echo $?; cat x.html", 0,
		"2\nold\n", "");
}

CU_TestInfo report_deviations_tests[] = {
	{"the page has every line with its sentence, reason and condition", test_page},
	{"the page has the answers that are as listed", test_answers},
	{"the baselines that are shipped make a page without gaps", test_shipped},
	{"each verdict has its advice", test_advice},
	{"rows lead to their page", test_links},
	{"wrong use is told", test_usage},
	CU_TEST_INFO_NULL,
};
