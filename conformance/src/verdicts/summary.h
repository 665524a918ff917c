/*
 * What a run comes to, in few lines: of each subject the sentences that do not hold, the gravest
 * first, the names under which they are documented, and what can be done next.
 */
#ifndef PLUMB_SUMMARY_H
#define PLUMB_SUMMARY_H

#include "sides/side.h"
#include "tally.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct plumb_summary;

struct plumb_summary *plumb_summary_new(void);

/* Takes in a row that a subject passed. subject: its number, from 0. */
void plumb_summary_pass(struct plumb_summary *summary, const struct plumb_row *row, size_t subject);

/* The same of any row, with what results.jsonl has of the subject. */
void plumb_summary_add(struct plumb_summary *summary, const struct plumb_row *row, size_t subject,
	const json_t *verdict);

/*
 * The sentences that do not hold for the subject, a line each, but for what a baseline says: how
 * rows depart from that is told by plumb_terminal_baseline(). number: of the subject, from 0.
 */
void plumb_summary_print(const struct plumb_summary *summary, size_t number);

/* What of the run the user may want next. */
struct plumb_next {
	const char *results;  /* the directory of results.jsonl; NULL: there is none */
	const char *baseline; /* the file; NULL: none */
	const char *tables;   /* --tables; NULL: the project's own */
	const char *oracle;   /* --oracle; NULL: the usual one */
	const char *options;  /* others that decide verdicts, each after a blank */
	bool departs;	      /* from the baseline */
	const char *subject;  /* as on the command line, the first one */
};

/* The commands, with the run's own arguments; nothing where nothing went wrong. */
void plumb_summary_print_next(const struct plumb_summary *summary, const struct plumb_next *next);

void plumb_summary_free(struct plumb_summary *summary);

/* How many columns the terminal has; 100 where standard output is none. */
int plumb_summary_width(void);

#endif
