#include "trial.h"

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
	if (json_array_size(trial->steps) && plumb_sequence_read(&trial->row, trial->played))
		return true;
	plumb_trials_clear(trial, 1);
	return false;
}

void plumb_trial_begin(struct plumb_trial *trial, struct plumb_arena *arena)
{
	trial->bout = (struct plumb_bout){.row = &trial->row};
	plumb_arena_begin(arena, &trial->bout);
}

bool plumb_trials_play(struct plumb_arena *arena, struct plumb_trial *trials, size_t count)
{
	bool played = true;

	for (size_t i = 0; i < count; i++)
		plumb_trial_begin(&trials[i], arena);
	for (size_t i = 0; i < count; i++)
		played = plumb_arena_wait(arena, &trials[i].bout) && played;
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
