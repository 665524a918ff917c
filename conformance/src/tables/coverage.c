#include "coverage.h"
#include "base/heap.h"
#include "base/version.h"

#include <stdlib.h>
#include <string.h>

void plumb_coverage_add(
	struct plumb_coverage *coverage, const struct plumb_clauses *clauses, const char *id)
{
	const struct plumb_clause *clause = plumb_clause_find(clauses, id);

	if (clause)
		coverage->rows[clause - clauses->clauses]++;
}

void plumb_coverage_none(struct plumb_coverage *coverage, const struct plumb_clauses *clauses)
{
	*coverage = (struct plumb_coverage){0};
	coverage->rows = plumb_new(clauses->count, sizeof(*coverage->rows));
}

void plumb_coverage_make(struct plumb_coverage *coverage, const struct plumb_clauses *clauses,
	const struct plumb_tables *tables)
{
	plumb_coverage_none(coverage, clauses);
	for (size_t i = 0; i < tables->table_count; i++) {
		const struct plumb_table *table = tables->tables[i];
		for (size_t k = 0; k < table->row_count; k++)
			plumb_coverage_add(coverage, clauses, table->rows[k].clause);
	}
}

bool plumb_coverage_has(
	const struct plumb_coverage_choice *choice, const struct plumb_clause *clause)
{
	bool first = plumb_clause_is_first(clause);

	if (first != choice->first)
		return false;
	if (choice->since && plumb_version_compare(clause->since, choice->since) != 0)
		return false;
	return first || !choice->python ||
	       plumb_version_compare(clause->since, choice->python) <= 0;
}

struct plumb_coverage_sum plumb_coverage_sum(const struct plumb_coverage *coverage,
	const struct plumb_clauses *clauses, const struct plumb_coverage_choice *choice)
{
	struct plumb_coverage_sum sum = {0};

	for (size_t i = 0; i < clauses->count; i++) {
		const struct plumb_clause *clause = &clauses->clauses[i];
		if (plumb_coverage_has(choice, clause)) {
			bool missing = coverage->rows[i] == 0;
			sum.clauses++;
			sum.rows += coverage->rows[i];
			sum.proven += !missing;
			sum.missing_rules += missing && strcmp(clause->kind, "rule") == 0;
		}
	}
	return sum;
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
		{"macos", "holds on macOS only"},
		{"bsd", "holds on the BSDs only"},
		{"can", "needs a kernel with AF_CAN"},
		{"alg", "needs a kernel with AF_ALG"},
		{"rds", "needs a kernel with AF_RDS"},
		{"vsock", "needs a kernel with AF_VSOCK"},
		{"qipcrtr", "needs a kernel with AF_QIPCRTR"},
		{"bluetooth", "needs a kernel with AF_BLUETOOTH"},
		{"udplite", "needs a kernel with UDP-Lite"},
		{"mptcp", "needs a kernel with multipath TCP"},
	};

	for (size_t i = 0; i < sizeof(excuses) / sizeof(*excuses); i++)
		if (strcmp(clause->kind, excuses[i].kind) == 0)
			return excuses[i].excuse;
	return "";
}
