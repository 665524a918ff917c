#include "pool.h"

#include "pool_report.h"
#include "trial.h"

#include "base/exit_code.h"
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_S = 10 };

static const int fatal[] = {SIGINT, SIGTERM, SIGHUP};

static size_t count_tests(CU_pTestRegistry registry)
{
	size_t count = 0;

	for (CU_pSuite suite = registry->pSuite; suite; suite = suite->pNext)
		count += suite->fActive ? suite->uiNumberOfTests : 0;
	return count;
}

static void list_tests(CU_pTestRegistry registry, struct trial *trials, struct trial_counts *counts)
{
	for (CU_pSuite suite = registry->pSuite; suite; suite = suite->pNext) {
		for (CU_pTest test = suite->fActive ? suite->pTest : NULL; test;
			test = test->pNext) {
			*trials++ =
				(struct trial){.suite = suite, .test = test, .counts = counts++};
		}
	}
}

/* Blocks the signals that the loop waits for, so that they do not interrupt it. */
static sigset_t block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	for (size_t i = 0; i < sizeof(fatal) / sizeof(*fatal); i++)
		sigaddset(&set, fatal[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return set;
}

/*
 * Kills the tests, which are process groups of their own: a terminal's Ctrl-C does not reach them.
 */
static _Noreturn void end_all(struct trial *trials, size_t count, int signal_number)
{
	sigset_t set;

	for (size_t i = 0; i < count; i++)
		if (trials[i].state == TRIAL_RUNNING)
			kill(-trials[i].process, signal_number);
	signal(signal_number, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, signal_number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(signal_number);
	abort();
}

static size_t gather(struct trial *trials, size_t count)
{
	size_t ended = 0;
	struct rusage used;
	int status;
	pid_t process;

	while ((process = wait4(-1, &status, WNOHANG, &used)) > 0) {
		for (size_t i = 0; i < count; i++) {
			if (trials[i].state == TRIAL_RUNNING && trials[i].process == process) {
				trial_end(&trials[i], status, &used);
				pool_report_suite(trials, count, trials[i].suite);
				ended++;
			}
		}
	}
	return ended;
}

/* Waits until at least one test is over; returns how many are. */
static size_t wait_for_one(struct trial *trials, size_t count, const sigset_t *set)
{
	const struct timespec look = {.tv_sec = LOOK_S};
	size_t ended;

	while (!(ended = gather(trials, count))) {
		int signal_number = sigtimedwait(set, NULL, &look);
		if (signal_number > 0 && signal_number != SIGCHLD)
			end_all(trials, count, signal_number);
		for (size_t i = 0; signal_number < 0 && i < count; i++)
			if (trials[i].state == TRIAL_RUNNING)
				trial_watch(&trials[i]);
	}
	return ended;
}

static bool run_all(struct trial *trials, size_t count, unsigned jobs)
{
	const sigset_t set = block_signals();
	size_t running = 0, next = 0;

	while (next < count || running > 0) {
		if (next < count && running < jobs) {
			if (!trial_start(&trials[next]))
				return false;
			next++, running++;
		} else {
			running -= wait_for_one(trials, count, &set);
		}
	}
	return true;
}

int pool_run(CU_pTestRegistry registry, unsigned jobs)
{
	size_t count = count_tests(registry), size = (count + 1) * sizeof(struct trial_counts);
	struct trial *trials = calloc(count + 1, sizeof(*trials));
	struct trial_counts *counts =
		mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double start_s = trial_now_s();
	int status = PLUMB_EXIT_UNRUNNABLE;

	if (trials && counts != MAP_FAILED) {
		list_tests(registry, trials, counts);
		if (run_all(trials, count, jobs)) {
			status = pool_report_summary(
				registry, trials, count, trial_now_s() - start_s);
		} else {
			fprintf(stderr, "a test cannot be started: %s\n", strerror(errno));
		}
	}
	for (size_t i = 0; trials && i < count; i++)
		if (trials[i].said)
			fclose(trials[i].said);
	if (counts != MAP_FAILED)
		munmap(counts, size);
	free(trials);
	return status;
}
