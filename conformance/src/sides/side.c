#include "side.h"

#include "base/heap.h"
#include "base/version.h"
#include "rows/judge.h"
#include "steps/steps_read.h"
#include "tables/capability.h"
#include "values/scope.h"
#include "watch/watch.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Rows that are not of any table: a step that reads a constant, or a capability's probe. */
static void add_row(struct plumb_side *side, const char *id, struct plumb_steps steps)
{
	side->preparing =
		plumb_grow(side->preparing, side->preparing_count + 1, sizeof *side->preparing);
	side->preparing[side->preparing_count++] =
		(struct plumb_row){.id = plumb_copy(id), .steps = steps};
}

static void collect_way(const struct plumb_way *way, json_t *names)
{
	plumb_scope_constants_of(way->gives, names);
	plumb_scope_constants_of(way->text, names);
}

static void collect(const struct plumb_step *step, json_t *names)
{
	const struct plumb_expectation *expectation = &step->expectation;

	if (expectation->detailed)
		collect_way(expectation->detailed, names);
	for (size_t i = 0; i < expectation->local_count; i++)
		collect_way(&expectation->local[i].way, names);
	for (size_t i = 0; i < expectation->count; i++)
		collect_way(&expectation->ways[i], names);
	if (step->kind == PLUMB_STEP_KERNEL)
		plumb_scope_constants_of(step->kernel.written, names);
}

/* The constants that patterns mention, and always one, so that every side starts. */
static json_t *constants_of(const struct plumb_plan *plan)
{
	json_t *names = plumb_have(json_pack("{s:n}", "AF_INET"));

	for (size_t i = 0; i < plan->count; i++)
		for (size_t k = 0; k < plan->rows[i]->steps.count; k++)
			collect(&plan->rows[i]->steps.steps[k], names);
	return names;
}

/* The names of all capabilities that rows of the plan need. */
static json_t *needs_of(const struct plumb_plan *plan)
{
	json_t *names = plumb_have(json_object());
	const json_t *need;
	size_t k;

	for (size_t i = 0; i < plan->count; i++)
		json_array_foreach(plan->rows[i]->needs, k, need)
			json_object_set_new(names, json_string_value(need), json_null());
	return names;
}

void plumb_side_prepare(
	struct plumb_side *side, const struct plumb_plan *plan, const struct plumb_tables *tables)
{
	json_t *constants = constants_of(plan), *needs = needs_of(plan), *value;
	struct plumb_steps steps;
	const char *name;

	json_object_foreach(constants, name, value) {
		plumb_steps_make_get(&steps, name);
		add_row(side, name, steps);
	}
	side->constant_count = side->preparing_count;
	json_object_foreach(needs, name, value)
		if (plumb_capability_probe(tables->capabilities, name, &steps))
			add_row(side, name, steps);
	json_decref(constants);
	json_decref(needs);
	side->preparing_left = side->preparing_count;
	side->constants = plumb_have(json_object());
	side->probed = plumb_have(json_object());
	side->lacking = plumb_have(json_object());
}

const struct plumb_row *plumb_side_preparing(const struct plumb_side *side, size_t tag)
{
	bool is_one =
		tag >= side->preparing_tag && tag < side->preparing_tag + side->preparing_count;

	return is_one ? &side->preparing[tag - side->preparing_tag] : NULL;
}

bool plumb_side_prepared(struct plumb_side *side, size_t tag, const struct plumb_record *record)
{
	const struct plumb_row *row = plumb_side_preparing(side, tag);
	const json_t *outcome = json_array_get(record->outcomes, 0);
	bool is_constant = tag < side->preparing_tag + side->constant_count;

	if (is_constant && json_object_get(outcome, "gives")) {
		json_object_set(side->constants, row->id, json_object_get(outcome, "gives"));
	} else if (!is_constant) {
		struct plumb_verdict verdict =
			plumb_judge_subject(row, record, NULL, PLUMB_STANDARD_DOCUMENT);
		json_object_set_new(
			side->probed, row->id, json_boolean(verdict.kind == PLUMB_PASS));
		plumb_verdict_clear(&verdict);
	}
	return --side->preparing_left == 0;
}

/* --- playing ---------------------------------------------------------------------------------- */

/* One feed of so many begins with rows that do not wait, while the others do. */
enum { WORKING_EVERY = 4 };

