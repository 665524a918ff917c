#include "coverage.h"
#include "base/heap.h"

#include <stdlib.h>
#include <string.h>

static void count_row(struct plumb_coverage *coverage, const struct plumb_clauses *clauses,
	const struct plumb_row *row)
{
	const struct plumb_clause *clause = plumb_clause_find(clauses, row->clause);

	coverage->row_count++;
	if (clause) {
		coverage->rows[clause - clauses->clauses]++;
	}
}

void plumb_coverage_make(struct plumb_coverage *coverage, const struct plumb_clauses *clauses,
	const struct plumb_tables *tables)
{
	*coverage = (struct plumb_coverage){0};
	coverage->rows = plumb_new(clauses->count, sizeof(*coverage->rows));
	for (size_t i = 0; i < tables->table_count; i++) {
		const struct plumb_table *table = tables->tables[i];
		for (size_t k = 0; k < table->row_count; k++) {
			count_row(coverage, clauses, &table->rows[k]);
		}
	}
	for (size_t i = 0; i < clauses->count; i++) {
		bool rule = strcmp(clauses->clauses[i].kind, "rule") == 0;
		coverage->proven += coverage->rows[i] > 0;
		coverage->missing_rules += rule && coverage->rows[i] == 0;
	}
}

void plumb_coverage_clear(struct plumb_coverage *coverage)
{
	free(coverage->rows);
	*coverage = (struct plumb_coverage){0};
}

const char *plumb_coverage_excuse(const struct plumb_clause *clause)
{
	static const struct {
		const char *kind;
		const char *excuse;
	} excuses[] = {
		{"prose", "advice: there is nothing to prove"},
		{"windows", "holds on Windows only"},
		{"tipc", "needs a kernel with TIPC"},
		{"linux", "holds on Linux only"},
	};

	for (size_t i = 0; i < sizeof(excuses) / sizeof(*excuses); i++) {
		if (strcmp(clause->kind, excuses[i].kind) == 0) {
			return excuses[i].excuse;
		}
	}
	return "";
}
