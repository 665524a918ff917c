#include "play.h"

#include "answer.h"
#include "base/heap.h"
#include "base/scratch.h"
#include "play_far.h"
#include "play_state.h"
#include "steps/fit.h"
#include "steps/step_json.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct plumb_play *plumb_play_new(const struct plumb_row *row, size_t index,
	const struct plumb_play_host *host, char *why, size_t size)
{
	bool wanted = row->steps.wants_directory;
	char *directory = wanted ? plumb_scratch_directory(host->scratch) : NULL;
	struct plumb_play *play;

	if (!directory && wanted) {
		snprintf(
			why, size, "no directory for it in %s: %s", host->scratch, strerror(errno));
		return NULL;
	}
	play = plumb_new(1, sizeof *play);
	play->record.scope.directory = directory;
	play->row = row;
	play->index = index;
	play->host = host;
	play->record.outcomes = plumb_have(json_array());
	for (size_t i = 0; i < row->steps.count; i++)
		json_array_append_new(play->record.outcomes, json_null());
	play->record.scope.constants = (json_t *)host->constants;
	play->record.scope.platform = host->platform;
	play->record.scope.variables = plumb_have(json_object());
	play->record.scope.peers = plumb_have(json_object());
	return play;
}

size_t plumb_play_at(const struct plumb_play *play)
{
	return play->sent == 1 ? play->next + 1 : 0;
}

size_t plumb_play_index(const struct plumb_play *play)
{
	return play->index;
}

struct plumb_record *plumb_play_record(struct plumb_play *play)
{
	return &play->record;
}

struct plumb_record plumb_play_take_record(struct plumb_play *play)
{
	struct plumb_record record = play->record;

	play->record = (struct plumb_record){0};
	return record;
}

static void destroy(struct plumb_play *play)
{
	plumb_record_clear(&play->record);
	free(play);
}

/* What went wrong on a disk that is full, or in a directory that is gone, is nobody's fault. */
static void leave_directory(struct plumb_play *play)
{
	const char *directory = play->record.scope.directory;
	bool wrong = play->stopped || play->record.meanwhile;
	char why[256];

	if (directory && play->state != PLUMB_PLAY_ABANDONED &&
		!plumb_scratch_is_good(directory, wrong, why, sizeof why))
		plumb_play_set_unplayable(play, plumb_copy(why));
	if (directory)
		plumb_scratch_return(directory);
}

/* The stage is gone, and with it whatever kept the row from being over. */
static void on_stage_ended(void *context, const json_t *outcome)
{
	struct plumb_play *play = context;

	play->stage = NULL;
	if (!json_object_get(outcome, "gives"))
		plumb_play_take_meanwhile(play, outcome);
	leave_directory(play);
	if (play->state == PLUMB_PLAY_ABANDONED) {
		destroy(play);
		return;
	}
	play->host->done(play->host->context, play);
}

void plumb_play_free(struct plumb_play *play)
{
	bool ending = play->state == PLUMB_PLAY_ENDING;

	play->state = PLUMB_PLAY_ABANDONED;
	if (!play->stage) {
		if (play->record.scope.directory)
			plumb_scratch_remove(play->record.scope.directory);
		destroy(play);
	} else if (ending) {
		plumb_stage_cancel(play->stage);
	} else {
		plumb_stage_end(play->stage, true, on_stage_ended, play);
	}
}

/* --- the steps of the subject ----------------------------------------------------------------- */

/* Sends an empty request, which ends the row for the adapter. */
static void send_end(struct plumb_play *play)
{
	play->next = play->row->steps.count;
	play->sent = 0;
	play->open = false;
	play->host->send(play->host->context, play, ",\"steps\":[],\"more\":false");
}

/* False: the step is broken. */
static bool add_step(struct plumb_text *text, struct plumb_play *play, size_t i)
{
	const struct plumb_step *step = &play->row->steps.steps[i];
	char why[256] = "";

	if (step->request) {
		plumb_text_add(text, step->request);
	} else if (!plumb_step_add_request(text, step, &play->record.scope, why, sizeof why)) {
		plumb_play_set_broken(play, i, why);
		return false;
	}
	return true;
}

/*
 * Adds the steps up to the far end's next turn, and counts them. While a call runs beside the row
 * each step goes alone, so that of one that hangs it is known where. False: one is broken.
 */
