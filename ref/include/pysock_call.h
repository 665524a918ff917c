#ifndef PYSOCK_CALL_H
#define PYSOCK_CALL_H

/*
 * The calling door of libpysock: the socket module by its Python names.
 *
 * pysock.h is the module for C programs. This header is for what speaks for a dynamic language: an
 * interpreter's binding, or an adapter process. Arguments are tagged values, and the door checks
 * their number, types and ranges as the module itself does, before it asks the system for
 * anything. A wrong type or number of arguments raises TypeError; an integer too large for its C
 * type, OverflowError; a NUL in text for the C library, ValueError, but TypeError in the host of an
 * address and of gethostbyname() and its kin, and error in an IP address; text that cannot be
 * encoded, UnicodeError; a buffer that is not contiguous, BufferError. Which error wins, where an
 * argument list has several, is decided from left to right after the number of arguments.
 *
 * Where the document and today's Python differ in what they take, the document is followed: the
 * parameters are bufsize and socktype, a backlog has to be given. The names of today, buffering and
 * type, are taken beside the document's own, and what came later is offered where it is in nobody's
 * way.
 *
 * VALUES
 *
 * A value is counted. Whoever makes one, or gets one as a result, holds one reference and gives
 * it back with pysock_value_drop(); pysock_value_share() takes another. With the last reference
 * the value goes: a tuple drops its items, a socket or a file that is still open is closed, and an
 * error of that close is lost. Values do not change, except a bytearray, whose bytes
 * recv_into() and recvfrom_into() overwrite, and what lies behind a socket or a file.
 * A value may be used by one thread at a time; two values never share anything, unless one holds
 * the other. Methods of one socket may be in pysock_call() in several threads at once, as far as
 * pysock.h allows that for the socket: a call counts neither its function nor what that holds. Each
 * thread has arguments of its own, and pysock_get() and pysock_value_drop() of what holds the
 * socket are for one thread at a time.
 *
 * Every constructor returns NULL where memory runs out, and in no other case. One that takes
 * items or a handle owns them from then on, also when it fails; and it takes NULL for an item, so
 * that constructors nest and only the outermost result is looked at.
 *
 * ERRORS
 *
 * Functions that can fail return 0, or -1 with *error filled, as in pysock.h. Their outputs are
 * untouched on failure. Out of memory is MemoryError.
 *
 * SIGNALS
 *
 * A call goes on after a signal, as in pysock.h. A language that runs its own handlers between its
 * steps runs them in what it gives to pysock_set_interrupt(), which can end the call.
 *
 * STATE
 *
 * The default timeout and what pysock_set_interrupt() sets are those of pysock.h; the door's own is
 * what pysock_set_idna() sets. All are for the whole process.
 */

#include "pysock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

enum pysock_value_kind {
	PYSOCK_VALUE_NONE,
	PYSOCK_VALUE_BOOL,
	PYSOCK_VALUE_INT,     /* an integer of at most 64 bits */
	PYSOCK_VALUE_BIG_INT, /* one beyond them, of which the digits are kept */
	PYSOCK_VALUE_FLOAT,
	PYSOCK_VALUE_STR,
	PYSOCK_VALUE_BYTES,
	PYSOCK_VALUE_BYTEARRAY,
	PYSOCK_VALUE_MEMORYVIEW, /* read-only unless it is borrowed; perhaps not contiguous */
	PYSOCK_VALUE_TUPLE,
	PYSOCK_VALUE_LIST,
	PYSOCK_VALUE_INDEX, /* no integer, but it can be used as one */
	PYSOCK_VALUE_SOCKET,
	PYSOCK_VALUE_FILE,
	PYSOCK_VALUE_TYPE,
	PYSOCK_VALUE_ITERATOR,	/* over a list or a tuple; what has been read from it is gone */
	PYSOCK_VALUE_FUNCTION,	/* a function, or a method of an object */
	PYSOCK_VALUE_EXCEPTION, /* an exception that was raised, or made */
	PYSOCK_VALUE_OBJECT	/* anything else: of no use to the module */
};

