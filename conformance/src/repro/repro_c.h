/* A program of C while it is written. Between the files that write rows as programs of C. */
#ifndef PLUMB_REPRO_C_H
#define PLUMB_REPRO_C_H

#include "base/text.h"
#include <jansson.h>
#include <stdbool.h>

/* What a call of pysock.h leaves behind, and where. */
enum plumb_c_kind {
	PLUMB_C_NOTHING,
	PLUMB_C_NUMBER,	  /* in `value` */
	PLUMB_C_BYTES,	  /* `result` many, in `value` */
	PLUMB_C_TEXT,	  /* a string, in `value` */
	PLUMB_C_SOCKET,	  /* in `value` */
	PLUMB_C_PAIR,	  /* two sockets, in `value` */
	PLUMB_C_ADDRESS,  /* in `address` */
	PLUMB_C_ACCEPTED, /* a socket in `value`, and an address */
	PLUMB_C_RECEIVED, /* bytes in `value`, and an address */
	PLUMB_C_TIMEOUT,  /* a double in `value`, where `result` is not 0 */
};

/* The C names of a result. */
struct plumb_c_result {
	enum plumb_c_kind kind;
	const char *value;
	const char *address;
};

struct plumb_c_program {
	struct plumb_text body;
	json_t *variables; /* object: name to {"c": expression, "kind": number, "family": name} */
	json_t *names;	   /* object: the names of C that are in use */
	unsigned made;	   /* names that the program has given itself */
	bool directory;
	char why[256]; /* what cannot be said; "" */
};

/* What was said first stands. */
__attribute__((format(printf, 2, 3))) void plumb_c_give_up(
	struct plumb_c_program *program, const char *format, ...);

/* A row's variable; NULL where it has none of that name. */
const json_t *plumb_c_variable(const struct plumb_c_program *program, const char *name);

/*
 * The row's own name for what comes of a step, where it has one that is free, else the other word
 * with a number; a new string.
 */
char *plumb_c_name_for(struct plumb_c_program *program, const json_t *as, const char *otherwise);

/* These give an expression of C, a new string; they give up where the value has no such form. */
char *plumb_c_integer(struct plumb_c_program *program, const json_t *value);
char *plumb_c_string(struct plumb_c_program *program, const json_t *value);
char *plumb_c_real(struct plumb_c_program *program, const json_t *value);

/* Bytes as a literal, and how many they are. */
char *plumb_c_bytes(struct plumb_c_program *program, const json_t *value, size_t *size);

/* The condition that the result is what the row's step gives or raises; a new string. */
char *plumb_c_condition(
	struct plumb_c_program *program, const json_t *step, const struct plumb_c_result *result);

#endif
