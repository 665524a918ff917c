/*
 * Adapters that misbehave in every way, one at a time: the faulty row and no other must be charged,
 * the run must end, and nothing of them may remain. fixtures/adapters/hostile.py lists the ways and
 * the verdict that each must lead to.
 */
#include "shell.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { MEMORY_KB = 256 * 1024 };

/* The innocent rows of blame.json, and the one that every fault is told to spoil. */
static const char *const rows[] = {"blame/before", "blame/just-before", "blame/culprit",
	"blame/quick-culprit", "blame/far-culprit", "blame/just-after", "blame/after"};
enum { ROWS = sizeof rows / sizeof rows[0] };

/*
 * Starts the adapters by a path of this run, so that its leftovers can be told from those of other
 * runs of these tests.
 */
static struct shell play(const char *fault, const char *blame, int deadline_s)
{
	return shell_run(
		"ln -s \"$TOP/fixtures/adapters\" here\n"
		"BLAME=%s HOSTILE_STATE=$PWD/state \"$PLUMBLINE\" run --jobs 1 --deadline %d "
		"--oracle none --out \"$OUT\" --tables here/blame.json "
		"\"exec:python3 $PWD/here/hostile.py %s\"\n"
		"status=$?; pgrep -f \"$PWD/here\" | sed 's/^/left behind: /'; exit $status",
		blame, deadline_s, fault);
}

/* Whether a busy machine exceeded the deadline for rows that do not hang, or for the start. */
static bool was_too_short(const struct shell *shell)
{
	int hangs = 0;

	for (int i = 0; i < ROWS; i++) {
		const char *verdict = shell_verdict(shell, rows[i]);
		hangs += verdict && strcmp(verdict, "HANG") == 0;
	}
	return shell->status == 3 || hangs > 1;
}

/* Plays hangs with a short deadline to save time, and lengthens it if a busy machine needs more. */
static struct shell play_in_time(const char *fault, const char *blame, const char *verdict)
{
	enum { LONGEST_S = 128 };

	if (strcmp(fault, "start-silent") == 0)
		return play(fault, blame, 2);
	int deadline_s = strcmp(verdict, "HANG") == 0 ? 2 : LONGEST_S;
	struct shell shell = play(fault, blame, deadline_s);
	while (deadline_s < LONGEST_S && was_too_short(&shell)) {
		shell_clear(&shell);
		deadline_s *= 4;
		shell = play(fault, blame, deadline_s);
	}
	return shell;
}

static void complain(const char *fault, const char *row, const char *got, const char *want)
{
	char message[256];

	snprintf(message, sizeof message, "%s: %s is %s, want %s", fault, row,
		got ? got : "missing", want);
	CU_assertImplementation(got && strcmp(got, want) == 0, __LINE__, message,
		"fixtures/adapters/hostile.py", "", CU_FALSE);
}

static void check_status(const char *fault, const struct shell *shell, int want)
{
	char got[16], wanted[16];

	snprintf(got, sizeof got, "%d", shell->status);
	snprintf(wanted, sizeof wanted, "%d", want);
	complain(fault, "the exit status", got, wanted);
	complain(fault, "what is left", strstr(shell->out, "left behind") ? "something" : "nothing",
		"nothing");
}

static void check_rows(
	const char *fault, const struct shell *shell, const char *culprit, const char *verdict)
{
	for (int i = 0; i < ROWS; i++) {
		bool guilty = culprit && strcmp(rows[i], culprit) == 0;
		complain(fault, rows[i], shell_verdict(shell, rows[i]), guilty ? verdict : "PASS");
	}
}

/* A fault in the handshake that shows only later affects every row. */
static void check_every_row(const char *fault, const struct shell *shell, const char *verdict)
{
	for (int i = 0; i < ROWS; i++)
		complain(fault, rows[i], shell_verdict(shell, rows[i]), verdict);
}

static void check_fault(const char *fault, const char *verdict)
{
	bool in_flight = strcmp(fault, "in-flight") == 0;
	struct shell shell = play_in_time(fault, in_flight ? "quick" : "blame", verdict);

	if (strcmp(verdict, "RUNS") == 0) {
		check_status(fault, &shell, 0);
		check_rows(fault, &shell, NULL, NULL);
	} else if (strcmp(verdict, "UNCLEAN") == 0) {
		check_status(fault, &shell, 1);
		check_rows(fault, &shell, NULL, NULL);
	} else if (strcmp(verdict, "UNRUNNABLE") == 0) {
		check_status(fault, &shell, 3);
	} else if (strcmp(fault, "start-twice") == 0) {
		check_status(fault, &shell, 1);
		check_every_row(fault, &shell, verdict);
	} else {
		check_status(fault, &shell, 1);
		check_rows(fault, &shell, in_flight ? "blame/quick-culprit" : "blame/culprit",
			verdict);
	}
	shell_clear(&shell);
}

/* Output floods are not kept: after a gigabyte from each, no process may have been large. */
static void check_memory(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	CU_ASSERT(usage.ru_maxrss < MEMORY_KB);
}

/* Split into parts, which the pool runs at the same time: each takes every eighth fault. */
enum { PARTS = 8, FAULTS = 100 };

static int part_of_this_test(void)
{
	const char *digit = strpbrk(CU_get_current_test()->pName, "12345678");

	return digit ? *digit - '1' : 0;
}

static void test_faults(void)
{
	int part = part_of_this_test();
	struct shell list = shell_run("python3 \"$TOP/fixtures/adapters/hostile.py\" --list");
	char *rest = list.out, *line;
	char fault[64], verdict[16];
	int count = 0;

	while ((line = strsep(&rest, "\n")))
		if (sscanf(line, "%63s %15s", fault, verdict) == 2 && count++ % PARTS == part)
			check_fault(fault, verdict);
	CU_ASSERT(count > FAULTS);
	check_memory();
	shell_clear(&list);
}

