#ifndef PYSOCK_ERROR_H
#define PYSOCK_ERROR_H

/* Errors: a part of pysock.h, which says more. */

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

/*
 * The exceptions. The first four are the module's own, and each of the last three of them is an
 * error too. The others are Python's ordinary ones; those from PYSOCK_BUFFER_ERROR on are raised
 * by the calling door (pysock_call.h) only.
 */
enum pysock_exception {
	PYSOCK_ERROR,	 /* code: errno, or none where a string alone tells what went wrong */
	PYSOCK_HERROR,	 /* code: h_errno; text: hstrerror() */
	PYSOCK_GAIERROR, /* code: EAI_*; text: gai_strerror() */
	PYSOCK_TIMEOUT,	 /* no code; the text is "timed out" */
	PYSOCK_TYPE_ERROR,
	PYSOCK_VALUE_ERROR,
	PYSOCK_OVERFLOW_ERROR,
	PYSOCK_MEMORY_ERROR,
	PYSOCK_UNICODE_ERROR,
	PYSOCK_BUFFER_ERROR,
	PYSOCK_ATTRIBUTE_ERROR,
	PYSOCK_NOT_IMPLEMENTED_ERROR,
	PYSOCK_EXCEPTION_GROUP /* several errors, of which pysock_create_connection_with() tells */
};

enum {
	PYSOCK_TEXT_SIZE = 256 /* of an error's text, with its NUL; a longer text is cut */
};

struct pysock_error {
	enum pysock_exception exception;
	bool has_code;
	int code; /* 0 where has_code is false */
	char text[PYSOCK_TEXT_SIZE];
};

/* "error", "herror", "gaierror", "timeout", "TypeError" and so on: the document's names; NULL for a
   number that is no exception. */
const char *pysock_exception_name(enum pysock_exception exception);

/*
 * Raises an error on behalf of a layer above this library: fills e, where it is not NULL, with the
 * exception and the printf-like text, without a code, and returns -1.
 */
int pysock_raise(struct pysock_error *e, enum pysock_exception exception, const char *format, ...)
#ifdef __GNUC__
	__attribute__((format(printf, 3, 4)))
#endif
	;

/* The same for an errno: PYSOCK_ERROR with that code and the system's text for it. Returns -1. */
int pysock_raise_errno(struct pysock_error *e, int code);

/*
 * Sets what is called after a signal has interrupted a system call that waits, and after each part
 * that pysock_sendall() sends, in the thread that waits: where it returns true, the call of this
 * library ends with PYSOCK_ERROR, EINTR, which no call raises otherwise; else it goes on, and its
 * deadline stays where it was. NULL, as at the start: every call goes on. There is one for the
 * process. It may call this library.
 */
void pysock_set_interrupt(bool (*interrupt)(void));

/* Asks it, on behalf of a layer above this library that waits itself. errno stays as it is. */
bool pysock_is_interrupted(void);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
