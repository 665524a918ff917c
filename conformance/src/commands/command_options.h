/* The command lines of the commands whose options are words to keep, and nothing to convert. */
#ifndef PLUMB_COMMAND_OPTIONS_H
#define PLUMB_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* Either has a value, which is one of argv afterwards, or sets a flag; the other one is NULL. */
struct plumb_command_option {
	const char *name;
	const char **value;
	bool *flag;
};

enum { PLUMB_MOST_COMMAND_OPTIONS = 8 };

struct plumb_command_options {
	const char *help;  /* what --help prints, which every command has */
	const char *wrong; /* what a wrong option prints; NULL: the help */
	const struct plumb_command_option *options;
	size_t count; /* of them, PLUMB_MOST_COMMAND_OPTIONS at most */
};

/*
 * Reads the options; what is left of argv begins at optind. False: *status is what to exit with,
 * and everything was said: what is wrong on stderr, or help on stdout.
 */
bool plumb_command_options_read(
	const struct plumb_command_options *options, int argc, char **argv, int *status);

#endif
