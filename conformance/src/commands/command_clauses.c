/* plumbline clauses: how much of the document the rows prove. */
#include "base/exit_code.h"
#include "base/place.h"
#include "command.h"
#include "command_options.h"
#include "tables/clause.h"
#include "tables/coverage.h"
#include "tables/table.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: plumbline clauses [--unproven] [--tables PATH] [--clauses FILE]\n"
	"\n"
	"Prints a line for each clause of the document: its id, its kind, how many rows prove\n"
	"it, and why, where none does, with tabs between them; then the sums. --unproven\n"
	"prints only the clauses without a row, with what they promise.\n"
	"\n"
	"Exit status: 1 where a clause of kind rule has no row; 2 where a row names a clause\n"
	"that is not there.\n";

static const char *reason_of(const struct plumb_clause *clause)
{
	const char *excuse = plumb_coverage_excuse(clause);

	return *excuse ? excuse : "no row yet";
}

static void print_clauses(
	const struct plumb_clauses *clauses, const struct plumb_coverage *coverage, bool unproven)
{
	for (size_t i = 0; i < clauses->count; i++) {
		const struct plumb_clause *clause = &clauses->clauses[i];
		if (coverage->rows[i] == 0) {
			printf("%s\t%s\t0\t%s\n", clause->id, clause->kind,
				unproven ? clause->promise : reason_of(clause));
		} else if (!unproven) {
			printf("%s\t%s\t%zu\n", clause->id, clause->kind, coverage->rows[i]);
		}
	}
}

/* `12 of kind rule: no row yet`, for each kind that has such clauses, in the order they come. */
static void print_missing(
	const struct plumb_clauses *clauses, const struct plumb_coverage *coverage)
{
	for (size_t i = 0; i < clauses->count; i++) {
		const char *kind = clauses->clauses[i].kind;
		size_t count = 0;
		bool first = true;
		for (size_t k = 0; k < clauses->count; k++) {
			bool same = coverage->rows[k] == 0 &&
				    strcmp(clauses->clauses[k].kind, kind) == 0;
			count += same;
			first = first && !(same && k < i);
		}
		if (coverage->rows[i] == 0 && first) {
			printf("%6zu of kind %s: %s\n", count, kind,
				reason_of(&clauses->clauses[i]));
		}
	}
}

static int print_coverage(
	const struct plumb_clauses *clauses, const struct plumb_tables *tables, bool unproven)
{
	struct plumb_coverage coverage;

	plumb_coverage_make(&coverage, clauses, tables);
	print_clauses(clauses, &coverage, unproven);
	printf("\n%zu of %zu clauses are proven, by %zu rows; %zu are not:\n", coverage.proven,
		clauses->count, coverage.row_count, clauses->count - coverage.proven);
	print_missing(clauses, &coverage);
	int status = coverage.missing_rules == 0 ? PLUMB_EXIT_GOOD : PLUMB_EXIT_BAD;
	plumb_coverage_clear(&coverage);
	return status;
}

static int load_and_print(const char *tables_path, const char *clauses_path, bool unproven)
{
	int status = PLUMB_EXIT_USAGE;
	struct plumb_clauses *clauses = plumb_clauses_load(clauses_path, stderr);
	struct plumb_tables *tables =
		clauses ? plumb_tables_load_checked(tables_path, clauses, stderr) : NULL;

	if (tables) {
		status = print_coverage(clauses, tables, unproven);
	}
	plumb_tables_free(tables);
	plumb_clauses_free(clauses);
	return status;
}

int plumb_command_clauses(int argc, char **argv)
{
	char *tables = plumb_place_of("conformance/tables");
	char *clauses = plumb_place_of("docs/clauses.json");
	const char *tables_path = tables;
	const char *clauses_path = clauses;
	bool unproven = false;
	const struct plumb_command_option list[] = {
		{"unproven", NULL, &unproven},
		{"tables", &tables_path, NULL},
		{"clauses", &clauses_path, NULL},
	};
	const struct plumb_command_options options = {help, NULL, list, sizeof list / sizeof *list};
	int status;

	if (plumb_command_options_read(&options, argc, argv, &status)) {
		if (optind < argc) {
			fputs(help, stderr);
			status = PLUMB_EXIT_USAGE;
		} else {
			status = load_and_print(tables_path, clauses_path, unproven);
		}
	}
	free(tables);
	free(clauses);
	return status;
}
