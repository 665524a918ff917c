/* plumbline diff: the changes between two runs, one line for each row. */
#include "base/exit_code.h"
#include "base/whole.h"
#include "commands/command.h"
#include "commands/command_options.h"
#include "report_catalogue.h"
#include "report_change.h"
#include "tables/clause.h"

#include <errno.h>
#include <getopt.h>
#include <string.h>

static const char help[] =
	"usage: plumbline diff [--clauses FILE] BEFORE AFTER\n"
	"\n"
	"Prints what has changed between two files that `plumbline run` has written: a line for\n"
	"each row and implementation, with tabs between the change, the implementation, the row's\n"
	"id, the verdict before and after, and why.\n"
	"\n"
	"  new      the row is only in AFTER      gone   it is only in BEFORE\n"
	"  better   the verdict is better         worse  it is worse: PASS, DRIFT and DOCUMENT, "
	"then\n"
	"           SKIP, then LACKS, FAIL and BROKEN, then CRASH and HANG\n"
	"  changed  as good or as bad as before, but with another verdict, text or answer\n"
	"\n"
	"Implementations of the same name are compared. If no names match and both files have the\n"
	"same number of implementations, these are compared in order.\n"
	"\n"
	"  --clauses FILE  the catalogue that gives the order of the document (docs/clauses.json)\n"
	"  -h, --help\n"
	"\n"
	"Exit status: 0 nothing is worse; 1 a row is worse, or is new and failed, or the run of\n"
	"AFTER was interrupted; 2 wrong use, or a malformed file; 4 the output could not be\n"
	"written.\n";

/* Prints the text's first line; a tab in it would end the column. */
static void print_text(const char *text, FILE *out)
{
	for (; *text && *text != '\n'; text++)
		fputc(*text == '\t' ? ' ' : *text, out);
	fputc('\n', out);
}

static void print_row(const struct plumb_report *report, const struct plumb_report_row *row,
	const struct plumb_report_pair *pair, FILE *out)
{
	const struct plumb_report_cell *before = &row->cells[pair->before];
	const struct plumb_report_cell *after = &row->cells[pair->after];
	enum plumb_report_change change = plumb_report_change_of(row, pair);

	if (change == PLUMB_REPORT_SAME)
		return;
	fprintf(out, "%s\t%s\t%s\t%s\t%s\t", plumb_report_change_name(change),
		plumb_report_text(report->columns[pair->after].side, "side"), row->id,
		before->said ? plumb_verdict_name(before->verdict) : "-",
		after->said ? plumb_verdict_name(after->verdict) : "-");
	print_text(plumb_report_text(after->said ? after->said : before->said, "text"), out);
}

static void print_report(const void *what, FILE *out)
{
	const struct plumb_report *report = what;

	for (size_t i = 0; i < report->row_count; i++)
		for (size_t pair = 0; pair < report->pair_count; pair++)
			print_row(report, &report->rows[i], &report->pairs[pair], out);
}

static int judge(const struct plumb_report *report)
{
	for (size_t i = 0; i < report->row_count; i++)
		for (size_t pair = 0; pair < report->pair_count; pair++)
			if (plumb_report_change_is_bad(&report->rows[i], &report->pairs[pair]))
				return PLUMB_EXIT_BAD;
	/* Nothing is known about missing rows. */
	return report->files[1]->complete ? PLUMB_EXIT_GOOD : PLUMB_EXIT_BAD;
}

static int diff(const char *const *paths, const struct plumb_clauses *clauses)
{
	struct plumb_report *report = plumb_report_join(paths, 2, clauses, stderr);
	int status = PLUMB_EXIT_USAGE;

	if (!report)
		return status;
	if (!plumb_report_compare(report)) {
		fputs("plumbline diff: the files have no subject in common\n", stderr);
	} else if (!plumb_write_out(print_report, report)) {
		fprintf(stderr, "plumbline diff: standard output: %s\n", strerror(errno));
		status = PLUMB_EXIT_UNWRITTEN;
	} else {
		plumb_report_warn(report, stderr);
		status = judge(report);
	}
	plumb_report_free(report);
	return status;
}

int plumb_command_diff(int argc, char **argv)
{
	struct plumb_clauses *clauses = NULL;
	const char *catalogue = NULL;
	const struct plumb_option list[] = {
		{"clauses", plumb_option_text, &catalogue, NULL, 0, 0, NULL}};
	const struct plumb_command_line line = {.command = "diff",
		.help = help,
		.options = list,
		.count = 1,
		.least = 2,
		.most = 2,
		.arguments = "two results files: BEFORE AFTER"};
	int status;

	if (!plumb_command_line_read(&line, argc, argv, &status))
		return status;
	if (!plumb_report_catalogue(catalogue, &clauses))
		return PLUMB_EXIT_USAGE;
	status = diff((const char *const *)(argv + optind), clauses);
	plumb_clauses_free(clauses);
	return status;
}
