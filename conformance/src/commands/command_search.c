/* plumbline search: differences that no row covers. */
#include "command.h"
#include "command_options.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "base/place.h"
#include "lab/lab.h"
#include "search/arena.h"
#include "search/hunt.h"
#include "search/promote.h"
#include "tables/plan.h"
#include "tables/table.h"
#include <getopt.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const char help[] =
	"usage: plumbline search [OPTION...] SUBJECT\n"
	"       plumbline search --promote FILE --clause CLAUSE --why SENTENCE [--id ID]\n"
	"\n"
	"Makes sequences of calls from the rows, plays each on the oracle and on the subject, and\n"
	"prints the differences that no row, no drift and no baseline explains. Each difference\n"
	"is reduced as far as possible and printed once. docs/search.md says what to do with it.\n"
	"\n"
	"  --seconds S       how long to search (60)\n"
	"  --count N         stop after that many sequences\n"
	"  --findings N      stop after that many findings\n"
	"  --seed N          the random seed (1)\n"
	"  --unguided        learn nothing from what was played, and ask for no capability of the\n"
	"                    machine: the same seed then makes the same sequences everywhere\n"
	"  --jobs N          number of adapters for each side (8)\n"
	"  --filter GLOB     use only rows whose id matches; * also matches /\n"
	"  --tables PATH     the directory of the tables, or one table\n"
	"  --oracle SUBJECT  what the subject is compared with (python:python3)\n"
	"  --corpus DIR      keep sequences that did something new in DIR, and start from it\n"
	"  --out DIR         write each finding to DIR as a row, a script and a text\n"
	"  --baseline FILE   differences that a baseline of the subject lists are explained\n"
	"  --known FILE      differences that were examined and are no findings: docs/search.md\n"
	"  --states          print which calls were made in which states of a socket\n"
	"  --deadline S      seconds for an answer before the subject counts as hung (2)\n"
	"  --lab WHETHER     auto: in a lab, if the system permits it (the default); none\n"
	"\n"
	"  --promote FILE    add the finding that --out wrote to FILE to the table of its clause\n"
	"  --clause CLAUSE   the promise of docs/clauses.json that it proves\n"
	"  --why SENTENCE    the sentence of the row, in the present tense\n"
	"  --id ID           the id of the row (as the finding)\n"
	"\n"
	"Exit status: 0 nothing was found; 1 something was; 2 wrong use, or a malformed table; 3\n"
	"a subject could not be run; 4 the findings could not be written; 128 and more: ended by\n"
	"that signal, with the findings until then.\n";

struct choices {
	struct plumb_choice rows;
	struct plumb_search_options search;
	struct plumb_side sides[PLUMB_ARENA_SIDES];
	const char *tables;
	const char *oracle;
	const char *subject;
	struct plumb_promotion promotion;
	int lab;
};

/* The sides are empty as long as their subjects are not understood. */
static bool add_sides(struct choices *choices)
{
	const char *const names[PLUMB_ARENA_SIDES] = {choices->oracle, choices->subject};
	char why[256];

	for (size_t i = 0; i < PLUMB_ARENA_SIDES; i++) {
		struct plumb_side *side = &choices->sides[i];
		if (!plumb_subject_parse(&side->subject, names[i], why, sizeof why)) {
			fprintf(stderr, "plumbline search: %s\n", why);
			return false;
		}
		side->is_oracle = i == PLUMB_ORACLE;
	}
	return true;
}

/* fixtures/lab as a new string, where adapters are to live in labs and can; else NULL. */
static char *choose_lab(const struct choices *choices)
{
	char *directory = choices->lab ? plumb_place_of("fixtures/lab") : NULL;
	char why[256];

	if (directory && !plumb_lab_possible(directory, why, sizeof why)) {
		free(directory);
		directory = NULL;
	}
	return directory;
}

static int search(struct choices *choices, const struct plumb_tables *tables)
{
	struct plumb_plan plan = {0};
	char *lab = choose_lab(choices);
	int status = PLUMB_EXIT_USAGE;

	plumb_plan_make(&plan, tables, &choices->rows);
	choices->search.tables = tables;
	choices->search.plan = &plan;
	choices->search.sides = choices->sides;
	choices->search.lab = lab;
	if (add_sides(choices))
		status = plumb_search(&choices->search);
	for (size_t i = 0; i < PLUMB_ARENA_SIDES; i++)
		plumb_side_clear(&choices->sides[i]);
	choices->search.plan = NULL;
	choices->search.lab = NULL;
	plumb_plan_clear(&plan);
	free(lab);
	return status;
}