enum duty { WORKING_FIRST, WAITING_FIRST, WATCHED_ALONE };

/* Which rows a feed plays; rows of a later lane wait for those before it. */
static const enum plumb_lane lanes_of[][PLUMB_FEED_QUEUES] = {
	[WORKING_FIRST] = {PLUMB_LANE_WORKING, PLUMB_LANE_WAITING, PLUMB_LANE_HANGING},
	[WAITING_FIRST] = {PLUMB_LANE_WAITING, PLUMB_LANE_WORKING, PLUMB_LANE_HANGING},
	[WATCHED_ALONE] = {PLUMB_LANE_WATCHED, PLUMB_LANE_HANGING_WATCHED, PLUMB_LANES},
};

static struct plumb_feed *make_feed(struct plumb_side *side, enum duty duty)
{
	struct plumb_queue *queues[PLUMB_FEED_QUEUES] = {NULL};

	for (size_t i = 0; i < PLUMB_FEED_QUEUES; i++)
		if (lanes_of[duty][i] != PLUMB_LANES)
			queues[i] = &side->queues[lanes_of[duty][i]];
	return plumb_feed_new(&side->options, queues, duty == WATCHED_ALONE);
}

static void make_feeds(struct plumb_side *side, int jobs)
{
	side->feed_count = (size_t)jobs + 1;
	side->feeds = plumb_new(side->feed_count, sizeof(struct plumb_feed *));
	for (size_t i = 0; i < (size_t)jobs; i++)
		side->feeds[i] =
			make_feed(side, i % WORKING_EVERY == 0 ? WORKING_FIRST : WAITING_FIRST);
	side->feeds[jobs] = make_feed(side, WATCHED_ALONE);
}

void plumb_side_begin(
	struct plumb_side *side, const struct plumb_feed_options *options, int jobs, size_t tag)
{
	side->options = *options;
	side->options.argv = side->subject.argv;
	side->options.constants = side->constants;
	side->options.start_answer = &side->start_answer;
	side->options.events.context = side;
	side->preparing_tag = tag;
	make_feeds(side, jobs);
	for (size_t i = 0; i < side->preparing_count; i++)
		plumb_side_play(
			side, (struct plumb_task){.tag = tag + i, .row = &side->preparing[i]});
}

/* To start an adapter costs as much as to play a good many rows that do not wait. */
static size_t adapters_wanted(const struct plumb_side *side)
{
	enum { ROWS_WORTH_A_START = 32 };
	size_t working = plumb_queue_length(&side->queues[PLUMB_LANE_WORKING]);

	return plumb_queue_length(&side->queues[PLUMB_LANE_WAITING]) +
	       plumb_queue_length(&side->queues[PLUMB_LANE_HANGING]) +
	       (working + ROWS_WORTH_A_START - 1) / ROWS_WORTH_A_START;
}

static enum plumb_lane lane_of(const struct plumb_task *task)
{
	const struct plumb_steps *steps = &task->row->steps;

	assert(task->row);
	if (task->hangs)
		return steps->is_watched ? PLUMB_LANE_HANGING_WATCHED : PLUMB_LANE_HANGING;
	if (steps->is_watched)
		return PLUMB_LANE_WATCHED;
	return steps->waits ? PLUMB_LANE_WAITING : PLUMB_LANE_WORKING;
}

/* As many adapters as there are rows for: a run of one row starts one. */
void plumb_side_play(struct plumb_side *side, struct plumb_task task)
{
	size_t jobs = side->feed_count - 1;

	task.hangs =
		side->hanging && !plumb_side_preparing(side, task.tag) && side->hanging[task.tag];
	plumb_queue_add(&side->queues[lane_of(&task)], task);
	for (size_t i = 0; i < jobs && i < adapters_wanted(side); i++)
		plumb_feed_wake(side->feeds[i]);
	if (task.row->steps.is_watched)
		plumb_feed_wake(side->feeds[jobs]);
}

bool plumb_side_owns(const struct plumb_side *side, pid_t pid)
{
	for (size_t i = 0; i < side->feed_count; i++)
		if (plumb_feed_pid(side->feeds[i]) == pid)
			return true;
	return false;
}

