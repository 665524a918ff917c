#include "report_options.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "base/text.h"
#include "commands/command_options.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help_before[] =
	"usage: plumbline report [--format FORM] [--out FILE] [--compare] RESULTS...\n"
	"       plumbline report --format deviations --baseline FILE... [RESULTS...]\n"
	"\n"
	"Makes a report from the files that `plumbline run` has written (results.jsonl). Several\n"
	"files are joined, with their implementations side by side.\n"
	"\n"
	"  --format FORM   one of\n";

static const char help_after[] =
	"  --out FILE      write FILE, whole or not at all; in a directory: FILE/plumbline.EXT;\n"
	"                  without it, standard output\n"
	"  --compare       show what has changed from the first of two files to the second (html,\n"
	"                  markdown, csv)\n"
	"  --clauses FILE  the catalogue that gives the order of the document (docs/clauses.json)\n"
	"  --baseline FILE show the deviations of this baseline; may be repeated. The RESULTS add\n"
	"                  the answers of the side that the command at its top names\n"
	"  --tables PATH   the tables with the rows' sentences and steps, for the scripts of the\n"
	"                  page (conformance/tables)\n"
	"  --page URL      the page of these results: rows link to it (deviations)\n"
	"  --source-url URL\n"
	"                  where the tables can be read: FILE:LINE becomes a link to\n"
	"                  URL/FILE#LLINE (html, markdown, deviations)\n"
	"  --link TEXT=URL a link at the top of the page (html); may be repeated\n"
	"  -h, --help\n"
	"\n"
	"In GitHub Actions, markdown without --out is appended to the step's summary\n"
	"(GITHUB_STEP_SUMMARY). If GITHUB_ACTIONS is true, it also prints an ::error line for "
	"each\n"
	"of the first ten unexpected rows.\n"
	"\n"
	"Exit status: 0 the report was written, whatever it says (plumbline diff judges); 2 wrong\n"
	"use, or a malformed results file; 4 the report could not be written.\n";

/* The whole help, as a new string. */
static char *make_help(void)
{
	const struct plumb_report_form *form;
	struct plumb_text text = {0};

	plumb_text_add(&text, help_before);
	for (size_t i = 0; (form = plumb_report_form_number(i)); i++)
		plumb_text_add_f(&text, "                    %-10s  %s%s\n", form->name, form->what,
			i == 0 ? " (the default)" : "");
	plumb_text_add(&text, help_after);
	return plumb_have_text(&text);
}

/* An address that a browser would run ("javascript:...") is not a link. */
static bool is_address(const char *url)
{
	return strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0 ||
	       (*url && url[strcspn(url, ":/?#")] != ':');
}

static bool read_link(const struct plumb_option *option, const char *value)
{
	struct plumb_report_options *options = option->to;
	const char *equals = strchr(value, '=');

	if (!equals || equals == value || !is_address(equals + 1))
		return false;
	options->links =
		plumb_grow(options->links, options->link_count + 1, sizeof(*options->links));
	options->links[options->link_count++] = (struct plumb_report_link){
		plumb_format("%.*s", (int)(equals - value), value), equals + 1};
	return true;
}

static bool read_page_url(const struct plumb_option *option, const char *value)
{
	const char **url = option->to;

	*url = value;
	return is_address(value) && !strchr(value, '#');
}

static bool read_source_url(const struct plumb_option *option, const char *value)
{
	const char **url = option->to;

	*url = value;
	return strncmp(value, "http://", 7) == 0 || strncmp(value, "https://", 8) == 0;
}

/* The form without baselines is empty, and no other shows any. */
static bool check_baselines(const struct plumb_report_options *options)
{
	bool wanted = strcmp(options->form->name, "deviations") == 0;

	if (wanted == (options->baselines.count > 0))
		return true;
	fprintf(stderr, "plumbline report: %s\n",
		wanted ? "deviations need a --baseline" : "--baseline is for --format deviations");
	return false;
}

/* Do not print a page of a megabyte on a terminal. */
static bool check_terminal(const struct plumb_report_options *options)
{
	if (options->out || strcmp(options->form->extension, "html") != 0 || !isatty(STDOUT_FILENO))
		return true;
	fputs("plumbline report: this form is a page: use --out FILE\n", stderr);
	return false;
}

static bool check(const struct plumb_report_options *options)
{
	if (!check_baselines(options) || !check_terminal(options))
		return false;
	if (options->path_count == 0 && options->baselines.count == 0) {
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
		fprintf(stderr, "plumbline report: %s reports whole runs and cannot --compare\n",
			options->form->name);
		return false;
	}
	return true;
}

bool plumb_report_options_read(
	struct plumb_report_options *options, int argc, char **argv, int *status)
{
	const char *forms[PLUMB_REPORT_MOST_FORMS + 1] = {NULL};
	int form = 0;
	const struct plumb_option list[] = {
		{"format", plumb_option_word, &form, NULL, 0, 0, forms},
		{"out", plumb_option_text, &options->out, NULL, 0, 0, NULL},
		{"compare", plumb_option_flag, &options->compare, NULL, 0, 0, NULL},
		{"clauses", plumb_option_text, &options->clauses, NULL, 0, 0, NULL},
		{"link", read_link, options, "TEXT=URL", 0, 0, NULL},
		{"baseline", plumb_option_words, &options->baselines, NULL, 0, 0, NULL},
		{"tables", plumb_option_text, &options->tables, NULL, 0, 0, NULL},
		{"page", read_page_url, &options->page_url, "URL", 0, 0, NULL},
		{"source-url", read_source_url, &options->source_url, "http://... or https://...",
			0, 0, NULL},
	};
	char *help = make_help();
	const struct plumb_command_line line = {.command = "report",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list,
		.most = -1};
	bool good;

	*options = (struct plumb_report_options){0};
	for (size_t i = 0; i < PLUMB_REPORT_MOST_FORMS && plumb_report_form_number(i); i++)
		forms[i] = plumb_report_form_number(i)->name;
	good = plumb_command_line_read(&line, argc, argv, status);
	free(help);
	if (!good)
		return false;
	options->form = plumb_report_form_number((size_t)form);
	if (options->out && strcmp(options->out, "-") == 0)
		options->out = NULL;
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
	plumb_words_clear(&options->baselines);
}
