/* Tables on disk for a test: a directory of its own, and the messages of loading it. */
#ifndef PLUMB_TABLE_FILES_H
#define PLUMB_TABLE_FILES_H

#include "tables/clause.h"
#include "tables/table.h"

#include <stddef.h>

/* Makes the directory, or ends the program. */
void files_begin(void);

/* Writes a file in it; ' in the text stands for ". */
void files_put(const char *name, const char *text);

/* The same for bytes, written unchanged. */
void files_put_bytes(const char *name, const void *bytes, size_t size);

/*
 * Loads the directory, or one file of it if a name is given. *said: the messages on standard error,
 * without the directory, to be freed.
 */
struct plumb_tables *files_load(const char *name, const struct plumb_clauses *clauses, char **said);

/* The path of a file in it, to be freed. */
char *files_path(const char *name);

/* Removes the directory. */
void files_end(void);

#endif
