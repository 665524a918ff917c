/* Runs of fixtures/runs/listed.json with a baseline, for tests. */
#ifndef PLUMB_BASELINE_STAND_H
#define PLUMB_BASELINE_STAND_H

#include "shell.h"

/* What listed.json comes to: its five rows are passes, fails, fails-too, breaks and skips. */
#define BASELINE_ALL                                                                               \
	"listed/fails FAIL # \"0.0.0.1\" ## why\n"                                                 \
	"listed/fails-too FAIL\n"                                                                  \
	"listed/breaks BROKEN # raises error\n"

/* A run of it, for the shell. */
#define BASELINE_RUN                                                                               \
	"\"$PLUMBLINE\" run ref --lab none --oracle none --tables \"$RUNS/listed.json\" --out "    \
	"none "

/* Plays it with a baseline of that text. edit: a script of sed that changes what rows expect. */
struct shell baseline_play(const char *edit, const char *baseline, const char *options);

/* Checks the status of such a run, and that it says so. */
void check_baseline(const char *edit, const char *baseline, int status, const char *said);

/*
 * Checks that the updated file is as expected and makes the same run succeed, and that a second
 * update changes nothing.
 */
void check_baseline_update(const char *edit, const char *before, const char *after);

#endif
