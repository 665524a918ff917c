/* Between the files that show rows: show_value.c, show_outcome.c and steps/step_show.c. */
#ifndef PLUMB_SHOW_PARTS_H
#define PLUMB_SHOW_PARTS_H

#include "base/text.h"

#include <jansson.h>

/* Adds the value or pattern as an expression of Python. */
void plumb_show_add_value(struct plumb_text *text, const json_t *value);

#endif
