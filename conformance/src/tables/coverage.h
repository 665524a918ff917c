/* How much of the documents is proven: which clauses have rows, and how many. */
#ifndef PLUMB_COVERAGE_H
#define PLUMB_COVERAGE_H

#include "clause.h"
#include "table.h"

#include <stdbool.h>
#include <stddef.h>

struct plumb_coverage {
	size_t *rows; /* of each clause, by its place among the clauses */
};

/* Which clauses count. */
struct plumb_coverage_choice {
	bool first;	    /* those of the first document, else the later ones */
	const char *python; /* of the later ones those that this version has; NULL: all */
	const char *since;  /* those of this version alone; NULL: all */
};

struct plumb_coverage_sum {
	size_t clauses;
	size_t rows;	      /* that prove them */
	size_t proven;	      /* clauses with a row */
	size_t missing_rules; /* clauses of kind `rule` without one */
};

/* The rows are of known clauses: plumb_tables_load_checked() saw to it. */
void plumb_coverage_make(struct plumb_coverage *coverage, const struct plumb_clauses *clauses,
	const struct plumb_tables *tables);

/* No row proves anything yet. */
void plumb_coverage_none(struct plumb_coverage *coverage, const struct plumb_clauses *clauses);

/* A row proves this clause; one that is unknown is of another edition, and does not count. */
void plumb_coverage_add(
	struct plumb_coverage *coverage, const struct plumb_clauses *clauses, const char *id);

/* Whether the clause is among those that count. */
bool plumb_coverage_has(
	const struct plumb_coverage_choice *choice, const struct plumb_clause *clause);

struct plumb_coverage_sum plumb_coverage_sum(const struct plumb_coverage *coverage,
	const struct plumb_clauses *clauses, const struct plumb_coverage_choice *choice);

void plumb_coverage_clear(struct plumb_coverage *coverage);

/* Why a clause without rows has none; "" where nothing excuses it. */
const char *plumb_coverage_excuse(const struct plumb_clause *clause);

#endif
