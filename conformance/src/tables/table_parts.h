/* Between the files that load tables: table_load.c, table_check.c, table_expand.c. */
#ifndef PLUMB_TABLE_PARTS_H
#define PLUMB_TABLE_PARTS_H

#include "base/json_form.h"
#include "table.h"

#include <jansson.h>
#include <stdbool.h>

enum {
	PLUMB_MOST_COMBINATIONS = 1000, /* of the axes of one row */
	PLUMB_MOST_ROWS = 20000,	/* of a table, after expansion */
};

/* What a table is checked against. */
struct plumb_table_context {
	struct plumb_form form;
	const char *name;		     /* of the table, by its file */
	const json_t *axes;		     /* its own and the shared ones */
	const json_t *capabilities;	     /* an array */
	const struct plumb_clauses *clauses; /* or NULL */
	bool known_only;		     /* a row of another clause is an error */
};

/* The form of a table, apart from its rows, whose ids alone are looked at. */
bool plumb_table_check(const struct plumb_table_context *context, const json_t *root);

/* The form of a row, as far as axes do not reach into it. */
bool plumb_row_check(const struct plumb_table_context *context, const json_t *row);

/* Expands the rows of such a table into the table's, and checks them before and after. */
bool plumb_table_expand(
	const struct plumb_table_context *context, const json_t *root, struct plumb_table *table);

/* The steps of a row of the file: a new array of its `do`, or of the one step that it is. */
json_t *plumb_table_steps(const json_t *row);

/*
 * Loads capabilities.json: a new array, empty where the file is missing. NULL: there are
 * complaints.
 */
json_t *plumb_capabilities_load(const char *path, FILE *errors);

#endif
