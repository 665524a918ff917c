/*
 * What the names in a row stand for while it is played on one side: the constants of that
 * side's module, the variables that its steps have named, the addresses of the row's peers and the
 * row's own directory. Resolving replaces these tags by what they stand for, so that matching
 * and sending need no knowledge of the row.
 */
#ifndef PLUMB_SCOPE_H
#define PLUMB_SCOPE_H

#include "platform.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct plumb_scope {
	json_t *constants;     /* object: name to the module's value, as the side told it */
	json_t *variables;     /* object: name to the value that the side gave */
	json_t *peers;	       /* object: name to the peer's address, as a row writes it */
	const char *directory; /* absolute path without a trailing slash, or NULL */
	const struct plumb_platform *platform; /* the side's system; NULL: as the runner's */
};

/*
 * A new value in which `peer`, `path` and `abstract` are replaced: what is sent to an adapter.
 * `const`, `var` and repeated bytes stay, for the adapter knows them itself. NULL: why[] says which
 * name is not known.
 */
json_t *plumb_resolve_argument(
	const json_t *value, const struct plumb_scope *scope, char *why, size_t size);

/*
 * A new pattern in which `const`, `var`, `peer`, `path`, `abstract`, `errno` and `c` are replaced
 * by values and repeated bytes are written out: what plumb_match() takes. A `c` that the headers
 * lack becomes {"absent": true}. NULL: why[] says which name is not known.
 */
json_t *plumb_resolve_pattern(
	const json_t *value, const struct plumb_scope *scope, char *why, size_t size);

/* What kinds of names stand in a value, as a sum. */
enum {
	PLUMB_NAMES_PEER = 1,  /* `peer` */
	PLUMB_NAMES_PATH = 2,  /* `path` and `abstract`: of the row's own directory */
	PLUMB_NAMES_OTHER = 4, /* what else plumb_resolve_pattern() replaces, repeated bytes too */
};

/* value: NULL has none. */
unsigned plumb_scope_names(const json_t *value);

/* Adds to the object `names` a key for every `const` in the pattern. False: no memory. */
bool plumb_scope_constants_of(const json_t *pattern, json_t *names);

#endif
