#include "trial.h"

#include "progress.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/*
 * Longer than any deadline that a test sets, and the most processor time that one process may use.
 */
enum { LOOKS = 30, CPU_LIMIT_S = 1200 };

double trial_now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void tell_failures(void)
{
	int number = 1;

	for (CU_pFailureRecord failure = CU_get_failure_list(); failure; failure = failure->pNext) {
		printf("    %d. %s:%u  - %s\n", number++,
			failure->strFileName ? failure->strFileName : "", failure->uiLineNumber,
			failure->strCondition ? failure->strCondition : "");
	}
}

static _Noreturn void play(struct trial *trial, pid_t parent)
{
	const struct rlimit limit = {CPU_LIMIT_S, CPU_LIMIT_S};
	sigset_t none;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	setrlimit(RLIMIT_CPU, &limit);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	dup2(fileno(trial->said), STDOUT_FILENO);
	dup2(fileno(trial->said), STDERR_FILENO);
	CU_run_test(trial->suite, trial->test);
	tell_failures();
	fflush(stdout);
	trial->counts->asserts = CU_get_number_of_asserts();
	trial->counts->failures = CU_get_number_of_failures();
	trial->counts->whole = true;
	CU_cleanup_registry();
	exit(0);
}

bool trial_start(struct trial *trial)
{
	pid_t here = getpid();

	trial->said = tmpfile();
	/* Commands started by other tests must not inherit it. */
	if (!trial->said || fcntl(fileno(trial->said), F_SETFD, FD_CLOEXEC) < 0)
		return false;
	fflush(stdout);
	trial->process = fork();
	if (trial->process == 0)
		play(trial, here);
	if (trial->process < 0)
		return false;
	setpgid(trial->process, trial->process);
	trial->start_s = trial_now_s();
	trial->state = TRIAL_RUNNING;
	return true;
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

void trial_end(struct trial *trial, int status, const struct rusage *used)
{
	trial->took_s = trial_now_s() - trial->start_s;
	trial->used_s = seconds(used->ru_utime) + seconds(used->ru_stime);
	fseek(trial->said, 0, SEEK_END);
	if (WIFSIGNALED(status)) {
		fprintf(trial->said, "    killed by signal %d (%s)\n", WTERMSIG(status),
			strsignal(WTERMSIG(status)));
	} else if (!trial->counts->whole || WEXITSTATUS(status) != 0) {
		fprintf(trial->said, "    its process ended with status %d\n", WEXITSTATUS(status));
	}
	trial->state = status == 0 && trial->counts->whole && trial->counts->failures == 0
			       ? TRIAL_PASSED
			       : TRIAL_FAILED;
}

void trial_watch(struct trial *trial)
{
	long long ticks = progress_of(trial->process);

	if (ticks != trial->ticks) {
		trial->ticks = ticks;
		trial->still = 0;
	} else if (++trial->still > LOOKS) {
		fprintf(trial->said, "    given up: nothing of it runs any more\n");
		fflush(trial->said);
		kill(-trial->process, SIGKILL);
	}
}

bool trial_over(const struct trial *trial)
{
	return trial->state == TRIAL_PASSED || trial->state == TRIAL_FAILED;
}
