/* plumbline export: the expanded rows as one JSON file, for projects with a runner of their own. */
#include "base/exit_code.h"
#include "base/heap.h"
#include "base/version.h"
#include "base/whole.h"
#include "commands/command.h"
#include "commands/command_options.h"
#include "steps/step_json.h"
#include "tables/plan.h"
#include "tables/table.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char help[] =
	"usage: plumbline export [--out FILE] [--filter GLOB] [--clause GLOB] [--tables PATH]\n"
	"\n"
	"Writes the rows, with their axes replaced, and the capabilities that they need as one\n"
	"JSON document in the form of conformance/schema/export.schema.json. A file is written\n"
	"whole or not at all; without --out the document goes to standard output.\n"
	"\n"
	"  --out FILE     where to write\n"
	"  --filter GLOB  only rows whose id matches; * also matches /\n"
	"  --clause GLOB  only rows that prove a matching clause\n"
	"  --tables PATH  the directory of the tables, or one table\n"
	"  -h, --help\n";

struct export_options {
	struct plumb_choice choice;
	const char *tables;
	const char *out; /* NULL: standard output */
};

static json_t *row_of(const struct plumb_row *row)
{
	return plumb_have(json_pack("{s:s, s:s, s:s, s:s, s:O, s:o}", "id", row->id, "table",
		row->table->name, "clause", row->clause, "why", row->why, "needs", row->needs,
		"steps", plumb_steps_json(&row->steps)));
}

/* The capabilities that some row needs, in their own order. */
static json_t *capabilities_of(const struct plumb_plan *plan, json_t *capabilities)
{
	json_t *needed = plumb_have(json_object());
	json_t *list = plumb_have(json_array());
	const char *name;
	json_t *entry;

	for (size_t i = 0; i < plan->count; i++) {
		const json_t *needs = plan->rows[i]->needs;
		for (size_t k = 0; k < json_array_size(needs); k++) {
			name = json_string_value(json_array_get(needs, k));
			json_object_set_new(needed, name, json_true());
		}
	}
	json_object_foreach(capabilities, name, entry)
		if (json_object_get(needed, name))
			json_array_append(list, entry);
	json_decref(needed);
	return list;
}

static json_t *document_of(const struct plumb_plan *plan, const struct plumb_tables *tables)
{
	json_t *rows = plumb_have(json_array());

	for (size_t i = 0; i < plan->count; i++)
		json_array_append_new(rows, row_of(plan->rows[i]));
	return plumb_have(json_pack("{s:s, s:s, s:o, s:o}", "$schema", "export.schema.json",
		"plumbline", plumb_version, "capabilities",
		capabilities_of(plan, tables->capabilities), "rows", rows));
}

static void print_document(const void *document, FILE *out)
{
	json_dumpf(document, out, JSON_INDENT(1));
	fputc('\n', out);
}

static int write_document(const json_t *document, const char *out)
{
	bool written = out ? plumb_write_whole(out, print_document, document)
			   : plumb_write_out(print_document, document);

	if (!written) {
		fprintf(stderr, "plumbline export: %s: %s\n", out ? out : "standard output",
			strerror(errno));
	}
	return written ? PLUMB_EXIT_GOOD : PLUMB_EXIT_UNWRITTEN;
}

static int export_rows(const struct export_options *options)
{
	struct plumb_tables *tables =
		plumb_choice_load(&options->choice, options->tables, false, "export");
	struct plumb_plan plan;

	if (!tables)
		return PLUMB_EXIT_USAGE;
	plumb_plan_make(&plan, tables, &options->choice);
	json_t *document = document_of(&plan, tables);
	int status = write_document(document, options->out);
	json_decref(document);
	plumb_plan_clear(&plan);
	plumb_tables_free(tables);
	return status;
}

int plumb_command_export(int argc, char **argv)
{
	struct export_options wanted = {0};
	const struct plumb_option list[] = {
		{"out", plumb_option_text, &wanted.out, NULL, 0, 0, NULL},
		{"filter", plumb_option_words, &wanted.choice.filters, NULL, 0, 0, NULL},
		{"clause", plumb_option_words, &wanted.choice.clauses, NULL, 0, 0, NULL},
		{"tables", plumb_option_text, &wanted.tables, NULL, 0, 0, NULL},
	};
	const struct plumb_command_line line = {.command = "export",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list};
	int status;

	if (plumb_command_line_read(&line, argc, argv, &status))
		status = export_rows(&wanted);
	plumb_choice_clear(&wanted.choice);
	return status;
}
