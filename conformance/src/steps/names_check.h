/* The names in the steps of a row: its variables and its peers. */
#ifndef PLUMB_NAMES_CHECK_H
#define PLUMB_NAMES_CHECK_H

#include "base/json_form.h"
#include "step.h"

#include <jansson.h>
#include <stdbool.h>

/*
 * The names in steps that are read: none is used before it is named, and none that is never named.
 * originals: the objects of the file that stand for them, an array.
 */
bool plumb_names_check(
	const struct plumb_form *form, const struct plumb_steps *steps, const json_t *originals);

#endif
