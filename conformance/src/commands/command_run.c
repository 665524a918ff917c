/* plumbline run: reads options, runs a session, and passes its findings to every output. */
#include "command.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "base/place.h"
#include "baselines/baseline.h"
#include "lab/lab.h"
#include "run_options.h"
#include "run_script.h"
#include "sides/session.h"
#include "tables/table.h"
#include "verdicts/durations.h"
#include "verdicts/finding.h"
#include "verdicts/results.h"
#include "verdicts/row_suite.h"
#include "verdicts/summary.h"
#include "verdicts/tally.h"
#include "verdicts/terminal.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

struct run {
	struct plumb_run_options options;
	struct plumb_tables *tables;
	struct plumb_plan plan;
	size_t found; /* rows of the plan that are over */
	struct plumb_side *sides;
	size_t side_count;
	struct plumb_tally *tallies;
	struct plumb_results *results;
	struct plumb_row_suite *suite; /* of --cunit; or NULL */
	struct plumb_summary *summary;
	struct plumb_durations *durations; /* or NULL */
	uint64_t began_ns;
	bool shows_progress;		 /* standard error is a terminal */
	struct plumb_baseline *baseline; /* of the subject, which is the last side; or NULL */
	bool *hanging;			 /* rows of the plan that it lists as such; or NULL */
};

/* The version whose clauses count: the oracle's, unless the user chose another. */
static const char *choose_python(const struct run *run)
{
	const json_t *start;

	if (run->options.python || !run->options.oracle)
		return run->options.python;
	start = run->sides[0].start_answer;
	if (strcmp(json_string_value(json_object_get(start, "name")), "CPython") != 0)
		return NULL;
	return json_string_value(json_object_get(start, "version"));
}

/* A module without any of the constants is not a socket module: say so instead of thousands of
 * failures. */
static bool are_of_sockets(const struct run *run)
{
	enum { ENOUGH = 5 };

	for (size_t i = 0; i < run->side_count; i++) {
		const struct plumb_side *side = &run->sides[i];
		if (side->constant_count < ENOUGH || json_object_size(side->constants) > 0)
			continue;
		fprintf(stderr,
			"plumbline run: %s has none of the constants of a socket module: is it "
			"one?\n",
			side->subject.name);
		return false;
	}
	return true;
}

/* Which lines of the baseline hold is known once the subject has started. */
static void start_baseline(struct run *run)
{
	struct plumb_side *subject = &run->sides[run->side_count - 1];

	plumb_baseline_start(run->baseline, subject->start_answer);
	run->hanging = plumb_new(run->plan.count, sizeof *run->hanging);
	for (size_t i = 0; i < run->plan.count; i++)
		run->hanging[i] = plumb_baseline_hangs(run->baseline, run->plan.rows[i]->id);
	subject->hanging = run->hanging;
}

static bool on_started(void *context)
{
	struct run *run = context;

	if (!are_of_sockets(run))
		return false;
	for (size_t i = 0; i < run->side_count; i++)
		run->sides[i].python = choose_python(run);
	if (run->baseline)
		start_baseline(run);
	plumb_terminal_head(run->sides, run->side_count, run->plan.count);
	if (run->results)
		plumb_results_head(run->results, run->sides, run->side_count, &run->plan);
	return true;
}

/* The verdict of the one subject is weighed against its baseline. */
static void weigh(struct run *run, const struct plumb_finding *finding, json_t *line)
{
	size_t subject = run->side_count - 1;
	json_t *verdict = json_array_get(json_object_get(line, "subjects"), 0);

	if (plumb_baseline_note(run->baseline, finding->row->id, verdict))
		run->tallies[subject].known[finding->verdicts[subject].kind]++;
}

/* Of a row that all sides passed nothing is said, unless somebody gets the lines of all rows. */
static bool wants_line(const struct run *run, const struct plumb_finding *finding)
{
	if (run->results || run->baseline || run->suite)
		return true;
	for (size_t i = 0; i < run->side_count; i++)
		if (finding->verdicts[i].kind != PLUMB_PASS)
			return true;
	return false;
}

static void summarize(struct run *run, const struct plumb_finding *finding, const json_t *line)
{
	const json_t *verdicts = json_object_get(line, "subjects");
	size_t first = run->sides[0].is_oracle ? 1 : 0;

	for (size_t i = 0; i + first < run->side_count; i++)
		if (line)
			plumb_summary_add(
				run->summary, finding->row, i, json_array_get(verdicts, i));
		else
			plumb_summary_pass(run->summary, finding->row, i);
}

