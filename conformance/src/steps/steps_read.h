/* The steps of a row out of their table. docs/tables.md has the form in words. */
#ifndef PLUMB_STEPS_READ_H
#define PLUMB_STEPS_READ_H

#include "base/json_form.h"
#include "step.h"

#include <jansson.h>
#include <stdbool.h>

/*
 * Reads a list of steps in which no axis is left. originals: the objects of the file that stand
 * for them, in the same order; they are the same where no axis was replaced. False: there are
 * complaints, and nothing was read.
 */
bool plumb_steps_read(struct plumb_steps *steps, const struct plumb_form *form, const json_t *list,
	const json_t *originals);

/* The one step {"get": name}, of no table; without an expectation it must succeed. */
void plumb_steps_make_get(struct plumb_steps *steps, const char *name);

#endif
