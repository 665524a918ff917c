/* Suggestions for misspelt words, and wrong command lines. */
#include "base/nearest.h"
#include "shell.h"
#include "suite.h"

#include "base/heap.h"
#include <stdlib.h>

static void check_nearest(const char *word, const char *want)
{
	static const char *const words[] = {
		"run", "list", "report", "repro", "filter", "inet_aton", "inet_ntoa", "no"};
	struct plumb_nearest nearest = {.word = word};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		plumb_nearest_try(&nearest, words[i]);
	CHECK_TEXT(nearest.best, want);
}

static void test_nearest(void)
{
	check_nearest("rnu", "run");
	check_nearest("lst", "list");
	check_nearest("rep", "report");
	check_nearest("fitler", "filter");
	check_nearest("inet_atno", "inet_aton");
	check_nearest("on", "no");
	check_nearest("xyz", NULL);
	check_nearest("", NULL);
	check_nearest(
		"a word that is longer than any that somebody would want to write, far", NULL);
}

static void check_said(const char *command, int status, const char *said)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" %s", command);

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(shell.err, said);
	CHECK_TEXT(shell.out, "");
	shell_clear(&shell);
}

/* Of one table, as all take longer to load. */
static void check_said_of(const char *table, const char *command, int status, const char *said)
{
	char *line =
		plumb_format("%s --tables \"$TOP/conformance/tables/%s.json\"", command, table);

	check_said(line, status, said);
	free(line);
}

static void test_suggestions(void)
{
	check_said("rnu", 2, "there is no command 'rnu'; did you mean 'run'?\n");
	check_said(
		"run --fitler x ref", 2, "there is no option --fitler; did you mean --filter?\n");
	check_said("report --format htm x", 2, ", not 'htm'; did you mean 'html'?\n");
	check_said("run --standard docment ref", 2,
		"wants one of own, oracle, document, both, not 'docment'; did you mean");
	check_said_of("inet_aton", "list --filter inet_aton", 2,
		"plumbline list: no row matches --filter 'inet_aton'; did you mean "
		"'inet_aton/*'?\n");
	check_said_of("inet_aton", "run --oracle none ref --filter inet_aton/octal", 2,
		"no row matches --filter 'inet_aton/octal'; did you mean 'inet_aton/octal*'?\n");
	check_said_of("inet_aton", "list --filter nosuch/row/at/all", 2,
		"--filter 'nosuch/row/at/all'\n");
	check_said_of("htons", "list --filter 'htons/*' --filter 'htnos/*'", 2,
		"--filter 'htnos/*'; did you mean 'htons/*'?\n");
	check_said_of("recv", "list --clause recv.eoff", 2,
		"--clause 'recv.eoff'; did you mean 'recv.eof'?\n");
	check_said("list --clause recv", 2, "--clause 'recv'; did you mean 'recv.*'?\n");
	check_said_of("inet_aton", "repro inet_aton/octal", 2,
		"plumbline repro: no row matches 'inet_aton/octal'; did you mean "
		"'inet_aton/octal-");
	check_said_of("htons", "export --clause nosuch", 2, "no row matches --clause 'nosuch'");
	check_said("list --filter 'htons/*' --clause 'recv.eof'", 2, "no row matches all of these");
}

static void test_wrong_use(void)
{
	check_said("run", 2, "plumbline run: want a SUBJECT: ref");
	check_said("run --jobs", 2, "--jobs wants a value\nplumbline run --help lists");
	check_said("run --jobs 0 ref", 2, "--jobs wants a number from 1 to 256, not '0'\n");
	check_said("run --jobs 1.5 ref", 2, "--jobs wants a number");
	check_said("run --update-baseline=1 ref", 2, "--update-baseline takes no value\n");
	check_said("diff a", 2, "want two results files: BEFORE AFTER\n");
	check_said("list x", 2, "plumbline list: takes no arguments\n");
	check_said("lab --x", 2, "plumbline lab: there is no option --x\n");
	check_said("doctor --deadline x ref", 2, "wants seconds from 0.001 to 3600, not 'x'\n");
}

/* A repeated --filter or --clause adds to the earlier ones. */
static void test_repeated(void)
{
	struct shell shell = shell_run(
		"l() { \"$PLUMBLINE\" list --tables \"$RUNS/listed.json\" \"$@\" | cut -f1; }; "
		"l --filter '*/f*' --filter '*/passes'; l --clause htons.swap --clause "
		"inet_aton.packs --filter '*/[bp]*'");

	shell_settle(&shell, 0,
		"listed/passes\nlisted/fails\nlisted/fails-too\nlisted/passes\nlisted/breaks\n",
		"");
}

/* HTML does not flood a terminal. */
static void test_page_on_terminal(void)
{
	struct shell shell = shell_run(
		"\"$PLUMBLINE\" run ref --oracle none --lab none --tables \"$RUNS/listed.json\" "
		"--out out >run; cat >p.py <<'END'\nimport os, pty, sys\n"
		"sys.exit(os.waitstatus_to_exitcode(pty.spawn([os.environ['PLUMBLINE'], 'report', "
		"'out/results.jsonl'])))\nEND\n"
		"python3 p.py");

	CHECK_NUMBER(shell.status, 2);
	CHECK_HOLDS(shell.out, "this form is a page: use --out FILE");
	shell_clear(&shell);
}

CU_TestInfo nearest_tests[] = {
	{"few letters may be wrong", test_nearest},
	{"what was meant is suggested", test_suggestions},
	{"wrong use is told", test_wrong_use},
	{"an option that is there twice counts twice", test_repeated},
	{"a page is not printed on a terminal", test_page_on_terminal},
	CU_TEST_INFO_NULL,
};