static int load_and_search(struct choices *choices)
{
	struct plumb_tables *tables =
		plumb_choice_load(&choices->rows, choices->tables, true, "search");
	int status = tables ? search(choices, tables) : PLUMB_EXIT_USAGE;

	plumb_tables_free(tables);
	return status;
}

static int promote(struct choices *choices)
{
	char *directory = plumb_place_of("conformance/tables");
	int status;

	choices->promotion.tables = choices->tables ? choices->tables : directory;
	status = plumb_promote(&choices->promotion);
	free(directory);
	return status;
}

/* A SUBJECT, or a finding with its clause and its sentence. */
static int choose(struct choices *choices)
{
	const struct plumb_promotion *promotion = &choices->promotion;
	const char *wrong = NULL;

	if (promotion->finding && (!promotion->clause || !promotion->why))
		wrong = "--promote wants --clause and --why";
	else if (promotion->finding && choices->subject)
		wrong = "--promote wants no SUBJECT";
	else if (!promotion->finding && !choices->subject)
		wrong = "want one SUBJECT";
	if (wrong) {
		fprintf(stderr, "plumbline search: %s\n", wrong);
		return PLUMB_EXIT_USAGE;
	}
	return promotion->finding ? promote(choices) : load_and_search(choices);
}

int plumb_command_search(int argc, char **argv)
{
	static const char *const labs[] = {"none", "auto", NULL};
	struct choices choices = {.oracle = "python:python3",
		.lab = 1,
		.search = {.seed = 1,
			.jobs = 8,
			.time_ns = INT64_C(60000000000),
			.deadline_ns = INT64_C(2000000000)}};
	int status;
	const struct plumb_option list[] = {
		{"seconds", plumb_option_seconds, &choices.search.time_ns,
			"seconds from 0.001 to 1000000", 0.001, 1000000, NULL},
		{"count", plumb_option_whole, &choices.search.count, "a number from 1", 1, INT_MAX,
			NULL},
		{"findings", plumb_option_whole, &choices.search.findings, "a number from 1", 1,
			INT_MAX, NULL},
		{"seed", plumb_option_whole, &choices.search.seed, "a number from 0", 0, INT_MAX,
			NULL},
		{"jobs", plumb_option_whole, &choices.search.jobs, "a number from 1 to 64", 1, 64,
			NULL},
		{"filter", plumb_option_words, &choices.rows.filters, NULL, 0, 0, NULL},
		{"tables", plumb_option_text, &choices.tables, NULL, 0, 0, NULL},
		{"oracle", plumb_option_text, &choices.oracle, NULL, 0, 0, NULL},
		{"corpus", plumb_option_text, &choices.search.corpus, NULL, 0, 0, NULL},
		{"out", plumb_option_text, &choices.search.out, NULL, 0, 0, NULL},
		{"baseline", plumb_option_text, &choices.search.baseline, NULL, 0, 0, NULL},
		{"known", plumb_option_text, &choices.search.known, NULL, 0, 0, NULL},
		{"states", plumb_option_flag, &choices.search.states, NULL, 0, 0, NULL},
		{"unguided", plumb_option_flag, &choices.search.unguided, NULL, 0, 0, NULL},
		{"deadline", plumb_option_seconds, &choices.search.deadline_ns,
			"seconds from 0.001 to 3600", 0.001, 3600, NULL},
		{"promote", plumb_option_text, &choices.promotion.finding, NULL, 0, 0, NULL},
		{"clause", plumb_option_text, &choices.promotion.clause, NULL, 0, 0, NULL},
		{"why", plumb_option_text, &choices.promotion.why, NULL, 0, 0, NULL},
		{"id", plumb_option_text, &choices.promotion.id, NULL, 0, 0, NULL},
		{"lab", plumb_option_word, &choices.lab, NULL, 0, 0, labs},
	};
	const struct plumb_command_line line = {.command = "search",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list,
		.most = 1,
		.arguments = "one SUBJECT"};

	if (plumb_command_line_read(&line, argc, argv, &status)) {
		choices.subject = argv[optind];
		status = choose(&choices);
	}
	plumb_choice_clear(&choices.rows);
	return status;
}