static void tell_line(struct run *run, const struct plumb_finding *finding, json_t *line)
{
	if (run->baseline)
		weigh(run, finding, line);
	plumb_terminal_row(line, run->sides, run->options.verbose);
	if (run->options.verbose)
		plumb_run_print_scripts(finding->row, line, run->sides, run->side_count);
	if (run->suite)
		plumb_row_suite_add(run->suite, line);
	if (run->plan.places)
		json_object_set_new(
			line, "place", json_integer((json_int_t)run->plan.places[run->found]));
	if (run->results)
		plumb_results_row(run->results, line);
}

static bool on_found(void *context, const struct plumb_finding *finding)
{
	struct run *run = context;
	json_t *line = wants_line(run, finding)
			       ? plumb_finding_line(finding, run->sides, run->side_count)
			       : NULL;

	for (size_t i = 0; i < run->side_count; i++) {
		plumb_tally_add(&run->tallies[i], &finding->verdicts[i]);
		if (run->durations)
			plumb_durations_add(run->durations, finding->row->id,
				run->sides[i].subject.name, finding->records[i].took_ns);
	}
	if (line)
		tell_line(run, finding, line);
	summarize(run, finding, line);
	run->found++;
	json_decref(line);
	return !run->results || plumb_results_good(run->results);
}

static void on_progress(void *context, size_t over, size_t total)
{
	const struct run *run = context;

	if (run->shows_progress)
		plumb_terminal_progress(over, total);
}

static bool add_side(struct run *run, const char *spec, bool is_oracle)
{
	struct plumb_side *side = &run->sides[run->side_count];
	char why[256] = "";

	*side = (struct plumb_side){.is_oracle = is_oracle};
	if (!plumb_subject_parse(&side->subject, spec, why, sizeof why)) {
		fprintf(stderr, "plumbline run: %s\n", why);
		return false;
	}
	side->standard = run->options.standard;
	if (side->standard == PLUMB_STANDARD_OWN)
		side->standard =
			side->subject.by_document ? PLUMB_STANDARD_DOCUMENT : PLUMB_STANDARD_ORACLE;
	run->side_count++;
	return true;
}

static bool add_sides(struct run *run)
{
	run->sides = plumb_new((size_t)run->options.subject_count + 1, sizeof *run->sides);
	run->tallies = plumb_new((size_t)run->options.subject_count + 1, sizeof *run->tallies);
	if (run->options.oracle && !add_side(run, run->options.oracle, true))
		return false;
	for (int i = 0; i < run->options.subject_count; i++) {
		if (!add_side(run, run->options.subjects[i], false))
			return false;
		if ((size_t)i < run->options.names.count)
			plumb_subject_rename(&run->sides[run->side_count - 1].subject,
				run->options.names.items[i]);
	}
	return true;
}

static int load_baseline(struct run *run)
{
	const char *path = run->options.baseline;
	bool updates = run->options.update_baseline;

	if (!path)
		return PLUMB_EXIT_GOOD;
	run->baseline = plumb_baseline_load(path, updates, stderr);
	if (!run->baseline)
		return PLUMB_EXIT_USAGE;
	run->tallies[run->side_count - 1].has_baseline = true;
	if (!updates || run->tables->table_count > 1 ||
		!plumb_baseline_has_others(run->baseline, run->tables))
		return PLUMB_EXIT_GOOD;
	fprintf(stderr,
		"plumbline run: --update-baseline needs all tables: %s has rows of others\n", path);
	return PLUMB_EXIT_USAGE;
}

/* Tables and subjects; everything that can be wrong before anything is run. */
static int prepare(struct run *run)
{
	const char *tables = run->options.tables;

	/* A baseline may list any row. */
	run->tables = plumb_choice_load(&run->options.choice, tables, run->options.baseline, "run");
	if (!run->tables || !add_sides(run))
		return PLUMB_EXIT_USAGE;
	plumb_plan_make(&run->plan, run->tables, &run->options.choice);
	if (load_baseline(run) != PLUMB_EXIT_GOOD)
		return PLUMB_EXIT_USAGE;
	run->shows_progress = isatty(STDERR_FILENO);
	if (run->options.durations)
		run->durations = plumb_durations_new((size_t)run->options.durations);
	run->summary = plumb_summary_new();
	run->suite = run->options.cunit ? plumb_row_suite_new() : NULL;
	if (run->options.cunit && !run->suite)
		return PLUMB_EXIT_UNRUNNABLE;
	if (run->options.out) {
		run->results = plumb_results_open(run->options.out);
		if (!run->results)
			return PLUMB_EXIT_UNWRITTEN;
	}
	return PLUMB_EXIT_GOOD;
}

/* fixtures/lab as a new string, where adapters are to live in labs and can; else NULL. */
static char *choose_lab(const struct run *run)
{
	char *directory = run->options.lab ? plumb_place_of("fixtures/lab") : NULL;
	char why[256];

	if (directory && !plumb_lab_possible(directory, why, sizeof why)) {
		fprintf(stderr, "plumbline run: rows that need a lab are skipped: %s\n", why);
		free(directory);
		directory = NULL;
	}
	return directory;
}

