/* The form of the steps of a row, after its axes were replaced. docs/tables.md has it in words. */
#ifndef PLUMB_STEP_CHECK_H
#define PLUMB_STEP_CHECK_H

#include "base/json_form.h"

#include <jansson.h>
#include <stdbool.h>

/*
 * Checks a list of steps. originals: the objects of the file that stand for them, in the same
 * order; they are the same where no axis was replaced.
 */
bool plumb_steps_check(const struct plumb_form *form, const json_t *steps, const json_t *originals);

#endif
