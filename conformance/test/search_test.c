/*
 * `plumbline search` as its users see it: it finds bugs, and reports nothing where there are none.
 */
#include "shell.h"
#include "suite.h"
#include <stdio.h>
#include <string.h>

/* Searches CPython with a bug that no row covers (fixtures/search/seeded.py). */
static struct shell search(const char *bug, const char *options)
{
	return shell_run("\"$PLUMBLINE\" search --lab none --jobs 2 --seed 3 --seconds 100000 %s "
			 "\"exec:python3 $TOP/fixtures/search/seeded.py %s\"",
		options, bug);
}

#define ACCEPT "--filter 'accept/*' --filter 'inheritable/*' --count 200"

static void test_nothing(void)
{
	struct shell shell = search("none", ACCEPT);

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "200 sequences in ");
	CHECK_HOLDS(shell.out, ", 0 findings, ");
	shell_clear(&shell);
}

/* The finding is small, and is written as a row and as a script. */
static void test_value(void)
{
	struct shell shell = shell_run(
		"\"$PLUMBLINE\" search --lab none --jobs 2 --seed 3 --seconds 100000 " ACCEPT
		" --out found \"exec:python3 $TOP/fixtures/search/seeded.py forgets_timeout\"; "
		"status=$?; grep -c gettimeout found/gettimeout-float-none.json; "
		"python3 found/gettimeout-float-none.py; exit $status");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "gettimeout-float-none\n");
	CHECK_HOLDS(shell.out, ".set_inheritable(True)\n  > ");
	CHECK_HOLDS(shell.out, "  the subject  None\n");
	CHECK_HOLDS(shell.out, "\n2\nas the document promises\n");
	shell_clear(&shell);
}

static void test_descriptors(void)
{
	struct shell shell = search("keeps_descriptor", ACCEPT);

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "they part in: open descriptors: more ");
	shell_clear(&shell);
}

/* The search goes on to its end although the subject crashes again and again. */
static void test_crash(void)
{
	struct shell shell = search("ends", "--filter 'getblocking/*' --count 40");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "they part in: the end: ended, crash\n");
	CHECK_HOLDS(shell.out, ".getblocking()\n");
	CHECK_HOLDS(shell.out, "40 sequences in ");
	shell_clear(&shell);
}

/* So it does although the subject hangs. */
static void test_hang(void)
{
	struct shell shell =
		search("hangs", "--filter 'getblocking/*' --count 10 --deadline 0.5 --unguided");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "they part in: the end: ended, hang\n");
	CHECK_HOLDS(shell.out, ".getblocking()\n");
	CHECK_HOLDS(shell.out, "10 sequences in ");
	shell_clear(&shell);
}

#define SHUTDOWN "--unguided --filter 'shutdown/*' --count 800"

/* Which of two mistakes is found first is nobody's promise; the class for one mistake is. */
static void test_two_wrong(void)
{
	struct shell shell = search("socket_first", SHUTDOWN);

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, ", 0 findings, ");
	CU_ASSERT_PTR_NULL(strstr(shell.out, ", 0 set aside"));
	shell_clear(&shell);
	shell = search("wrong_class", SHUTDOWN);
	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "they part in: shutdown: TypeError, ValueError\n");
	shell_clear(&shell);
}

static void test_states(void)
{
	struct shell shell = search("none", ACCEPT " --states");

	CHECK_HOLDS(shell.out, "\nlistening stream timeout\n  called: accept*");
	CHECK_HOLDS(shell.out, "\nreset dgram blocking\n  never:  accept bind ");
	CHECK_HOLDS(shell.out, " combinations of state, type, mode and call were visited\n");
	shell_clear(&shell);
}

