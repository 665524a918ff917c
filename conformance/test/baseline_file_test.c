/* Baselines: which files are refused, what their conditions and texts mean, and those of this tree.
 */
#include "base/heap.h"
#include "base/place.h"
#include "baseline_stand.h"
#include "baselines/baseline_condition.h"
#include "baselines/baseline_parts.h"
#include "baselines/baseline_text.h"
#include "suite.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test_malformed(void)
{
	static const struct {
		const char *baseline, *said;
	} cases[] = {
		{"\n\nlisted/fails\n", "b:3: '' is none of FAIL"},
		{"\xef\xbb\xbf# x\n", "b:1: a byte order mark"},
		{"listed/fails PASS\n", "b:1: 'PASS' is none of FAIL, BROKEN, CRASH, HANG, LACKS"},
		{"listed/fails FAIL,\n", "b:1: '' is none of FAIL"},
		{"listed/fails fail # x\n", "b:1: 'fail' is none of"},
		{"listed/fails FAIL CRASH\n", "b:1: after the verdict there is '#'"},
		{"listed FAIL\n", "b:1: 'listed' is neither the id of a row nor a glob"},
		{"listed/\xc3\xa9 FAIL\n", "b:1: 'listed/?"},
		{"# x\nlisted/fails FAIL\nlisted/fails HANG\n",
			"b:3: 'listed/fails' is already in line 2"},
		{"if glibc\n*/x FAIL\nend\nif glibc\n*/x FAIL\nend\n",
			"b:5: '*/x' is already in line 2"},
		{"\nif glibc\n", "b:2: an 'if' without an 'end'"},
		{"if glibc\nif musl\nend\n", "b:2: an 'if' inside the 'if' of line 1"},
		{"end\n", "b:1: an 'end' without an 'if'"},
		{"if glibc\nend glibc\n", "b:2: 'end' stands alone"},
		{"if\nend\n", "b:1: a condition wants a word, not ''"},
		{"if python < x\nend\n", "b:1: a condition wants a version, not 'x'"},
		{"if python =< 3\nend\n", "b:1: a condition wants < <= == != >= or >, not '=<'"},
		{"if glibc musl\nend\n", "b:1: a condition wants 'and', or its end, not 'musl'"},
		{"if python_of_whoever_cannot_stop_until_sixty_four_characters_are_over\nend\n",
			"b:1: a condition wants words of at most 63 characters"},
		{"if glibc and\nend\n", "b:1: a condition wants a word, not ''"},
		{"if not not glibc\nend\n", "b:1: a condition wants a word, not 'not'"},
		{"if glibc or musl\nend\n", "b:1: a condition wants 'and', or its end, not 'or'"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check_baseline("", cases[i].baseline, 2, cases[i].said);
}

static void check_run(const char *script, int status, const char *said)
{
	struct shell shell = shell_run("%s", script);

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(status ? shell.err : shell.out, said);
	shell_clear(&shell);
}

static void test_misuse(void)
{
	check_run(BASELINE_RUN "--baseline none", 2, "none: No such file");
	check_run(BASELINE_RUN "--baseline .", 2, ".: Is a directory");
	check_run("(ulimit -v 1500000; " BASELINE_RUN "--baseline /dev/zero)", 2,
		"/dev/zero: a line of more than 16 MiB");
	check_run("mkfifo b; " BASELINE_RUN "--baseline b", 2, "b: nothing came through the pipe");
	check_run("printf 'a/b FAIL\\0\\n' >b; " BASELINE_RUN "--baseline b", 2, "b:1: a NUL");
	check_run(BASELINE_RUN "--update-baseline", 2, "needs --baseline FILE");
	check_run(BASELINE_RUN "ref --baseline b", 2, "--baseline takes one SUBJECT only");
	check_run("echo 'other/row FAIL' >b; " BASELINE_RUN "--baseline b --update-baseline", 2,
		"needs all tables: b has rows of others");
	check_run("TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=0 " BASELINE_RUN
		  "--baseline b --update-baseline",
		2, "needs a whole run");
}

/* --- conditions and texts --------------------------------------------------------------------- */

static void test_conditions(void)
{
	static const struct {
		const char *text;
		bool holds;
	} cases[] = {
		{"glibc", true},
		{"GLIBC", true},
		{"musl", false},
		{"not musl", true},
		{"not glibc", false},
		{"glibc >= 2.36", true},
		{"glibc>2.36", false},
		{"glibc <= 2.4", false},
		{"python == 3.11", false},
		{"python == 3.11.2", true},
		{"python != 3.10", true},
		{"cpython < 3.12", true},
		{"python < 3.2", false},
		{"linux >= 6.1", true},
		{"x86_64 and little", true},
		{"x86_64 and not little", false},
		{"gevent.socket", true},
		{"gevent", false},
		{"x86_64 >= 1", false},
		{"not x86_64 >= 1", true},
		{"musl < 99", false},
		{"not musl < 99 and glibc", true},
		{"glib", false},
	};
	json_t *start =
		json_of("{'name': 'CPython', 'version': '3.11.2', 'module': 'gevent.socket', "
			"'platform': 'Linux 6.18.44-fc x86_64', 'libc': 'glibc 2.36', "
			"'byteorder': 'little'}");
	char why[160] = "";

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bool holds;
		CU_ASSERT(plumb_baseline_condition(cases[i].text, start, &holds, why, sizeof why));
		CHECK_TEXT(holds ? cases[i].text : "no", cases[i].holds ? cases[i].text : "no");
	}
	json_decref(start);
}

static void test_text_start(void)
{
	static const char *const cases[][2] = {
		{"took 1.234 s, more than 0.050 s", "took"},
		{"raises X; expected: Y", "raises X; expected: Y"},
		{"(\"127.0.0.1\", 40123) is not 5", "(\"127.0.0.1\","},
		{"65535 is not 16777216", "65535 is not 16777216"},
		{"140123 is one number", "140123 is one number"},
		{"\"/tmp/plumbline-x1/s\" is not 1", "\""},
		{"a <socket at 0x7f00>", "a <socket at"},
		{"ended by signal 6\nmore", "ended by signal 6"},
		{"a ## b", "a"},
		{"## b", ""},
		{" \ta b", "a b"},
		{"", ""},
	};
	char longest[200], *start;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		start = plumb_baseline_text_start(cases[i][0]);
		CHECK_TEXT(start, cases[i][1]);
		free(start);
	}
	memset(longest, 'a', sizeof longest);
	strcpy(longest + 99, "\xc3\xa9 and so on");
	start = plumb_baseline_text_start(longest);
	CHECK_NUMBER(strlen(start), 99);
	free(start);
}

