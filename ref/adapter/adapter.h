#ifndef ADAPTER_H
#define ADAPTER_H

/*
 * What the files of the adapter share. From below: need.c; line.c, trace.c, symbol.c, encode.c,
 * helper.c and row.c; name.c, decode.c, invocation.c, beside.c, step.c, main.c.
 *
 * Running out of memory ends the process: the adapter's own, that is. Where the library runs out
 * of it, the row hears of MemoryError.
 */

#include "pysock_call.h"

#include <jansson.h>

/* --- need.c ------------------------------------------------------------------------------------*/

/* Prints the printf-like text to standard error, and ends the process. */
_Noreturn void adapter_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Returns its argument, or ends the process where it is NULL. */
void *adapter_need(void *memory);

/* --- line.c ------------------------------------------------------------------------------------*/

struct lines {
	int fd;
	char *data;
	size_t begin; /* of what has been read but not given out */
	size_t end;
	size_t room;
};

/*
 * The next line, without its newline and not terminated, valid until the next call; NULL at the
 * end of the input. A signal does not end the wait.
 */
const char *line_read(struct lines *lines, size_t *size);

/* Writes all of the line, in which its newline is. */
void line_write(int fd, const char *bytes, size_t size);

/* --- trace.c -----------------------------------------------------------------------------------*/

/* The places of the code that were reached for the first time, as numbers; NULL: none were. */
json_t *trace_take(void);

/* --- symbol.c ----------------------------------------------------------------------------------*/

/* The error's code by its name, as a new string of JSON; null where it has none. */
json_t *symbol_of(const struct pysock_error *error);

/* --- idna.c ------------------------------------------------------------------------------------*/

/* Lets the door encode host names beyond ASCII; false where the adapter cannot. */
bool idna_begin(void);

/* --- encode.c ----------------------------------------------------------------------------------*/

/* The value as the protocol writes it, in new JSON. */
json_t *encode_value(const struct pysock_value *value);

/* --- row.c -------------------------------------------------------------------------------------*/

struct variable {
	char *name;
	struct pysock_value *value; /* NULL until the step that gives it has succeeded */
};

/* What one row has named so far. */
struct row {
	struct variable *variables;
	size_t count;
	size_t room;
	struct pysock_timeout timeout; /* the default before the first row */
	struct beside *beside;	       /* the calls that run beside it: beside.h */
};

/* Makes the first row. */
void row_start(struct row *row);

/* The variable of that name, whose length is given; NULL where there is none. */
struct variable *row_find(const struct row *row, const char *name, size_t length);

/* The variable of that name, which is made where there is none; valid until the next is made. */
struct variable *row_declare(struct row *row, const char *name);

/* Names a value, of which it takes a reference. */
void row_name(struct row *row, const char *name, struct pysock_value *value);

/* Forgets one variable, which is the row's own, and drops its value. */
void row_drop(struct row *row, struct variable *variable);

/* Forgets all of them, closes what they hold without waiting, and restores the default timeout. */
void row_forget(struct row *row);

/* --- outcomes ----------------------------------------------------------------------------------
 * What became of preparing or playing a step. The functions below return -1 and fill the problem
 * where they do not return a value.
 */

enum problem_kind {
	PROBLEM_RAISED, /* error */
	PROBLEM_LACKS,	/* text is the name */
	PROBLEM_BROKEN	/* text says why */
};

struct problem {
	enum problem_kind kind;
	struct pysock_error error;
	char text[256];
};

int problem_lacks(struct problem *problem, const char *name);
int problem_broken(struct problem *problem, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* --- name.c ------------------------------------------------------------------------------------*/

/* What a name stands for: a new reference. Helpers are not found here. */
int name_resolve(const struct row *row, const char *name, struct pysock_value **value,
	struct problem *problem);

/* The same for a name that has to begin with a variable. */
int name_variable(const struct row *row, const char *name, struct pysock_value **value,
	struct problem *problem);

/* --- decode.c ----------------------------------------------------------------------------------*/

/* The value that an argument stands for: a new reference. */
int decode_value(const struct row *row, const json_t *json, struct pysock_value **value,
	struct problem *problem);

/* --- helper.c ----------------------------------------------------------------------------------*/

struct helper {
	const char *name;
	size_t least; /* how many arguments it takes */
	size_t most;
	bool keywords;
	int (*run)(const struct pysock_arguments *arguments, struct pysock_value **result,
		struct pysock_error *error);
};

/* The helper of the language with that name, or NULL. */
const struct helper *helper_find(const char *name);

/* What SIGUSR1 does until the row ends: nothing, or a call that the row has handed over. */
void helper_begin_signals(void);
void helper_note_signal(int number);
void helper_forget_signal(void);

int helper_call(const struct helper *helper, const struct pysock_arguments *arguments,
	struct pysock_value **result, struct pysock_error *error);

/* --- step.c ------------------------------------------------------------------------------------*/

/* Plays one step and returns its outcome; *stop tells whether the steps after it are not played. */
json_t *step_play(struct row *row, const json_t *step, bool *stop);

#endif
