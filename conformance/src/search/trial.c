#include "trial.h"

#include "base/heap.h"
#include "sequence.h"
#include "tame.h"
#include <stdlib.h>

bool plumb_trial_make(
	struct plumb_trial *trial, const struct plumb_arena *arena, const json_t *steps)
{
	bool is_private = plumb_arena_is_private(arena);
	json_t *allowed = plumb_tame(steps, is_private);
	json_t *mended = plumb_sequence_mend(allowed);

	*trial = (struct plumb_trial){.steps = plumb_tame(mended, is_private)};
	json_decref(allowed);
	json_decref(mended);
	trial->played = plumb_sequence_with_questions(trial->steps);
	if (json_array_size(trial->steps) && plumb_sequence_read(&trial->row, trial->played)) {
		trial->bout.row = &trial->row;
		return true;
	}
	plumb_trials_clear(trial, 1);
	return false;
}

bool plumb_trials_play(struct plumb_arena *arena, struct plumb_trial *trials, size_t count)
{
	struct plumb_bout *bouts = plumb_new(count, sizeof *bouts);
	bool played;

	for (size_t i = 0; i < count; i++)
		bouts[i].row = &trials[i].row;
	played = plumb_arena_play(arena, bouts, count);
	for (size_t i = 0; i < count; i++)
		trials[i].bout = bouts[i];
	free(bouts);
	return played;
}

bool plumb_trial_differs(const struct plumb_trial *trial, struct plumb_difference *difference)
{
	return plumb_difference_find(difference, &trial->bout, trial->played);
}

void plumb_trials_clear(struct plumb_trial *trials, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		plumb_bout_clear(&trials[i].bout);
		plumb_sequence_clear_row(&trials[i].row);
		json_decref(trials[i].steps);
		json_decref(trials[i].played);
		trials[i].steps = trials[i].played = NULL;
	}
}
