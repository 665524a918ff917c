#include "report_model.h"

#include "base/heap.h"
#include "report_index.h"
#include "report_known.h"
#include "report_order.h"
#include <stdlib.h>
#include <string.h>

static bool load_files(struct plumb_report *report, const char *const *paths, FILE *errors)
{
	for (size_t i = 0; i < report->file_count; i++) {
		for (size_t j = 0; j < i; j++) {
			if (strcmp(paths[i], paths[j]) == 0) {
				fprintf(errors, "%s: given twice\n", paths[i]);
				return false;
			}
		}
		report->files[i] = plumb_report_load(paths[i], errors);
		if (!report->files[i])
			return false;
	}
	return true;
}

static void add_column(struct plumb_report *report, const struct plumb_report_file *file,
	const json_t *side, bool is_oracle)
{
	report->columns =
		plumb_grow(report->columns, report->column_count + 1, sizeof *report->columns);
	report->columns[report->column_count++] = (struct plumb_report_column){
		.label = plumb_copy(is_oracle ? "oracle" : plumb_report_text(side, "side")),
		.side = side,
		.file = file,
		.is_oracle = is_oracle,
	};
}

/*
 * The column of the file's oracle, which another file may share; column_count if there is none yet.
 */
static size_t oracle_column(const struct plumb_report *report, const struct plumb_report_file *file)
{
	const json_t *oracle = json_object_get(file->head, "oracle");

	for (size_t i = 0; i < report->column_count; i++)
		if (report->columns[i].is_oracle && json_equal(report->columns[i].side, oracle))
			return i;
	return report->column_count;
}

static void add_columns(struct plumb_report *report)
{
	const json_t *oracle, *subject;
	size_t i;

	for (size_t f = 0; f < report->file_count; f++) {
		oracle = json_object_get(report->files[f]->head, "oracle");
		if (oracle && oracle_column(report, report->files[f]) == report->column_count)
			add_column(report, report->files[f], oracle, true);
	}
	for (size_t f = 0; f < report->file_count; f++)
		json_array_foreach(json_object_get(report->files[f]->head, "subjects"), i, subject)
			add_column(report, report->files[f], subject, false);
}

static bool label_is_shared(const struct plumb_report *report, size_t column)
{
	for (size_t i = 0; i < report->column_count; i++)
		if (i != column &&
			strcmp(report->columns[i].label, report->columns[column].label) == 0)
			return true;
	return false;
}

static void tell_labels_apart(struct plumb_report *report)
{
	bool *shared = plumb_new(report->column_count, sizeof *shared);

	for (size_t i = 0; i < report->column_count; i++)
		shared[i] = label_is_shared(report, i);
	for (size_t i = 0; i < report->column_count; i++) {
		struct plumb_report_column *column = &report->columns[i];
		char *label = column->label;
		if (!shared[i])
			continue;
		column->label = plumb_format("%s (%s)", label, column->file->path);
		free(label);
	}
	free(shared);
}

static void add_row(struct plumb_report *report, const json_t *line)
{
	const char *clause = plumb_report_text(line, "clause");
	struct plumb_report_row *row;

	if (report->row_count % 256 == 0)
		report->rows =
			plumb_grow(report->rows, report->row_count + 256, sizeof *report->rows);
	row = &report->rows[report->row_count];
	*row = (struct plumb_report_row){
		.id = plumb_report_text(line, "row"),
		.clause = clause,
		.line = line,
		.name = plumb_format("%.*s", (int)strcspn(clause, "."), clause),
		.cells = plumb_new(report->column_count, sizeof *row->cells),
	};
	for (size_t i = 0; i < report->column_count; i++)
		row->cells[i].verdict = PLUMB_VERDICT_NONE;
	report->row_count++;
}

/* If two files have a verdict of the same oracle, keep the one that needs attention. */
static void fill_cell(struct plumb_report_cell *cell, const json_t *said, const json_t *line)
{
	enum plumb_verdict_kind verdict = plumb_verdict_named(plumb_report_text(said, "verdict"));

	if (verdict > cell->verdict)
		*cell = (struct plumb_report_cell){verdict, said, line};
}

