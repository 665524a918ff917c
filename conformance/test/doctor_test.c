/*
 * `plumbline doctor` as its users see it: adapters that keep the protocol are healthy, and the
 * doctor finds each fault of fixtures/adapters/hostile.py.
 */
#include "shell.h"
#include "suite.h"

#include "base/heap.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_healthy(const char *subject)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" doctor %s", subject);

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "good    the handshake\n");
	CHECK_HOLDS(shell.out, "good    bytes, both ways\n");
	CHECK_HOLDS(shell.out, "good    `stop`");
	CHECK_HOLDS(shell.out, " good, 0 bad, 0 skipped\n");
	shell_clear(&shell);
}

static void test_healthy(void)
{
	check_healthy("ref");
	check_healthy("python:python3");
	check_healthy("'exec:python3 \"$TOP/fixtures/adapters/hostile.py\" honest'");
}

/* The doctor's finding for a fault that gives this verdict in a run; NULL if nobody notices it. */
static const char *wanted_of(const char *fault, const char *verdict)
{
	static const char *const seen[] = {
		"stop-hang", "stop-deaf", "stop-steps", "start-lies", "start-extra", "extra-key"};
	static const char *const spoken_to[] = {"start-protocol", "start-no-name",
		"start-empty-name", "start-byteorder", "start-lacks-text", "start-lacks-number",
		"start-once", "start-twice"};

	for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
		if (strcmp(fault, seen[i]) == 0)
			return "1";
	if (strcmp(verdict, "RUNS") == 0)
		return "0";
	for (size_t i = 0; i < sizeof spoken_to / sizeof spoken_to[0]; i++)
		if (strcmp(fault, spoken_to[i]) == 0)
			return "1";
	return strcmp(verdict, "UNRUNNABLE") == 0 ? "3" : "1";
}

static void complain(const char *fault, const char *got, const char *want)
{
	char message[256];

	snprintf(
		message, sizeof message, "%s: the doctor exits with %s, want %s", fault, got, want);
	CU_assertImplementation(strcmp(got, want) == 0, __LINE__, message,
		"fixtures/adapters/hostile.py", "", CU_FALSE);
}

/* The faults with the exit status that each must have, as lines for one.sh. */
static char *list_faults(void)
{
	struct shell list = shell_run("python3 \"$TOP/fixtures/adapters/hostile.py\" --list");
	char fault[64], verdict[16], *rest = list.out, *line;
	struct plumb_text text = {0};

	while ((line = strsep(&rest, "\n")))
		if (sscanf(line, "%63s %15s", fault, verdict) == 2)
			plumb_text_add_f(&text, "%s %s\n", fault, wanted_of(fault, verdict));
	shell_clear(&list);
	return plumb_have_text(&text);
}

/*
 * Plays every fault on the one row that has a bit of everything, several at a time to save time.
 * Hangs are waited for, so the deadline is short; it is lengthened if the machine is too busy for
 * it, which shows when an adapter does not even start.
 */
static void test_faults(void)
{
	char *faults = list_faults();
	struct shell shell = shell_run(
		"printf '%%s\\n' 'case $1 in in-flight) check=\"*ahead\" BLAME=ahead;; "
		"*) check=\"a whole row*\" BLAME=whole;; esac' 'export BLAME' "
		"'for deadline in 1.5 6 24 96; do rm -f $1.state; HOSTILE_STATE=$PWD/$1.state "
		"\"$PLUMBLINE\" doctor --deadline $deadline --check \"$check\" "
		"\"exec:python3 \\\"$TOP/fixtures/adapters/hostile.py\\\" $1\" >$1.txt; status=$?; "
		"case $status in \"$2\") break;; esac; done' "
		"'echo $1 $2 $status $(grep -c ^BAD $1.txt) end' >one.sh; "
		"xargs -n 2 -P 4 sh one.sh <<END\n%s\nEND\n",
		faults);
	char fault[64], wanted[8], status[8], *rest = shell.out, *line;
	int count = 0, bad;

	while ((line = strsep(&rest, "\n"))) {
		if (sscanf(line, "%63s %7s %7s %d end", fault, wanted, status, &bad) != 4)
			continue;
		complain(fault, status, wanted);
		CU_ASSERT((bad > 0) == (strcmp(status, "0") != 0));
		count++;
	}
	CU_ASSERT(count > 100);
	free(faults);
	shell_clear(&shell);
}

