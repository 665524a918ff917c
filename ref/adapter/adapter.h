#ifndef ADAPTER_H
#define ADAPTER_H

/*
 * Shared by the files of the adapter. Each may use those before it: need.c; line.c, trace.c,
 * symbol.c, encode.c, helper.c and row.c; name.c, decode.c, invocation.c, beside.c, step.c, main.c.
 *
 * The adapter ends if it runs out of memory itself. If the library does, the row gets MemoryError.
 */

#include "pysock_call.h"

#include <jansson.h>

/* --- need.c ------------------------------------------------------------------------------------*/

/* Prints the printf-like text to standard error, and ends the process. */
_Noreturn void adapter_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Returns its argument, or ends the process if that is NULL. */
void *adapter_need(void *memory);

/* --- line.c ------------------------------------------------------------------------------------*/

struct lines {
	int fd;
	char *data;
	size_t begin; /* the bytes read but not yet returned */
	size_t end;
	size_t room;
};

/*
 * Returns the next line, without its newline and without a NUL, valid until the next call; NULL at
 * the end of the input. Signals do not end the wait.
 */
const char *line_read(struct lines *lines, size_t *size);

/* Writes the whole line, which includes its newline. */
void line_write(int fd, const char *bytes, size_t size);

/* --- trace.c -----------------------------------------------------------------------------------*/

/* The places of the code that were reached for the first time, as numbers; NULL: none were. */
json_t *trace_take(void);

/* --- symbol.c ----------------------------------------------------------------------------------*/

/* The name of the error's code, as a new string of JSON; null if it has no code. */
json_t *symbol_of(const struct pysock_error *error);

/* --- idna.c ------------------------------------------------------------------------------------*/

/* Lets the calling door encode host names beyond ASCII; false if this adapter cannot. */
bool idna_begin(void);

/* --- encode.c ----------------------------------------------------------------------------------*/

/* The value as the protocol writes it, in new JSON. */
json_t *encode_value(const struct pysock_value *value);

/* --- row.c -------------------------------------------------------------------------------------*/

struct variable {
	char *name;
	struct pysock_value *value; /* NULL until the step that makes it has succeeded */
};

/* The names that a row has made so far. */
struct row {
	struct variable *variables;
	size_t count;
	size_t room;
	struct pysock_timeout timeout; /* the default before the first row */
	struct beside *beside;	       /* the calls that run beside the row: beside.h */
};

/* Makes the first row. */
void row_start(struct row *row);

/* The variable with the name of this length; NULL if there is none. */
struct variable *row_find(const struct row *row, const char *name, size_t length);

/* Finds or makes the variable of this name; valid until the next one is made. */
struct variable *row_declare(struct row *row, const char *name);

/* Gives a name to a value, taking a new reference to it. */
void row_name(struct row *row, const char *name, struct pysock_value *value);

/* Forgets one variable of the row, and drops its value. */
void row_drop(struct row *row, struct variable *variable);

/*
 * Forgets all variables, closes their sockets and files without waiting, and restores the default
 * timeout.
 */
void row_forget(struct row *row);

/* --- outcomes ----------------------------------------------------------------------------------
 * The result of preparing or playing a step. The functions below return -1 and fill the problem if
 * they have no value.
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

/* Finds the value of a name: a new reference. Does not find helpers. */
int name_resolve(const struct row *row, const char *name, struct pysock_value **value,
	struct problem *problem);

/* The same for a name that must begin with a variable. */
int name_variable(const struct row *row, const char *name, struct pysock_value **value,
	struct problem *problem);

/* --- decode.c ----------------------------------------------------------------------------------*/

/* Decodes an argument: a new reference. */
int decode_value(const struct row *row, const json_t *json, struct pysock_value **value,
	struct problem *problem);

/* --- helper.c ----------------------------------------------------------------------------------*/

struct helper {
	const char *name;
	size_t least; /* the fewest arguments that it takes */
	size_t most;
	bool keywords;
	int (*run)(const struct pysock_arguments *arguments, struct pysock_value **result,
		struct pysock_error *error);
};

/* The helper of this name, or NULL. */
const struct helper *helper_find(const char *name);

/* Lets SIGUSR1 make the call that the row hands over, if any. */
void helper_begin_signals(void);
void helper_note_signal(int number);
void helper_forget_signal(void);

int helper_call(const struct helper *helper, const struct pysock_arguments *arguments,
	struct pysock_value **result, struct pysock_error *error);

/* --- step.c ------------------------------------------------------------------------------------*/

/* Plays one step and returns its outcome; *stop says whether the row ends with it. */
json_t *step_play(struct row *row, const json_t *step, bool *stop);

#endif
