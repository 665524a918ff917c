/* Between the files that load tables: table_load.c, table_check.c, table_scene.c, table_expand.c.
 */
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
	const json_t *scenes;		     /* the same: lists of steps by name */
	const json_t *capabilities;	     /* by name */
	const struct plumb_clauses *clauses; /* or NULL */
	const struct plumb_words *filters;   /* of the ids that are wanted; NULL or none: all */
	bool known_only;		     /* a row of another clause is an error */
};

/* The form of a table, apart from its rows, whose ids alone are looked at. */
bool plumb_table_check(const struct plumb_table_context *context, const json_t *root);

/* The form of a row, as far as axes do not reach into it. */
bool plumb_row_check(const struct plumb_table_context *context, const json_t *row);

/* Expands the rows of such a table into the table's, and checks them before and after. */
bool plumb_table_expand(
	const struct plumb_table_context *context, const json_t *root, struct plumb_table *table);

/* The form of the row's clause, and whether there is such a one. */
bool plumb_clause_check(
	const struct plumb_table_context *context, const json_t *row, const json_t *clause);

/* The form of scenes: lists of steps, which are checked with each row that begins with them. */
bool plumb_scenes_check(const struct plumb_form *form, const json_t *scenes);

/* Key number i of a step that a row of a single call has itself; NULL: there are no more. */
const char *plumb_table_step_key(size_t i);

/* The steps of a row of the file, and for each the object of the file that stands for it. */
struct plumb_row_steps {
	json_t *steps;	   /* array */
	json_t *originals; /* array of the same length */
};

/*
 * Those of the scene of that name (NULL: there is none), then those of the row's `do` or the one
 * step that it is; steps with `times` are repeated. False: there is a complaint. To be cleared in
 * any case.
 */
bool plumb_row_steps_make(const struct plumb_table_context *context, const json_t *row,
	const char *scene, struct plumb_row_steps *all);

void plumb_row_steps_clear(struct plumb_row_steps *all);

/*
 * Loads capabilities.json: a new object, empty where the file is missing. NULL: there are
 * complaints.
 */
json_t *plumb_capabilities_load(const char *path, FILE *errors);

#endif
