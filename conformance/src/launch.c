#include "launch.h"

#include "exit_code.h"
#include <errno.h>
#include <signal.h>
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

int plumb_launch(int argc, char **argv)
{
	if (argc < 4 || strcmp(argv[2], "--") != 0) {
		fputs("plumbline launch: want PARENT -- COMMAND [ARGUMENT...]\n", stderr);
		return PLUMB_EXIT_USAGE;
	}
	die_with_parent((pid_t)strtol(argv[1], NULL, 10));
	leave_no_core();
	execvp(argv[3], argv + 3);
	int status = errno == ENOENT ? 127 : 126;
	fprintf(stderr, "%s: %s\n", argv[3], strerror(errno));
	return status;
}
