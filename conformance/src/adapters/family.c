#include "family.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* A killed process takes its children along, even if it dies before this line. */
static void die_with_parent(int parent_gone_fd)
{
	char byte;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* From inside, every parent outside is process 0; the pipe shows whether it lives. */
	if (read(parent_gone_fd, &byte, 1) == 0)
		_exit(1);
	close(parent_gone_fd);
}

/*
 * Neither the first process nor the one outside holds the adapter's pipes, or ends by a signal.
 * kept_fd, which is above standard error, becomes the only other descriptor.
 */
static void stand_aside(int kept_fd)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		dup2(nothing, fd);
	dup2(kept_fd, STDERR_FILENO + 1);
	close_range(STDERR_FILENO + 2, ~0U, 0);
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_IGN);
}

/* The first process inherits the orphans; they are reaped since SIGCHLD is ignored. */
static _Noreturn void be_first(int parent_gone_fd)
{
	prctl(PR_SET_NAME, "first");
	die_with_parent(parent_gone_fd);
	stand_aside(STDERR_FILENO);
	for (;;)
		pause();
}

static _Noreturn void end_as(int status)
{
	sigset_t none;

	if (WIFEXITED(status))
		_exit(WEXITSTATUS(status));
	signal(WTERMSIG(status), SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	raise(WTERMSIG(status));
	_exit(128 + WTERMSIG(status));
}

/* Outside: nobody of the family is left when this process ends. */
static _Noreturn void wait_for(pid_t adapter, pid_t first, int lifeline_fd)
{
	int status = 0;

	stand_aside(lifeline_fd);
	signal(SIGCHLD, SIG_DFL);
	while (waitpid(adapter, &status, 0) != adapter)
		continue;
	kill(first, SIGKILL);
	while (waitpid(first, NULL, 0) != first)
		continue;
	end_as(status);
}

void plumb_family_begin(void)
{
	int lifeline[2]; /* its end is not there to be read while the process outside lives */
	pid_t adapter;

	if (pipe2(lifeline, O_CLOEXEC | O_NONBLOCK) != 0 || unshare(CLONE_NEWPID) != 0)
		return;
	pid_t first = fork();
	if (first == 0) {
		close(lifeline[1]);
		be_first(lifeline[0]);
	}
	adapter = first < 0 ? -1 : fork();
	if (adapter > 0)
		wait_for(adapter, first, lifeline[1]);
	if (adapter < 0)
		_exit(1);
	close(lifeline[1]);
	die_with_parent(lifeline[0]);
	mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
}
