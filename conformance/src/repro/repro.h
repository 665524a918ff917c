/*
 * Writes a row as a stand-alone program for a bug tracker, without suite or adapter: the steps,
 * what the document promises of each, and what happened instead.
 */
#ifndef PLUMB_REPRO_H
#define PLUMB_REPRO_H

#include "tables/table.h"
#include <stddef.h>

/*
 * A script of Python 3 that exits with status 0 where the module does what the document promises
 * with 1 where it does not, and with 2 where it could not be run: a name or a module is missing, or
 * a step that only prepares has failed. module is what is imported as the module under test:
 * "socket", "gevent.socket". version: NULL, or a version of CPython ("3.11"), whose ways are the
 * promise on steps with drift. preamble: NULL, or lines of Python that stand after the imports, say
 * to give the module addresses in another form. A new string. NULL: why[] says what cannot be said
 * in a script.
 */
char *plumb_repro_python(const struct plumb_row *row, const char *module, const char *version,
	const char *preamble, char *why, size_t size);

#endif