/* The doctor names the lines and says what is wrong with them. */
static void test_words(void)
{
	struct shell shell = shell_run("BLAME=whole \"$PLUMBLINE\" doctor --check 'a whole row*' "
				       "'exec:python3 \"$TOP/fixtures/adapters/hostile.py\" "
				       "wrong-code'");
	struct shell garbage = shell_run("\"$PLUMBLINE\" doctor 'exec:echo hello'");
	struct shell ended = shell_run("\"$PLUMBLINE\" doctor 'exec:printf \"\\033[31mwhy\\n"
				       "  at line 1\\n\" >&2; exit 3'");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "BAD     a whole row, timed\n");
	CHECK_HOLDS(shell.out, "        sent      {\"op\":\"run\",\"steps\":[{\"call\":");
	CHECK_HOLDS(shell.out, "        came      {\"seq\":");
	CHECK_HOLDS(shell.out, "        expected  step 5: raises error EPIPE");
	CHECK_HOLDS(shell.out, "expected: raises error EBADF\n");
	CHECK_NUMBER(garbage.status, 3);
	CHECK_HOLDS(garbage.out, "b\"hello\"\n");
	CHECK_HOLDS(garbage.out, "        expected  an answer to `start`\n");
	shell_clear(&shell);
	CHECK_NUMBER(ended.status, 3);
	CHECK_HOLDS(ended.out, "        but       it ended with status");
	CHECK_HOLDS(ended.out, "        stderr    \\x1b[31mwhy\n                    at line 1\n");
	shell_clear(&garbage);
	shell_clear(&ended);
}

static void check_form(const char *change, const char *expected)
{
	struct shell shell = shell_run("cp \"$TOP\"/oracle/*.py .; sed -i -e '%s' *.py; "
				       "\"$PLUMBLINE\" doctor --check 'an error of the system*' "
				       "'exec:python3 adapter.py'",
		change);

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, expected);
	shell_clear(&shell);
}

/* The doctor objects to mistakes that the runner tolerates or reports as a row's failure. */
static void test_form(void)
{
	check_form("s/return {\"steps\": outcomes}/return {\"steps\": outcomes, \"op\": \"run\"}/",
		"        expected  an answer without the key `op`\n");
	check_form("s/outcome = {\"raises\".*/&; self.outcome[\"raises\"][\"code\"] = \"ebadf\"/",
		"        expected  step 3: a symbol as the `code` (ECONNREFUSED), or digits");
	check_form(
		"s/outcome = {\"raises\".*/&; self.outcome[\"raises\"][\"class\"] = \"OSError\"/",
		"        expected  step 3: null as the `code`: only error, gaierror and herror");
	check_form("s/outcome = {\"raises\".*/&; self.outcome[\"raises\"][\"class\"] = \"\"/",
		"        expected  step 3: a `class` that is the name of an exception\n");
}

/*
 * An adapter that is unfinished, not hostile: the doctor prints a line for each promise that it
 * breaks.
 */
static void test_unfinished(void)
{
	struct shell shell =
		shell_run("cp \"$TOP\"/oracle/*.py .; "
			  "sed -i 's/if not request.get(\"more\"):/if False:/' "
			  "adapter.py; sed -i -e 's/\"bytes\": unhexlify/\"bytes\": bytes/' "
			  "-e 's/value\\[0\\] \\* value\\[1\\]/value[0]/' values.py; "
			  "\"$PLUMBLINE\" doctor 'exec:python3 adapter.py'");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "BAD     repeated bytes\n");
	CHECK_HOLDS(shell.out, "BAD     names last while `more` is true\n");
	CHECK_HOLDS(shell.out, "BAD     a row's sockets are closed after it\n");
	CHECK_HOLDS(shell.out, "BAD     the default timeout is None after a row\n");
	CHECK_HOLDS(shell.out, "good    a tuple, both ways\n");
	shell_clear(&shell);
}

