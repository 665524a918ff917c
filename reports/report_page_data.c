#include "report_page_data.h"

#include "base/heap.h"
#include "report_change.h"
#include "report_index.h"
#include "report_pool.h"
#include "report_repro.h"
#include "tables/clause.h"
#include <stdlib.h>
#include <string.h>

/* The names and the clauses made so far: their numbers are their places in the arrays. */
struct builder {
	const struct plumb_report *report;
	struct plumb_report_pool *texts;   /* sentences, files and steps */
	struct plumb_report_pool *details; /* of verdicts */
	json_t *names;
	struct plumb_report_index *name_index;
	json_t **clauses; /* borrowed: each is in its name */
	struct plumb_report_index *clause_index;
};

static void set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, plumb_have(value)) != 0)
		plumb_out_of_memory();
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, plumb_have(value)) != 0)
		plumb_out_of_memory();
}

/* Omit the members that the object lacks. */
static void copy_member(json_t *to, const json_t *from, const char *key)
{
	json_t *value = json_object_get(from, key);

	if (value)
		set(to, key, json_incref(value));
}

static json_t *files_of(const struct plumb_report *report)
{
	json_t *files = plumb_have(json_array());

	for (size_t i = 0; i < report->file_count; i++) {
		const struct plumb_report_file *file = report->files[i];
		json_t *made = plumb_have(json_pack("{s:s, s:I, s:b}", "path", file->path, "found",
			(json_int_t)file->line_count, "complete", file->complete));
		copy_member(made, file->head, "plumbline");
		copy_member(made, file->head, "started");
		copy_member(made, file->head, "rows");
		append(files, made);
	}
	return files;
}

static size_t file_number(const struct plumb_report *report, const struct plumb_report_file *file)
{
	size_t number = 0;

	while (report->files[number] != file)
		number++;
	return number;
}

/* The side from the file's head, with its label, its counts and the command that repeats a row. */
static json_t *column_of(
	const struct plumb_report *report, const struct plumb_report_column *column)
{
	json_t *made = plumb_have(json_deep_copy(column->side));
	json_t *counts = plumb_have(json_array());
	char *repro = plumb_report_repro(column, "ROW-ID");

	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++)
		append(counts, json_integer((json_int_t)column->counts[i]));
	set(made, "label", json_string(column->label));
	set(made, "isOracle", json_boolean(column->is_oracle));
	set(made, "file", json_integer((json_int_t)file_number(report, column->file)));
	set(made, "counts", counts);
	set(made, "known", json_integer((json_int_t)column->known));
	set(made, "toLookAt", json_integer((json_int_t)column->to_look_at));
	set(made, "repro", json_string(repro));
	free(repro);
	return made;
}

static json_t *columns_of(const struct plumb_report *report)
{
	json_t *columns = plumb_have(json_array());

	for (size_t i = 0; i < report->column_count; i++)
		append(columns, column_of(report, &report->columns[i]));
	return columns;
}

static json_t *verdicts(void)
{
	json_t *all = plumb_have(json_array());

	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++) {
		enum plumb_verdict_kind verdict = (enum plumb_verdict_kind)i;
		const char letter[] = {plumb_verdict_letter(verdict), '\0'};
		append(all,
			json_pack("{s:s, s:s, s:s, s:s, s:b}", "name", plumb_verdict_name(verdict),
				"letter", letter, "word", plumb_verdict_word(verdict), "meaning",
				plumb_verdict_meaning(verdict), "bad",
				plumb_verdict_is_bad(verdict)));
	}
	return all;
}

static json_t *pairs_of(const struct plumb_report *report)
{
	json_t *pairs = plumb_have(json_array());

	for (size_t i = 0; i < report->pair_count; i++)
		append(pairs, json_pack("[I, I]", (json_int_t)report->pairs[i].before,
				      (json_int_t)report->pairs[i].after));
	return pairs;
}

static char letter_of(enum plumb_verdict_kind verdict)
{
	return verdict == PLUMB_VERDICT_NONE ? '.' : plumb_verdict_letter(verdict);
}

/* Numbers are in one text, with blanks: most are never looked at, and an array costs more. */
static void add_number(struct plumb_text *numbers, json_t *number)
{
	plumb_text_add_f(
		numbers, numbers->length ? " %lld" : "%lld", (long long)json_integer_value(number));
	json_decref(number);
}

static json_t *text_of(struct plumb_text *numbers)
{
	char *text = numbers->length ? plumb_have_text(numbers) : NULL;
	json_t *made = json_string(text ? text : "");

	free(text);
	return made;
}

/* The numbers of the lines, each a text. */
static json_t *lines_of(struct builder *builder, const json_t *lines)
{
	struct plumb_text numbers = {0};

	for (size_t i = 0; i < json_array_size(lines); i++)
		add_number(&numbers, plumb_report_pool_number(builder->texts,
					     json_incref(json_array_get(lines, i))));
	return text_of(&numbers);
}

