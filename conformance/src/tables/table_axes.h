/* The axes of a table: checked, and replaced by the values that one combination has. */
#ifndef PLUMB_TABLE_AXES_H
#define PLUMB_TABLE_AXES_H

#include "base/json_form.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A file has no more; how deep one can stand in another is bounded by it. */
enum { PLUMB_MOST_AXES = 64 };

/*
 * Checks the object under the key `axes` of a file: every axis has a name and named values, and
 * no axis stands for itself, directly or through others. all: the axes that count in this file,
 * shared ones among them.
 */
bool plumb_axes_check(const struct plumb_form *form, const json_t *axes, const json_t *all);

/* One combination of the axes that a row is over. */
struct plumb_combination {
	const json_t *axes;  /* all that count in the table */
	const json_t *names; /* object: axis to the name of the value chosen */
	json_t *used;	     /* object: gets a key for every axis that was replaced */
	size_t budget;	     /* how many values the row may still grow by */
};

/*
 * The value with every {"axis": ...} replaced, as often as one stands in another; what has none in
 * it is not copied. NULL: why[] says what is wrong.
 */
json_t *plumb_axes_replace(
	struct plumb_combination *choice, const json_t *value, char *why, size_t size);

#endif
