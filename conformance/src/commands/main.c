/* plumbline: the conformance runner. This file only finds the command. */
#include "adapters/launch.h"
#include "base/exit_code.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/version.h"
#include "command.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *what; /* NULL: not for people */
};

static const struct command commands[] = {
	{"run", plumb_command_run, "play the tables against implementations and the oracle"},
	{"list", plumb_command_list, "print the rows: id, clause, sentence"},
	{"lab", plumb_command_lab, "run a command in a private network with its own names"},
	{"report", plumb_command_report,
		"make a page, JUnit XML, TAP or another form from results"},
	{"merge", plumb_command_merge, "join the results of the shards of a run"},
	{"diff", plumb_command_diff, "print what has changed between two runs"},
	{"clauses", plumb_command_clauses,
		"print the promises of the document and how many rows prove each"},
	{"export", plumb_command_export, "write the rows as one JSON file, with axes replaced"},
	{"repro", plumb_command_repro, "write one row as a stand-alone script"},
	{"drift", plumb_command_drift, "print where CPython has left the document, by version"},
	{"search", plumb_command_search, "look for differences that no row covers"},
	{"doctor", plumb_command_doctor, "check an adapter before you trust its results"},
	{"launch", plumb_launch, NULL},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void usage(FILE *out)
{
	fputs("usage: plumbline COMMAND [OPTION...] [ARGUMENT...]\n\n", out);
	for (size_t i = 0; i < COMMANDS; i++)
		if (commands[i].what)
			fprintf(out, "  %-8s  %s\n", commands[i].name, commands[i].what);
	fputs("\nFor more, use plumbline COMMAND --help (or -h) or plumbline help COMMAND. The "
	      "only\n"
	      "other option is --version.\n\n"
	      "Exit status: 0 success; 1 some row or clause is not as expected; 2 wrong use, or a\n"
	      "malformed table; 3 a subject or the oracle could not be run; 4 the results could\n"
	      "not be written; 128 and more: ended by that signal.\n",
		out);
}

static int refuse(const char *word)
{
	char *shown = plumb_one_line(word, 100);
	struct plumb_nearest nearest = {.word = shown};

	for (size_t i = 0; i < COMMANDS; i++)
		if (commands[i].what)
			plumb_nearest_try(&nearest, commands[i].name);
	fprintf(stderr, "plumbline: there is no command '%s'", shown);
	if (nearest.best)
		fprintf(stderr, "; did you mean '%s'?", nearest.best);
	fputs("\nplumbline --help lists the commands\n", stderr);
	free(shown);
	return PLUMB_EXIT_USAGE;
}

static bool is_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0;
}

/* plumbline help, and plumbline help COMMAND. */
static int run_help(int argc, char **argv)
{
	static char option[] = "--help";

	for (size_t i = 0; argc > 2 && i < COMMANDS; i++)
		if (commands[i].what && strcmp(argv[2], commands[i].name) == 0)
			return commands[i].run(2, (char *[]){argv[2], option, NULL});
	if (argc > 2)
		return refuse(argv[2]);
	usage(stdout);
	return PLUMB_EXIT_GOOD;
}

static int run_command(int argc, char **argv)
{
	if (argc < 2) {
		usage(stderr);
		return PLUMB_EXIT_USAGE;
	}
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	if (is_help(argv[1]))
		return run_help(argc, argv);
	if (strcmp(argv[1], "--version") == 0) {
		printf("plumbline %s\n", plumb_version);
		return PLUMB_EXIT_GOOD;
	}
	return refuse(argv[1]);
}

/*
 * If the caller closed one of the first three descriptors, the next file or socket would take its
 * number and receive what is printed; libuv cannot cope with that either. Fill the gap with a
 * read-only file, on which printing fails as on a closed one.
 */
static bool fill_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	return fd >= 0 && close(fd) == 0;
}

static void on_limit(int number)
{
	(void)number;
}

/*
 * Make a file size limit fail write(), like a full disk, instead of ending the program. Use a
 * handler, since adapters would inherit an ignored signal.
 */
static void take_size_limit_as_error(void)
{
	struct sigaction action = {.sa_handler = on_limit, .sa_flags = SA_RESTART}, before;

	if (sigaction(SIGXFSZ, NULL, &before) == 0 && before.sa_handler == SIG_DFL)
		sigaction(SIGXFSZ, &action, NULL);
}

/* The last output may still be buffered, and the disk may be full. */
int main(int argc, char **argv)
{
	take_size_limit_as_error();
	int status = fill_descriptors() ? run_command(argc, argv) : PLUMB_EXIT_UNRUNNABLE;
	bool lost = fflush(stdout) != 0 || ferror(stdout);

	if (!lost || status > PLUMB_EXIT_BAD)
		return status;
	fputs("plumbline: standard output could not be written\n", stderr);
	return PLUMB_EXIT_UNWRITTEN;
}
