/* plumbline list: the rows, a line each. */
#include "command.h"

#include "base/exit_code.h"
#include "command_options.h"
#include "tables/plan.h"
#include "tables/table.h"
#include <getopt.h>
#include <stdio.h>

static const char help[] =
	"usage: plumbline list [--filter GLOB] [--clause GLOB] [--tables PATH]\n"
	"\n"
	"Prints a line for each row: its id, its clause and its sentence, with tabs\n"
	"between them.\n";

static int print_rows(const char *tables_path, const struct plumb_choice *choice)
{
	struct plumb_tables *tables = plumb_tables_load(tables_path);
	struct plumb_plan plan;

	if (!tables)
		return PLUMB_EXIT_USAGE;
	plumb_plan_make(&plan, tables, choice);
	for (size_t i = 0; i < plan.count; i++)
		printf("%s\t%s\t%s\n", plan.rows[i]->id, plan.rows[i]->clause, plan.rows[i]->why);
	plumb_plan_clear(&plan);
	plumb_tables_free(tables);
	return PLUMB_EXIT_GOOD;
}

int plumb_command_list(int argc, char **argv)
{
	struct plumb_choice choice = {0};
	const char *tables = NULL;
	const struct plumb_command_option list[] = {
		{"filter", &choice.filter, NULL},
		{"clause", &choice.clause, NULL},
		{"tables", &tables, NULL},
	};
	const struct plumb_command_options options = {help, NULL, list, sizeof list / sizeof *list};
	int status;

	if (!plumb_command_options_read(&options, argc, argv, &status))
		return status;
	if (optind < argc) {
		fputs(help, stderr);
		return PLUMB_EXIT_USAGE;
	}
	return print_rows(tables, &choice);
}
