/* `plumbline repro` as its users see it: its scripts are run and must agree with the runner. */
#include "shell.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

/* Writes the row of fixtures/runs as a script, and runs it. */
static struct shell run_script(const char *table, const char *row)
{
	return shell_run("\"$PLUMBLINE\" repro --tables \"$RUNS/%s.json\" --out row.py %s/%s && "
			 "python3 row.py && test $(wc -l <row.py) -lt 52",
		table, table, row);
}

static void test_good_rows(void)
{
	static const char *const rows[] = {
		"converts", "refuses", "another", "times-out", "speaks-with-the-far-end"};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct shell shell = run_script("good", rows[i]);
		CHECK_TEXT(shell.err, "");
		CHECK_TEXT(shell.out, "as the document promises\n");
		CHECK_NUMBER(shell.status, 0);
		shell_clear(&shell);
	}
}

/* These rows promise what CPython does not do, so each script must fail. */
static void test_wrong_rows(void)
{
	static const struct {
		const char *row, *promise;
	} rows[] = {
		{"value", "promises: "},
		{"type-of-number", "promises: "},
		{"truth", "promises: "},
		{"class", "raises TypeError"},
		{"code", "raises error "},
		{"no-code", "raises error without a code"},
		{"text", "text "},
		{"success", "promises: "},
		{"too-fast", "takes at least 5"},
		{"too-slow", "takes "},
		{"present", "there is no such name"},
		{"far-end-hears", "the far end receives"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct shell shell = run_script("wrong", rows[i].row);
		CHECK_HOLDS(shell.err, rows[i].promise);
		CHECK_NUMBER(shell.status, 1);
		shell_clear(&shell);
	}
}

/*
 * A script that cannot test the promise exits with its own status: a name is missing, or a step
 * that prepares fails.
 */
static void test_not_run(void)
{
	static const struct {
		const char *change, *said;
	} cases[] = {
		{"s/x/x/", "could not be run: TypeError("},
		{"s/, socket$/, socket, no_such/; s/import socket$/import socket, no_such/",
			"could not be run: ModuleNotFoundError("},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct shell shell = shell_run("\"$PLUMBLINE\" repro --tables "
					       "\"$RUNS/wrong.json\" wrong/preparation | sed "
					       "'%s' >row.py; python3 row.py",
			cases[i].change);
		CHECK_NUMBER(shell.status, 2);
		CHECK_HOLDS(shell.out, cases[i].said);
		shell_clear(&shell);
	}
	struct shell shell = run_script("wrong", "name");
	CHECK_NUMBER(shell.status, 2);
	CHECK_HOLDS(shell.out, "inet_atom");
	shell_clear(&shell);
}

/* A small Python lacks faulthandler, and any module that the row does not need. */
static void test_small_python(void)
{
	struct shell shell = shell_run(
		"\"$PLUMBLINE\" repro --tables \"$RUNS/good.json\" good/converts >row.py; "
		"printf 'import sys\nfor name in \"faulthandler gc threading "
		"fcntl tempfile\".split():\n    sys.modules[name] = "
		"None\nexec(open(\"row.py\").read())\n' >small.py; python3 small.py");

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.out, "as the document promises\n");
	shell_clear(&shell);
}

/* A preamble turns addresses into tuples for implementations that have others. */
static void test_preamble(void)
{
	struct shell shell = shell_run(
		"printf 'def pack(address):\n    return address\n\nsocket.mine = pack' >pre.py; "
		"\"$PLUMBLINE\" repro --preamble pre.py --tables \"$RUNS/good.json\" "
		"good/speaks-with-the-far-end >row.py && python3 row.py && cat row.py");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "\n    def pack(address):\n        return address\n"
			       "    socket.mine = pack\n");
	shell_clear(&shell);
	shell = shell_run("\"$PLUMBLINE\" repro --preamble none recv/eof/inet/timeout");
	CHECK_NUMBER(shell.status, 2);
	CHECK_HOLDS(shell.err, "plumbline repro: none: No such file");
	shell_clear(&shell);
}

/* Only the module under test is replaced; the far end stays the standard one. */
static void test_module(void)
{
	struct shell shell =
		shell_run("printf 'from socket import *\\nprint(\"mine\")\\n' >mine.py; "
			  "\"$PLUMBLINE\" repro --module mine --tables \"$RUNS/good.json\" "
			  "good/speaks-with-the-far-end >row.py && python3 row.py && cat row.py");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "mine\nas the document promises\n");
	CHECK_HOLDS(shell.out, ", socket as plain, mine as socket\n");
	shell_clear(&shell);
}

/*
 * Every script is short enough for a bug tracker, except for ancillary data, whose descriptors each
 * have a name, for threads, and for rows that ask a socket many questions; repeated steps are
 * loops.
 */
