/* plumbline list: the rows, a line each. */
#include "command.h"

#include "base/exit_code.h"
#include "command_options.h"
#include "tables/plan.h"
#include "tables/table.h"
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>

static const char help[] =
	"usage: plumbline list [--filter GLOB] [--clause GLOB] [--needs NAME] [--tables PATH]\n"
	"\n"
	"Prints a line for each row, with tabs between its id, its clause and its sentence.\n"
	"The options choose rows as those of plumbline run do.\n"
	"\n"
	"  --filter GLOB  only rows whose id matches; * also matches /\n"
	"  --clause GLOB  only rows that prove a matching clause\n"
	"  --needs NAME   only rows that need that capability\n"
	"  --tables PATH  the directory of the tables, or one table\n"
	"  -h, --help\n"
	"\n"
	"Exit status: 2 wrong use, a malformed table, or no row matches.\n";

static int print_rows(const char *tables_path, const struct plumb_choice *choice)
{
	struct plumb_tables *tables = plumb_choice_load(choice, tables_path, false, "list");
	int status = PLUMB_EXIT_USAGE;
	struct plumb_plan plan;

	if (tables) {
		plumb_plan_make(&plan, tables, choice);
		for (size_t i = 0; i < plan.count; i++)
			printf("%s\t%s\t%s\n", plan.rows[i]->id, plan.rows[i]->clause,
				plan.rows[i]->why);
		plumb_plan_clear(&plan);
		status = PLUMB_EXIT_GOOD;
	}
	plumb_tables_free(tables);
	return status;
}

int plumb_command_list(int argc, char **argv)
{
	struct plumb_choice choice = {0};
	const char *tables = NULL;
	const struct plumb_option list[] = {
		{"filter", plumb_option_words, &choice.filters, NULL, 0, 0, NULL},
		{"clause", plumb_option_words, &choice.clauses, NULL, 0, 0, NULL},
		{"needs", plumb_option_words, &choice.needs, NULL, 0, 0, NULL},
		{"tables", plumb_option_text, &tables, NULL, 0, 0, NULL},
	};
	const struct plumb_command_line line = {.command = "list",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list};
	int status;

	if (plumb_command_line_read(&line, argc, argv, &status))
		status = print_rows(tables, &choice);
	plumb_choice_clear(&choice);
	return status;
}
