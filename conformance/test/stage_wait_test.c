/* The far end lets time pass, sends signals, waits, and can be interrupted meanwhile. */
#include "stage_stand.h"

#include "far/peer_wait.h"
#include "suite.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const int64_t millisecond_ns = 1000000;

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
	(void)number;
	signals++;
}

static void signals_the_subject(void)
{
	const struct sigaction counting = {.sa_handler = count_signal, .sa_flags = SA_RESTART};
	struct sigaction before;
	struct stand stand;

	sigaction(SIGUSR1, &counting, &before);
	signals = 0;
	stand_raise_usual(&stand);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['signal', 0]}"), "gives null");
	CHECK_NUMBER(signals, 0);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['signal']}"), "gives null");
	CHECK_NUMBER(signals, 1);
	int64_t start_ns = plumb_now_ns();
	CHECK_TEXT(stand_play(&stand, "{'peer': ['signal', 5, 0.004]}"), "gives null");
	CU_ASSERT_TRUE(plumb_now_ns() - start_ns >= 16 * millisecond_ns);
	/* A busy machine may merge two signals. */
	CU_ASSERT_TRUE(signals >= 2 && signals <= 6);
	stand_end(&stand, false);
	sigaction(SIGUSR1, &before, NULL);
}

/* The limit is raised and never lowered; if the system refuses, the machine is at fault. */
static void lets_the_subject_have_descriptors(void)
{
	struct rlimit before, low, after;
	struct stand stand;

	CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_NOFILE, &before), 0);
	low = (struct rlimit){.rlim_cur = 100, .rlim_max = before.rlim_max};
	stand_raise_usual(&stand);
	setrlimit(RLIMIT_NOFILE, &low);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['descriptors', 90]}"), "gives null");
	getrlimit(RLIMIT_NOFILE, &after);
	CHECK_NUMBER(after.rlim_cur, 100);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['descriptors', 120]}"), "gives null");
	getrlimit(RLIMIT_NOFILE, &after);
	CHECK_NUMBER(after.rlim_cur, 120);
	CHECK_NUMBER(after.rlim_max, before.rlim_max);
	setrlimit(RLIMIT_NOFILE, &before);
	stand_end(&stand, false);
}

static void finds_the_subject_gone(void)
{
	struct stand stand;
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	waitpid(child, NULL, 0);
	stand_raise(&stand, child, stand_never_ns);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['signal']}"), "broken: ESRCH");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['descriptors', 90]}"), "broken: ESRCH");
	stand_end(&stand, false);
}

static void lets_time_pass(void)
{
	struct stand stand;

	stand_raise_usual(&stand);
	int64_t start_ns = plumb_now_ns();
	CHECK_TEXT(stand_play(&stand, "{'peer': ['wait', 0.01]}"), "gives null");
	CU_ASSERT_TRUE(plumb_now_ns() - start_ns >= 10 * millisecond_ns);
	stand_end(&stand, false);
}

/* Steps that wait in vain, for tests of the deadline and of interruption. */
static const char *const waiting[] = {
	"{'peer': ['accept', 'p'], 'as': 'r'}",
	"{'peer': ['eof', 'q']}",
	"{'peer': ['silent', 'q', 3600]}",
	"{'peer': ['wait', 3600]}",
	"{'peer': ['signal', 2, 3600]}",
	"{'peer': ['send', 'q', {'bytes': ['61', 16000000]}]}",
	"{'peer': ['receive', 'q', {'bytes': '61'}]}",
};

enum { WAITING = sizeof(waiting) / sizeof(*waiting) };

static const char *waited(size_t i, const char *reason)
{
	static char text[128];
	bool receives = i == WAITING - 1;

	snprintf(text, sizeof(text), "broken: %s%s", reason,
		receives ? ", with 0 of 1 bytes received" : "");
	return text;
}

static void ends_at_the_deadline(void)
{
	struct stand stand;

	signal(SIGUSR1, SIG_IGN);
	for (size_t i = 0; i < WAITING; i++) {
		int64_t patience_ns = 30 * millisecond_ns;
		int64_t begun_ns = plumb_now_ns();
		stand_raise(&stand, getpid(), patience_ns);
		stand_play(&stand, "{'peer': ['listen', 'unix'], 'as': 'p'}");
		stand_connect(&stand, "p", SOCK_STREAM);
		stand_play(&stand, "{'peer': ['accept', 'p'], 'as': 'q'}");
		CHECK_TEXT(stand_play(&stand, waiting[i]), waited(i, "the deadline passed"));
		CU_ASSERT_TRUE(plumb_now_ns() - begun_ns >= patience_ns);
		CHECK_TEXT(stand_end(&stand, false), "gives null");
	}
	signal(SIGUSR1, SIG_DFL);
}

