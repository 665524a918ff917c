/*
 * Runs a command and ends it when it gets nowhere any more: when it and the processes that descend
 * from it leave the processor to others for a hundred looks, one a second. A busy machine makes
 * it slow and is no reason.
 *
 *     uml-watch COMMAND [ARGUMENT...]
 *
 * Exits as the command does, with 128 and the number of the signal that killed it, 124 where it was
 * ended here, or 127 where there is no such command.
 */
#include "progress.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOKS = 100, GIVEN_UP = 124, NO_COMMAND = 127 };

/* An idle kernel has its timers, which are not progress: at most this many clock ticks a look. */
static const double idle_ticks = 0.5;

/* UML_LOOKS is for tests. */
static int patience(void)
{
	const char *looks = getenv("UML_LOOKS");

	return looks ? atoi(looks) : LOOKS;
}

static int status_of(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int watch(pid_t process)
{
	long long ticks = 0, now;
	int still = 0, looks = patience(), status;

	while (waitpid(process, &status, WNOHANG) == 0) {
		now = progress_of(process);
		still++;
		if (now < ticks || (double)(now - ticks) > idle_ticks * still + 1) {
			ticks = now;
			still = 0;
		}
		if (still > looks) {
			kill(-process, SIGKILL);
			waitpid(process, &status, 0);
			return GIVEN_UP;
		}
		sleep(1);
	}
	return status_of(status);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: uml-watch COMMAND [ARGUMENT...]\n");
		return 2;
	}
	pid_t here = getpid(), process = fork();
	if (process == 0) {
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != here)
			_exit(NO_COMMAND);
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(NO_COMMAND);
	}
	if (process < 0) {
		perror("uml-watch");
		return 1;
	}
	setpgid(process, process);
	return watch(process);
}
