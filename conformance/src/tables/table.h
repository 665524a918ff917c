/*
 * The tables, loaded, checked and expanded. docs/tables.md is the form; whatever departs from it
 * is an error with file and line, never a row that is silently something else.
 */
#ifndef PLUMB_TABLE_H
#define PLUMB_TABLE_H

#include "base/words.h"
#include "steps/step.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct plumb_clauses;
struct plumb_table;

/* One row after expansion. Everything is owned by its table. */
struct plumb_row {
	const struct plumb_table *table;
	char *id;     /* whole: "recv/eof/inet/timeout" */
	char *clause; /* "recv.eof" */
	char *why;
	int line;      /* of the row in the table's file, from 1 */
	json_t *needs; /* array of capability names, perhaps empty; a later clause's version too */
	struct plumb_steps steps; /* `do` always written out, no axis left in it */
};

struct plumb_table {
	char *path; /* as given, for messages */
	char *name;
	struct plumb_row *rows;
	size_t row_count;
};

struct plumb_tables {
	struct plumb_table **tables; /* sorted by name */
	size_t table_count;
	json_t *capabilities; /* of capabilities.json by their names, perhaps none; capability.h */
};

/*
 * Loads every *.json of a directory (axes.json, scenes.json and capabilities.json have forms of
 * their own and may be missing), or one table when path is a file (those of its directory count
 * then too). Errors are written to stderr, one a line as
 * `file:line: what`, up to 20 of a file; then the result is NULL. Ids are unique over all tables.
 * path: NULL for the project's own tables. filters: only
 * rows whose ids match one of these patterns are read; NULL or none: all are. Of the others only
 * the form of their tables is checked, and nothing of a table of a directory that has none of them
 * by its name.
 */
struct plumb_tables *plumb_tables_load(const char *path, const struct plumb_words *filters);

/*
 * The same of a path that is not NULL, with the errors written elsewhere; rows of unknown clauses
 * are errors, unless clauses is NULL.
 */
struct plumb_tables *plumb_tables_load_checked(
	const char *path, const struct plumb_clauses *clauses, FILE *errors);

void plumb_tables_free(struct plumb_tables *tables);

#endif
