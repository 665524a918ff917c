/* The form of the steps of a row, after its axes were replaced. docs/tables.md has it in words. */
#ifndef PLUMB_STEP_CHECK_H
#define PLUMB_STEP_CHECK_H

#include "json_form.h"

#include <jansson.h>
#include <stdbool.h>

/* More alternatives than this on one step, drift and defect together, are a mistake. */
enum { PLUMB_MOST_ALTERNATIVES = 32 };

/*
 * Checks a list of steps. originals: the objects of the file that stand for them, in the same
 * order; they are the same where no axis was replaced.
 */
bool plumb_steps_check(const struct plumb_form *form, const json_t *steps, const json_t *originals);

/* Whether a value of a step may stand there; complains at the key of the file's object. */
bool plumb_step_value_check(const struct plumb_form *form, const json_t *value, unsigned place,
	const json_t *at, const char *key);

/* What a step expects: gives, raises, text, absent, takes, drift and defect. */
bool plumb_expectation_check(const struct plumb_form *form, const json_t *step, const json_t *at);

/*
 * The names in a list of steps: none is used before it is named, and none that is never named. The
 * list has the right form.
 */
bool plumb_names_check(const struct plumb_form *form, const json_t *steps, const json_t *originals);

#endif
