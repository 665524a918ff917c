/* Baselines: how a run is compared with one, which ones are refused, and how they are updated. */
#include "base/heap.h"
#include "base/place.h"
#include "baselines/baseline_condition.h"
#include "baselines/baseline_parts.h"
#include "baselines/baseline_text.h"
#include "shell.h"
#include "suite.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * fixtures/runs/listed.json has five rows: passes, fails, fails-too, breaks and skips. `edit` is a
 * script of sed that changes their expectations.
 */
#define PLAY                                                                                       \
	"sed '%s' \"$RUNS/listed.json\" >listed.json; cp \"$RUNS/capabilities.json\" .; "          \
	"cat >b <<'END'\n%sEND\n"                                                                  \
	"\"$PLUMBLINE\" run ref --lab none --oracle none --tables listed.json --out \"$OUT\" "     \
	"--baseline b %s"

#define ALL                                                                                        \
	"listed/fails FAIL # \"0.0.0.1\" ## why\n"                                                 \
	"listed/fails-too FAIL\n"                                                                  \
	"listed/breaks BROKEN # raises error\n"

static struct shell play(const char *edit, const char *baseline, const char *options)
{
	return shell_run(PLAY, edit, baseline, options);
}

static void check_play(const char *edit, const char *baseline, int status, const char *said)
{
	struct shell shell = play(edit, baseline, "");

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(*shell.err ? shell.err : shell.out, said);
	shell_clear(&shell);
}

/* A row that fails as listed is no failure, is counted separately, and is printed. */
static void test_known(void)
{
	struct shell shell = play("", ALL, "--cunit");
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
	check_play("", "listed/* FLAKY,SKIP\n", 0, "1 passed, 1 skipped, 0 failed, 3 known");
	check_play("", "listed/* FLAKY\n", 1, "b:1: listed/skips: FLAKY is listed, but it is SKIP");
	check_play("", ALL "listed/passes FLAKY # never seen\n", 0, "3 known");
	check_play("s/\"1\"/\"0.0.0.1\"/", ALL, 1,
		"b:1: listed/fails: FAIL is listed, but it is PASS");
	check_play("s/\"1\"/\"0.0.0.1\"/",
		"listed/fails FLAKY # \"0.0.0.1\"\nlisted/fails-too FLAKY # \"0.0.0.2\" is\n"
		"listed/breaks BROKEN\n",
		0, "2 passed, 1 skipped, 0 failed, 2 known");
}

/* Each kind of departure from the baseline fails the run and is named. */
static void test_departures(void)
{
	check_play("", "listed/fails FAIL\nlisted/breaks BROKEN\n", 1,
		"\nb: listed/fails-too: FAIL, and it is not listed\n");
	check_play("", "listed/f* FAIL\nlisted/breaks FAIL\n", 1,
		"\nb:2: listed/breaks: FAIL is listed, but it is BROKEN\n");
	check_play("", "listed/f* FAIL # \"0.0.0.1\"\nlisted/breaks FAIL,BROKEN\n", 1,
		"\nb:1: listed/fails-too: the text begins otherwise: \"0.0.0.2\" is not \"2\"\n");
	check_play("", ALL "\n# gone\nlisted/gone FAIL\n", 1,
		"\nb:6: listed/gone: there is no such row\n");
	check_play("", ALL "listed/z* FAIL\n", 1, "\nb:4: listed/z*: there is no such row\n");
	check_play("", ALL "listed/pas* FAIL\n", 1,
		"\nb:4: listed/passes: FAIL is listed, but it is PASS\n");
	check_play("", ALL "listed/skips FAIL\n", 1,
		"\nb:4: listed/skips: FAIL is listed, but it is SKIP\n");
	check_play("", ALL "listed/skips FAIL,SKIP # never seen\n", 0, "3 known");
	check_play("", ALL "listed/skips SKIP # never\n", 0, "3 known");
	check_play("", ALL "listed/skips SKIP # nev ## er\n", 0, "3 known");
	check_play("", ALL "listed/skips SKIP # ever\n", 1,
		"\nb:4: listed/skips: the text begins otherwise: never\n");
	check_play("", ALL "listed/passes SKIP\n", 1,
		"\nb:4: listed/passes: SKIP is listed, but it is PASS\n");
}

