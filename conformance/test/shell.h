/*
 * The runner as a user sees it: commands in a shell, in a directory of their own. There $PLUMBLINE
 * is the program built with this test, $TOP the top of the tree, and $RUNS fixtures/runs, tables
 * made for these tests.
 */
#ifndef PLUMB_SHELL_H
#define PLUMB_SHELL_H

#include <jansson.h>

struct shell {
	int status;    /* 128 plus the signal, if it was killed */
	char *out;     /* standard output */
	char *err;     /* standard error */
	json_t *lines; /* array: results.jsonl of --out "$OUT", if written */
};

/* Runs a line of sh, made by printf; ends the program if sh cannot run. */
struct shell shell_run(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Checks the status, the whole output, and that the errors contain a text (or are empty, for "");
 * then clears.
 */
void shell_settle(struct shell *shell, int status, const char *out, const char *err);

void shell_clear(struct shell *shell);

/*
 * The first subject's verdict on a row of results.jsonl, such as "PASS"; NULL if there is no such
 * row.
 */
const char *shell_verdict(const struct shell *shell, const char *row);

/* The text of that verdict; "" if it has none. */
const char *shell_text(const struct shell *shell, const char *row);

#endif