/* Their number; NULL if the verdict says everything. */
static json_t *details_of(struct builder *builder, const struct plumb_report_row *row,
	const struct plumb_report_cell *cell)
{
	static const char *const keys[] = {"text", "step", "document", "oracle", "subject", "known",
		"reason", "baseline", "lacks"};
	const json_t *steps = json_object_get(cell->line, "steps");
	json_t *details = plumb_have(json_object());

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		copy_member(details, cell->said, keys[i]);
	if (cell->line && !json_equal(steps, json_object_get(row->line, "steps")))
		set(details, "steps", lines_of(builder, steps));
	if (json_object_size(details) > 0)
		return plumb_report_pool_number(builder->details, details);
	json_decref(details);
	return NULL;
}

static json_t *text_number(struct builder *builder, const json_t *object, const char *key)
{
	return plumb_report_pool_number(
		builder->texts, json_string(plumb_report_text(object, key)));
}

static json_t *row_of(struct builder *builder, const struct plumb_report_row *row)
{
	const struct plumb_report *report = builder->report;
	json_t *made = plumb_have(json_pack("{s:s}", "id", row->id));
	struct plumb_text numbers = {0};
	char *letters = plumb_new(report->column_count + 1, 1);

	set(made, "why", text_number(builder, row->line, "why"));
	set(made, "file", text_number(builder, row->line, "file"));
	copy_member(made, row->line, "line");
	set(made, "steps", lines_of(builder, json_object_get(row->line, "steps")));
	for (size_t i = 0; i < report->column_count; i++) {
		json_t *details = details_of(builder, row, &row->cells[i]);
		if (details) {
			add_number(&numbers, plumb_have(json_integer((json_int_t)i)));
			add_number(&numbers, details);
		}
		letters[i] = letter_of(row->cells[i].verdict);
	}
	set(made, "v", json_string(letters));
	set(made, "d", text_of(&numbers));
	if (report->is_comparison)
		set(made, "change", json_string(plumb_report_change_name(row->change)));
	free(letters);
	return made;
}

/* Finds the name, or appends it if it is new. */
static json_t *name_of(struct builder *builder, const char *clause)
{
	size_t length = strcspn(clause, ".");
	size_t number = plumb_report_index_of(builder->name_index, clause, length);

	if (number == json_array_size(builder->names))
		append(builder->names,
			json_pack("{s:s%, s:[]}", "name", clause, length, "clauses"));
	return json_array_get(builder->names, number);
}

static json_t *clause_of(struct builder *builder, const char *id)
{
	size_t known = plumb_report_index_count(builder->clause_index);
	size_t number = plumb_report_index_of(builder->clause_index, id, strlen(id));

	if (number == known) {
		builder->clauses[number] = plumb_have(json_pack("{s:s, s:[]}", "id", id, "rows"));
		append(json_object_get(name_of(builder, id), "clauses"), builder->clauses[number]);
	}
	return builder->clauses[number];
}

static void add_catalogue(struct builder *builder, const struct plumb_clauses *clauses)
{
	for (size_t i = 0; clauses && i < clauses->count; i++) {
		json_t *made = clause_of(builder, clauses->clauses[i].id);
		set(made, "promise", json_string(clauses->clauses[i].promise));
		set(made, "kind", json_string(clauses->clauses[i].kind));
		set(made, "since", json_string(clauses->clauses[i].since));
	}
}

static void add_rows(struct builder *builder)
{
	const struct plumb_report *report = builder->report;

	for (size_t i = 0; i < report->row_count; i++)
		append(json_object_get(clause_of(builder, report->rows[i].clause), "rows"),
			row_of(builder, &report->rows[i]));
}

/* Sets the names, and what their rows share. */
static void set_names(json_t *data, const struct plumb_report *report)
{
	size_t capacity = report->row_count + (report->clauses ? report->clauses->count : 0);
	struct builder builder = {
		.report = report,
		.texts = plumb_report_pool_new(),
		.details = plumb_report_pool_new(),
		.names = plumb_have(json_array()),
		.name_index = plumb_report_index_new(),
		.clauses = plumb_new(capacity, sizeof(json_t *)),
		.clause_index = plumb_report_index_new(),
	};

	add_catalogue(&builder, report->clauses);
	add_rows(&builder);
	set(data, "names", builder.names);
	set(data, "texts", plumb_report_pool_end(builder.texts));
	set(data, "details", plumb_report_pool_end(builder.details));
	plumb_report_index_free(builder.name_index);
	plumb_report_index_free(builder.clause_index);
	free((void *)builder.clauses);
}

static json_t *links_of(const struct plumb_report *report)
{
	json_t *links = plumb_have(json_array());

	for (size_t i = 0; i < report->link_count; i++)
		append(links, json_pack("{s:s, s:s}", "text", report->links[i].text, "url",
				      report->links[i].url));
	return links;
}

json_t *plumb_report_page_data(const struct plumb_report *report)
{
	json_t *data = plumb_have(json_object());

	set(data, "files", files_of(report));
	set(data, "columns", columns_of(report));
	set(data, "verdicts", verdicts());
	set_names(data, report);
	set(data, "links", links_of(report));
	set(data, "sourceUrl", report->source_url ? json_string(report->source_url) : json_null());
	set(data, "isComparison", json_boolean(report->is_comparison));
	set(data, "pairs", pairs_of(report));
	return data;
}
