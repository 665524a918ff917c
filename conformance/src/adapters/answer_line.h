/* One line of an adapter's: is it a JSON object of bounded size? */
#ifndef PLUMB_ANSWER_LINE_H
#define PLUMB_ANSWER_LINE_H

#include <jansson.h>
#include <stddef.h>

/* In one line. A value may take 250 bytes, so all of them take at most 25 MB beside their texts. */
enum { PLUMB_ANSWER_VALUES = 100000 };

/*
 * The object that the line holds; a new value. NULL: why[] says what it holds instead, in printable
 * characters, beginning with "answered". Uses memory in proportion to PLUMB_ANSWER_VALUES and to
 * the length of the line.
 */
json_t *plumb_answer_line_read(const char *line, size_t length, char *why, size_t size);

#endif
