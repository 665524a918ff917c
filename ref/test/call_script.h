/*
 * Tests of the calling door are written as Python: a line is a call as a caller would write it, and
 * its result is shown in the same way.
 *
 *     {"inet_aton('010.0.0.1')", "b'\\x08\\x00\\x00\\x01'"},
 *     {"s.recv(-1)", "ValueError"},
 *     {"a, b = socketpair()", "(<socket>, <socket>)"},
 *
 * A line is an expression, perhaps with one to four names before it, "NAME.ATTRIBUTE = VALUE" or
 * "del NAME". A value is None, True, False, an integer, a float, nan, inf, 'text' or b'bytes' with
 * \xHH (in text the bytes of its UTF-8), \n, \r, \\ and \', a tuple, a list, bytearray(b''),
 * memoryview(b''), strided(b''), index(5), object(), iter([]), open('path', 'mode'), raised(f, 5)
 * for the exception of f(5), a name of the script or of the module; a point and a name after it
 * give an attribute.
 */
#ifndef PYS_CALL_SCRIPT_H
#define PYS_CALL_SCRIPT_H

#include "pysock_call.h"

struct script_line {
	const char *line;
	const char *want; /* NULL if it does not matter */
};

/* Plays and checks the lines up to the one without text; then drops all names. */
void script_play(const char *file, int line, const struct script_line *lines);

/*
 * Plays the lines repeatedly, each time with another allocation failing in the last one, in every
 * function that allocates, until none is left. Each failure must raise MemoryError and leave
 * nothing behind.
 */
void script_starve(const char *file, int line, const struct script_line *lines);

#define PLAY(...)                                                                                  \
	script_play(__FILE__, __LINE__, (const struct script_line[]){__VA_ARGS__, {NULL, NULL}})

#define STARVE(...)                                                                                \
	script_starve(__FILE__, __LINE__, (const struct script_line[]){__VA_ARGS__, {NULL, NULL}})

#endif
