/* JSON as text that goes on from other text; jansson's own writer takes six times as long. */
#ifndef PLUMB_JSON_TEXT_H
#define PLUMB_JSON_TEXT_H

#include "text.h"

#include <jansson.h>

/* Adds the value without blanks, as json_dumps() writes it with JSON_COMPACT. */
void plumb_json_add(struct plumb_text *text, const json_t *value);

/* Adds a string with its quotes. */
void plumb_json_add_string(struct plumb_text *text, const char *string, size_t length);

#endif
