#include "report_options.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char help_before[] =
	"usage: plumbline report [--format FORM] [--out FILE] [--compare] RESULTS...\n"
	"       plumbline report --format deviations --baseline FILE... [RESULTS...]\n"
	"\n"
	"Makes a report from the files that `plumbline run` has written (results.jsonl). Several\n"
	"files are joined: their implementations stand side by side.\n"
	"\n"
	"  --format FORM   one of\n";

static const char help_after[] =
	"  --out FILE      write FILE, whole or not at all; in a directory: FILE/plumbline.EXT;\n"
	"                  without it, standard output\n"
	"  --compare       of two files, what has changed from the first to the second (html,\n"
	"                  markdown, csv)\n"
	"  --clauses FILE  the catalogue that gives the order of the document (docs/clauses.json)\n"
	"  --baseline FILE of which the deviations are shown; may be given several times. The\n"
	"                  RESULTS add the answers of the side that its head's command names\n"
	"  --tables PATH   the tables that have the rows' sentences (conformance/tables)\n"
	"  --link TEXT=URL a link in the head of the page (html); may be given several times\n"
	"  --help\n"
	"\n"
	"In GitHub's Actions, markdown without --out is added to the step's summary\n"
	"(GITHUB_STEP_SUMMARY), and where GITHUB_ACTIONS is true it also prints an ::error line\n"
	"for each of the first ten rows to look at.\n"
	"\n"
	"Exit status: 0 the report was written, whatever it says (plumbline diff judges); 2 wrong\n"
	"use, or a results file that is malformed; 4 the report could not be written.\n";

enum {
	OPTION_FORMAT = 1,
	OPTION_OUT,
	OPTION_COMPARE,
	OPTION_CLAUSES,
	OPTION_LINK,
	OPTION_BASELINE,
	OPTION_TABLES,
	OPTION_HELP
};

static const struct option long_options[] = {
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"out", required_argument, NULL, OPTION_OUT},
	{"compare", no_argument, NULL, OPTION_COMPARE},
	{"clauses", required_argument, NULL, OPTION_CLAUSES},
	{"link", required_argument, NULL, OPTION_LINK},
	{"baseline", required_argument, NULL, OPTION_BASELINE},
	{"tables", required_argument, NULL, OPTION_TABLES},
	{"help", no_argument, NULL, OPTION_HELP},
	{NULL, 0, NULL, 0},
};

static void print_help(void)
{
	const struct plumb_report_form *form;

	fputs(help_before, stdout);
	for (size_t i = 0; (form = plumb_report_form_number(i)); i++)
		printf("                    %-10s  %s%s\n", form->name, form->what,
			i == 0 ? " (the default)" : "");
	fputs(help_after, stdout);
}

/* What a browser would run ("javascript:...") is no link. */
static bool is_address(const char *url)
{
	return strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0 ||
	       (*url && url[strcspn(url, ":/?#")] != ':');
}

static bool read_link(struct plumb_report_options *options, const char *value)
{
	const char *equals = strchr(value, '=');

	if (!equals || equals == value || !is_address(equals + 1)) {
		fprintf(stderr, "plumbline report: --link wants TEXT=URL, not '%s'\n", value);
		return false;
	}
	options->links =
		plumb_grow(options->links, options->link_count + 1, sizeof(*options->links));
	options->links[options->link_count++] = (struct plumb_report_link){
		plumb_format("%.*s", (int)(equals - value), value), equals + 1};
	return true;
}

static void add_baseline(struct plumb_report_options *options, const char *path)
{
	options->baselines = plumb_grow(
		options->baselines, options->baseline_count + 1, sizeof *options->baselines);
	options->baselines[options->baseline_count++] = path;
}

/* False: *status says what the option asked for, or that it is wrong. */
static bool read_option(struct plumb_report_options *options, int option, int *status)
{
	*status = PLUMB_EXIT_USAGE;
	switch (option) {
	case OPTION_FORMAT:
		options->form = plumb_report_form_of(optarg);
		if (!options->form)
			fprintf(stderr, "plumbline report: there is no form '%s'\n", optarg);
		return options->form;
	case OPTION_OUT:
		options->out = strcmp(optarg, "-") == 0 ? NULL : optarg;
		return true;
	case OPTION_COMPARE:
		options->compare = true;
		return true;
	case OPTION_CLAUSES:
		options->clauses = optarg;
		return true;
	case OPTION_LINK:
		return read_link(options, optarg);
	case OPTION_BASELINE:
		add_baseline(options, optarg);
		return true;
	case OPTION_TABLES:
		options->tables = optarg;
		return true;
	case OPTION_HELP:
		print_help();
		*status = PLUMB_EXIT_GOOD;
		return false;
	default:
		fputs("plumbline report --help says what there is\n", stderr);
		return false;
	}
}

/* The form without baselines is empty, and no other shows any. */
static bool check_baselines(const struct plumb_report_options *options)
{
	bool wanted = strcmp(options->form->name, "deviations") == 0;

	if (wanted == (options->baseline_count > 0))
		return true;
	fprintf(stderr, "plumbline report: %s\n",
		wanted ? "the deviations are those of a --baseline"
		       : "--baseline is for --format deviations");
	return false;
}

static bool check(const struct plumb_report_options *options)
{
	if (!check_baselines(options))
		return false;
	if (options->path_count == 0 && options->baseline_count == 0) {
		fputs("plumbline report: want a results file, such as "
		      "build/results/results.jsonl\n",
			stderr);
		return false;
	}
	if (options->compare && options->path_count != 2) {
		fprintf(stderr, "plumbline report: --compare wants two files, not %zu\n",
			options->path_count);
		return false;
	}
	if (options->compare && !options->form->compares) {
		fprintf(stderr, "plumbline report: %s is of whole runs: it cannot --compare\n",
			options->form->name);
		return false;
	}
	return true;
}

bool plumb_report_options_read(
	struct plumb_report_options *options, int argc, char **argv, int *status)
{
	int option;

	*options = (struct plumb_report_options){.form = plumb_report_form_number(0)};
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1)
		if (!read_option(options, option, status))
			return false;
	options->paths = (const char *const *)(argv + optind);
	options->path_count = (size_t)(argc - optind);
	*status = PLUMB_EXIT_USAGE;
	return check(options);
}

void plumb_report_options_clear(struct plumb_report_options *options)
{
	for (size_t i = 0; i < options->link_count; i++)
		free(options->links[i].text);
	free(options->links);
	free(options->baselines);
}
