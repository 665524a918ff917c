#include "report_order.h"

#include "clause.h"
#include "heap.h"
#include "report_model.h"
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct rank {
	char *key;
	size_t rank; /* ranks grow in the order in which the keys were first met */
	UT_hash_handle hh;
};

struct place {
	size_t name;
	size_t clause;
	size_t row;
	struct plumb_report_row value;
};

/* key_length: so many bytes of the key count. */
static size_t rank_of(struct rank **all, const char *key, size_t key_length)
{
	struct rank *rank;

	HASH_FIND(hh, *all, key, key_length, rank);
	if (!rank) {
		rank = plumb_new(1, sizeof *rank);
		rank->key = plumb_format("%.*s", (int)key_length, key);
		rank->rank = HASH_COUNT(*all);
		HASH_ADD_KEYPTR(hh, *all, rank->key, key_length, rank);
	}
	return rank->rank;
}

static void forget(struct rank **all)
{
	struct rank *rank, *next;

	HASH_ITER(hh, *all, rank, next)
	{
		HASH_DEL(*all, rank);
		free(rank->key);
		free(rank);
	}
}

static int compare(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->name != b->name)
		return a->name < b->name ? -1 : 1;
	if (a->clause != b->clause)
		return a->clause < b->clause ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

void plumb_report_order(struct plumb_report *report)
{
	struct place *places = plumb_new(report->row_count, sizeof *places);
	struct rank *names = NULL, *clauses = NULL;

	for (size_t i = 0; report->clauses && i < report->clauses->count; i++) {
		const char *id = report->clauses->clauses[i].id;
		rank_of(&names, id, strcspn(id, "."));
		rank_of(&clauses, id, strlen(id));
	}
	for (size_t i = 0; i < report->row_count; i++) {
		const struct plumb_report_row *row = &report->rows[i];
		places[i] = (struct place){rank_of(&names, row->name, strlen(row->name)),
			rank_of(&clauses, row->clause, strlen(row->clause)), i, *row};
	}
	qsort(places, report->row_count, sizeof *places, compare);
	for (size_t i = 0; i < report->row_count; i++)
		report->rows[i] = places[i].value;
	forget(&names);
	forget(&clauses);
	free(places);
}