static void fill_row(struct plumb_report *report, const struct plumb_report_file *file,
	struct plumb_report_row *row, const json_t *line)
{
	const json_t *oracle = json_object_get(line, "oracle");
	const json_t *subjects = json_object_get(line, "subjects");
	size_t subject = 0;

	if (oracle)
		fill_cell(&row->cells[oracle_column(report, file)], oracle, line);
	for (size_t i = 0; i < report->column_count; i++)
		if (!report->columns[i].is_oracle && report->columns[i].file == file)
			fill_cell(&row->cells[i], json_array_get(subjects, subject++), line);
}

static void join_rows(struct plumb_report *report)
{
	struct plumb_report_index *ids = plumb_report_index_new();

	for (size_t f = 0; f < report->file_count; f++) {
		const struct plumb_report_file *file = report->files[f];
		for (size_t i = 0; i < file->line_count; i++) {
			const char *id = plumb_report_text(file->lines[i], "row");
			size_t row = plumb_report_index_of(ids, id, strlen(id));
			if (row == report->row_count)
				add_row(report, file->lines[i]);
			fill_row(report, file, &report->rows[row], file->lines[i]);
		}
	}
	plumb_report_index_free(ids);
}

static void count_verdicts(struct plumb_report *report)
{
	for (size_t i = 0; i < report->column_count; i++) {
		struct plumb_report_column *column = &report->columns[i];
		memset(column->counts, 0, sizeof column->counts);
		column->known = column->to_look_at = 0;
		for (size_t row = 0; row < report->row_count; row++) {
			const struct plumb_report_cell *cell = &report->rows[row].cells[i];
			if (cell->verdict != PLUMB_VERDICT_NONE)
				column->counts[cell->verdict]++;
			column->known += plumb_report_is_known(cell);
			column->to_look_at += plumb_report_is_to_look_at(cell);
		}
	}
}

struct plumb_report *plumb_report_join(const char *const *paths, size_t path_count,
	const struct plumb_clauses *clauses, FILE *errors)
{
	struct plumb_report *report = plumb_new(1, sizeof *report);

	report->files = plumb_new(path_count, sizeof(struct plumb_report_file *));
	report->file_count = path_count;
	report->clauses = clauses;
	if (!load_files(report, paths, errors)) {
		plumb_report_free(report);
		return NULL;
	}
	add_columns(report);
	tell_labels_apart(report);
	join_rows(report);
	plumb_report_order(report);
	count_verdicts(report);
	return report;
}

void plumb_report_free(struct plumb_report *report)
{
	if (!report)
		return;
	for (size_t i = 0; i < report->row_count; i++) {
		free(report->rows[i].name);
		free(report->rows[i].cells);
	}
	for (size_t i = 0; i < report->column_count; i++)
		free(report->columns[i].label);
	for (size_t i = 0; i < report->file_count; i++)
		plumb_report_file_free(report->files[i]);
	free(report->pairs);
	free(report->rows);
	free(report->columns);
	free(report->files);
	free(report);
}

bool plumb_report_is_complete(const struct plumb_report *report)
{
	for (size_t i = 0; i < report->file_count; i++)
		if (!report->files[i]->complete)
			return false;
	return true;
}

void plumb_report_warn(const struct plumb_report *report, FILE *errors)
{
	for (size_t i = 0; i < report->file_count; i++)
		if (!report->files[i]->complete)
			fprintf(errors, "%s: the run was interrupted: %zu of %lld rows\n",
				report->files[i]->path, report->files[i]->line_count,
				(long long)json_integer_value(
					json_object_get(report->files[i]->head, "rows")));
}

size_t plumb_report_total(const struct plumb_report *report, enum plumb_verdict_kind verdict)
{
	size_t total = 0;

	for (size_t i = 0; i < report->column_count; i++)
		total += report->columns[i].counts[verdict];
	return total;
}