/* An adapter may report that its module lacks a name, but must not only claim so. */
static void test_lacking(void)
{
	struct shell shell =
		shell_run("printf 'from socket import *\\nfrom socket import socket\\ndel fromfd, "
			  "SocketType\\n' >small.py; PYTHONPATH=. \"$PLUMBLINE\" doctor "
			  "python:python3:small");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "skip    descriptor 0 is not a socket: there is no fromfd\n");
	CHECK_HOLDS(shell.out, "skip    the helpers: there is no SocketType\n");
	CHECK_HOLDS(shell.out, "\nmissing SocketType: 2 checks, fromfd: 1 check\n");
	CHECK_HOLDS(shell.out, "good    SIGUSR1 has no effect on it\n");
	CHECK_HOLDS(shell.out, " 0 bad, 3 skipped\n");
	shell_clear(&shell);
	shell = shell_run("BLAME=whole \"$PLUMBLINE\" doctor --check 'a whole row*' 'exec:python3 "
			  "\"$TOP/fixtures/adapters/hostile.py\" wrong-lacks'");
	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "sent      {\"op\":\"run\",\"steps\":[{\"get\":\"inet_aton\"}]");
	CHECK_HOLDS(shell.out,
		"expected  {\"lacks\": \"inet_aton\"}, as it was answered just before\n");
	shell_clear(&shell);
}

/* Answers that arrive after their check has failed are not taken for those of the next check. */
static void test_after_a_bad_one(void)
{
	struct shell shell = shell_run("cp \"$TOP\"/oracle/*.py .; sed -i -e 's/if not "
				       "request.get(\"more\"):/if True:/' adapter.py; "
				       "\"$PLUMBLINE\" doctor 'exec:python3 adapter.py'");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "BAD     requests that are written ahead\n");
	CHECK_HOLDS(shell.out, "good    descriptor 0 is not a socket\n");
	CHECK_HOLDS(shell.out, "good    `stop`");
	shell_clear(&shell);
}

/*
 * Perl, for example, has no bytearray: the adapter answers `broken` each time, which is no fault.
 */
static void test_language(void)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" doctor "
				       "exec:\"$TOP\"/fixtures/subjects/perl/adapter.pl");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "skip    a bytearray, both ways: it says: Perl has no bytearray\n");
	CHECK_HOLDS(shell.out, "skip    2**63, both ways: it says: Perl has no int\n");
	CHECK_HOLDS(shell.out, "skip    keywords: it says: Perl has no with\n");
	CHECK_HOLDS(shell.out, "skip    the helpers: there is no len\n");
	CHECK_HOLDS(shell.out, "good    a large value, both ways\n");
	CHECK_HOLDS(shell.out, " 0 bad, ");
	shell_clear(&shell);
}

/* Changes the adapter for Python by sed; the given check must find that. */
static void check_change(const char *file, const char *change, const char *check, const char *said)
{
	struct shell shell = shell_run("cp \"$TOP\"/oracle/*.py .; sed -i -e '%s' %s; "
				       "\"$PLUMBLINE\" doctor --check '%s' "
				       "'exec:python3 adapter.py'",
		change, file, check);

	CHECK_NUMBER(shell.status, strncmp(said, "BAD", 3) == 0);
	CHECK_HOLDS(shell.out, said);
	shell_clear(&shell);
}

/* Each promise of docs/protocol.md about values and translation has a check of its own. */
static void test_values(void)
{
	check_change("values.py", "s/\"int\": int,/\"int\": float,/", "2*63, both ways",
		"BAD     2**63, both ways\n");
	check_change("values.py", "s/\"int\": int,/\"int\": lambda x: min(int(x), 2**63-1),/",
		"2*64*", "BAD     2**64 - 1, both ways\n");
	check_change("values.py", "s/raise Stop(\"lacks\", name)/return 0/", "a missing constant*",
		"BAD     a missing constant, anywhere in a value\n");
	check_change("values.py", "s/value\\[0\\] . value\\[1\\]/value[0] * min(value[1], 99999)/",
		"a large value*", "BAD     a large value, both ways\n");
	check_change("beside.py", "s/result = call()/result = call() and call()/",
		"a call is made once*",
		"BAD     a call is made once, and its value returned unchanged\n");
	check_change("values.py", "s/\"memoryview\": .*/\"memoryview\": None,/", "a memoryview*",
		"skip    a memoryview, both ways: it says: TypeError(");
	check_change("values.py",
		"s/\"memoryview\": .*/\"memoryview\": lambda x: {}[__import__(\"time\").time()],/",
		"a memoryview*", "BAD     a memoryview, both ways\n");
}

