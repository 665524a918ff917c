/*
 * The runner as a user sees it: commands in a shell, in a directory of their own. In them
 * $PLUMBLINE is the program that was built with this test, $TOP the top of the tree, and $RUNS
 * fixtures/runs, the tables that are made for these tests.
 */
#ifndef PLUMB_SHELL_H
#define PLUMB_SHELL_H

#include <jansson.h>

struct shell {
	int status;    /* 128 plus the signal where it was killed */
	char *out;     /* standard output */
	char *err;     /* standard error */
	json_t *lines; /* array: results.jsonl of --out "$OUT", where it was written */
};

/* Runs one line of sh, by printf; ends the program where that cannot be done at all. */
struct shell shell_run(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Checks the status, all of the output, and what the errors hold ("": there are none); then clears.
 */
void shell_settle(struct shell *shell, int status, const char *out, const char *err);

void shell_clear(struct shell *shell);

/* The verdict of the first subject on a row of results.jsonl: "PASS"; NULL: no such row. */
const char *shell_verdict(const struct shell *shell, const char *row);

/* The text of that verdict; "" where it has none. */
const char *shell_text(const struct shell *shell, const char *row);

#endif