static void full_queues_end_at_the_deadline(void)
{
	struct stand stand;
	char step[128];

	stand_raise(&stand, getpid(), 50 * millisecond_ns);
	stand_play(&stand, "{'peer': ['listen', 'unix', 0], 'as': 'p'}");
	stand_play(&stand, "{'peer': ['fill', 'p']}");
	snprintf(step, sizeof(step), "{'peer': ['connect', '%s/peer0'], 'as': 'q'}",
		stand.directory);
	CHECK_TEXT(stand_play(&stand, step), "broken: the deadline passed");
	stand_end(&stand, false);
	stand_raise(&stand, getpid(), 50 * millisecond_ns);
	stand_play(&stand, "{'peer': ['bind', 'unix'], 'as': 'p'}");
	snprintf(step, sizeof(step), "{'peer': ['connect', '%s/peer0', 'dgram'], 'as': 'q'}",
		stand.directory);
	CHECK_TEXT(stand_play(&stand, step), "gives null");
	for (int i = 0; i < 10000 && strcmp(stand.told, "gives null") == 0; i++)
		stand_play(&stand, "{'peer': ['send', 'q', {'bytes': '61'}]}");
	CHECK_TEXT(stand.told, "broken: the deadline passed");
	stand_end(&stand, false);
}

/* The outcome of an interrupted step arrives before that of the end. */
struct two_ends {
	struct stand *stand;
	char of_step[512];
};

static void tell_step(void *context, const json_t *outcome)
{
	struct two_ends *ends = context;
	const char *broken = json_string_value(json_object_get(outcome, "broken"));

	CU_ASSERT_FALSE(ends->stand->done);
	snprintf(ends->of_step, sizeof(ends->of_step), "broken: %s", broken ? broken : "not");
}

static void is_broken_off(void)
{
	static const struct plumb_scope scope = {0};
	struct stand stand;
	struct two_ends ends = {.stand = &stand};

	signal(SIGUSR1, SIG_IGN);
	for (size_t i = 0; i < WAITING; i++) {
		stand_raise_connected(&stand, "unix");
		plumb_stage_play(
			stand.stage, stand_step(&stand, waiting[i]), &scope, tell_step, &ends);
		CHECK_TEXT(stand_end(&stand, true), "gives null");
		CHECK_HOLDS(ends.of_step, "broken: broken off");
	}
	signal(SIGUSR1, SIG_DFL);
}

/*
 * Interrupts the step after this time; returns whether it had begun to wait, which a busy machine
 * may delay.
 */
static bool break_off(size_t i, int after_ms, bool last)
{
	struct stand stand;

	stand_raise_connected(&stand, "unix");
	stand_begin(&stand, waiting[i]);
	for (int turn = 0; turn < after_ms && !stand.done; turn++) {
		uv_run(&stand.loop, UV_RUN_NOWAIT);
		usleep(1000);
	}
	CU_ASSERT_FALSE(stand.done);
	plumb_stage_cancel(stand.stage);
	const char *told = stand_told(&stand), *want = waited(i, "broken off");
	bool had_begun = strcmp(told, want) == 0;
	if (had_begun || last)
		CHECK_TEXT(told, want);
	CHECK_TEXT(stand_end(&stand, false), "gives null");
	return had_begun;
}

static void is_broken_off_while_it_waits(void)
{
	enum { LONGEST_MS = 20000 };

	signal(SIGUSR1, SIG_IGN);
	for (size_t i = 0; i < WAITING; i++) {
		int after_ms = 5;
		while (!break_off(i, after_ms, after_ms > LONGEST_MS) && after_ms <= LONGEST_MS)
			after_ms *= 4;
	}
	signal(SIGUSR1, SIG_DFL);
}

static void breaks_off_what_has_no_thread_yet(void)
{
	struct stand stand;

	stand_raise_usual(&stand);
	for (int i = 0; i < 40; i++)
		stand_meanwhile(&stand, "{'meanwhile': [['wait', 3600]]}");
	CHECK_TEXT(stand_end(&stand, true), "broken: broken off");
}

static void is_broken_off_while_it_ends(void)
{
	struct stand stand;

	stand_raise_usual(&stand);
	stand_meanwhile(&stand, "{'meanwhile': [['wait', 3600]]}");
	stand.done = false;
	plumb_stage_end(stand.stage, false, stand_tell, &stand);
	uv_run(&stand.loop, UV_RUN_NOWAIT);
	CU_ASSERT_FALSE(stand.done);
	plumb_stage_cancel(stand.stage);
	CHECK_TEXT(stand_told(&stand), "broken: broken off");
	stand_forget(&stand);
	CHECK_NUMBER(rmdir(stand.directory), 0);
	CHECK_NUMBER(uv_loop_close(&stand.loop), 0);
}

CU_TestInfo stage_wait_tests[] = {
	{"signals the subject", signals_the_subject},
	{"lets the subject have descriptors", lets_the_subject_have_descriptors},
	{"finds the subject gone", finds_the_subject_gone},
	{"lets time pass", lets_time_pass},
	{"ends at the deadline", ends_at_the_deadline},
	{"ends at the deadline where queues are full", full_queues_end_at_the_deadline},
	{"is broken off", is_broken_off},
	{"is broken off while it waits", is_broken_off_while_it_waits},
	{"breaks off what has no thread yet", breaks_off_what_has_no_thread_yet},
	{"is broken off while it ends", is_broken_off_while_it_ends},
	CU_TEST_INFO_NULL,
};
