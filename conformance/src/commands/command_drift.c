/* plumbline drift: where CPython and the document part. */
#include "command.h"
#include "command_options.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "drift/drift.h"
#include "tables/plan.h"
#include "tables/table.h"
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: plumbline drift [OPTION...] [SUBJECT...]\n"
	"\n"
	"Prints the rows on which CPython has left the document (drift) or is plainly wrong\n"
	"(defect). Each line shows one difference, with tabs between the documented name, the\n"
	"row, the step, what the document says, what CPython does, the versions, the kind, and\n"
	"why.\n"
	"\n"
	"With subjects (such as python:/path/to/python3.9) it plays these rows on each, and\n"
	"prints a column for each: documented, drifted, defect, skipped, or other. Other means\n"
	"that neither the document nor the row explains the answer; it is shown below the table.\n"
	"\n"
	"  --all             play every row; of rows without drift, print those that are not as\n"
	"                    documented\n"
	"  --filter GLOB     only rows whose id matches; * also matches /\n"
	"  --tables PATH     the directory of the tables, or one table\n"
	"  --jobs N          number of adapters for each subject (2)\n"
	"  --deadline S      seconds that a row may take (10)\n"
	"  --lab WHETHER     auto: in a lab, if the system permits it (the default); none\n"
	"  -h, --help\n"
	"\n"
	"Exit status: 0 everything is explained; 1 something is not; 2 wrong use, or a malformed\n"
	"table; 3 a subject could not be run; 4 the output could not be written.\n";

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
	struct plumb_tables *tables = plumb_tables_load(choices->tables, &choices->rows.filters);
	int status = tables ? choose_and_tell(choices, tables) : PLUMB_EXIT_USAGE;

	plumb_tables_free(tables);
	return status;
}

int plumb_command_drift(int argc, char **argv)
{
	static const char *const labs[] = {"none", "auto", NULL};
	struct choices choices = {.play = {.jobs = 2, .deadline_ns = INT64_C(10000000000)}};
	int lab = 1, status;
	const struct plumb_option list[] = {
		{"all", plumb_option_flag, &choices.all, NULL, 0, 0, NULL},
		{"filter", plumb_option_words, &choices.rows.filters, NULL, 0, 0, NULL},
		{"tables", plumb_option_text, &choices.tables, NULL, 0, 0, NULL},
		{"jobs", plumb_option_whole, &choices.play.jobs, "a number from 1 to 64", 1, 64,
			NULL},
		{"deadline", plumb_option_seconds, &choices.play.deadline_ns,
			"seconds from 0.001 to 3600", 0.001, 3600, NULL},
		{"lab", plumb_option_word, &lab, NULL, 0, 0, labs},
	};
	const struct plumb_command_line line = {.command = "drift",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list,
		.most = -1};

	if (plumb_command_line_read(&line, argc, argv, &status)) {
		choices.play.lab = lab;
		choices.play.subjects = argv + optind;
		choices.play.subject_count = argc - optind;
		status = load_and_tell(&choices);
	}
	plumb_choice_clear(&choices.rows);
	return status;
}
