/* plumbline list: the rows, a line each. */
#include "command.h"

#include "exit_code.h"
#include "heap.h"
#include "place.h"
#include "plan.h"
#include "table.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char help[] =
	"usage: plumbline list [--filter GLOB] [--clause GLOB] [--tables PATH]\n"
	"\n"
	"Prints a line for each row: its id, its clause and its sentence, with tabs\n"
	"between them.\n";

static int print_rows(const char *tables_path, const struct plumb_choice *choice)
{
	char *path = tables_path ? plumb_copy(tables_path) : plumb_place_of("conformance/tables");
	struct plumb_tables *tables = plumb_tables_load(path);
	struct plumb_plan plan;

	free(path);
	if (!tables)
		return PLUMB_EXIT_USAGE;
	plumb_plan_make(&plan, tables, choice);
	for (size_t i = 0; i < plan.count; i++)
		printf("%s\t%s\t%s\n", plan.rows[i]->id, plan.rows[i]->clause, plan.rows[i]->why);
	plumb_plan_clear(&plan);
	plumb_tables_free(tables);
	return fflush(stdout) ? PLUMB_EXIT_UNWRITTEN : PLUMB_EXIT_GOOD;
}

int plumb_command_list(int argc, char **argv)
{
	static const struct option options[] = {
		{"filter", required_argument, NULL, 'f'},
		{"clause", required_argument, NULL, 'c'},
		{"tables", required_argument, NULL, 't'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct plumb_choice choice = {0};
	const char *tables = NULL;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'f':
			choice.filter = optarg;
			break;
		case 'c':
			choice.clause = optarg;
			break;
		case 't':
			tables = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			return PLUMB_EXIT_GOOD;
		default:
			fputs(help, stderr);
			return PLUMB_EXIT_USAGE;
		}
	}
	if (optind < argc) {
		fputs(help, stderr);
		return PLUMB_EXIT_USAGE;
	}
	return print_rows(tables, &choice);
}