/* A row that departs fails in CUnit too, even if it passes. */
static void test_departure_in_results(void)
{
	struct shell shell = play("", ALL "listed/passes FAIL\n", "--cunit");
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
	check_play(
		"", "listed/* SKIP\nlisted/fa* FAIL\n" ALL "listed/passes FLAKY\n", 0, "3 known");
	check_play("", ALL "if libpysock\nlisted/fails HANG\nend\n", 1,
		"b:5: listed/fails: HANG is listed");
	check_play("", "if libpysock\nlisted/fails HANG\nend\n" ALL, 1,
		"b:2: listed/fails: HANG is listed");
	check_play("", ALL "if not libpysock\nlisted/fails HANG\nlisted/gone FAIL\nend\n", 0,
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
		struct shell shell = play("", ALL, options[i]);
		CHECK_NUMBER(shell.status, 0);
		shell_clear(&shell);
		shell = play("", ALL "listed/gone FAIL\n", options[i]);
		CHECK_NUMBER(shell.status, 1);
		CHECK_HOLDS(shell.out, "b:4: listed/gone: there is no such row");
		shell_clear(&shell);
		shell = play("", ALL, "--update-baseline --shard 1/1 --filter 'l*'");
		CHECK_NUMBER(shell.status, 2);
		CHECK_HOLDS(shell.err, "--update-baseline needs a whole run");
		shell_clear(&shell);
	}
	check_play("", ALL, 0, "3 known");
}

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
		check_play("", cases[i].baseline, 2, cases[i].said);
}

#define RUN                                                                                        \
	"\"$PLUMBLINE\" run ref --lab none --oracle none --tables \"$RUNS/listed.json\" --out "    \
	"none "

static void check_run(const char *script, int status, const char *said)
{
	struct shell shell = shell_run("%s", script);

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(status ? shell.err : shell.out, said);
	shell_clear(&shell);
}

static void test_misuse(void)
{
	check_run(RUN "--baseline none", 2, "none: No such file");
	check_run(RUN "--baseline .", 2, ".: Is a directory");
	check_run("(ulimit -v 1500000; " RUN "--baseline /dev/zero)", 2,
		"/dev/zero: a line of more than 16 MiB");
	check_run("mkfifo b; " RUN "--baseline b", 2, "b: nothing came through the pipe");
	check_run("printf 'a/b FAIL\\0\\n' >b; " RUN "--baseline b", 2, "b:1: a NUL");
	check_run(RUN "--update-baseline", 2, "needs --baseline FILE");
	check_run(RUN "ref --baseline b", 2, "--baseline takes one SUBJECT only");
	check_run("echo 'other/row FAIL' >b; " RUN "--baseline b --update-baseline", 2,
		"needs all tables: b has rows of others");
	check_run("TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=0 " RUN "--baseline b --update-baseline", 2,
		"needs a whole run");
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

/* --- keeping ---------------------------------------------------------------------------------- */

/*
 * The updated file is as expected and makes the same run succeed; a second update changes nothing.
 */
static void check_update(const char *edit, const char *before, const char *after)
{
	struct shell shell = shell_run(PLAY
		" >first; s=$?; cat b >&2; r=\"$PLUMBLINE run ref --lab none --oracle none "
		"--tables listed.json --out none --baseline b\"; $r >second || "
		"tail -20 second; ls -i b >inode; $r --update-baseline | grep "
		"lines; ls -i b | cmp - inode; exit $s",
		edit, before, "--update-baseline");

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.err, after);
	CHECK_TEXT(shell.out, "b: 0 lines added, 0 changed, 0 removed\n");
	shell_clear(&shell);
}

