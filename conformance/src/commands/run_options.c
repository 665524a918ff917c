#include "run_options.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "base/text.h"
#include "base/version.h"
#include "command_options.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char plumb_usual_oracle[] = "python:python3";

static const char help[] =
	"usage: plumbline run [OPTION...] SUBJECT...\n"
	"\n"
	"Plays every row of the tables against each SUBJECT and the oracle at the same time.\n"
	"\n"
	"SUBJECT is one of\n"
	"  ref                           libpysock, the reference implementation\n"
	"  python:INTERPRETER[:MODULE]   a Python, and the module to test in it (socket)\n"
	"  exec:COMMAND                  any adapter that speaks docs/protocol.md\n"
	"\n"
	"  --filter GLOB     only rows whose id matches; * also matches /\n"
	"  --clause GLOB     only rows that prove a matching clause\n"
	"  --needs NAME      only rows that need that capability\n"
	"                    (repeat these options to choose more rows)\n"
	"  --shard K/N       only part K of N, by a hash of the row's id (default: Bazel's\n"
	"                    TEST_SHARD_INDEX and TEST_TOTAL_SHARDS, if set)\n"
	"  --oracle SUBJECT  the oracle (python:python3), or none\n"
	"  --standard WHOSE  who is right where CPython does not do what the document says:\n"
	"                    own: the document for ref, the oracle for others (the default);\n"
	"                    oracle; document; both: the document, and CPython in what it does\n"
	"                    beyond the document\n"
	"  --python VERSION  only clauses that this version of Python has; newer ones are skipped\n"
	"                    (the oracle's version; without an oracle, all count)\n"
	"  --baseline FILE   the rows that fail today, and why (docs/baselines.md): the run fails\n"
	"                    only where something has changed\n"
	"  --update-baseline rewrite FILE so that this run would succeed\n"
	"  --jobs N          number of adapters for each side (16)\n"
	"  --deadline S      seconds that a row may take (10)\n"
	"  --durations N     print the N slowest rows at the end (0)\n"
	"  --lab WHETHER     auto: run each adapter in a private network, if the system permits\n"
	"                    it (the default); none: in the machine's own network\n"
	"  --tables PATH     the directory of the tables, or one table\n"
	"  --out DIR         write DIR/results.jsonl (build/results); none: write nothing\n"
	"  --name NAME       the name of the SUBJECT in results and reports; once for each\n"
	"  -v, --verbose     print each unexpected row, with its steps and its script\n"
	"                    (plumbline repro)\n"
	"  --cunit           end with the summary of CUnit, a test for each row\n"
	"  -h, --help\n";

static bool read_shard(const struct plumb_option *option, const char *text)
{
	return plumb_shard_read(option->to, text);
}

static bool read_python(const struct plumb_option *option, const char *text)
{
	return plumb_option_text(option, text) && plumb_version_is(text);
}

bool plumb_run_is_whole(const struct plumb_run_options *options)
{
	const struct plumb_choice *choice = &options->choice;

	return !choice->filters.count && !choice->clauses.count && !choice->needs.count &&
	       !plumb_shard_is_part(&choice->shard);
}

/* A baseline is of one subject, and only a whole run says all that it must say. */
static bool check_baseline(const struct plumb_run_options *options)
{
	const char *wrong = NULL;

	if (options->update_baseline && !options->baseline)
		wrong = "--update-baseline needs --baseline FILE";
	else if (options->baseline && options->subject_count != 1)
		wrong = "--baseline takes one SUBJECT only";
	else if (options->update_baseline && !plumb_run_is_whole(options))
		wrong = "--update-baseline needs a whole run, without --filter, --clause and "
			"--shard";
	if (wrong)
		fprintf(stderr, "plumbline run: %s\n", wrong);
	return !wrong;
}

/* The name of the subject. */
static const char *name_of(const struct plumb_run_options *options, int i)
{
	return (size_t)i < options->names.count ? options->names.items[i] : options->subjects[i];
}

/* By its name a subject is found in the results again. */
static bool check_subjects(const struct plumb_run_options *options)
{
	if (options->names.count > (size_t)options->subject_count) {
		fputs("plumbline run: more names than subjects were given\n", stderr);
		return false;
	}
	for (int i = 1; i < options->subject_count; i++)
		for (int k = 0; k < i; k++)
			if (strcmp(name_of(options, i), name_of(options, k)) == 0) {
				fprintf(stderr, "plumbline run: %s is given twice\n",
					name_of(options, i));
				return false;
			}
	return true;
}

