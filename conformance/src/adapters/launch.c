#include "launch.h"

#include "base/exit_code.h"
#include "family.h"
#include "lab/lab.h"
#include "watch/watch_filter.h"
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* A runner that was killed takes its adapters with it, also one that died before this line. */
static void die_with_parent(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(PLUMB_EXIT_UNRUNNABLE);
}

/* A crash is expected of some subjects; a core file would be left behind. */
static void leave_no_core(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
}

static int start_program(char **argv)
{
	execvp(argv[0], argv);
	int status = errno == ENOENT ? 127 : 126;
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	return status;
}

int plumb_launch(int argc, char **argv)
{
	bool watched = argc > 2 && strcmp(argv[2], "--watch") == 0;
	int lab = watched ? 3 : 2;
	int dashes = argc > lab && strcmp(argv[lab], "--") != 0 ? lab + 1 : lab;
	char why[256];

	if (argc <= dashes + 1 || strcmp(argv[dashes], "--") != 0) {
		fputs("plumbline launch: want PARENT [--watch] [LAB] -- COMMAND [ARGUMENT...]\n",
			stderr);
		return PLUMB_EXIT_USAGE;
	}
	if (dashes > lab && plumb_lab_enter(argv[lab], PLUMB_LAUNCH_DOOR, why, sizeof why)) {
		fprintf(stderr, "plumbline launch: no lab: %s\n", why);
		return PLUMB_EXIT_UNRUNNABLE;
	}
	die_with_parent((pid_t)strtol(argv[1], NULL, 10));
	leave_no_core();
	if (dashes > lab)
		plumb_family_begin();
	if (watched)
		plumb_watch_enter(PLUMB_LAUNCH_WATCH);
	return start_program(argv + dashes + 1);
}