static void test_update(void)
{
	/* Keep comments, blank lines and the order; drop rows that pass; correct the rest. */
	check_update("s/\"1\"/\"0.0.0.1\"/",
		"# top\n\nlisted/breaks   FAIL   # raises ## r\n# of one\nlisted/fails FAIL\n\n"
		"listed/gone HANG # x\nlisted/fails-too  FAIL  # other  ## see\n# end\n",
		"# top\n\nlisted/breaks   BROKEN # raises ## r\n# of one\n\n"
		"listed/fails-too  FAIL  # \"0.0.0.2\" is not \"2\" ## see\n# end\n");
	/* New lines end as the file's other lines do. */
	check_update("s/\"1\"/\"0.0.0.1\"/",
		"# top\r\nlisted/breaks FAIL # x ## r\r\nlisted/gone FAIL\r\n",
		"# top\r\nlisted/breaks BROKEN # raises error without a code, text \"illegal IP "
		"address string passed to inet_aton\"; expected: success ## r\r\n"
		"listed/fails-too FAIL # \"0.0.0.2\" is not \"2\"\r\n");
	/* Lines that still hold stay as they are, byte for byte. */
	check_update("", "  listed/f*\tFAIL   #   \"0.0  \n\nlisted/breaks FAIL,BROKEN #raises\n",
		"  listed/f*\tFAIL   #   \"0.0  \n\nlisted/breaks FAIL,BROKEN #raises\n");
	/* New failures follow the last line of their table, or go to the end. */
	check_update("", "# a\nlisted/fails FAIL\n\n# b\n",
		"# a\nlisted/fails FAIL\nlisted/fails-too FAIL # \"0.0.0.2\" is not \"2\"\n"
		"listed/breaks BROKEN # raises error without a code, text \"illegal IP address "
		"string passed to inet_aton\"; expected: success\n\n# b\n");
	check_update(
		"/\"breaks\"/s/b/q/; s/\"inet_aton\", \"\"/\"htons\", 0/; s/\"2\"/\"0.0.0.2\"/",
		"if musl\nlisted/fails HANG\nend\n",
		"if musl\nlisted/fails HANG\nend\n\nlisted/fails FAIL # \"0.0.0.1\" is not "
		"\"1\"\n");
}

static void test_update_of_globs(void)
{
	check_update("s/\"1\"/\"0.0.0.1\"/",
		"listed/breaks BROKEN\nlisted/f* FAIL # \"0 ## both\n# after\n",
		"listed/breaks BROKEN\nlisted/fails-too FAIL # \"0 ## both\n# after\n");
	check_update("", "listed/* FAIL # \"0 ## all\n",
		"listed/fails FAIL # \"0 ## all\nlisted/fails-too FAIL # \"0 ## all\n"
		"listed/breaks BROKEN # raises error without a code, text \"illegal IP address "
		"string passed to inet_aton\"; expected: success ## all\n"
		"listed/skips FAIL,SKIP # \"0 ## all\n");
	check_update("", "listed/fa* FAIL\nlisted/b* BROKEN\nlisted/s* HANG # x\nlisted/z* FAIL\n",
		"listed/fa* FAIL\nlisted/b* BROKEN\nlisted/s* HANG,SKIP # x\n");
	check_update("s/\"1\"/\"0.0.0.1\"/", "listed/fa* FLAKY # x\nlisted/b* BROKEN\n",
		"listed/fails FLAKY # x\nlisted/fails-too FLAKY # \"0.0.0.2\" is not \"2\"\n"
		"listed/b* BROKEN\n");
}

