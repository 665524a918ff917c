#include "command_options.h"

#include "base/exit_code.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/version.h"
#include <assert.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 32, SHOWN = 100 };

/* Numbers that are none of getopt's own, and no character's. */
enum { OPTION_HELP = 256, OPTION_VERSION, OPTION_LIST, OPTION_FIRST };

/* --- values ----------------------------------------------------------------------------------- */

bool plumb_option_flag(const struct plumb_option *option, const char *text)
{
	(void)text;
	*(bool *)option->to = true;
	return true;
}

bool plumb_option_gone(const struct plumb_option *option, const char *text)
{
	return plumb_option_flag(option, text);
}

static bool is_flag(const struct plumb_option *option)
{
	return option->read == plumb_option_flag || option->read == plumb_option_gone;
}

bool plumb_option_text(const struct plumb_option *option, const char *text)
{
	*(const char **)option->to = text;
	return true;
}

bool plumb_option_text_or_none(const struct plumb_option *option, const char *text)
{
	*(const char **)option->to = strcmp(text, "none") == 0 ? NULL : text;
	return true;
}

bool plumb_option_words(const struct plumb_option *option, const char *text)
{
	plumb_words_add(option->to, text);
	return true;
}

static bool read_number(const struct plumb_option *option, const char *text, double *number)
{
	char *end;

	*number = strtod(text, &end);
	return end != text && !*end && *number >= option->least && *number <= option->most;
}

bool plumb_option_whole(const struct plumb_option *option, const char *text)
{
	double number;

	if (text[strspn(text, "0123456789")] || !read_number(option, text, &number))
		return false;
	*(int *)option->to = (int)number;
	return true;
}

bool plumb_option_seconds(const struct plumb_option *option, const char *text)
{
	double seconds;

	if (!read_number(option, text, &seconds))
		return false;
	*(int64_t *)option->to = (int64_t)(seconds * 1e9);
	return true;
}

bool plumb_option_word(const struct plumb_option *option, const char *text)
{
	for (int i = 0; option->words[i]; i++) {
		if (strcmp(option->words[i], text) == 0) {
			*(int *)option->to = i;
			return true;
		}
	}
	return false;
}

/* --- what is wrong ---------------------------------------------------------------------------- */

static bool say_help(const struct plumb_command_line *line)
{
	fprintf(stderr, "plumbline %s --help lists the options\n", line->command);
	return false;
}

static bool refuse_value(
	const struct plumb_command_line *line, const struct plumb_option *option, const char *text)
{
	struct plumb_nearest nearest = {.word = text};
	char *shown = plumb_one_line(text, SHOWN);

	fprintf(stderr, "plumbline %s: --%s wants %s", line->command, option->name,
		option->words ? "one of" : option->wanted);
	for (int i = 0; option->words && option->words[i]; i++) {
		fprintf(stderr, "%s %s", i ? "," : "", option->words[i]);
		plumb_nearest_try(&nearest, option->words[i]);
	}
	fprintf(stderr, ", not '%s'", shown);
	if (nearest.best)
		fprintf(stderr, "; did you mean '%s'?", nearest.best);
	fputc('\n', stderr);
	free(shown);
	return false;
}

static bool refuse_option(const struct plumb_command_line *line, const char *given)
{
	char *word = plumb_one_line(given, SHOWN);
	struct plumb_nearest nearest = {.word = word + strspn(word, "-")};

	word[strcspn(word, "=")] = '\0';
	for (size_t i = 0; i < line->count; i++)
		plumb_nearest_try(&nearest, line->options[i].name);
	fprintf(stderr, "plumbline %s: there is no option %s", line->command, word);
	if (nearest.best)
		fprintf(stderr, "; did you mean --%s?", nearest.best);
	fputc('\n', stderr);
	free(word);
	return say_help(line);
}

static bool refuse(const struct plumb_command_line *line, int option, char **argv)
{
	const char letter[] = {'-', (char)optopt, '\0'};

	if (optopt && optopt < OPTION_HELP)
		return refuse_option(line, letter);
	if (optopt < OPTION_FIRST)
		return refuse_option(line, argv[optind - 1]);
	fprintf(stderr, "plumbline %s: --%s %s\n", line->command,
		line->options[optopt - OPTION_FIRST].name,
		option == ':' ? "wants a value" : "takes no value");
	return say_help(line);
}

static bool check_arguments(const struct plumb_command_line *line, int count)
{
	if (count >= line->least && (line->most < 0 || count <= line->most))
		return true;
	if (line->arguments)
		fprintf(stderr, "plumbline %s: want %s\n", line->command, line->arguments);
	else
		fprintf(stderr, "plumbline %s: takes no arguments\n", line->command);
	return say_help(line);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void list_options(const struct plumb_command_line *line, struct option *all)
{
	assert(line->count <= MOST_OPTIONS);
	for (size_t i = 0; i < line->count; i++) {
		all[i] = (struct option){line->options[i].name,
			is_flag(&line->options[i]) ? no_argument : required_argument, NULL,
			OPTION_FIRST + (int)i};
	}
	all[line->count] = (struct option){"help", no_argument, NULL, OPTION_HELP};
	all[line->count + 1] = (struct option){"version", no_argument, NULL, OPTION_VERSION};
	all[line->count + 2] = (struct option){"list-options", no_argument, NULL, OPTION_LIST};
}

/* For shell completion: the name, flag or value, and the words that the value may be. */
static void print_options(const struct plumb_command_line *line)
{
	for (size_t i = 0; i < line->count; i++) {
		const struct plumb_option *option = &line->options[i];
		if (option->read == plumb_option_gone)
			continue;
		printf("--%s\t%s\t", option->name, is_flag(option) ? "flag" : "value");
		for (int k = 0; option->words && option->words[k]; k++)
			printf("%s%s", k ? " " : "", option->words[k]);
		putchar('\n');
	}
}

static void answer(const struct plumb_command_line *line, int number)
{
	if (number == OPTION_HELP)
		fputs(line->help, stdout);
	else if (number == OPTION_VERSION)
		printf("plumbline %s\n", plumb_version);
	else
		print_options(line);
}

/* Of the option of that name; '?': the command has none. */
static int number_of(const struct plumb_command_line *line, const char *name)
{
	for (size_t i = 0; i < line->count; i++)
		if (strcmp(line->options[i].name, name) == 0)
			return OPTION_FIRST + (int)i;
	optopt = 0;
	return '?';
}

bool plumb_command_line_read(
	const struct plumb_command_line *line, int argc, char **argv, int *status)
{
	struct option all[MOST_OPTIONS + 4] = {0};
	int number;

	list_options(line, all);
	opterr = 0;
	*status = PLUMB_EXIT_USAGE;
	while ((number = getopt_long(
			argc, argv, line->ends_at_argument ? "+:h" : ":vh", all, NULL)) != -1) {
		if (number == 'v')
			number = number_of(line, "verbose");
		if (number == 'h')
			number = OPTION_HELP;
		if (number >= OPTION_HELP && number < OPTION_FIRST) {
			answer(line, number);
			*status = PLUMB_EXIT_GOOD;
			return false;
		}
		if (number == '?' || number == ':')
			return refuse(line, number, argv);
		const struct plumb_option *option = &line->options[number - OPTION_FIRST];
		if (!option->read(option, optarg))
			return refuse_value(line, option, optarg);
	}
	return check_arguments(line, argc - optind);
}
