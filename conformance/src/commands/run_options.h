/* The options of `plumbline run`, and of the commands that choose rows in the same way. */
#ifndef PLUMB_RUN_OPTIONS_H
#define PLUMB_RUN_OPTIONS_H

#include "rows/judge.h"
#include "tables/plan.h"
#include <stdbool.h>
#include <stdint.h>

/* Of runs without --oracle. */
extern const char plumb_usual_oracle[];

struct plumb_run_options {
	struct plumb_choice choice;
	const char *tables; /* a directory or a file; NULL: the project's own */
	const char *oracle; /* a SUBJECT; NULL: none */
	const char *out;    /* a directory; NULL: nothing is written */
	enum plumb_standard standard;
	const char *baseline; /* a file; NULL: none */
	bool update_baseline;
	const char *python; /* of later clauses those that this version has; NULL: the oracle's */
	bool lab;	    /* adapters live in labs where the system permits it */
	int jobs;
	int durations; /* of so many rows, the slowest */
	int64_t deadline_ns;
	struct plumb_words
		names; /* of the subjects, in their order; the others are called as given */
	bool verbose;
	bool cunit; /* CUnit's summary at the end, not the runner's own */
	char **subjects;
	int subject_count;
};

/*
 * Reads the command line. False: *status is what to exit with, and everything was said: usage on
 * stderr, or help on stdout.
 */
bool plumb_run_options_read(struct plumb_run_options *options, int argc, char **argv, int *status);

/* Whether every row of the tables is chosen. */
bool plumb_run_is_whole(const struct plumb_run_options *options);

/*
 * Those options that decide verdicts and were given, each after a blank: " --lab none --deadline
 * 30". Without the files, the oracle and what chooses rows. The caller frees it.
 */
char *plumb_run_options_again(const struct plumb_run_options *options);

/* Also after plumb_run_options_read() has failed. */
void plumb_run_options_clear(struct plumb_run_options *options);

#endif
