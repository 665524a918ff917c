/* The forms of objects in the suite's files: their keys and types. */
#ifndef PLUMB_JSON_FORM_H
#define PLUMB_JSON_FORM_H

#include "complaint.h"
#include "lines.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The object being checked, so that complaints find their line. */
struct plumb_form {
	struct plumb_complaints *complaints;
	const struct plumb_lines *lines;
	const char *label; /* the row's id, which goes before the complaint, or NULL */
};

struct plumb_key {
	const char *name;
	unsigned types; /* sum of PLUMB_IS(JSON_...); 0: any */
	bool required;
};

#define PLUMB_IS(type) (1U << (type))

/*
 * Complains at the line of a key of an object of the file; of the object itself where it has no
 * such key, or key is NULL. False, so that a check can return it.
 */
__attribute__((format(printf, 4, 5))) bool plumb_form_complain(
	const struct plumb_form *form, const json_t *at, const char *key, const char *format, ...);

/*
 * Complains of keys that are not in the list, of those that are missing and of wrong types. at:
 * the object that stands in the file for `object`, which is the same unless axes were replaced.
 */
bool plumb_form_check(const struct plumb_form *form, const json_t *object, const json_t *at,
	const struct plumb_key *keys, size_t count);

#endif
