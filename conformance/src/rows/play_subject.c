#include "play_subject.h"

#include "base/heap.h"
#include "steps/fit.h"
#include "steps/step_json.h"

/* Sends the steps, which become its own; none, without more to come, ends the row for the adapter.
 */
static void post(struct plumb_play *play, json_t *steps)
{
	bool more = play->next + play->sent < play->row->steps.count;

	play->open = more;
	play->host->send(play->host->context, play,
		plumb_have(json_pack("{s:s, s:o, s:b}", "op", "run", "steps", steps, "more",
			more && json_array_size(steps) > 0)));
}

void plumb_play_send_end(struct plumb_play *play)
{
	play->next = play->row->steps.count;
	play->sent = 0;
	post(play, plumb_have(json_array()));
}

bool plumb_play_send_segment(struct plumb_play *play)
{
	json_t *steps = plumb_have(json_array());
	char why[256] = "";
	size_t count = play->row->steps.count;

	for (play->sent = 0; play->next + play->sent < count; play->sent++) {
		size_t i = play->next + play->sent;
		const struct plumb_step *step = &play->row->steps.steps[i];
		if (!plumb_step_is_subjects(step))
			break;
		json_t *out = plumb_step_request(step, &play->record.scope, why, sizeof why);
		if (!out) {
			plumb_play_set_broken(play, i, why);
			break;
		}
		json_array_append_new(steps, out);
	}
	if (play->stopped) {
		json_decref(steps);
		play->sent = 0;
		return false;
	}
	post(play, steps);
	return true;
}

static void absorb_outcome(struct plumb_play *play, size_t i, const json_t *outcome)
{
	const struct plumb_step *step = &play->row->steps.steps[i];

	plumb_play_set_outcome(play, i, outcome);
	plumb_play_keep_variables(play, &step->as, outcome);
	if (!plumb_expectation_fit(&step->expectation, outcome, &play->record.scope, NULL, 0))
		play->stopped = true;
}

void plumb_play_take_answer(struct plumb_play *play, const json_t *answer)
{
	const json_t *outcomes = json_object_get(answer, "steps"), *outcome;
	size_t i;

	json_array_foreach(outcomes, i, outcome) absorb_outcome(play, play->next + i, outcome);
	if (json_array_size(outcomes) < play->sent)
		play->stopped = true;
	play->next += play->sent;
	play->sent = 0;
}
