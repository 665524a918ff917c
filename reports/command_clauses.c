/* plumbline clauses: how much of the documents the rows prove. */
#include "base/exit_code.h"
#include "base/heap.h"
#include "base/place.h"
#include "base/version.h"
#include "commands/command.h"
#include "commands/command_options.h"
#include "report_load.h"
#include "tables/clause.h"
#include "tables/coverage.h"
#include "tables/table.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: plumbline clauses [--unproven] [--results FILE] [--python VERSION]\n"
	"                         [--tables PATH] [--clauses FILE]\n"
	"\n"
	"Prints a line for each clause, with tabs between its id, its kind, the number of rows\n"
	"that prove it, and the reason if no row does. The clauses of the first document come\n"
	"first, with their sums, then the additions of later documents by version.\n"
	"\n"
	"  --unproven        only the clauses without a row, with their promises\n"
	"  --results FILE    count only rows that passed in this run, on some side of it: its\n"
	"                    results.jsonl; several runs, also on other systems, are united\n"
	"  --python VERSION  only the additions that this version of Python has\n"
	"  --tables PATH     the directory of the tables, or one table\n"
	"  --clauses FILE    the catalogue (docs/clauses.json)\n"
	"  -h, --help\n"
	"\n"
	"Exit status: 1 a clause of kind rule has no row; 2 a row names a clause that does not\n"
	"exist.\n";

/* What to print, and from which data. */
struct telling {
	const struct plumb_clauses *clauses;
	const struct plumb_coverage *coverage;
	bool unproven;
	bool of_runs; /* count what runs have proven, not what rows could prove */
};

static const char *reason_of(const struct telling *telling, const struct plumb_clause *clause)
{
	const char *excuse = plumb_coverage_excuse(clause);

	if (*excuse)
		return excuse;
	return telling->of_runs ? "no row has passed" : "no row yet";
}

static void print_clauses(const struct telling *telling, const struct plumb_coverage_choice *choice)
{
	for (size_t i = 0; i < telling->clauses->count; i++) {
		const struct plumb_clause *clause = &telling->clauses->clauses[i];
		size_t rows = telling->coverage->rows[i];
		if (!plumb_coverage_has(choice, clause))
			continue;
		if (rows == 0) {
			printf("%s\t%s\t0\t%s\n", clause->id, clause->kind,
				telling->unproven ? clause->promise : reason_of(telling, clause));
		} else if (!telling->unproven) {
			printf("%s\t%s\t%zu\n", clause->id, clause->kind, rows);
		}
	}
}

static bool is_missing(const struct telling *telling, const struct plumb_coverage_choice *choice,
	size_t clause, const char *kind)
{
	return telling->coverage->rows[clause] == 0 &&
	       plumb_coverage_has(choice, &telling->clauses->clauses[clause]) &&
	       strcmp(telling->clauses->clauses[clause].kind, kind) == 0;
}

/* `12 of kind rule: no row yet`, for each kind that has such clauses, in the order they come. */
static void print_missing(const struct telling *telling, const struct plumb_coverage_choice *choice)
{
	for (size_t i = 0; i < telling->clauses->count; i++) {
		const struct plumb_clause *clause = &telling->clauses->clauses[i];
		size_t count = 0, first = telling->clauses->count;
		for (size_t k = telling->clauses->count; k-- > 0;) {
			if (is_missing(telling, choice, k, clause->kind)) {
				count++;
				first = k;
			}
		}
		if (first == i)
			printf("%6zu of kind %s: %s\n", count, clause->kind,
				reason_of(telling, clause));
	}
}

static void print_sum(const struct telling *telling, const struct plumb_coverage_choice *choice,
	const char *which)
{
	const struct plumb_coverage_sum sum =
		plumb_coverage_sum(telling->coverage, telling->clauses, choice);

	printf("\n%zu of %zu %sclauses are proven, by %zu rows; %zu are not:\n", sum.proven,
		sum.clauses, which, sum.rows, sum.clauses - sum.proven);
	print_missing(telling, choice);
}

/* The next version that has clauses which count; NULL: there is none. */
static const char *next_version(const struct telling *telling,
	const struct plumb_coverage_choice *choice, const char *version)
{
	const char *next = NULL;

	for (size_t i = 0; i < telling->clauses->count; i++) {
		const struct plumb_clause *clause = &telling->clauses->clauses[i];
		if (plumb_coverage_has(choice, clause) &&
			plumb_version_compare(clause->since, version) > 0 &&
			(!next || plumb_version_compare(clause->since, next) < 0))
			next = clause->since;
	}
	return next;
}

static void print_version(
	const struct telling *telling, struct plumb_coverage_choice choice, const char *version)
{
	choice.since = version;
	const struct plumb_coverage_sum sum =
		plumb_coverage_sum(telling->coverage, telling->clauses, &choice);

	printf("\nPython %s: %zu of %zu clauses, %zu rows\n", version, sum.proven, sum.clauses,
		sum.rows);
	print_clauses(telling, &choice);
}