/* An examined difference is no finding; the file that lists them is checked. */
static void test_known(void)
{
	struct shell shell = shell_run("printf 'gettimeout: float, None after set_inheritable ## "
				       "Known.\\n' >known; \"$PLUMBLINE\" search --lab none "
				       "--jobs 2 --seconds 100000 " ACCEPT " --known known "
				       "\"exec:python3 $TOP/fixtures/search/seeded.py "
				       "forgets_timeout\"");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, ", 0 findings, ");
	shell_clear(&shell);
	shell = shell_run("echo 'recv: int, str' >known; "
			  "\"$PLUMBLINE\" search --lab none --known known ref");
	CHECK_NUMBER(shell.status, 2);
	CHECK_HOLDS(shell.err, "known:1: no reason: want SIGNATURE ## REASON\n");
	shell_clear(&shell);
}

static void test_corpus(void)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" search --lab none --jobs 2 --filter "
				       "'htons/*' --count 20 --corpus kept python:python3 >out; "
				       "ls kept | grep -c json; echo '[]{' >kept/x.json; "
				       "\"$PLUMBLINE\" search --lab none --filter 'htons/*' "
				       "--corpus kept python:python3");

	CHECK_NUMBER(shell.status, 2);
	CU_ASSERT_TRUE(shell.out[0] > '0' && shell.out[0] <= '9');
	CHECK_HOLDS(shell.err, "kept/x.json:1: ");
	shell_clear(&shell);
}

/* Given a clause and a sentence, a finding becomes a row; a mistake leaves the table unchanged. */
static void test_promote(void)
{
	static const char finding[] =
		"cp -r \"$TOP/conformance/tables\" t; "
		"echo '{\"id\": \"x\", \"do\": [{\"call\": [\"htons\", 1], \"gives\": 256}]}' "
		">f.json; ";
	struct shell shell = shell_run(
		"%s\"$PLUMBLINE\" search --promote f.json --clause htons.swap --why 'One is "
		"swapped.' --id promoted --tables t && \"$PLUMBLINE\" list --tables t "
		"--filter htons/promoted",
		finding);

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "htons/promoted is a row now.");
	CHECK_HOLDS(shell.out, "One is swapped.");
	shell_clear(&shell);
	shell = shell_run("%s\"$PLUMBLINE\" search --promote f.json --clause htons.swap --why "
			  "'No sentence' --tables t; echo $?; cmp t/htons.json "
			  "\"$TOP/conformance/tables/htons.json\" && echo same",
		finding);
	CHECK_TEXT(shell.out, "2\nsame\n");
	CHECK_HOLDS(shell.err, "t/htons.json:");
	shell_clear(&shell);
	shell = shell_run("%s\"$PLUMBLINE\" search --promote f.json --clause no.such --why 'A b.' "
			  "--tables t",
		finding);
	CHECK_NUMBER(shell.status, 2);
	CHECK_HOLDS(shell.err, "no.such: no such clause");
	shell_clear(&shell);
}

/* Ctrl-C ends a search, which prints what it has found. */
static void test_interrupt(void)
{
	struct shell shell = shell_run(
		"\"$PLUMBLINE\" search --lab none --jobs 2 --filter 'htons/*' --corpus kept "
		"python:python3 >out & "
		"until ls kept/*.json >ls 2>&1; do sleep 0.05; done; "
		"kill -INT $!; wait $!; echo $?; cat out");

	CHECK_HOLDS(shell.out, "130\n");
	CHECK_HOLDS(shell.out, " sequences in ");
	CHECK_TEXT(shell.err, "");
	shell_clear(&shell);
}

CU_TestInfo search_tests[] = {
	{"where the sides agree nothing is found", test_nothing},
	{"a wrong value is found, and made small", test_value},
	{"descriptors that stay open are found", test_descriptors},
	{"a crash is a finding, and the search goes on", test_crash},
	{"a hang is a finding, and the search goes on", test_hang},
	{"which of two mistakes is found first is no finding", test_two_wrong},
	{"states are told", test_states},
	{"known differences are no findings", test_known},
	{"what was new is kept for the next search", test_corpus},
	{"a finding becomes a row", test_promote},
	{"what was found is told when it is interrupted", test_interrupt},
	CU_TEST_INFO_NULL,
};
