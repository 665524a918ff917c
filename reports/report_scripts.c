#include "report_scripts.h"

#include "base/heap.h"
#include "report_pool.h"
#include "report_repro.h"
#include "repro/repro.h"
#include "tables/table.h"
#include "verdicts/finding.h"
#include <stdlib.h>
#include <string.h>

/* The module and version for which a script is written. */
struct kind {
	char *module;  /* NULL if no script can be written, and `why` says why */
	char *version; /* of the CPython that counts; NULL: the document counts */
	const char *why;
};

/*
 * --- the module and version of a script
 * --------------------------------------------------------------
 */

/* `3.11` of "3.11.2"; NULL if the text is not such a version. */
static char *minor_version(const char *version)
{
	size_t major = strspn(version, "0123456789");
	size_t minor = version[major] == '.' ? strspn(version + major + 1, "0123456789") : 0;

	return major && minor ? plumb_format("%.*s", (int)(major + 1 + minor), version) : NULL;
}

/* The version of CPython that the column must match; NULL: it must match the document. */
static char *version_of(const struct plumb_report_column *column)
{
	const json_t *oracle = json_object_get(column->file->head, "oracle");
	bool by_document = strcmp(plumb_report_text(column->side, "standard"), "document") == 0;

	if (by_document || strcmp(plumb_report_text(oracle, "name"), "CPython") != 0)
		return NULL;
	return minor_version(plumb_report_text(oracle, "version"));
}

static void kind_of(struct kind *kind, const struct plumb_report_column *column)
{
	*kind = (struct kind){0};
	if (strncmp(plumb_report_subject(column->side), "python:", 7) != 0) {
		kind->why = "the subject is not a Python module that a script could import";
		return;
	}
	kind->module = plumb_copy(plumb_report_text(column->side, "module"));
	kind->version = version_of(column);
}

static void kind_clear(struct kind *kind)
{
	free(kind->module);
	free(kind->version);
	*kind = (struct kind){0};
}

/* --- the scripts --------------------------------------------------------------------------------
 */

struct scripts {
	struct kind *kinds; /* the first is that of the document */
	size_t kind_count;
	int *of_column; /* a kind's number; -1 if none */
	struct plumb_report_pool *lines;
	json_t *rows;
};

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The number of this kind, which it takes over. */
static int kind_number(struct scripts *scripts, struct kind *kind)
{
	for (size_t i = 0; i < scripts->kind_count; i++) {
		if (same_text(scripts->kinds[i].module, kind->module) &&
			same_text(scripts->kinds[i].version, kind->version)) {
			kind_clear(kind);
			return (int)i;
		}
	}
	scripts->kinds[scripts->kind_count] = *kind;
	return (int)scripts->kind_count++;
}

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

/* The numbers of the program's lines. */
static json_t *line_numbers(struct scripts *scripts, char *program)
{
	json_t *numbers = plumb_have(json_array());
	char *rest = program, *line;

	while ((line = strsep(&rest, "\n")))
		append(numbers, plumb_report_pool_number(scripts->lines, json_string(line)));
	return numbers;
}

static json_t *script_of(
	struct scripts *scripts, const struct plumb_row *row, size_t kind, bool is_same)
{
	char why[256];
	char *program = NULL;
	json_t *made;

	if (is_same)
		program = plumb_repro_python(row, scripts->kinds[kind].module,
			scripts->kinds[kind].version, NULL, why, sizeof why);
	made = program	 ? line_numbers(scripts, program)
	       : is_same ? json_string(why)
			 : json_string("the tables now have other steps for the row");
	free(program);
	return made;
}

/* Adds the row's scripts: the document's, and those of the columns that fail it. */
static void add_row(struct scripts *scripts, const struct plumb_report *report,
	const struct plumb_report_row *row, const struct plumb_row *table_row)
{
	json_t *made = plumb_have(json_object()), *steps = plumb_finding_steps(table_row);
	bool is_same = json_equal(steps, json_object_get(row->line, "steps"));
	char key[24];

	set(made, "0", script_of(scripts, table_row, 0, is_same));
	for (size_t i = 0; i < report->column_count; i++) {
		int kind = scripts->of_column[i];
		if (kind <= 0 || !row->cells[i].said || row->cells[i].verdict == PLUMB_PASS)
			continue;
		snprintf(key, sizeof key, "%d", kind);
		if (!json_object_get(made, key))
			set(made, key, script_of(scripts, table_row, (size_t)kind, is_same));
	}
	set(scripts->rows, row->id, made);
	json_decref(steps);
}

/* The rows of the tables by id. */
static void add_rows(struct scripts *scripts, const struct plumb_report *report)
{
	json_t *numbers = plumb_have(json_object());
	const struct plumb_tables *tables = report->tables;

	for (size_t i = 0; i < report->row_count; i++)
		set(numbers, report->rows[i].id, json_integer((json_int_t)i));
	for (size_t t = 0; tables && t < tables->table_count; t++) {
		const struct plumb_table *table = tables->tables[t];
		for (size_t i = 0; i < table->row_count; i++) {
			const json_t *number = json_object_get(numbers, table->rows[i].id);
			if (number)
				add_row(scripts, report, &report->rows[json_integer_value(number)],
					&table->rows[i]);
		}
	}
	json_decref(numbers);
}

static json_t *columns_of(struct scripts *scripts, const struct plumb_report *report)
{
	json_t *columns = plumb_have(json_array());

	for (size_t i = 0; i < report->column_count; i++) {
		struct kind kind;
		kind_of(&kind, &report->columns[i]);
		if (kind.why)
			append(columns, json_string(kind.why));
		scripts->of_column[i] = kind.why ? -1 : kind_number(scripts, &kind);
		if (scripts->of_column[i] >= 0)
			append(columns, json_integer(scripts->of_column[i]));
	}
	return columns;
}

json_t *plumb_report_scripts(const struct plumb_report *report)
{
	struct scripts scripts = {
		.kinds = plumb_new(report->column_count + 1, sizeof *scripts.kinds),
		.kind_count = 1,
		.of_column = plumb_new(report->column_count, sizeof *scripts.of_column),
		.lines = plumb_report_pool_new(),
		.rows = plumb_have(json_object()),
	};
	json_t *columns, *made;

	scripts.kinds[0].module = plumb_copy("socket");
	columns = columns_of(&scripts, report);
	add_rows(&scripts, report);
	made = plumb_have(json_pack("{s:o, s:o, s:o}", "lines",
		plumb_report_pool_end(scripts.lines), "columns", columns, "rows", scripts.rows));
	for (size_t i = 0; i < scripts.kind_count; i++)
		kind_clear(&scripts.kinds[i]);
	free(scripts.kinds);
	free(scripts.of_column);
	return made;
}
