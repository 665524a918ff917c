#include "run_options.h"

#include "base/exit_code.h"
#include "base/version.h"
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	"  --clause GLOB     only rows that prove a clause that matches\n"
	"  --needs NAME      only rows that need that capability\n"
	"  --shard K/N       only the rows of part K of N, by the hash of their ids (otherwise\n"
	"                    Bazel's TEST_SHARD_INDEX and TEST_TOTAL_SHARDS say)\n"
	"  --oracle SUBJECT  the oracle (python:python3), or none\n"
	"  --standard WHOSE  oracle: on rows with drift the subject must do as the oracle at hand\n"
	"                    (the default); document: as the document says (the default of ref);\n"
	"                    both: that, and beyond it as CPython does where rows have detail\n"
	"  --python VERSION  only clauses that this version of Python has; newer ones are skipped\n"
	"                    (the oracle's version; without an oracle, all count)\n"
	"  --baseline FILE   which rows fail today, and why (docs/baselines.md): what has changed\n"
	"                    fails the run, and nothing else\n"
	"  --update-baseline write FILE so that this run would be as it says\n"
	"  --jobs N          adapters of each side at once (8)\n"
	"  --deadline S      seconds that a row may take (10)\n"
	"  --lab WHETHER     auto: each adapter lives in a private network, where the system "
	"permits\n"
	"                    it (the default); none: in the machine's own\n"
	"  --tables PATH     the directory of the tables, or one table\n"
	"  --out DIR         write DIR/results.jsonl (build/results); none: write nothing\n"
	"  --version\n"
	"  --help\n";

enum {
	OPTION_FILTER = 1,
	OPTION_CLAUSE,
	OPTION_NEEDS,
	OPTION_SHARD,
	OPTION_ORACLE,
	OPTION_STANDARD,
	OPTION_PYTHON,
	OPTION_BASELINE,
	OPTION_UPDATE_BASELINE,
	OPTION_JOBS,
	OPTION_DEADLINE,
	OPTION_LAB,
	OPTION_TABLES,
	OPTION_OUT,
	OPTION_VERSION,
	OPTION_HELP
};

static const struct option long_options[] = {
	{"filter", required_argument, NULL, OPTION_FILTER},
	{"clause", required_argument, NULL, OPTION_CLAUSE},
	{"needs", required_argument, NULL, OPTION_NEEDS},
	{"shard", required_argument, NULL, OPTION_SHARD},
	{"oracle", required_argument, NULL, OPTION_ORACLE},
	{"standard", required_argument, NULL, OPTION_STANDARD},
	{"python", required_argument, NULL, OPTION_PYTHON},
	{"baseline", required_argument, NULL, OPTION_BASELINE},
	{"update-baseline", no_argument, NULL, OPTION_UPDATE_BASELINE},
	{"jobs", required_argument, NULL, OPTION_JOBS},
	{"deadline", required_argument, NULL, OPTION_DEADLINE},
	{"lab", required_argument, NULL, OPTION_LAB},
	{"tables", required_argument, NULL, OPTION_TABLES},
	{"out", required_argument, NULL, OPTION_OUT},
	{"version", no_argument, NULL, OPTION_VERSION},
	{"help", no_argument, NULL, OPTION_HELP},
	{NULL, 0, NULL, 0},
};

static bool bad(const char *option, const char *value, const char *wanted)
{
	fprintf(stderr, "plumbline run: --%s wants %s, not '%s'\n", option, wanted, value);
	return false;
}

static bool read_jobs(struct plumb_run_options *options, const char *text)
{
	char *end;
	long jobs = strtol(text, &end, 10);

	if (*end || end == text || jobs < 1 || jobs > 256)
		return bad("jobs", text, "a number from 1 to 256");
	options->jobs = (int)jobs;
	return true;
}

static bool read_deadline(struct plumb_run_options *options, const char *text)
{
	char *end;
	double seconds = strtod(text, &end);

	if (*end || end == text || !(seconds >= 0.1 && seconds <= 86400))
		return bad("deadline", text, "seconds from 0.1 to 86400");
	options->deadline_ns = (int64_t)(seconds * 1e9);
	return true;
}

static bool read_standard(struct plumb_run_options *options, const char *text)
{
	if (strcmp(text, "oracle") == 0)
		options->standard = PLUMB_STANDARD_ORACLE;
	else if (strcmp(text, "document") == 0)
		options->standard = PLUMB_STANDARD_DOCUMENT;
	else if (strcmp(text, "both") == 0)
		options->standard = PLUMB_STANDARD_BOTH;
	else
		return bad("standard", text, "oracle, document or both");
	return true;
}

