#include "play_parts.h"

#include "base/heap.h"
#include "base/scratch.h"
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

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
	play->record.scope.variables = plumb_have(json_object());
	play->record.scope.peers = plumb_have(json_object());
	return play;
}

size_t plumb_play_index(const struct plumb_play *play)
{
	return play->index;
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

/* Takes `how` over. */
void plumb_play_set_unplayable(struct plumb_play *play, char *how)
{
	free(play->record.how);
	play->record.how = how;
	play->record.ending = PLUMB_UNPLAYABLE;
	play->stopped = true;
}

/* What went wrong on a disk that is full, or in a directory that is gone, is nobody's fault. */
static void leave_directory(struct plumb_play *play)
{
	const char *directory = play->record.scope.directory;
	bool wrong = play->stopped || play->record.meanwhile;
	char why[256];

	if (directory && !play->abandoned &&
		!plumb_scratch_is_good(directory, wrong, why, sizeof why))
		plumb_play_set_unplayable(play, plumb_copy(why));
	plumb_scratch_remove(directory);
}

/* The stage is gone, and with it whatever kept the row from being over. */
static void on_stage_ended(void *context, const json_t *outcome)
{
	struct plumb_play *play = context;

	play->stage = NULL;
	if (!json_object_get(outcome, "gives"))
		plumb_play_end_meanwhile(play, outcome);
	leave_directory(play);
	if (play->abandoned) {
		destroy(play);
		return;
	}
	play->host->done(play->host->context, play);
}

static void end_stage(struct plumb_play *play, bool cancel)
{
	play->ending = true;
	plumb_stage_end(play->stage, cancel, on_stage_ended, play);
}

void plumb_play_free(struct plumb_play *play)
{
	play->abandoned = true;
	if (play->stage && play->ending) {
		plumb_stage_cancel(play->stage);
	} else if (play->stage) {
		end_stage(play, true);
	} else {
		plumb_scratch_remove(play->record.scope.directory);
		destroy(play);
	}
}

void plumb_play_set_outcome(struct plumb_play *play, size_t i, const json_t *outcome)
{
	json_array_set(play->record.outcomes, i, (json_t *)outcome);
}

void plumb_play_set_broken(struct plumb_play *play, size_t i, const char *why)
{
	json_array_set_new(play->record.outcomes, i, plumb_have(json_pack("{s:s}", "broken", why)));
	play->stopped = true;
}

void plumb_play_keep_variables(
	struct plumb_play *play, const struct plumb_step_names *as, const json_t *outcome)
{
	json_t *given = json_object_get(outcome, "gives");
	json_t *variables = play->record.scope.variables;
	const json_t *items = json_is_object(given) ? json_object_get(given, "tuple") : given;

	for (size_t i = 0; given && i < as->count; i++)
		json_object_set(
			variables, as->names[i], as->is_list ? json_array_get(items, i) : given);
}

/* --- the course of the row -------------------------------------------------------------------- */

static void finish(struct plumb_play *play)
{
	if (play->script)
		plumb_play_end_script(play);
	if (play->stage) {
		end_stage(play, play->stopped);
		return;
	}
	leave_directory(play);
	play->host->done(play->host->context, play);
}

void plumb_play_advance(struct plumb_play *play)
{
	while (!play->stopped && play->next < play->row->steps.count) {
		const struct plumb_step *step = &play->row->steps.steps[play->next];
		if (plumb_step_is_subjects(step)) {
			plumb_play_send_segment(play);
			return;
		}
		if (!plumb_play_far(play, step))
			return;
	}
	if (play->open) {
		/* An empty request without `more` ends the row for the adapter. */
		play->next = play->row->steps.count;
		play->sent = 0;
		plumb_play_post(play, plumb_have(json_array()));
	} else {
		finish(play);
	}
}

void plumb_play_begin(struct plumb_play *play)
{
	plumb_play_advance(play);
}
