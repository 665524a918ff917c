/*
 * The lines of a JSON text on which its objects, its lists and the keys of its objects stand.
 * jansson gives no positions of values, but it keeps the order of keys: what a scan of the text
 * meets and what a walk through the values meets are the same things in the same order.
 */
#ifndef PLUMB_LINES_H
#define PLUMB_LINES_H

#include <jansson.h>
#include <stddef.h>

struct plumb_lines;

/* Deeper nesting than this is refused before anything recurses. */
enum { PLUMB_FILE_DEPTH = 80 };

/* The line, from 1, on which a text nests deeper than PLUMB_FILE_DEPTH; 0: it does not. */
int plumb_lines_too_deep(const char *text, size_t length);

/* root: jansson's value of the text, in which it must not have replaced a key. */
struct plumb_lines *plumb_lines_new(const char *text, size_t length, const json_t *root);

void plumb_lines_free(struct plumb_lines *lines);

/*
 * The line of an object or list of that text, from 1; 0: it is not one of them, or NULL, or there
 * are no lines.
 */
int plumb_lines_of(const struct plumb_lines *lines, const json_t *container);

/* The line of a key; where the object has no such key, or key is NULL, that of the object. */
int plumb_lines_of_key(const struct plumb_lines *lines, const json_t *object, const char *key);

#endif
