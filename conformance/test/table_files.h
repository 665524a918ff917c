/* Tables on disk for a test: a directory of its own, and what loading it says. */
#ifndef PLUMB_TABLE_FILES_H
#define PLUMB_TABLE_FILES_H

#include "tables/clause.h"
#include "tables/table.h"

#include <stddef.h>

/* Makes the directory; ends the program where that cannot be done. */
void files_begin(void);

/* Writes a file of it; ' in the text stands for ". */
void files_put(const char *name, const char *text);

/* The same of bytes that are written as they are. */
void files_put_bytes(const char *name, const void *bytes, size_t size);

/*
 * Loads the directory, or a file of it where a name is given. *said: what was written as errors,
 * without the directory, to be freed.
 */
struct plumb_tables *files_load(const char *name, const struct plumb_clauses *clauses, char **said);

/* The path of a file of it, to be freed. */
char *files_path(const char *name);

/* Removes it all. */
void files_end(void);

#endif