static void clear_queues(struct plumb_side *side)
{
	for (size_t i = 0; i < PLUMB_LANES; i++)
		plumb_queue_clear(&side->queues[i]);
}

void plumb_side_end(struct plumb_side *side)
{
	clear_queues(side);
	for (size_t i = 0; i < side->feed_count; i++)
		plumb_feed_end(side->feeds[i]);
}

/* --- what is missing -------------------------------------------------------------------------- */

static bool says_it_lacks(const struct plumb_side *side, const char *name)
{
	const json_t *lacks = json_object_get(side->start_answer, "lacks");
	const json_t *item;
	size_t i;

	json_array_foreach(lacks, i, item)
		if (json_is_string(item) && strcmp(json_string_value(item), name) == 0)
			return true;
	return false;
}

/* Whether the runner provides what the capability takes. */
static bool is_given(const struct plumb_side *side, const char *what)
{
	if (!what)
		return true;
	return strcmp(what, "lab") == 0 ? side->in_lab : plumb_watch_is_possible();
}

enum lack { LACKS_NOTHING, LACKS_ITSELF, LACKS_MACHINE };

/* What a subject says is believed only where the probe says the same. */
static enum lack lack_of(const struct plumb_side *side, const struct plumb_side *oracle,
	const json_t *capabilities, const char *name)
{
	const json_t *start = side->start_answer;
	const char *python = plumb_capability_python(name);

	if (python && side->python && plumb_version_compare(side->python, python) < 0)
		return LACKS_MACHINE;
	switch (plumb_capability_test(capabilities, name, start)) {
	case PLUMB_CAPABILITY_HERE:
		return LACKS_NOTHING;
	case PLUMB_CAPABILITY_PROBED:
		break;
	default:
		return plumb_capability_is_of_machine(capabilities, name) ? LACKS_MACHINE
									  : LACKS_ITSELF;
	}
	if (plumb_capability_is_beyond_kernel(capabilities, name) ||
		!is_given(side, plumb_capability_given(capabilities, name)))
		return LACKS_MACHINE;
	if (!oracle && plumb_capability_is_state(capabilities, name))
		oracle = side;
	if (oracle && json_is_false(json_object_get(oracle->probed, name)))
		return LACKS_MACHINE;
	if (json_is_true(json_object_get(side->probed, name)))
		return LACKS_NOTHING;
	return plumb_capability_is_proven(capabilities, name) || says_it_lacks(side, name)
		       ? LACKS_ITSELF
		       : LACKS_NOTHING;
}

/* Found out once a name: to ask the kernel for a family may take it milliseconds. */
static enum lack lack_found(struct plumb_side *side, const struct plumb_side *oracle,
	const json_t *capabilities, const char *name)
{
	const json_t *known = json_object_get(side->lacking, name);
	enum lack lack;

	if (known)
		return (enum lack)json_integer_value(known);
	lack = lack_of(side, oracle, capabilities, name);
	json_object_set_new(side->lacking, name, json_integer(lack));
	return lack;
}

bool plumb_side_lacks(struct plumb_side *side, const struct plumb_side *oracle,
	const struct plumb_tables *tables, const char *capability, bool *of_machine)
{
	enum lack lack = lack_found(side, oracle, tables->capabilities, capability);

	*of_machine = lack == LACKS_MACHINE;
	return lack != LACKS_NOTHING;
}

const char *plumb_side_missing(struct plumb_side *side, const struct plumb_side *oracle,
	const struct plumb_row *row, const struct plumb_tables *tables, bool *of_machine)
{
	const json_t *need;
	size_t i;

	json_array_foreach(row->needs, i, need) {
		const char *name = json_string_value(need);
		if (plumb_side_lacks(side, oracle, tables, name, of_machine))
			return name;
	}
	return NULL;
}

void plumb_side_clear(struct plumb_side *side)
{
	for (size_t i = 0; i < side->feed_count; i++)
		plumb_feed_free(side->feeds[i]);
	free(side->feeds);
	clear_queues(side);
	json_decref(side->start_answer);
	for (size_t i = 0; i < side->preparing_count; i++) {
		free(side->preparing[i].id);
		plumb_steps_clear(&side->preparing[i].steps);
	}
	free(side->preparing);
	json_decref(side->constants);
	json_decref(side->probed);
	json_decref(side->lacking);
	plumb_subject_clear(&side->subject);
}