/* Once a glob is removed, the next one may cover its rows, so check it against them too. */
static void test_update_of_overlapping_globs(void)
{
	check_update("s/\"1\"/\"0.0.0.1\"/",
		"listed/b* BROKEN\nlisted/f* FAIL\nlisted/fai* FAIL\nlisted/fails* HANG ## x\n",
		"listed/b* BROKEN\nlisted/fails-too FAIL\n");
	check_update("", "listed/* FLAKY ## a\nlisted/pas* FAIL ## b\nlisted/s* FAIL ## c\n",
		"listed/* FLAKY,SKIP ## a\nlisted/pas* FAIL ## b\nlisted/s* FAIL ## c\n");
	check_update("s/\"1\"/\"0.0.0.1\"/",
		"listed/b* BROKEN\nif libpysock\nlisted/f* FAIL\nend\n"
		"listed/fails* FAIL\nlisted/fails HANG\n",
		"listed/b* BROKEN\nif libpysock\nlisted/fails-too FAIL\nend\n");
}

/* A machine that cannot play a row does not make the row's line wrong. */
static void test_skipped_by_machine(void)
{
	check_play("s/\"never\"/\"elsewhere\"/", ALL "listed/skips FAIL\n", 0, "3 known");
	check_play("s/\"never\"/\"elsewhere\"/", ALL "listed/skips SKIP # other\n", 0, "3 known");
	check_update("s/\"never\"/\"elsewhere\"/", ALL "listed/s* FAIL # x\n",
		ALL "listed/s* FAIL # x\n");
}

/* A missing name has one line, however many rows need it. */
static void test_names(void)
{
	static const char gone[] = "s/\"htons\", 0/\"htoms\", 0/";

	check_play(gone, ALL "lacks:htoms LACKS ## why\n", 0, "4 known");
	check_play(gone, ALL "lacks:htom LACKS\n", 1, "b: listed/passes: LACKS, and it is not");
	check_play("", ALL "lacks:htoms LACKS\n", 1, "b:4: lacks:htoms: no row lacks it");
	check_play(gone, ALL "listed/p* FAIL # 5\nlacks:htoms LACKS\n", 0, "4 known");
	check_play(gone, ALL "listed/passes FAIL # 5\nlacks:htoms LACKS\n", 1,
		"FAIL is listed, but it is LACKS");
	check_play("", ALL "lacks:htoms FAIL\n", 2, "b:4: a line of a missing name is LACKS");
	check_play("", ALL "lacks:s.recv LACKS\n", 2, "neither the id of a row nor a glob");
	check_update(gone, ALL, ALL "\nlacks:htoms LACKS\n");
	check_update("", ALL "lacks:htoms LACKS\n", ALL);
	check_update(gone, ALL "lacks:htoms LACKS ## why\n", ALL "lacks:htoms LACKS ## why\n");
}

/* A text has one line, however many rows fail with it. */
static void test_texts(void)
{
	static const char said[] = "says:* FAIL,BROKEN # \"0.0.0. ## zeros\nlisted/breaks BROKEN\n";

	check_play("", said, 0, "3 known");
	check_play("", "says:listed/fails* FAIL # \"0.0.0.\nlisted/breaks BROKEN\n", 0, "3 known");
	check_play("", "says:listed/fails-* FAIL # \"0.0.0.\nlisted/breaks BROKEN\n", 1,
		"b: listed/fails: FAIL, and it is not listed");
	check_play("", "says:* BROKEN # \"0.0.0.\nlisted/f* FAIL\nlisted/breaks BROKEN\n", 1,
		"b:1: says:*: no row fails with its text");
	check_play("s/\"1\"/\"0.0.0.1\"/", said, 0, "2 known");
	check_play("", "says:* FAIL # \"0.0.0.1\nsays:* FAIL # \"0.0.0.2\nlisted/breaks BROKEN\n",
		0, "3 known");
	/* The line of a row beats it, and it beats a glob. */
	check_play("", "says:* FAIL # \"0\nlisted/fails HANG\nlisted/breaks BROKEN\n", 1,
		"b:2: listed/fails: HANG is listed, but it is FAIL");
	check_play("", "listed/f* HANG\nsays:* FAIL # \"0\nlisted/breaks BROKEN\n", 0, "3 known");
	check_play("", "says:* FAIL\n", 2, "b:1: a line of 'says:' has a verdict");
	check_play("", "says:* FAIL,SKIP # x\n", 2, "b:1: a line of 'says:' has a verdict");
	check_play("", "says: FAIL # x\n", 2, "b:1: 'says:' is neither the id of a row nor a glob");
	check_play("", "says:* FAIL # x\nsays:* BROKEN # x\n", 2,
		"b:2: 'says:*' is already in line 1");
	check_update("", said, said);
	check_update("", "says:* FAIL # \"0.0.0. ## zeros\nsays:* HANG # y\n",
		"says:* FAIL # \"0.0.0. ## zeros\n\nlisted/breaks BROKEN # raises error without a "
		"code, text \"illegal IP address string passed to inet_aton\"; expected: "
		"success\n");
}

