/* Rows on several versions at once: what each of them does, in a column. */
#include "drift.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "base/place.h"
#include "base/text.h"
#include "base/utf8.h"
#include "lab/lab.h"
#include "sides/session.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN = 12 };

/* Words for what a version does, for the columns and the sums. */
enum way { DOCUMENTED, DRIFTED, DEFECT, OTHER, SKIPPED, WAYS };

static const char *const ways[WAYS] = {"documented", "drifted", "defect", "other", "skipped"};

struct drift {
	const struct plumb_drift_options *options;
	struct plumb_side *sides;
	size_t side_count;
	size_t (*counts)[WAYS];	 /* of each side */
	struct plumb_text notes; /* answers that are neither documented nor recorded, a line each */
	size_t width;		 /* of the rows' ids */
};

/* --- telling ---------------------------------------------------------------------------------- */

static const char *start_word(const struct plumb_side *side, const char *key)
{
	const char *word = json_string_value(json_object_get(side->start_answer, key));

	return word ? word : "?";
}

/* Names above versions, a column for each side. */
static bool on_started(void *context)
{
	const struct drift *drift = context;
	static const char *const keys[] = {"name", "version"};

	for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
		printf("%-*s", (int)drift->width, k ? "row" : "");
		for (size_t i = 0; i < drift->side_count; i++)
			printf("  %-*.*s", COLUMN, COLUMN, start_word(&drift->sides[i], keys[k]));
		putchar('\n');
	}
	return true;
}

/* Drifts come before defects. */
static bool has_drift(const struct plumb_expectation *expectation)
{
	return expectation->count > 1 && !expectation->ways[1].is_defect;
}

/* A drift is a defect where the step that decided knows no other alternative. */
static enum way way_of(const struct plumb_row *row, const struct plumb_verdict *verdict)
{
	switch (verdict->kind) {
	case PLUMB_PASS:
		return DOCUMENTED;
	case PLUMB_DRIFT:
		return has_drift(&row->steps.steps[verdict->step].expectation) ? DRIFTED : DEFECT;
	case PLUMB_SKIP:
		return SKIPPED;
	default:
		return OTHER;
	}
}

static bool is_interesting(const struct drift *drift, const struct plumb_finding *finding)
{
	for (size_t i = 0; i < drift->side_count; i++) {
		enum way way = way_of(finding->row, &finding->verdicts[i]);
		if (way != DOCUMENTED && way != SKIPPED)
			return true;
	}
	return plumb_drift_has(finding->row);
}

static void note(struct drift *drift, const struct plumb_row *row, const struct plumb_side *side,
	const struct plumb_verdict *verdict)
{
	char *text = plumb_indented(verdict->text ? verdict->text : "", "  | ");

	plumb_text_add_f(&drift->notes, "%s on %s: %s: %s\n", row->id, side->subject.name,
		plumb_verdict_name(verdict->kind), text);
	free(text);
}

static bool on_found(void *context, const struct plumb_finding *finding)
{
	struct drift *drift = context;
	bool shown = is_interesting(drift, finding);

	if (shown)
		printf("%-*s", (int)drift->width, finding->row->id);
	for (size_t i = 0; i < drift->side_count; i++) {
		const struct plumb_verdict *verdict = &finding->verdicts[i];
		enum way way = way_of(finding->row, verdict);
		drift->counts[i][way]++;
		if (shown)
			printf("  %-*s", COLUMN, ways[way]);
		if (way == OTHER)
			note(drift, finding->row, &drift->sides[i], verdict);
	}
	if (shown)
		putchar('\n');
	return !ferror(stdout);
}

static void on_progress(void *context, size_t over, size_t total)
{
	(void)context;
	(void)over;
	(void)total;
}

/* The sums under the columns, and what nobody has explained. */
static void print_sums(struct drift *drift)
{
	char *notes = plumb_text_take(&drift->notes, 0);

	putchar('\n');
	for (int way = 0; way < WAYS; way++) {
		printf("%-*s", (int)drift->width, ways[way]);
		for (size_t i = 0; i < drift->side_count; i++)
			printf("  %-*zu", COLUMN, drift->counts[i][way]);
		putchar('\n');
	}
	if (notes && *notes)
		printf("\nNeither the document nor the rows say so:\n%s", notes);
	free(notes);
}

/* --- playing ---------------------------------------------------------------------------------- */

static bool add_sides(struct drift *drift)
{
	const struct plumb_drift_options *options = drift->options;
	char why[256];

	for (int i = 0; i < options->subject_count; i++) {
		struct plumb_side *side = &drift->sides[i];
		if (!plumb_subject_parse(&side->subject, options->subjects[i], why, sizeof why)) {
			fprintf(stderr, "plumbline drift: %s\n", why);
			return false;
		}
		side->is_oracle = true;
		drift->side_count++;
	}
	return true;
}

/* The first side also stands for the machine: other sides are not asked for what it cannot do. */
static int play(struct drift *drift)
{
	const struct plumb_drift_options *options = drift->options;
	char *lab = options->lab ? plumb_place_of("fixtures/lab") : NULL;
	char why[256];
	bool has_lab = lab && plumb_lab_possible(lab, why, sizeof why);
	const struct plumb_session_options session = {
		.tables = options->tables,
		.plan = options->plan,
		.sides = drift->sides,
		.side_count = drift->side_count,
		.has_oracle = true,
		.lab = has_lab ? lab : NULL,
		.jobs = options->jobs,
		.deadline_ns = options->deadline_ns,
		.started = on_started,
		.found = on_found,
		.progress = on_progress,
		.context = drift,
	};
	int status = plumb_session_run(&session);

	free(lab);
	if (status > PLUMB_EXIT_BAD)
		return status;
	print_sums(drift);
	for (size_t i = 0; i < drift->side_count; i++)
		if (drift->counts[i][OTHER] > 0)
			status = PLUMB_EXIT_BAD;
	return status;
}

static size_t widest_id(const struct plumb_plan *plan)
{
	size_t width = strlen("documented");

	for (size_t i = 0; i < plan->count; i++)
		if (strlen(plan->rows[i]->id) > width)
			width = strlen(plan->rows[i]->id);
	return width;
}

int plumb_drift_play(const struct plumb_drift_options *options)
{
	struct drift drift = {.options = options, .width = widest_id(options->plan)};
	size_t count = (size_t)options->subject_count;
	int status = PLUMB_EXIT_USAGE;

	drift.sides = plumb_new(count, sizeof *drift.sides);
	drift.counts = plumb_new(count, sizeof *drift.counts);
	if (add_sides(&drift))
		status = play(&drift);
	for (size_t i = 0; i < drift.side_count; i++)
		plumb_side_clear(&drift.sides[i]);
	free(plumb_text_take(&drift.notes, 0));
	free(drift.sides);
	free(drift.counts);
	return status;
}
