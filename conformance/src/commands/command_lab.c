/* plumbline lab: a shell, or a command, inside a lab. */
#include "command.h"
#include "command_options.h"

#include "base/exit_code.h"
#include "base/place.h"
#include "lab/lab.h"
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
	"usage: plumbline lab [-- COMMAND [ARGUMENT...]]\n"
	"\n"
	"Runs the command, or a shell, on the near host of a private network in which\n"
	"host names, services and protocols are the same on every machine.\n"
	"Its exit status is the command's.\n";

static int run_inside(char **argv)
{
	char why[256];
	char *directory = plumb_place_of("fixtures/lab");
	int entered = plumb_lab_enter(directory, -1, why, sizeof(why));

	free(directory);
	if (entered != 0) {
		fprintf(stderr, "plumbline lab: no lab is possible here: %s\n", why);
		return PLUMB_EXIT_UNRUNNABLE;
	}
	execvp(argv[0], argv);
	int status = errno == ENOENT ? 127 : 126;
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	return status;
}

int plumb_command_lab(int argc, char **argv)
{
	const char *shell = getenv("SHELL");
	char *shell_argv[] = {(char *)(shell ? shell : "/bin/sh"), NULL};
	/* The options end where the command begins, even without "--". */
	const struct plumb_command_line line = {
		.command = "lab", .help = help, .most = -1, .ends_at_argument = true};
	int status;

	if (!plumb_command_line_read(&line, argc, argv, &status))
		return status;
	return run_inside(optind < argc ? argv + optind : shell_argv);
}
