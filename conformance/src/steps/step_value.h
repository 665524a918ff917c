/* The values in a step, wherever one stands. */
#ifndef PLUMB_STEP_VALUE_H
#define PLUMB_STEP_VALUE_H

#include "base/json_form.h"
#include "values/value.h"

#include <jansson.h>
#include <stdbool.h>

/* Whether a value of a step may stand there; complains at the key of the file's object. */
bool plumb_step_value_check(const struct plumb_form *form, const json_t *value,
	enum plumb_place place, const json_t *at, const char *key);

#endif