/* Both documents; PLUMB_EXIT_BAD where a rule has no row. */
static int print_documents(const struct telling *telling, const char *python)
{
	const struct plumb_coverage_choice first = {.first = true};
	const struct plumb_coverage_choice later = {.python = python};
	const char *version = "3.0";
	size_t missing =
		plumb_coverage_sum(telling->coverage, telling->clauses, &first).missing_rules +
		plumb_coverage_sum(telling->coverage, telling->clauses, &later).missing_rules;

	print_clauses(telling, &first);
	print_sum(telling, &first, "");
	while ((version = next_version(telling, &later, version)))
		print_version(telling, later, version);
	if (next_version(telling, &later, "3.0"))
		print_sum(telling, &later, "later ");
	return missing == 0 ? PLUMB_EXIT_GOOD : PLUMB_EXIT_BAD;
}

struct wanted {
	const char *tables;
	const char *clauses;
	const char *python; /* NULL: all versions */
	bool unproven;
	struct plumb_words results; /* of runs; none: the tables count */
};

static bool is_pass(const json_t *side)
{
	const char *verdict = json_string_value(json_object_get(side, "verdict"));

	return verdict && strcmp(verdict, "PASS") == 0;
}

/* On some side. */
static bool has_passed(const json_t *line)
{
	const json_t *side;
	size_t i;

	json_array_foreach(json_object_get(line, "subjects"), i, side)
		if (is_pass(side))
			return true;
	return is_pass(json_object_get(line, "oracle"));
}

/* Counts the rows that passed in a run, but those that passed before, which `passed` has as keys.
 */
static bool add_results(struct plumb_coverage *coverage, const struct plumb_clauses *clauses,
	const char *path, json_t *passed)
{
	struct plumb_report_file *file = plumb_report_load(path, stderr);

	for (size_t i = 0; file && i < file->line_count; i++) {
		const json_t *line = file->lines[i];
		const char *row = json_string_value(json_object_get(line, "row"));
		if (has_passed(line) && !json_object_get(passed, row)) {
			json_object_set_new(passed, row, json_true());
			plumb_coverage_add(coverage, clauses,
				json_string_value(json_object_get(line, "clause")));
		}
	}
	plumb_report_file_free(file);
	return file;
}

/* What the rows of the tables prove, or those that passed in runs. False: a message on stderr. */
static bool make_coverage(struct plumb_coverage *coverage, const struct wanted *wanted,
	const struct plumb_clauses *clauses, const struct plumb_tables *tables)
{
	json_t *passed;
	bool good = true;

	if (wanted->results.count == 0) {
		plumb_coverage_make(coverage, clauses, tables);
		return true;
	}
	plumb_coverage_none(coverage, clauses);
	passed = plumb_have(json_object());
	for (size_t i = 0; good && i < wanted->results.count; i++)
		good = add_results(coverage, clauses, wanted->results.items[i], passed);
	json_decref(passed);
	if (!good)
		plumb_coverage_clear(coverage);
	return good;
}

static int load_and_print(const struct wanted *wanted)
{
	int status = PLUMB_EXIT_USAGE;
	struct plumb_clauses *clauses = plumb_clauses_load(wanted->clauses, stderr);
	struct plumb_tables *tables =
		clauses ? plumb_tables_load_checked(wanted->tables, clauses, stderr) : NULL;

	struct plumb_coverage coverage;

	if (tables && make_coverage(&coverage, wanted, clauses, tables)) {
		const struct telling telling = {
			clauses, &coverage, wanted->unproven, wanted->results.count > 0};
		status = print_documents(&telling, wanted->python);
		plumb_coverage_clear(&coverage);
	}
	plumb_tables_free(tables);
	plumb_clauses_free(clauses);
	return status;
}

static bool read_python(const struct plumb_option *option, const char *text)
{
	return plumb_option_text(option, text) && plumb_version_is(text);
}

int plumb_command_clauses(int argc, char **argv)
{
	char *tables = plumb_place_of("conformance/tables");
	char *clauses = plumb_place_of("docs/clauses.json");
	struct wanted wanted = {.tables = tables, .clauses = clauses};
	const struct plumb_option list[] = {
		{"unproven", plumb_option_flag, &wanted.unproven, NULL, 0, 0, NULL},
		{"results", plumb_option_words, &wanted.results, NULL, 0, 0, NULL},
		{"python", read_python, &wanted.python, "a version such as 3.8", 0, 0, NULL},
		{"tables", plumb_option_text, &wanted.tables, NULL, 0, 0, NULL},
		{"clauses", plumb_option_text, &wanted.clauses, NULL, 0, 0, NULL},
	};
	const struct plumb_command_line line = {.command = "clauses",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list};
	int status;

	if (plumb_command_line_read(&line, argc, argv, &status))
		status = load_and_print(&wanted);
	plumb_words_clear(&wanted.results);
	free(tables);
	free(clauses);
	return status;
}