/* An implementation that raises other exceptions can still have a good adapter. */
static void test_implementation(void)
{
	struct shell shell =
		shell_run("printf 'from socket import *\nfrom socket import socket\n"
			  "def inet_aton(text): return b\"1234\"\n' >odd.py; PYTHONPATH=. "
			  "\"$PLUMBLINE\" doctor python:python3:odd");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "skip    an error without a symbol: the implementation behaves "
			       "differently: b\"1234\"\n");
	CHECK_HOLDS(shell.out, "skip    `expect` value: an error ends the row: the implementation "
			       "behaves differently in an earlier check\n");
	shell_clear(&shell);
}

/* The started process must be the adapter, or end when it does. */
static void test_process(void)
{
	static const char *const standing[] = {"status=$?; exit $status", "true"};

	for (int i = 0; i < 2; i++) {
		struct shell shell = shell_run("printf '#!/bin/sh\npython3 "
					       "\"$TOP/oracle/adapter.py\"\n%s\n' >run; chmod +x "
					       "run; \"$PLUMBLINE\" doctor --check '*a line*' "
					       "exec:./run; \"$PLUMBLINE\" doctor --check 'the "
					       "process*' exec:./run",
			standing[i]);
		CHECK_HOLDS(shell.out, i ? "BAD     a line that is not JSON ends it"
					 : "good    a line that is not JSON ends it");
		CHECK_HOLDS(shell.out, "note    the process that was started (");
		CHECK_HOLDS(shell.out, "good    the process that answers has a handler");
		shell_clear(&shell);
	}
	struct shell piped = shell_run("\"$PLUMBLINE\" doctor --check 'the process*' "
				       "'exec:python3 \"$TOP/oracle/adapter.py\" | cat'");
	CHECK_NUMBER(piped.status, 1);
	CHECK_HOLDS(piped.out, "BAD     the process that answers has a handler for SIGUSR1\n");
	shell_clear(&piped);
}

static void check_status(const char *arguments, int status, const char *said)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" doctor %s", arguments);

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(*shell.err ? shell.err : shell.out, said);
	shell_clear(&shell);
}

static void test_statuses(void)
{
	check_status("--help", 0, "plumbline doctor");
	check_status("", 2, "plumbline doctor");
	check_status("ref ref", 2, "plumbline doctor");
	check_status("--fly ref", 2, "plumbline doctor");
	check_status("--deadline 0 ref", 2, "plumbline doctor");
	check_status("--deadline soon ref", 2, "plumbline doctor");
	check_status("perl", 2, "not 'perl'");
	check_status("--check 'byte' ref", 2, "no check matches");
	check_status("exec:./nowhere", 3, "ended with status 127");
	check_status("--check 'bytes*' ref", 0, "good    bytes, both ways");
}

CU_TestInfo doctor_tests[] = {
	{"adapters that keep the protocol are healthy", test_healthy},
	{"each fault is found", test_faults},
	{"the lines are named, and what is wrong with them", test_words},
	{"the form of answers is looked at to the letter", test_form},
	{"what an adapter does not do yet is found", test_unfinished},
	{"a name that the module lacks is no fault of the adapter's", test_lacking},
	{"a value that the language lacks is no fault of the adapter's", test_language},
	{"values and missing constants are as the page says", test_values},
	{"an implementation that does otherwise is no fault of the adapter's", test_implementation},
	{"the process that was started is the adapter", test_process},
	{"a check is not held to what was asked before it", test_after_a_bad_one},
	{"each exit status has its causes", test_statuses},
	CU_TEST_INFO_NULL,
};
