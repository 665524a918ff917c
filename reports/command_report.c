/* plumbline report: every form of a report, from the files that a run has written. */
#include "base/exit_code.h"
#include "base/heap.h"
#include "base/whole.h"
#include "commands/command.h"
#include "report_baselines.h"
#include "report_catalogue.h"
#include "report_change.h"
#include "report_form.h"
#include "report_options.h"
#include "report_tables.h"
#include "tables/clause.h"
#include "tables/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct job {
	const struct plumb_report *report;
	const struct plumb_report_form *form;
};

static void write_job(const void *what, FILE *out)
{
	const struct job *job = what;

	job->form->write(job->report, out);
}

static void write_annotations(const void *what, FILE *out)
{
	const struct job *job = what;

	plumb_report_annotations(job->report, out);
}

static int complain(const char *where)
{
	fprintf(stderr, "plumbline report: %s: %s\n", where, strerror(errno));
	return PLUMB_EXIT_UNWRITTEN;
}

static int write_file(const struct job *job, const char *out)
{
	char *path = plumb_is_directory(out)
			     ? plumb_format("%s/plumbline.%s", out, job->form->extension)
			     : plumb_copy(out);
	int status = PLUMB_EXIT_GOOD;

	if (!plumb_write_whole(path, write_job, job))
		status = complain(path);
	free(path);
	return status;
}

/* The lines for Actions go to standard error, so that they do not end up in a printed summary. */
static int write_markdown(const struct job *job, const char *out)
{
	const char *summary = getenv("GITHUB_STEP_SUMMARY");
	const char *actions = getenv("GITHUB_ACTIONS");
	bool prints = !out && !(summary && *summary);
	int status = PLUMB_EXIT_GOOD;

	if (out)
		status = write_file(job, out);
	else if (prints && !plumb_write_out(write_job, job))
		status = complain("standard output");
	else if (!prints && !plumb_append_whole(summary, write_job, job))
		status = complain(summary);
	if (status != PLUMB_EXIT_GOOD || !actions || strcmp(actions, "true") != 0)
		return status;
	if (prints)
		plumb_report_annotations(job->report, stderr);
	else if (!plumb_write_out(write_annotations, job))
		status = complain("standard output");
	return status;
}

static int write_form(const struct job *job, const char *out)
{
	if (strcmp(job->form->name, "markdown") == 0)
		return write_markdown(job, out);
	if (out)
		return write_file(job, out);
	return plumb_write_out(write_job, job) ? PLUMB_EXIT_GOOD : complain("standard output");
}

int plumb_command_report(int argc, char **argv)
{
	struct plumb_report_options options;
	struct plumb_clauses *clauses = NULL;
	struct plumb_report_baselines baselines = {0};
	struct plumb_tables *tables = NULL;
	struct plumb_report *report = NULL;
	bool is_page;
	int status;

	if (!plumb_report_options_read(&options, argc, argv, &status))
		goto out;
	status = PLUMB_EXIT_USAGE;
	if (!plumb_report_catalogue(options.clauses, &clauses))
		goto out;
	if (!plumb_report_baselines_load(
		    &baselines, options.baselines.items, options.baselines.count))
		goto out;
	is_page = strcmp(options.form->name, "html") == 0;
	if ((is_page || baselines.count) &&
		!plumb_report_tables(options.tables, baselines.count, &tables))
		goto out;
	report = plumb_report_join(options.paths, options.path_count, clauses, stderr);
	if (!report)
		goto out;
	report->links = options.links;
	report->link_count = options.link_count;
	report->baselines = baselines.baselines;
	report->baseline_count = baselines.count;
	report->tables = tables;
	report->source_url = options.source_url;
	report->page_url = options.page_url;
	plumb_report_warn(report, stderr);
	if (options.compare && !plumb_report_compare(report)) {
		fputs("plumbline report: the files have no subject in common\n", stderr);
		goto out;
	}
	status = write_form(&(struct job){report, options.form}, options.out);
out:
	plumb_report_free(report);
	plumb_report_baselines_clear(&baselines);
	plumb_tables_free(tables);
	plumb_clauses_free(clauses);
	plumb_report_options_clear(&options);
	return status;
}
