/* The tables of a choice, and choices that choose nothing. */
#include "plan.h"

#include "base/heap.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 100 };

/* What of a row a pattern is held against. */
typedef const char *field_fn(const struct plumb_row *row, size_t i);

static const char *id_of(const struct plumb_row *row, size_t i)
{
	return i == 0 ? row->id : NULL;
}

static const char *clause_of(const struct plumb_row *row, size_t i)
{
	return i == 0 ? row->clause : NULL;
}

static const char *need_of(const struct plumb_row *row, size_t i)
{
	return json_string_value(json_array_get(row->needs, i));
}

/* The next row of the tables: *table and *number begin as 0. NULL: there are no more. */
static const struct plumb_row *next_row(
	const struct plumb_tables *tables, size_t *table, size_t *number)
{
	while (*table < tables->table_count && *number >= tables->tables[*table]->row_count) {
		++*table;
		*number = 0;
	}
	return *table < tables->table_count ? &tables->tables[*table]->rows[(*number)++] : NULL;
}

static bool chooses(const struct plumb_tables *tables, field_fn *field, const char *pattern)
{
	const struct plumb_row *row;
	size_t table = 0, number = 0;

	while ((row = next_row(tables, &table, &number))) {
		const char *text;
		for (size_t i = 0; (text = field(row, i)); i++)
			if (fnmatch(pattern, text, 0) == 0)
				return true;
	}
	return false;
}

/* The whole id of a row, where a pattern is of no use. */
static void suggest_beginning(const char *text, size_t length, bool is_row)
{
	if (is_row)
		fprintf(stderr, "; did you mean '%s'?", text);
	else
		fprintf(stderr, "; did you mean '%.*s%.*s*'?", (int)length, text,
			text[length] == '/' || text[length] == '.', text + length);
}

/* Suggests a pattern for what begins alike (for a row, an id), else the nearest word. */
static void suggest(
	const struct plumb_tables *tables, field_fn *field, const char *pattern, bool is_row)
{
	char *head = plumb_format("%.*s", (int)strcspn(pattern, "/"), pattern);
	struct plumb_nearest nearest = {.word = pattern}, name = {.word = head};
	const char *begins = NULL;
	const struct plumb_row *row;
	size_t table = 0, number = 0, length = strlen(pattern);

	while ((row = next_row(tables, &table, &number))) {
		const char *text;
		for (size_t i = 0; (text = field(row, i)); i++) {
			if (field != need_of && strncmp(text, pattern, length) == 0 &&
				(!begins || text[length] == '/' || text[length] == '.'))
				begins = text;
			plumb_nearest_try(&nearest, text);
		}
		plumb_nearest_try(&name, row->table->name);
	}
	if (begins)
		suggest_beginning(begins, length, is_row);
	else if (nearest.best)
		fprintf(stderr, "; did you mean '%s'?", nearest.best);
	else if (field == id_of && name.best)
		fprintf(stderr, "; did you mean '%s/*'?", name.best);
	free(head);
}

/* option: NULL for the id of a row that the command takes as its argument. */
static bool check(const struct plumb_tables *tables, field_fn *field, const char *option,
	const struct plumb_words *patterns, const char *command)
{
	bool good = true;

	for (size_t i = 0; i < patterns->count; i++) {
		char *shown = plumb_one_line(patterns->items[i], SHOWN);
		if (!chooses(tables, field, patterns->items[i])) {
			fprintf(stderr, "plumbline %s: no row matches %s%s'%s'", command,
				option ? option : "", option ? " " : "", shown);
			suggest(tables, field, shown, !option);
			fputc('\n', stderr);
			good = false;
		}
		free(shown);
	}
	return good;
}

static bool check_choice(
	const struct plumb_choice *choice, const struct plumb_tables *tables, const char *command)
{
	struct plumb_choice whole = *choice;
	struct plumb_plan plan;
	const char *filter = choice->is_row ? NULL : "--filter";
	bool good = check(tables, id_of, filter, &choice->filters, command);

	good = check(tables, clause_of, "--clause", &choice->clauses, command) && good;
	good = check(tables, need_of, "--needs", &choice->needs, command) && good;
	if (!good)
		return false;
	whole.shard = (struct plumb_shard){0};
	plumb_plan_make(&plan, tables, &whole);
	good = plan.count > 0;
	plumb_plan_clear(&plan);
	if (!good)
		fprintf(stderr, "plumbline %s: no row matches all of these options\n", command);
	return good;
}

/* Whether each filter chooses a row. */
static bool are_chosen(const struct plumb_tables *tables, const struct plumb_words *filters)
{
	for (size_t i = 0; i < filters->count; i++)
		if (!chooses(tables, id_of, filters->items[i]))
			return false;
	return true;
}

struct plumb_tables *plumb_choice_load(
	const struct plumb_choice *choice, const char *path, bool whole, const char *command)
{
	/* Other patterns, or one that is wrong, are compared with all rows. */
	bool is_partial =
		!whole && choice->filters.count && !choice->clauses.count && !choice->needs.count;
	struct plumb_tables *tables = plumb_tables_load(path, is_partial ? &choice->filters : NULL);

	if (is_partial && tables && !are_chosen(tables, &choice->filters)) {
		plumb_tables_free(tables);
		tables = plumb_tables_load(path, NULL);
	}
	if (tables && !check_choice(choice, tables, command)) {
		plumb_tables_free(tables);
		tables = NULL;
	}
	return tables;
}

void plumb_choice_clear(struct plumb_choice *choice)
{
	plumb_words_clear(&choice->filters);
	plumb_words_clear(&choice->clauses);
	plumb_words_clear(&choice->needs);
}
