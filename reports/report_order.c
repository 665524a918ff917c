#include "report_order.h"

#include "base/heap.h"
#include "report_index.h"
#include "report_model.h"
#include "tables/clause.h"
#include <stdlib.h>
#include <string.h>

struct place {
	size_t name;
	size_t clause;
	size_t row;
	struct plumb_report_row value;
};

static int compare(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->name != b->name)
		return a->name < b->name ? -1 : 1;
	if (a->clause != b->clause)
		return a->clause < b->clause ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static size_t name_of(struct plumb_report_index *names, const char *clause)
{
	return plumb_report_index_of(names, clause, strcspn(clause, "."));
}

static size_t clause_of(struct plumb_report_index *clauses, const char *clause)
{
	return plumb_report_index_of(clauses, clause, strlen(clause));
}

void plumb_report_order(struct plumb_report *report)
{
	size_t known = report->clauses ? report->clauses->count : 0;
	struct place *places = plumb_new(report->row_count, sizeof(*places));
	struct plumb_report_index *names = plumb_report_index_new();
	struct plumb_report_index *clauses = plumb_report_index_new();

	for (size_t i = 0; i < known; i++) {
		name_of(names, report->clauses->clauses[i].id);
		clause_of(clauses, report->clauses->clauses[i].id);
	}
	for (size_t i = 0; i < report->row_count; i++) {
		const struct plumb_report_row *row = &report->rows[i];
		places[i] = (struct place){
			name_of(names, row->clause), clause_of(clauses, row->clause), i, *row};
	}
	qsort(places, report->row_count, sizeof(*places), compare);
	for (size_t i = 0; i < report->row_count; i++)
		report->rows[i] = places[i].value;
	plumb_report_index_free(names);
	plumb_report_index_free(clauses);
	free(places);
}