/* After the last row: what the baseline says to it, or now says. */
static int end_baseline(struct run *run)
{
	struct plumb_baseline_changes changes;

	plumb_baseline_end(run->baseline, run->tables, plumb_run_is_whole(&run->options));
	if (!run->options.update_baseline) {
		plumb_terminal_baseline(run->baseline, run->options.verbose);
		return plumb_baseline_departures(run->baseline) ? PLUMB_EXIT_BAD : PLUMB_EXIT_GOOD;
	}
	if (!plumb_baseline_update(run->baseline, &changes)) {
		fprintf(stderr, "plumbline run: %s: %s\n", run->options.baseline, strerror(errno));
		return PLUMB_EXIT_UNWRITTEN;
	}
	printf("\n%s: %zu lines added, %zu changed, %zu removed\n", run->options.baseline,
		changes.added, changes.changed, changes.removed);
	return PLUMB_EXIT_GOOD;
}

/* The subject that has a baseline is judged by that. */
static int judge_run(struct run *run)
{
	size_t judged = run->baseline ? run->side_count - 1 : run->side_count;
	int status = run->baseline ? end_baseline(run) : PLUMB_EXIT_GOOD;

	for (size_t i = 0; i < judged && status == PLUMB_EXIT_GOOD; i++)
		if (!plumb_tally_is_good(&run->tallies[i]))
			status = PLUMB_EXIT_BAD;
	return status;
}

/* Prints the outcome of the run and the next commands. */
static void tell_end(struct run *run)
{
	const char *oracle = run->options.oracle ? run->options.oracle : "none";
	char *again = plumb_run_options_again(&run->options);
	const struct plumb_next next = {.results = run->options.out,
		.baseline = run->options.baseline,
		.oracle = oracle == plumb_usual_oracle ? NULL : oracle,
		.options = again,
		.tables = run->options.tables,
		.departs = run->baseline && plumb_baseline_departures(run->baseline) > 0,
		.subject = run->options.subjects[0]};
	const struct plumb_run_end ending = {.took_ns = (int64_t)(uv_hrtime() - run->began_ns),
		.row_count = run->plan.count,
		.summary = run->summary};

	plumb_terminal_counts(run->tallies, run->sides, run->side_count, &ending);
	if (run->suite)
		plumb_row_suite_run(run->suite);
	else if (!run->options.update_baseline)
		plumb_summary_print_next(run->summary, &next);
	free(again);
}

static int play(struct run *run)
{
	char *lab = choose_lab(run);
	const struct plumb_session_options session = {
		.tables = run->tables,
		.plan = &run->plan,
		.sides = run->sides,
		.side_count = run->side_count,
		.has_oracle = run->options.oracle,
		.lab = lab,
		.jobs = run->options.jobs,
		.deadline_ns = run->options.deadline_ns,
		.steps_alone = run->options.verbose,
		.started = on_started,
		.found = on_found,
		.progress = on_progress,
		.context = run,
	};
	int status = plumb_session_run(&session), judged;

	free(lab);
	if (status > PLUMB_EXIT_BAD)
		return status;
	if (run->results)
		plumb_results_tail(run->results, run->tallies, run->sides, run->side_count);
	judged = judge_run(run);
	if (run->durations)
		plumb_durations_print(run->durations);
	tell_end(run);
	return judged > status ? judged : status;
}

static void clear(struct run *run)
{
	plumb_row_suite_free(run->suite);
	plumb_summary_free(run->summary);
	plumb_durations_free(run->durations);
	plumb_baseline_free(run->baseline);
	for (size_t i = 0; i < run->side_count; i++) {
		plumb_side_clear(&run->sides[i]);
		plumb_tally_clear(&run->tallies[i]);
	}
	free(run->sides);
	free(run->tallies);
	free(run->hanging);
	plumb_plan_clear(&run->plan);
	plumb_tables_free(run->tables);
	plumb_run_options_clear(&run->options);
}

int plumb_command_run(int argc, char **argv)
{
	struct run run = {0};
	int status;

	if (!plumb_run_options_read(&run.options, argc, argv, &status)) {
		plumb_run_options_clear(&run.options);
		return status;
	}
	run.began_ns = uv_hrtime();
	status = prepare(&run);
	if (status == PLUMB_EXIT_GOOD)
		status = play(&run);
	if (!plumb_results_close(run.results) && status <= PLUMB_EXIT_BAD)
		status = PLUMB_EXIT_UNWRITTEN;
	clear(&run);
	return status;
}
