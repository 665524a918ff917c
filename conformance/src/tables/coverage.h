/* How much of the document is proven: which clauses have rows, and how many. */
#ifndef PLUMB_COVERAGE_H
#define PLUMB_COVERAGE_H

#include "clause.h"
#include "table.h"

#include <stdbool.h>
#include <stddef.h>

struct plumb_coverage {
	size_t *rows;	      /* of each clause, by its place among the clauses */
	size_t row_count;     /* of all rows */
	size_t proven;	      /* clauses with a row */
	size_t missing_rules; /* clauses of kind `rule` without one */
};

/* The rows are of known clauses: plumb_tables_load_checked() saw to it. */
void plumb_coverage_make(struct plumb_coverage *coverage, const struct plumb_clauses *clauses,
	const struct plumb_tables *tables);

void plumb_coverage_clear(struct plumb_coverage *coverage);

/* Why a clause without rows has none; "" where nothing excuses it. */
const char *plumb_coverage_excuse(const struct plumb_clause *clause);

#endif
