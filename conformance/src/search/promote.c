#include "promote.h"

#include "base/complaint.h"
#include "base/document.h"
#include "base/exit_code.h"
#include "base/heap.h"
#include "base/place.h"
#include "base/whole.h"
#include "tables/clause.h"
#include "tables/table.h"
#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A promotion on its way; released by clear(). */
struct work {
	const struct plumb_promotion *promotion;
	struct plumb_clauses *clauses;
	char *table; /* its path */
	json_t *row;
	char *before; /* the table's text */
	char *after;
};

static bool complain(const char *path, const char *what)
{
	fprintf(stderr, "plumbline search: %s: %s\n", path, what);
	return false;
}

static bool load_clauses(struct work *work)
{
	char *path = plumb_place_of("docs/clauses.json");

	work->clauses = plumb_clauses_load(path, stderr);
	free(path);
	if (!work->clauses)
		return false;
	return plumb_clause_find(work->clauses, work->promotion->clause) ||
	       complain(work->promotion->clause, "no such clause in docs/clauses.json");
}

/* The finding with its clause and its sentence. */
static bool load_row(struct work *work)
{
	const struct plumb_promotion *promotion = work->promotion;
	struct plumb_complaints complaints = {.path = promotion->finding, .errors = stderr};
	struct plumb_document document;
	bool right;

	if (!plumb_document_load(&document, promotion->finding, &complaints))
		return plumb_complaints_end(&complaints);
	right = json_is_string(json_object_get(document.root, "id")) &&
		json_is_array(json_object_get(document.root, "do"));
	if (right) {
		work->row = json_incref(document.root);
		json_object_set_new(
			work->row, "clause", plumb_have(json_string(promotion->clause)));
		json_object_set_new(work->row, "why", plumb_have(json_string(promotion->why)));
	}
	if (right && promotion->id)
		json_object_set_new(work->row, "id", plumb_have(json_string(promotion->id)));
	plumb_document_clear(&document);
	return right || complain(promotion->finding, "not a finding: no id, or no steps");
}

static char *read_text(const char *path)
{
	FILE *file = fopen(path, "re");
	struct plumb_text text = {0};
	char part[4096];
	size_t count;

	if (!file)
		return NULL;
	while ((count = fread(part, 1, sizeof part, file)) > 0)
		plumb_text_add_n(&text, part, count);
	fclose(file);
	plumb_text_add(&text, "");
	return plumb_have_text(&text);
}

/* The last bracket of a table closes its rows. */
static bool make_text(struct work *work)
{
	char *bracket, *row;

	work->before = read_text(work->table);
	if (!work->before)
		return complain(work->table, strerror(errno));
	bracket = strrchr(work->before, ']');
	row = json_dumps(work->row, JSON_INDENT(2));
	if (bracket && row) {
		while (bracket > work->before && strchr(" \n", bracket[-1]))
			bracket--;
		work->after = plumb_format(
			"%.*s,\n%s%s", (int)(bracket - work->before), work->before, row, bracket);
	}
	free(row);
	return work->after || complain(work->table, "not a table");
}

static void put(const void *text, FILE *out)
{
	fputs(text, out);
}

static int write_text(const struct work *work, const char *text)
{
	if (plumb_write_whole(work->table, put, text))
		return PLUMB_EXIT_GOOD;
	complain(work->table, strerror(errno));
	return PLUMB_EXIT_UNWRITTEN;
}

/* Whether all tables are as they should be, ids among them. */
static bool is_right(const struct work *work)
{
	struct plumb_tables *tables =
		plumb_tables_load_checked(work->promotion->tables, work->clauses, stderr);

	plumb_tables_free(tables);
	return tables;
}

static int add_row(const struct work *work)
{
	const struct plumb_clause *clause =
		plumb_clause_find(work->clauses, work->promotion->clause);
	int status = write_text(work, work->after);

	if (status)
		return status;
	if (!is_right(work)) {
		status = write_text(work, work->before);
		return status ? status : PLUMB_EXIT_USAGE;
	}
	printf("%s/%s is a row now. Lay it out with make format, and play it.\n", clause->name,
		json_string_value(json_object_get(work->row, "id")));
	return PLUMB_EXIT_GOOD;
}

int plumb_promote(const struct plumb_promotion *promotion)
{
	struct work work = {.promotion = promotion};
	int status = PLUMB_EXIT_USAGE;

	if (load_clauses(&work) && load_row(&work)) {
		work.table = plumb_format("%s/%s.json", promotion->tables,
			plumb_clause_find(work.clauses, promotion->clause)->name);
		if (make_text(&work))
			status = add_row(&work);
	}
	plumb_clauses_free(work.clauses);
	json_decref(work.row);
	free(work.table);
	free(work.before);
	free(work.after);
	return status;
}
