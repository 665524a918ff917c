/* Writes a step's promise as lines of a script. */
#ifndef PLUMB_REPRO_PROMISE_H
#define PLUMB_REPRO_PROMISE_H

#include "repro_script.h"

/*
 * The promise of the script for the step: the document's or, for a version of CPython, its first
 * drift or its detail.
 */
const struct plumb_way *plumb_promise_of(
	const struct plumb_script *script, const struct plumb_expectation *expectation);

/*
 * The condition that what came goes the way or, of CPython's own version, is as a known defect does
 * it. NULL: the step must simply succeed. Where the document promises nothing of the step, anything
 * may come. A new string.
 */
char *plumb_promise_condition(struct plumb_script *script, const struct plumb_step *step,
	const struct plumb_way *way, const char *came);

/* Adds the line that holds the condition of a way. shown: the step; came: the variable. */
void plumb_promise_check(struct plumb_script *script, const struct plumb_way *way,
	const char *shown, const char *condition, const char *came);

/* Adds the line that holds how long the step took, if that is promised. */
void plumb_promise_check_time(struct plumb_script *script,
	const struct plumb_expectation *expectation, const char *shown);

/* Adds a comment for each way in which the step may end beside the promised one. */
void plumb_promise_add_alternatives(struct plumb_script *script,
	const struct plumb_expectation *expectation, const struct plumb_way *promised);

#endif
