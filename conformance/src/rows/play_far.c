#include "play_far.h"

#include "base/heap.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Whether the far end had nothing left of what every process must share. */
static bool is_exhausted(const json_t *outcome)
{
	static const char *const errors[] = {"EMFILE", "ENFILE", "ENOMEM", "ENOSPC", "EDQUOT"};
	const char *broken = json_string_value(json_object_get(outcome, "broken"));

	for (size_t i = 0; broken && i < sizeof errors / sizeof errors[0]; i++)
		if (strcmp(broken, errors[i]) == 0)
			return true;
	return false;
}

static void check_far(struct plumb_play *play, const json_t *outcome)
{
	if (is_exhausted(outcome))
		plumb_play_set_unplayable(
			play, plumb_format("its far end had %s",
				      json_string_value(json_object_get(outcome, "broken"))));
}

void plumb_play_take_meanwhile(struct plumb_play *play, const json_t *outcome)
{
	play->record.meanwhile = plumb_have(json_deep_copy(outcome));
	check_far(play, outcome);
}

void plumb_play_take_far(struct plumb_play *play, const json_t *outcome)
{
	plumb_record_set_outcome(&play->record, play->next, outcome);
	if (!json_object_get(outcome, "gives") && !play->host->explores)
		play->stopped = true;
	check_far(play, outcome);
	json_decref(play->record.scope.peers);
	play->record.scope.peers = plumb_have(plumb_stage_addresses(play->stage));
	play->next++;
}

static bool have_stage(struct plumb_play *play)
{
	const struct plumb_stage_row row = {
		.subject_pid = play->host->subject_pid,
		.directory = play->record.scope.directory,
		.patience_ns = play->host->deadline_ns,
		.lab_fd = play->host->lab_fd,
	};

	if (!play->stage)
		play->stage = plumb_stage_new(play->host->loop, &row);
	if (!play->stage)
		plumb_play_set_unplayable(
			play, plumb_format("there is no far end for it: %s", strerror(errno)));
	return play->stage;
}

static void begin_meanwhile(struct plumb_play *play, const struct plumb_step *step)
{
	char why[256] = "";

	if (!plumb_stage_meanwhile(play->stage, step, &play->record.scope, why, sizeof why)) {
		plumb_play_set_broken(play, play->next, why);
		return;
	}
	json_array_set_new(
		play->record.outcomes, play->next, plumb_have(json_pack("{s:n}", "gives")));
	play->next++;
}

/* NULL: the step is broken. The adapter is told so, since it has not heard of the row yet. */
static struct plumb_watch_script *have_script(struct plumb_play *play)
{
	char why[256] = "system calls cannot be watched here";

	if (!play->script && play->host->watch)
		play->script = plumb_watch_begin(play->host->watch, why, sizeof why);
	if (!play->script) {
		plumb_play_set_broken(play, play->next, why);
		play->open = true;
	}
	return play->script;
}

static void play_kernel(struct plumb_play *play, const struct plumb_step *step)
{
	json_t *outcome = plumb_watch_script_play(play->script, &step->kernel, &play->record.scope);

	plumb_record_set_outcome(&play->record, play->next, outcome);
	if (json_object_get(outcome, "gives"))
		play->next++;
	else
		play->stopped = true;
	json_decref(outcome);
}

/* Steps that speak of a call that the subject never made say so in their outcome. */
static bool mark_uncalled(struct plumb_play *play)
{
	const struct plumb_steps *steps = &play->row->steps;
	bool some = false;

	for (size_t i = 0; i < steps->count; i++) {
		const struct plumb_step *step = &steps->steps[i];
		if (step->kind != PLUMB_STEP_KERNEL || step->kernel.verb == PLUMB_KERNEL_SAW ||
			!plumb_watch_script_is_uncalled(play->script, step->kernel.call))
			continue;
		json_array_set_new(play->record.outcomes, i,
			plumb_have(json_pack(
				"{s:s}", "uncalled", plumb_call_word(step->kernel.call))));
		some = true;
	}
	return some;
}

/* What the script still waits for is charged to its last step. */
void plumb_play_end_script(struct plumb_play *play)
{
	const struct plumb_steps *steps = &play->row->steps;
	bool is_charged = mark_uncalled(play) || play->stopped;
	json_t *outcome = is_charged ? NULL : plumb_watch_script_end(play->script);
	size_t last = steps->count;
	char why[256];

	while (last && steps->steps[last - 1].kind != PLUMB_STEP_KERNEL)
		last--;
	if (outcome && last)
		plumb_record_set_outcome(&play->record, last - 1, outcome);
	json_decref(outcome);
	plumb_watch_begin(play->host->watch, why, sizeof why);
	play->script = NULL;
}

bool plumb_play_far(struct plumb_play *play, const struct plumb_step *step, plumb_stage_fn *ended)
{
	if (step->kind == PLUMB_STEP_KERNEL) {
		if (have_script(play))
			play_kernel(play, step);
		return true;
	}
	if (!have_stage(play))
		return true;
	if (step->kind == PLUMB_STEP_PEER) {
		plumb_stage_play(play->stage, step, &play->record.scope, ended, play);
		return false;
	}
	begin_meanwhile(play, step);
	return true;
}
