/*
 * The clauses: every promise of the documents, one by one (docs/clauses.json). The first document
 * is that of Python 3.0; what later ones promise beyond it has the version that added it.
 */
#ifndef PLUMB_CLAUSE_H
#define PLUMB_CLAUSE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct plumb_clause {
	char *id;      /* "recv.eof" */
	char *name;    /* the documented name that makes the promise */
	char *kind;    /* "rule", "prose", or the platform or protocol that it takes */
	char *since;   /* "3.0": of the first document; "3.8": the version that added it */
	char *promise; /* one sentence */
};

struct plumb_clauses {
	struct plumb_clause *clauses; /* in the document's order */
	size_t count;
	json_t *numbers; /* object: the place of each in the list, by its id */
};

/*
 * Loads the file. Errors are written one a line as `file:line: what`, up to 20; then the result
 * is NULL.
 */
struct plumb_clauses *plumb_clauses_load(const char *path, FILE *errors);

void plumb_clauses_free(struct plumb_clauses *clauses);

/* The clause of that id, or NULL. */
const struct plumb_clause *plumb_clause_find(const struct plumb_clauses *clauses, const char *id);

/* Whether it is of the first document. */
bool plumb_clause_is_first(const struct plumb_clause *clause);

#endif
