/* Expressions of the scripts that call_script.h describes. */
#ifndef PYS_CALL_READ_H
#define PYS_CALL_READ_H

#include "pysock_call.h"

enum { SCRIPT_NAMES = 16 };

struct script_name {
	char text[16]; /* "" if the entry is free */
	struct pysock_value *value;
};

/* One script while it is played. */
struct script {
	const char *at; /* the rest of the line */
	struct script_name names[SCRIPT_NAMES];
	struct pysock_error error;
	const char *failing; /* the call of the C library that fails in the last call of a line */
	int fail_at;	     /* which one of them, from 1 */
};

/* Skips blanks, and the text if it comes next; returns whether it did. */
bool script_take(struct script *script, const char *text);

/* Reads a name. */
bool script_take_name(struct script *script, char name[32]);

/* The entry of this name, or NULL. */
struct script_name *script_find(struct script *script, const char *text);

/* Evaluates the next expression: a new reference, or NULL if it raises. */
struct pysock_value *script_read(struct script *script);

#endif
