/*
 * A script while it is written: its body, and what the body needs before it. Between the files
 * that write rows as scripts of Python.
 */
#ifndef PLUMB_REPRO_SCRIPT_H
#define PLUMB_REPRO_SCRIPT_H

#include "base/text.h"
#include "tables/table.h"
#include <jansson.h>
#include <stdbool.h>

/* Modules of the standard library, one bit each; `socket` is there in any case. */
enum {
	PLUMB_IMPORT_ERRNO = 1 << 0,
	PLUMB_IMPORT_FAULTHANDLER = 1 << 1,
	PLUMB_IMPORT_GC = 1 << 2,
	PLUMB_IMPORT_IO = 1 << 3,
	PLUMB_IMPORT_ITERTOOLS = 1 << 4,
	PLUMB_IMPORT_OS = 1 << 5,
	PLUMB_IMPORT_SELECT = 1 << 6,
	PLUMB_IMPORT_SIGNAL = 1 << 7,
	PLUMB_IMPORT_STRUCT = 1 << 8,
	PLUMB_IMPORT_SYS = 1 << 9,
	PLUMB_IMPORT_TEMPFILE = 1 << 10,
	PLUMB_IMPORT_THREADING = 1 << 11,
	PLUMB_IMPORT_TIME = 1 << 12,
	PLUMB_IMPORT_ARRAY = 1 << 13,
	PLUMB_IMPORT_FCNTL = 1 << 14,
	PLUMB_IMPORT_RESOURCE = 1 << 15,
};

/* The most characters that are shown of a step or a promise. */
enum { PLUMB_SCRIPT_SHOWN = 160 };

struct plumb_script {
	const struct plumb_row *row;
	const char *preamble; /* what stands before the steps, by the user; NULL: nothing */
	const char *version;  /* of CPython, whose ways are promised; NULL: the document's are */
	const char *far; /* the name of the standard library's socket module, for the far end */
	struct plumb_text body;
	int depth;	  /* of indentation */
	unsigned imports; /* PLUMB_IMPORT_* */
	bool checks;	  /* these say which helpers it needs */
	bool attempts;
	bool meanwhile; /* the far end has a thread */
	bool begins;	/* a call runs beside the others */
	bool is_green;	/* the module's package has threads of its own */
	bool index;
	bool ints;
	bool audits;
	bool directory;
	bool kept;		   /* a list of what must not be closed */
	bool hears;		   /* a list of what the far end hears in a thread */
	bool handles;		   /* the signal makes a call of the row's */
	bool signals;		   /* SIGUSR1 has a handler */
	json_t *variables;	   /* object: the names that the row has given until now */
	json_t *peers;		   /* object: each peer's expression of its address */
	json_t *datagrams;	   /* object: the peers that hear datagrams */
	struct plumb_text heard;   /* what the far end must hear in a thread, item by item */
	struct plumb_text promise; /* the same in words */
	char why[256];		   /* what cannot be said; "" */
};

/* Adds a line to the body, with its indentation and its newline. */
__attribute__((format(printf, 2, 3))) void plumb_script_line(
	struct plumb_script *script, const char *format, ...);

/*
 * Adds the line that holds the condition, and says the promise where it is not so. came: the
 * variable that is shown then.
 */
void plumb_script_check(
	struct plumb_script *script, const char *condition, const char *promise, const char *came);

/* Says that the row cannot be said in a script; what was said first stands. */
void plumb_script_give_up(struct plumb_script *script, const char *why);

/* Adds a variable of the row by a name that Python and the script itself leave free. */
void plumb_script_add_name(struct plumb_text *text, const char *name);

/* Adds s.recv or socket.inet_aton: a name of a step. */
void plumb_script_add_callee(
	struct plumb_script *script, struct plumb_text *text, const char *name);

/* Adds a value without patterns as an expression. */
void plumb_script_add_value(
	struct plumb_script *script, struct plumb_text *text, const json_t *value);

/* The same as a new string. */
char *plumb_script_value(struct plumb_script *script, const json_t *value);

/* The condition that what came goes the way. A new string; NULL where the way promises nothing. */
char *plumb_script_condition(
	struct plumb_script *script, const struct plumb_way *way, const char *came);

/* Adds the condition that what came fits the pattern. */
void plumb_script_fit(struct plumb_script *script, struct plumb_text *text, const json_t *pattern,
	const char *came);

/* Adds what the script is about, as comments. */
void plumb_script_add_sentence(const struct plumb_row *row, struct plumb_text *text);

/* Adds that a script which hangs ends, where the Python can do so. */
void plumb_script_add_patience(struct plumb_text *text);

/* Adds all that stands before the steps, once these are written. */
void plumb_script_add_head(
	const struct plumb_script *script, struct plumb_text *text, const char *module);

/* A step of the row, with what is promised of it. */
void plumb_script_step(struct plumb_script *script, const struct plumb_step *step);

/* A step of the far end. */
void plumb_script_far_step(struct plumb_script *script, const struct plumb_step *step);

/* Waits for the thread of a `meanwhile`, and checks what the far end heard in it. */
void plumb_script_far_end(struct plumb_script *script);

#endif