static void test_short(void)
{
	struct shell shell = shell_run(
		"\"$PLUMBLINE\" repro --module a.module --as 3.11 --out scripts '*' 2>unsaid; "
		"ls scripts | wc -l; find scripts -type f -exec awk '"
		"function check() { "
		"most = file ~ \"/threads,(sendall-beside-reader|services-at-once)\" ? 104 : "
		"beside || file ~ \"/(threads|pairs|states)\" ? 68 : 52; if (n >= most && "
		"file !~ \"/(recvmsg|sendmsg|send_fds|recv_fds|CMSG_|retries|context|"
		"after-failure,rights-not-in-time)\") "
		"print file \" is too long\" } "
		"FNR == 1 { check(); file = FILENAME; beside = 0 } { n = FNR } "
		"/^ *def begin\\(/ { beside = 1 } END { check() }' {} +; "
		"grep -A1 '^    for _ in range(11):$' scripts/sendto,queue-full-in-time.py");

	CHECK_NUMBER(shell.status, 0);
	CU_ASSERT(atoi(shell.out) > 1000);
	CU_ASSERT_PTR_NULL(strstr(shell.out, "is too long"));
	CHECK_HOLDS(shell.out, "\n        came = attempt(s.sendto, b\"x\", ");
	shell_clear(&shell);
}

/* The script of a row with a recorded difference mentions it. */
static void test_drift(void)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" repro inet_aton/surrogate >row.py; grep "
				       "'^ *#' row.py; python3 row.py");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "# Known drift: CPython in every version raises UnicodeError: ");
	CHECK_HOLDS(shell.err, "the document promises: inet_aton(");
	shell_clear(&shell);
	shell = shell_run("\"$PLUMBLINE\" repro --as 3.11 inet_aton/surrogate | python3 -");
	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.out, "as CPython does\n");
	shell_clear(&shell);
	/* A defect is excused for CPython, but for no other implementation. */
	shell = shell_run("\"$PLUMBLINE\" repro --as 3.11 address/inet6-scopeid-below >row.py && "
			  "python3 row.py && sed 's/(s.bind,/(int,/' row.py | python3 - 2>&1");
	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.out, "as CPython does\nCPython 3.11: s.bind(");
	shell_clear(&shell);
}

/* A script that hangs ends by itself, and says where. */
static void test_hang(void)
{
	struct shell shell = shell_run(
		"printf '{\"table\": \"t\", \"rows\": [{\"id\": \"hangs\", \"clause\": "
		"\"recv.eof\", "
		"\"why\": \"It hangs.\", \"do\": [{\"call\": [\"socketpair\"], \"as\": [\"a\", "
		"\"b\"]}, {\"call\": [\"a.recv\", 1], \"gives\": 1}]}]}' >t.json; "
		"\"$PLUMBLINE\" repro --tables t.json t/hangs | sed 's/later(10,/later(0.5,/' "
		">row.py; python3 row.py");

	CHECK_NUMBER(shell.status, 1);
	CHECK_HOLDS(shell.err, "row.py\", line");
	shell_clear(&shell);
}

static void check_status(const char *arguments, int status, const char *said)
{
	struct shell shell = shell_run("\"$PLUMBLINE\" repro %s", arguments);

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(*shell.err ? shell.err : shell.out, said);
	shell_clear(&shell);
}

static void test_statuses(void)
{
	check_status("--help", 0, "plumbline repro");
	check_status("", 2, "plumbline repro");
	check_status("a b", 2, "plumbline repro");
	check_status("--fly a", 2, "plumbline repro");
	check_status("no/such-row", 2, "no row matches 'no/such-row'");
	check_status("'recv/*'", 2, "--out DIRECTORY");
	check_status("lab-hosts/second-address", 2, "cannot be expressed as a script: its far end");
	check_status("--c inet_aton/surrogate", 2, "ref/repro/repro_c.py");
	check_status("--tables /nonexistent a", 2, "/nonexistent");
	check_status("recv/eof/inet/timeout >/dev/full", 4, "No space left");
	check_status("--out /dev/null/x recv/eof/inet/timeout", 4, "/dev/null/x");
	check_status("--out /dev/null/x 'recv/*'", 4, "/dev/null/x");
	check_status("--out here 'recv/eof/*' && ls here", 0, "recv,eof,inet,timeout.py");
}

CU_TestInfo repro_tests[] = {
	{"scripts of rows that are right pass, and are short", test_good_rows},
	{"scripts of wrong rows fail, and say what was promised", test_wrong_rows},
	{"what could not be run has a status of its own", test_not_run},
	{"a small Python plays what it can", test_small_python},
	{"a preamble stands before the steps", test_preamble},
	{"the module under test is chosen, the far end's is not", test_module},
	{"every script is short", test_short},
	{"a row that is known to differ says so", test_drift},
	{"what hangs fails", test_hang},
	{"each exit status has its causes", test_statuses},
	CU_TEST_INFO_NULL,
};