static bool read_lab(struct plumb_run_options *options, const char *text)
{
	options->lab = strcmp(text, "auto") == 0;
	return options->lab || strcmp(text, "none") == 0 || bad("lab", text, "auto or none");
}

static bool read_python(struct plumb_run_options *options, const char *text)
{
	options->python = text;
	return plumb_version_is(text) || bad("python", text, "a version such as 3.8");
}

static const char *unless_none(const char *text)
{
	return strcmp(text, "none") == 0 ? NULL : text;
}

/* False: *status says what the option asked for, or that it is wrong. */
static bool read_option(struct plumb_run_options *options, int option, int *status)
{
	*status = PLUMB_EXIT_USAGE;
	switch (option) {
	case OPTION_FILTER:
		options->choice.filter = optarg;
		return true;
	case OPTION_CLAUSE:
		options->choice.clause = optarg;
		return true;
	case OPTION_NEEDS:
		options->choice.needs = optarg;
		return true;
	case OPTION_SHARD:
		return plumb_shard_read(&options->choice.shard, optarg) ||
		       bad("shard", optarg, "K/N with K from 1 to N");
	case OPTION_ORACLE:
		options->oracle = unless_none(optarg);
		return true;
	case OPTION_STANDARD:
		return read_standard(options, optarg);
	case OPTION_PYTHON:
		return read_python(options, optarg);
	case OPTION_BASELINE:
		options->baseline = optarg;
		return true;
	case OPTION_UPDATE_BASELINE:
		options->update_baseline = true;
		return true;
	case OPTION_JOBS:
		return read_jobs(options, optarg);
	case OPTION_DEADLINE:
		return read_deadline(options, optarg);
	case OPTION_LAB:
		return read_lab(options, optarg);
	case OPTION_TABLES:
		options->tables = optarg;
		return true;
	case OPTION_OUT:
		options->out = unless_none(optarg);
		return true;
	case OPTION_VERSION:
		printf("plumbline %s\n", plumb_version);
		*status = PLUMB_EXIT_GOOD;
		return false;
	case OPTION_HELP:
		fputs(help, stdout);
		*status = PLUMB_EXIT_GOOD;
		return false;
	default:
		fputs("plumbline run --help says what there is\n", stderr);
		return false;
	}
}

/* A baseline is of one subject, and only a whole run says all that it must say. */
static bool check_baseline(const struct plumb_run_options *options)
{
	const struct plumb_choice *choice = &options->choice;
	const char *wrong = NULL;

	if (options->update_baseline && !options->baseline)
		wrong = "--update-baseline wants --baseline FILE";
	else if (options->baseline && options->subject_count != 1)
		wrong = "--baseline is of one SUBJECT";
	else if (options->update_baseline && (choice->filter || choice->clause || choice->needs ||
						     plumb_shard_is_part(&choice->shard)))
		wrong = "--update-baseline wants a whole run, without --filter, --clause and "
			"--shard";
	if (wrong)
		fprintf(stderr, "plumbline run: %s\n", wrong);
	return !wrong;
}

/* By its name a subject is found in the results again. */
static bool check_subjects(const struct plumb_run_options *options)
{
	for (int i = 1; i < options->subject_count; i++)
		for (int k = 0; k < i; k++)
			if (strcmp(options->subjects[i], options->subjects[k]) == 0) {
				fprintf(stderr, "plumbline run: %s is there twice\n",
					options->subjects[i]);
				return false;
			}
	return true;
}

bool plumb_run_options_read(struct plumb_run_options *options, int argc, char **argv, int *status)
{
	int option;

	*options = (struct plumb_run_options){
		.oracle = "python:python3",
		.out = "build/results",
		.lab = true,
		.jobs = 8,
		.deadline_ns = INT64_C(10000000000),
	};
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1)
		if (!read_option(options, option, status))
			return false;
	options->subjects = argv + optind;
	options->subject_count = argc - optind;
	if (options->subject_count == 0) {
		fputs("plumbline run: want a SUBJECT: ref, python:INTERPRETER[:MODULE] or "
		      "exec:COMMAND\n",
			stderr);
		*status = PLUMB_EXIT_USAGE;
		return false;
	}
	if (options->choice.shard.of == 0 &&
		!plumb_shard_from_bazel(&options->choice.shard, status))
		return false;
	*status = PLUMB_EXIT_USAGE;
	return check_baseline(options) && check_subjects(options);
}
