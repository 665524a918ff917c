/* plumbline drift: where CPython and the document part. */
#include "command.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "drift/drift.h"
#include "tables/plan.h"
#include "tables/table.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: plumbline drift [OPTION...] [SUBJECT...]\n"
	"\n"
	"Prints the rows on which CPython has left the document (drift) or is plainly wrong\n"
	"(defect), a line for each way in which it does, with tabs: the documented name, the row,\n"
	"the step, what the document says, what CPython does, in which versions, the kind, and "
	"why.\n"
	"\n"
	"With subjects (python:/path/to/python3.9 and others) it plays these rows on each, and\n"
	"prints a column for each: documented, drifted, defect, skipped, or other, which neither\n"
	"the document nor the row says of that version and which is explained below the table.\n"
	"\n"
	"  --all             play every row: of those without drift, the ones that are not as\n"
	"                    documented are printed\n"
	"  --filter GLOB     only rows whose id matches; * also matches /\n"
	"  --tables PATH     the directory of the tables, or one table\n"
	"  --jobs N          adapters of each subject at once (2)\n"
	"  --deadline S      seconds that a row may take (10)\n"
	"  --lab WHETHER     auto: in a lab where the system permits it (the default); none\n"
	"\n"
	"Exit status: 0 nothing is unexplained; 1 something is; 2 wrong use, or a malformed\n"
	"table; 3 a subject could not be run; 4 what was found could not be written.\n";

struct choices {
	struct plumb_choice rows;
	struct plumb_drift_options play;
	const char *tables;
	bool all;
};

/* Leaves the rows that have drift in the plan. */
static void narrow(struct plumb_plan *plan)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->count; i++)
		if (plumb_drift_has(plan->rows[i]))
			plan->rows[kept++] = plan->rows[i];
	plan->count = kept;
}

static int choose_and_tell(struct choices *choices, const struct plumb_tables *tables)
{
	struct plumb_plan plan = {0};
	int status = PLUMB_EXIT_GOOD;

	plumb_plan_make(&plan, tables, &choices->rows);
	if (!choices->all || choices->play.subject_count == 0)
		narrow(&plan);
	choices->play.tables = tables;
	choices->play.plan = &plan;
	if (plan.count == 0) {
		fputs("plumbline drift: no row matches\n", stderr);
		status = PLUMB_EXIT_USAGE;
	} else if (choices->play.subject_count > 0) {
		status = plumb_drift_play(&choices->play);
	} else {
		plumb_drift_print(&plan);
	}
	choices->play.plan = NULL;
	plumb_plan_clear(&plan);
	return status;
}

static int load_and_tell(struct choices *choices)
{
	struct plumb_tables *tables = plumb_tables_load(choices->tables);
	int status = tables ? choose_and_tell(choices, tables) : PLUMB_EXIT_USAGE;

	plumb_tables_free(tables);
	return status;
}

/* A whole number or a fraction from `least` to `most`; false: it is none. */
static bool read_number(const char *text, double least, double most, double *number)
{
	char *end;

	*number = strtod(text, &end);
	return end != text && !*end && *number >= least && *number <= most;
}

/* False: there is no such option, or its value is none. */
static bool read_option(struct choices *choices, int option)
{
	double number = 0;
	bool good = true;

	switch (option) {
	case 'a':
		choices->all = true;
		break;
	case 'f':
		choices->rows.filter = optarg;
		break;
	case 't':
		choices->tables = optarg;
		break;
	case 'j':
		good = read_number(optarg, 1, 64, &number);
		choices->play.jobs = (int)number;
		break;
	case 'd':
		good = read_number(optarg, 0.001, 3600, &number);
		choices->play.deadline_ns = (int64_t)(number * 1e9);
		break;
	case 'l':
		choices->play.lab = optarg[0] == 'a';
		good = strcmp(optarg, "auto") == 0 || strcmp(optarg, "none") == 0;
		break;
	default:
		good = false;
		break;
	}
	return good;
}

int plumb_command_drift(int argc, char **argv)
{
	static const struct option options[] = {
		{"all", no_argument, NULL, 'a'},
		{"filter", required_argument, NULL, 'f'},
		{"tables", required_argument, NULL, 't'},
		{"jobs", required_argument, NULL, 'j'},
		{"deadline", required_argument, NULL, 'd'},
		{"lab", required_argument, NULL, 'l'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct choices choices = {
		.play = {.jobs = 2, .deadline_ns = INT64_C(10000000000), .lab = true}};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(help, stdout);
			return PLUMB_EXIT_GOOD;
		}
		if (!read_option(&choices, option)) {
			fputs(help, stderr);
			return PLUMB_EXIT_USAGE;
		}
	}
	choices.play.subjects = argv + optind;
	choices.play.subject_count = argc - optind;
	return load_and_tell(&choices);
}
