#include "command_options.h"

#include "base/exit_code.h"
#include <assert.h>
#include <getopt.h>
#include <stdio.h>

/* Numbers that are not that of '?', with which getopt tells of a wrong option. */
enum { OPTION_HELP = 1, OPTION_FIRST };

static void list_options(const struct plumb_command_options *options, struct option *all)
{
	assert(options->count <= PLUMB_MOST_COMMAND_OPTIONS);
	for (size_t i = 0; i < options->count; i++) {
		const struct plumb_command_option *option = &options->options[i];
		assert(!option->value != !option->flag);
		all[i] = (struct option){option->name,
			option->value ? required_argument : no_argument, NULL,
			OPTION_FIRST + (int)i};
	}
	all[options->count] = (struct option){"help", no_argument, NULL, OPTION_HELP};
}

static void keep(const struct plumb_command_option *option)
{
	if (option->value)
		*option->value = optarg;
	else
		*option->flag = true;
}

bool plumb_command_options_read(
	const struct plumb_command_options *options, int argc, char **argv, int *status)
{
	struct option all[PLUMB_MOST_COMMAND_OPTIONS + 2] = {0};
	int option;

	list_options(options, all);
	while ((option = getopt_long(argc, argv, "", all, NULL)) != -1) {
		if (option == OPTION_HELP) {
			fputs(options->help, stdout);
			*status = PLUMB_EXIT_GOOD;
			return false;
		}
		if (option == '?') {
			fputs(options->wrong ? options->wrong : options->help, stderr);
			*status = PLUMB_EXIT_USAGE;
			return false;
		}
		keep(&options->options[option - OPTION_FIRST]);
	}
	return true;
}
