/* The clauses: every promise of the document, one by one (docs/clauses.json). */
#ifndef PLUMB_CLAUSE_H
#define PLUMB_CLAUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct plumb_clause {
	char *id;      /* "recv.eof" */
	char *name;    /* the documented name that makes the promise */
	char *kind;    /* "rule", "linux", "windows", "tipc", "prose" */
	char *promise; /* one sentence */
};

struct plumb_clauses {
	struct plumb_clause *clauses; /* in the document's order */
	size_t count;
};

/*
 * Loads the file. Errors are written one a line as `file:line: what`, up to 20; then the result
 * is NULL.
 */
struct plumb_clauses *plumb_clauses_load(const char *path, FILE *errors);

void plumb_clauses_free(struct plumb_clauses *clauses);

/* The clause of that id, or NULL. */
const struct plumb_clause *plumb_clause_find(const struct plumb_clauses *clauses, const char *id);

#endif
