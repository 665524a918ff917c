/* The command line of every command: its options, its help, and the messages for mistakes. */
#ifndef PLUMB_COMMAND_OPTIONS_H
#define PLUMB_COMMAND_OPTIONS_H

#include "base/words.h"
#include <stdbool.h>
#include <stddef.h>

struct plumb_option;

/* Stores the value; false: it is invalid. A flag has no value: text is NULL. */
typedef bool plumb_option_fn(const struct plumb_option *option, const char *text);

struct plumb_option {
	const char *name;
	plumb_option_fn *read;
	void *to; /* what it sets */
	const char
		*wanted; /* what its value must be, in words; NULL: any text, or one of `words` */
	double least, most; /* of a number */
	const char *const *words;
};

/* Sets *(bool *)to. */
bool plumb_option_flag(const struct plumb_option *option, const char *text);

/* The same for a flag that was there once, and is listed no more. */
bool plumb_option_gone(const struct plumb_option *option, const char *text);

/* Sets *(const char **)to, which is one of argv afterwards. */
bool plumb_option_text(const struct plumb_option *option, const char *text);

/* The same, but NULL for the word none. */
bool plumb_option_text_or_none(const struct plumb_option *option, const char *text);

/* Adds to *(struct plumb_words *)to: each time that the option is there counts. */
bool plumb_option_words(const struct plumb_option *option, const char *text);

/* Sets *(int *)to, to a whole number from `least` to `most`. */
bool plumb_option_whole(const struct plumb_option *option, const char *text);

/* Sets *(int64_t *)to in nanoseconds, to a number of seconds from `least` to `most`. */
bool plumb_option_seconds(const struct plumb_option *option, const char *text);

/* Sets *(int *)to, to which of `words` it is, a list that ends in NULL. */
bool plumb_option_word(const struct plumb_option *option, const char *text);

struct plumb_command_line {
	const char *command; /* "run" */
	const char *help;    /* what --help prints, which every command has */
	const struct plumb_option *options;
	size_t count;
	int least, most;       /* arguments behind the options; most -1: any number */
	const char *arguments; /* what they must be, in words; NULL: there are none */
	bool ends_at_argument; /* the words after the first argument are not options */
};

/*
 * Reads the options; the arguments begin at optind. False: exit with *status; a message on stderr,
 * or help on stdout, has been printed.
 */
bool plumb_command_line_read(
	const struct plumb_command_line *line, int argc, char **argv, int *status);

#endif
