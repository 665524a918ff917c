/* The names in the steps of a row: its variables and its peers. */
#ifndef PLUMB_NAMES_CHECK_H
#define PLUMB_NAMES_CHECK_H

#include "base/json_form.h"

#include <jansson.h>
#include <stdbool.h>

/*
 * The names in a list of steps: none is used before it is named, and none that is never named. The
 * list has the right form.
 */
bool plumb_names_check(const struct plumb_form *form, const json_t *steps, const json_t *originals);

#endif