/* When the adapter's part of a row is over, a far end that still works is broken off. */
static void test_far_end(void)
{
	struct shell shell = play("segv-after-answer", "far", 120);

	check_status("a far end left alone", &shell, 1);
	check_rows("a far end left alone", &shell, "blame/far-culprit", "CRASH");
	shell_clear(&shell);
}

/*
 * A script that does not exec, or an emulator, starts the adapter: signals must reach the adapter,
 * not it.
 */
static void test_wrapper(void)
{
	struct shell shell = shell_run(
		"echo 'python3 \"$TOP/oracle/adapter.py\"; exit $?' >adapter\n"
		"\"$PLUMBLINE\" run --jobs 2 --oracle none --out none --filter '*signal*' "
		"'exec:sh adapter' && \"$PLUMBLINE\" doctor --check 'SIGUSR1*' 'exec:sh adapter'");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, " 0 skipped, 0 failed\n");
	CHECK_HOLDS(shell.out, "good    SIGUSR1 has no effect on it\n");
	shell_clear(&shell);
}

/*
 * In a lab the adapter has a pid namespace: processes in other sessions die with the runner, too.
 */
static void test_killed_runner(void)
{
	struct shell shell = shell_run(
		"ln -s \"$TOP/fixtures/adapters\" here\n"
		"\"$PLUMBLINE\" run ref --oracle none --out none --filter htonl/* >lab 2>&1\n"
		"grep -q 'need a lab are skipped' lab && { cat lab; exit; }\n"
		"BLAME=blame HOSTILE_CHILD=$PWD/child \"$PLUMBLINE\" run --jobs 1 --oracle none "
		"--out none --deadline 300 --tables here/blame.json "
		"\"exec:python3 $PWD/here/hostile.py grandchild-hang\" >run & p=$!\n"
		"while [ ! -s child ] && kill -0 $p; do sleep 0.02; done; kill -KILL $p\n"
		"for i in $(seq 500); do pgrep -f \"$PWD/here\" >/dev/null || exit 0; sleep 0.02; "
		"done\n"
		"pgrep -f -a \"$PWD/here\"; exit 1");

	if (strstr(shell.out, "skipped"))
		printf("\n    skipped: %s", shell.out);
	CHECK_NUMBER(shell.status, 0);
	shell_clear(&shell);
}

/* Stops the runner for longer than the deadline, which must charge nobody. */
static void test_stopped_runner(void)
{
	struct shell shell = shell_run(
		"BLAME=blame HOSTILE_STATE=$PWD/state \"$PLUMBLINE\" run --jobs 1 --deadline 2 "
		"--oracle none --out \"$OUT\" --tables \"$TOP/fixtures/adapters/blame.json\" "
		"\"exec:python3 $TOP/fixtures/adapters/hostile.py slow-telling\" & p=$!\n"
		"while [ ! -e state ] && kill -0 $p; do sleep 0.02; done\n"
		"kill -STOP $p; sleep 4; kill -CONT $p; wait $p");

	CHECK_NUMBER(shell.status, 0);
	check_rows("a runner that is stopped", &shell, NULL, NULL);
	shell_clear(&shell);
}

/*
 * Each adapter that hangs is killed and replaced. The next one counts the dead ones that were not
 * reaped: its predecessor at most.
 */
static struct shell count_the_dead(int deadline_s)
{
	return shell_run(
		"cat >adapter <<END\n"
		"ps -o stat= --ppid \\$PPID | grep -c Z >>'$PWD/dead'\n"
		"exec python3 '$TOP/fixtures/adapters/hostile.py' hang\n"
		"END\n"
		"BLAME=call \"$PLUMBLINE\" run --jobs 1 --deadline %d --oracle none --lab none "
		"--out none --filter 'blame/*culprit' --tables "
		"\"$TOP/fixtures/adapters/blame.json\" "
		"\"exec:sh $PWD/adapter\" >/dev/null; sort -n dead | tail -n 1; wc -l <dead",
		deadline_s);
}

static void test_the_dead_are_reaped(void)
{
	int most = -1, starts = 0;

	/* Lengthen the deadline: a busy machine may need more to start an adapter. */
	for (int deadline_s = 2; starts < 3 && deadline_s < 300; deadline_s *= 8) {
		struct shell shell = count_the_dead(deadline_s);
		CU_ASSERT(sscanf(shell.out, "%d %d", &most, &starts) == 2);
		shell_clear(&shell);
	}
	CU_ASSERT(most >= 0 && most <= 1);
	CU_ASSERT(starts >= 3);
}

CU_TestInfo hostile_tests[] = {
	{"each fault is charged to its row, and to no other: part 1 of 8", test_faults},
	{"each fault is charged to its row, and to no other: part 2 of 8", test_faults},
	{"each fault is charged to its row, and to no other: part 3 of 8", test_faults},
	{"each fault is charged to its row, and to no other: part 4 of 8", test_faults},
	{"each fault is charged to its row, and to no other: part 5 of 8", test_faults},
	{"each fault is charged to its row, and to no other: part 6 of 8", test_faults},
	{"each fault is charged to its row, and to no other: part 7 of 8", test_faults},
	{"each fault is charged to its row, and to no other: part 8 of 8", test_faults},
	{"a far end that is still at work is broken off", test_far_end},
	{"the process that answers is found", test_wrapper},
	{"nothing outlives a runner that is killed", test_killed_runner},
	{"a runner that was stopped charges nobody", test_stopped_runner},
	{"the dead are reaped while others live", test_the_dead_are_reaped},
	CU_TEST_INFO_NULL,
};
