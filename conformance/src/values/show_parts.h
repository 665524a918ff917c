/* Between the files that show rows: show_value.c, show_step.c, show_outcome.c. */
#ifndef PLUMB_SHOW_PARTS_H
#define PLUMB_SHOW_PARTS_H

#include "base/text.h"

#include <jansson.h>

/* Adds the value or pattern as an expression of Python. */
void plumb_show_add_value(struct plumb_text *text, const json_t *value);

#endif