static bool check_all(struct plumb_run_options *options, int *status)
{
	*status = PLUMB_EXIT_USAGE;
	if (options->choice.shard.of == 0 &&
		!plumb_shard_from_bazel(&options->choice.shard, status))
		return false;
	*status = PLUMB_EXIT_USAGE;
	return check_baseline(options) && check_subjects(options);
}

static const int64_t usual_deadline_ns = INT64_C(10000000000);

static const char *const standards[] = {[PLUMB_STANDARD_OWN] = "own",
	[PLUMB_STANDARD_ORACLE] = "oracle",
	[PLUMB_STANDARD_DOCUMENT] = "document",
	[PLUMB_STANDARD_BOTH] = "both",
	NULL};

bool plumb_run_options_read(struct plumb_run_options *options, int argc, char **argv, int *status)
{
	static const char *const labs[] = {"none", "auto", NULL};
	struct plumb_choice *choice = &options->choice;
	int lab = 1, standard = PLUMB_STANDARD_OWN;
	const struct plumb_option list[] = {
		{"filter", plumb_option_words, &choice->filters, NULL, 0, 0, NULL},
		{"clause", plumb_option_words, &choice->clauses, NULL, 0, 0, NULL},
		{"needs", plumb_option_words, &choice->needs, NULL, 0, 0, NULL},
		{"shard", read_shard, &choice->shard, "K/N with K from 1 to N", 0, 0, NULL},
		{"oracle", plumb_option_text_or_none, &options->oracle, NULL, 0, 0, NULL},
		{"standard", plumb_option_word, &standard, NULL, 0, 0, standards},
		{"python", read_python, &options->python, "a version such as 3.8", 0, 0, NULL},
		{"baseline", plumb_option_text, &options->baseline, NULL, 0, 0, NULL},
		{"update-baseline", plumb_option_flag, &options->update_baseline, NULL, 0, 0, NULL},
		{"jobs", plumb_option_whole, &options->jobs, "a number from 1 to 256", 1, 256,
			NULL},
		{"deadline", plumb_option_seconds, &options->deadline_ns,
			"seconds from 0.1 to 86400", 0.1, 86400, NULL},
		{"durations", plumb_option_whole, &options->durations, "a number from 0 to 100000",
			0, 100000, NULL},
		{"lab", plumb_option_word, &lab, NULL, 0, 0, labs},
		{"tables", plumb_option_text, &options->tables, NULL, 0, 0, NULL},
		{"name", plumb_option_words, &options->names, NULL, 0, 0, NULL},
		{"verbose", plumb_option_flag, &options->verbose, NULL, 0, 0, NULL},
		{"cunit", plumb_option_flag, &options->cunit, NULL, 0, 0, NULL},
		{"out", plumb_option_text_or_none, &options->out, NULL, 0, 0, NULL},
	};
	const struct plumb_command_line line = {.command = "run",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list,
		.least = 1,
		.most = -1,
		.arguments = "a SUBJECT: ref, python:INTERPRETER[:MODULE] or exec:COMMAND"};

	*options = (struct plumb_run_options){
		.oracle = plumb_usual_oracle,
		.out = "build/results",
		.jobs = 16,
		.deadline_ns = usual_deadline_ns,
	};
	if (!plumb_command_line_read(&line, argc, argv, status))
		return false;
	options->lab = lab;
	options->standard = (enum plumb_standard)standard;
	options->subjects = argv + optind;
	options->subject_count = argc - optind;
	return check_all(options, status);
}

char *plumb_run_options_again(const struct plumb_run_options *options)
{
	struct plumb_text again = {0};

	plumb_text_add(&again, "");
	if (options->standard != PLUMB_STANDARD_OWN)
		plumb_text_add_f(&again, " --standard %s", standards[options->standard]);
	if (options->python)
		plumb_text_add_f(&again, " --python %s", options->python);
	if (options->deadline_ns != usual_deadline_ns)
		plumb_text_add_f(&again, " --deadline %g", (double)options->deadline_ns / 1e9);
	if (!options->lab)
		plumb_text_add(&again, " --lab none");
	return plumb_have_text(&again);
}

void plumb_run_options_clear(struct plumb_run_options *options)
{
	plumb_choice_clear(&options->choice);
	plumb_words_clear(&options->names);
}