struct pysock_value;

/* --- making values ---------------------------------------------------------------------------- */

/* None. */
struct pysock_value *pysock_value_none(void);

/* True or False. */
struct pysock_value *pysock_value_bool(bool truth);

/* An int of 64 bits; for larger ones see pysock_value_big_int(). */
struct pysock_value *pysock_value_int(int64_t number);

/* A float. */
struct pysock_value *pysock_value_float(double number);

/* An object that is no int and has __index__(), which gives the number. */
struct pysock_value *pysock_value_index(int64_t number);

/*
 * The integer with these decimal digits, a minus before them perhaps; at least one digit and
 * nothing else. One that fits 64 bits becomes an ordinary integer.
 */
struct pysock_value *pysock_value_big_int(const char *digits);

/*
 * Text of size bytes of UTF-8, which may hold NULs and encoded surrogates. A byte that is no
 * part of such text becomes the surrogate U+DC00 plus its value, as Python does with file names.
 */
struct pysock_value *pysock_value_str(const char *utf8, size_t size);

/* Copies of size bytes; data may be NULL, and the bytes are then zero. */
struct pysock_value *pysock_value_bytes(const void *data, size_t size);

/* The same as a bytearray, into which calls such as recv_into() may write. */
struct pysock_value *pysock_value_bytearray(const void *data, size_t size);

/* A view of every step-th byte of size bytes, beginning with the first; step is at least 1. */
struct pysock_value *pysock_value_memoryview(const void *data, size_t size, size_t step);

/* These own the items from now on. items may be NULL where count is 0. */
struct pysock_value *pysock_value_tuple(size_t count, struct pysock_value *const items[]);

/* The same as a list. */
struct pysock_value *pysock_value_list(size_t count, struct pysock_value *const items[]);

/*
 * A contiguous view of memory that stays the caller's, and has to stay where it is as long as the
 * value lives: recv_into() and its kin fill a writable one without a copy. No NUL need follow it.
 */
struct pysock_value *pysock_value_borrowed(void *data, size_t size, bool writable);

/* An iterator over a tuple or a list, which it owns from now on. */
struct pysock_value *pysock_value_iterator(struct pysock_value *sequence);

/*
 * A file of the system's by its path, and a mode of r, w, a or x, perhaps with + and b, as the
 * language's open() has it; errors are raised as by that. A bufsize of 0 is none, for bytes alone;
 * all others are the system's own.
 */
int pysock_value_open(const char *path, const char *mode, int bufsize, struct pysock_value **file,
	struct pysock_error *error);

/* Owns the socket from now on: it is closed with the last reference, or where this fails. */
struct pysock_value *pysock_value_socket(struct pysock *socket);

/* The exception that an error is, which is copied. Its type is that of Python: ConnectionResetError
   for ECONNRESET, say. */
struct pysock_value *pysock_value_exception(const struct pysock_error *error);

/* An object of a type that the module has no use for; the name is copied. */
struct pysock_value *pysock_value_object(const char *type_name);

/* Returns the value, with one reference more. */
struct pysock_value *pysock_value_share(struct pysock_value *value);

/* Gives one reference back; NULL is let pass. errno stays as it is. */
void pysock_value_drop(struct pysock_value *value);

/* --- looking at values -------------------------------------------------------------------------
 * Each of these is for the kinds it names, and for no others. What a pointer points to belongs
 * to the value, and lives as long.
 */

/* What the value is, which says which of the functions below are for it. */
enum pysock_value_kind pysock_value_kind(const struct pysock_value *value);

/* The name of the value's type: "int", "NoneType", "socket", ... */
const char *pysock_value_type_name(const struct pysock_value *value);

/* Of BOOL, INT and INDEX. */
int64_t pysock_value_number(const struct pysock_value *value);

/* Of FLOAT. */
double pysock_value_real(const struct pysock_value *value);

