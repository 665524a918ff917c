/* The form of what a step expects. docs/tables.md has it in words. */
#ifndef PLUMB_EXPECTATION_CHECK_H
#define PLUMB_EXPECTATION_CHECK_H

#include "base/json_form.h"

#include <jansson.h>
#include <stdbool.h>

/* What a step expects: gives, raises, text, absent, takes, drift and defect. */
bool plumb_expectation_check(const struct plumb_form *form, const json_t *step, const json_t *at);

/* Whether two objects with gives, raises, text or absent promise the same. */
bool plumb_promises_same(const json_t *a, const json_t *b);

#endif