static bool add_segment(struct plumb_text *text, struct plumb_play *play)
{
	const struct plumb_steps *steps = &play->row->steps;

	for (play->sent = 0; play->next + play->sent < steps->count; play->sent++) {
		size_t i = play->next + play->sent;
		if (!plumb_step_is_subjects(&steps->steps[i]))
			break;
		if (play->sent && (play->host->steps_alone || plumb_steps_are_beside(steps, i - 1)))
			break;
		plumb_text_add(text, play->sent ? "," : "");
		if (!add_step(text, play, i))
			return false;
	}
	return true;
}

/* Sends the steps up to the far end's next turn. False: one of them is broken. */
static bool send_segment(struct plumb_play *play)
{
	struct plumb_text text = {0};
	char *members;

	plumb_text_add(&text, ",\"steps\":[");
	if (!add_segment(&text, play)) {
		free(plumb_text_take(&text, 0));
		play->sent = 0;
		return false;
	}
	play->open = play->next + play->sent < play->row->steps.count || play->host->played;
	plumb_text_add(&text, play->open ? "],\"more\":true" : "],\"more\":false");
	members = plumb_have_text(&text);
	play->host->send(play->host->context, play, members);
	free(members);
	return true;
}

/* A variable is what the step gave: the whole, or the items that it was taken apart into. */
static void keep_variables(
	struct plumb_play *play, const struct plumb_step_names *as, const json_t *outcome)
{
	json_t *given = json_object_get(outcome, "gives");
	json_t *variables = play->record.scope.variables;
	const json_t *items = json_is_object(given) ? json_object_get(given, "tuple") : given;

	for (size_t i = 0; given && i < as->count; i++)
		json_object_set(
			variables, as->names[i], as->is_list ? json_array_get(items, i) : given);
}

static void absorb_outcome(struct plumb_play *play, size_t i, const json_t *outcome)
{
	const struct plumb_step *step = &play->row->steps.steps[i];

	plumb_record_set_outcome(&play->record, i, outcome);
	keep_variables(play, &step->as, outcome);
	if (!plumb_expectation_fit(&step->expectation, outcome, &play->record.scope, NULL, 0))
		play->stopped = true;
}

/* What only a search asks for: docs/search.md. */
static void absorb_covered(struct plumb_record *record, json_t *covered)
{
	if (covered && !record->covered)
		record->covered = plumb_have(json_array());
	if (covered)
		json_array_extend(record->covered, covered);
}

/* Takes in an answer that was found good. */
static void take_answer(struct plumb_play *play, const json_t *answer)
{
	const json_t *outcomes = json_object_get(answer, "steps"), *outcome;
	size_t i;

	if (play->host->explores)
		absorb_covered(&play->record, json_object_get(answer, "covered"));

	json_array_foreach(outcomes, i, outcome)
		absorb_outcome(play, play->next + i, outcome);
	if (json_array_size(outcomes) < play->sent)
		play->stopped = true;
	play->next += play->sent;
	play->sent = 0;
}

/* --- the course of the row -------------------------------------------------------------------- */

static void finish(struct plumb_play *play)
{
	if (play->script)
		plumb_play_end_script(play);
	if (play->stage) {
		play->state = PLUMB_PLAY_ENDING;
		plumb_stage_end(play->stage, play->stopped, on_stage_ended, play);
		return;
	}
	leave_directory(play);
	play->host->done(play->host->context, play);
}

static void on_far_ended(void *context, const json_t *outcome);

/* The next step's turn, or the row's end: to be called when a step has ended. */
static void advance(struct plumb_play *play)
{
	while (!play->stopped && play->next < play->row->steps.count) {
		const struct plumb_step *step = &play->row->steps.steps[play->next];
		bool ended = plumb_step_is_subjects(step)
				     ? !send_segment(play)
				     : plumb_play_far(play, step, on_far_ended);
		if (!ended)
			return;
	}
	if (!play->open) {
		finish(play);
		return;
	}
	if (play->host->played)
		play->host->played(play->host->context, play);
	send_end(play);
}

static void on_far_ended(void *context, const json_t *outcome)
{
	struct plumb_play *play = context;

	if (play->state == PLUMB_PLAY_ABANDONED)
		return;
	plumb_play_take_far(play, outcome);
	advance(play);
}

void plumb_play_begin(struct plumb_play *play)
{
	play->record.began_ns = (int64_t)uv_hrtime();
	advance(play);
}

bool plumb_play_check(const struct plumb_play *play, const json_t *answer, char *why, size_t size)
{
	return plumb_answer_check(
		answer, play->row->steps.steps + play->next, play->sent, why, size);
}

void plumb_play_absorb(struct plumb_play *play, const json_t *answer)
{
	take_answer(play, answer);
	advance(play);
}