/*
 * Of STR the UTF-8, with encoded surrogates where it has any; of BYTES, BYTEARRAY and MEMORYVIEW
 * the bytes; of BIG_INT the decimal digits; of TYPE, FUNCTION and OBJECT the name. A NUL follows
 * that does not count.
 */
const char *pysock_value_data(const struct pysock_value *value, size_t *size);

/* Of STR: whether all of it is Unicode, which surrogates are not. */
bool pysock_value_is_unicode(const struct pysock_value *value);

/* How many items a TUPLE or LIST has. */
size_t pysock_value_count(const struct pysock_value *value);

/* The item at index, counted from 0, of TUPLE and LIST. Its reference stays with the sequence. */
struct pysock_value *pysock_value_item(const struct pysock_value *value, size_t index);

/* Of any kind: the truth of the value, as the language has it. */
bool pysock_value_truth(const struct pysock_value *value);

/* Of SOCKET: the socket, which belongs to the value. */
struct pysock *pysock_value_handle(const struct pysock_value *value);

/* What len() says: characters of text, bytes, items. TypeError where a value has no length. */
int pysock_value_length(
	const struct pysock_value *value, size_t *length, struct pysock_error *error);

/* What type() says; NULL where memory runs out. */
struct pysock_value *pysock_value_type(const struct pysock_value *value);

/* What isinstance() says. TypeError where type is none. */
int pysock_value_is_instance(const struct pysock_value *value, const struct pysock_value *type,
	bool *answer, struct pysock_error *error);

/* --- the module and its objects ----------------------------------------------------------------
 * In all of these a NULL for object is the module itself. What is not documented is not there:
 * ioctl() outside Windows, read() and write() of a socket.
 */

/* Whether the object has an attribute of that name. */
bool pysock_has(struct pysock_value *object, const char *name);

/*
 * Reads an attribute: of the module a function, constant, exception or type; of a socket family,
 * type, proto or a method; of a file closed or a method; of an exception args and, if it is an
 * OSError, errno and strerror, and of a group exceptions; of a type __name__. AttributeError where
 * there is none.
 */
int pysock_get(struct pysock_value *object, const char *name, struct pysock_value **value,
	struct pysock_error *error);

/* Assigns an attribute: there is none that may be assigned, so this always raises AttributeError.
 */
int pysock_set(struct pysock_value *object, const char *name, struct pysock_value *value,
	struct pysock_error *error);

/*
 * Sets how the name of a host is encoded that is not ASCII, and holds no surrogates and no NUL:
 * *ascii is a new string, for free(). It returns -1 with UnicodeError, or another error, where it
 * cannot. Inside an address its errors become TypeError. NULL, as at the start: such names are
 * refused. libpysock has no IDNA of its own, but libidn2 will do.
 */
void pysock_set_idna(
	int (*encode)(const char *host_utf8, char **ascii, struct pysock_error *error));

struct pysock_keyword {
	const char *name;
	struct pysock_value *value;
};

/* The arguments of one call. They stay the caller's. NULL in place of them is none at all. */
struct pysock_arguments {
	size_t count;
	struct pysock_value *const *values;
	size_t keyword_count;
	const struct pysock_keyword *keywords;
};

/*
 * Calls what pysock_get() gave: a function, a method, or the type of sockets or of one of the
 * module's exceptions, which takes a text, or a code and a text. Raises what the
 * function raises; TypeError where the value cannot be called. result may be NULL where nobody
 * wants it: it is dropped then.
 */
int pysock_call(struct pysock_value *callable, const struct pysock_arguments *arguments,
	struct pysock_value **result, struct pysock_error *error);

/* The same by name: a function of the module, or a method of the object. */
int pysock_call_name(struct pysock_value *object, const char *name,
	const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error);

/*
 * pysock_call() for the sake of what it raises: *exception is that exception, or None. Only where
 * memory runs out for it, MemoryError is raised.
 */
int pysock_catch(struct pysock_value *callable, const struct pysock_arguments *arguments,
	struct pysock_value **exception, struct pysock_error *error);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