/* FAIL still covers rows that are LACKS or DOCUMENT today: older baselines have only FAIL. */
static void test_old_names(void)
{
	static const char gone[] = "s/\"htons\", 0/\"htoms\", 0/";
	struct shell shell = play(gone, ALL, "");
	const json_t *verdict;

	CHECK_NUMBER(shell.status, 1);
	CHECK_TEXT(shell_verdict(&shell, "listed/passes"), "LACKS");
	CHECK_TEXT(shell_text(&shell, "listed/passes"), "there is no name 'htoms'");
	verdict = json_array_get(json_object_get(json_array_get(shell.lines, 1), "subjects"), 0);
	CHECK_JSON(json_object_get(verdict, "lacks"), "'htoms'");
	CHECK_JSON(json_object_get(verdict, "baseline"), "'b: LACKS, and it is not listed'");
	shell_clear(&shell);
	check_play(gone, ALL "listed/passes LACKS\n", 0, "4 known");
	check_play(gone, ALL "listed/passes FAIL\n", 0, "4 known");
	check_play(gone, ALL "listed/passes BROKEN # there is no name 'htoms'\n", 0, "4 known");
	check_play(gone, ALL "listed/passes FAIL # 5 is not 0\n", 1,
		"FAIL is listed, but it is LACKS");
	check_play("", ALL "listed/passes DOCUMENT\n", 1, "DOCUMENT is listed, but it is PASS");
}

/* A missing baseline is created; one that cannot be written stays as it was, with a message. */
static void test_update_writes(void)
{
	struct shell shell = shell_run(
		RUN "--baseline new --update-baseline >/dev/null; wc -l <new; mkdir full; "
		    "for i in $(seq 100); do echo \"# some comment of the line\" >>old; "
		    "done; cp old same; (ulimit -f 1; " RUN "--baseline old --update-baseline "
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

CU_TestInfo baseline_tests[] = {
	{"rows that fail as listed are known, and no failure", test_known},
	{"flaky rows may pass or fail", test_flaky},
	{"each departure fails the run and is named", test_departures},
	{"results and CUnit say how a row departs", test_departure_in_results},
	{"of several lines one counts", test_which_line},
	{"rows that are listed as HANG come last, each once", test_hanging},
	{"a partial run looks at its rows alone", test_partial},
	{"a malformed baseline is refused where it is wrong", test_malformed},
	{"what cannot be a baseline is refused", test_misuse},
	{"conditions speak of the answer to start", test_conditions},
	{"texts end before what varies", test_text_start},
	{"an update keeps what is right, in its order", test_update},
	{"an update resolves globs that no longer hold", test_update_of_globs},
	{"an update looks at the globs behind a glob", test_update_of_overlapping_globs},
	{"what the machine skips departs from no line", test_skipped_by_machine},
	{"a missing name has one line", test_names},
	{"a text that many rows fail with has one line", test_texts},
	{"old names of verdicts still hold", test_old_names},
	{"an update is written whole or not at all", test_update_writes},
	{"an update does not excuse the oracle", test_update_and_oracle},
	{"those of this tree list rows that exist, with reasons", test_shipped},
	CU_TEST_INFO_NULL,
};