/* --- those of this tree ----------------------------------------------------------------------- */

/* Every line must name existing rows and give a reason that a maintainer could act on. */
static void check_shipped(const char *path, const struct plumb_tables *tables)
{
	struct plumb_baseline *baseline = plumb_baseline_load(path, false, stderr);
	char line_of[300];

	CU_ASSERT_PTR_NOT_NULL_FATAL(baseline);
	plumb_baseline_end(baseline, tables, false);
	for (size_t i = 0; i < baseline->line_count; i++) {
		const struct plumb_baseline_line *line = &baseline->lines[i];
		if (!line->pattern)
			continue;
		snprintf(line_of, sizeof line_of, "%s:%d", path, line->number);
		CHECK_TEXT(line->exists ? "" : line_of, "");
		CHECK_TEXT(line->reason ? "" : line_of, "");
	}
	plumb_baseline_free(baseline);
}

static void test_shipped(void)
{
	char *directory = plumb_place_of("fixtures/baselines");
	char *pattern = plumb_format("%s/*.txt", directory);
	char *path = plumb_place_of("conformance/tables");
	struct plumb_tables *tables = plumb_tables_load(path, NULL);
	glob_t found = {0};

	CU_ASSERT_PTR_NOT_NULL_FATAL(tables);
	CHECK_NUMBER(glob(pattern, 0, NULL, &found), 0);
	/* Skip the baseline of CPython's own tests, which are not rows. */
	for (size_t i = 0; i < found.gl_pathc; i++)
		if (!strstr(found.gl_pathv[i], "/test_socket.txt"))
			check_shipped(found.gl_pathv[i], tables);
	globfree(&found);
	plumb_tables_free(tables);
	free(path);
	free(pattern);
	free(directory);
}

CU_TestInfo baseline_file_tests[] = {
	{"a malformed baseline is refused where it is wrong", test_malformed},
	{"what cannot be a baseline is refused", test_misuse},
	{"conditions speak of the answer to start", test_conditions},
	{"texts end before what varies", test_text_start},
	{"those of this tree list rows that exist, with reasons", test_shipped},
	CU_TEST_INFO_NULL,
};
