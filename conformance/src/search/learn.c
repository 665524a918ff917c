#include "learn.h"

#include "base/heap.h"
#include "baselines/baseline.h"
#include "sequence.h"
#include "trial.h"
#include <stdio.h>
#include <stdlib.h>

/* Rows that are listed, on their way through the arena. */
struct listed {
	struct plumb_trial *trials;
	const char **reasons; /* of each */
	size_t count;
};

static void add(struct listed *listed, const struct plumb_arena *arena, const struct plumb_row *row,
	const char *reason)
{
	json_t *steps = plumb_sequence_of(row);

	listed->trials = plumb_grow(listed->trials, listed->count + 1, sizeof *listed->trials);
	listed->reasons = plumb_grow(listed->reasons, listed->count + 1, sizeof *listed->reasons);
	if (plumb_trial_make(&listed->trials[listed->count], arena, steps))
		listed->reasons[listed->count++] = reason;
	json_decref(steps);
}

/* Rows that hang are not played: each takes a deadline, and they all differ in the same way. */
static void gather(struct plumb_explain *explain, struct listed *listed,
	struct plumb_baseline *baseline, const struct plumb_arena *arena,
	const struct plumb_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct plumb_row *row = plan->rows[i];
		const char *reason = plumb_baseline_reason(baseline, row->id);
		if (plumb_baseline_hangs(baseline, row->id))
			plumb_explain_learn(explain, plumb_difference_hang, reason ? reason : "");
		else if (reason && plumb_arena_can(arena, row))
			add(listed, arena, row, reason);
	}
}

/* Growing moves the rows that the bouts refer to. */
static bool play(struct listed *listed, struct plumb_arena *arena)
{
	for (size_t i = 0; i < listed->count; i++)
		listed->trials[i].bout.row = &listed->trials[i].row;
	return plumb_trials_play(arena, listed->trials, listed->count);
}

static void learn_names(struct plumb_explain *explain, const struct plumb_baseline *baseline)
{
	const char *name, *reason;

	for (size_t i = 0; (name = plumb_baseline_lacked(baseline, i, &reason)) != NULL; i++) {
		char *signature = plumb_format("lacks %s", name);
		plumb_explain_learn(explain, signature, reason);
		free(signature);
	}
}

static void learn_all(struct plumb_explain *explain, const struct listed *listed)
{
	for (size_t i = 0; i < listed->count; i++) {
		struct plumb_difference difference;
		if (plumb_trial_differs(&listed->trials[i], &difference))
			plumb_explain_learn(explain, difference.signature, listed->reasons[i]);
		plumb_difference_clear(&difference);
	}
}

bool plumb_learn(struct plumb_explain *explain, struct plumb_arena *arena,
	const struct plumb_plan *plan, const char *path, const json_t *start)
{
	struct plumb_baseline *baseline = plumb_baseline_load(path, false, stderr);
	struct listed listed = {0};
	bool played;

	if (!baseline)
		return false;
	plumb_baseline_start(baseline, start);
	learn_names(explain, baseline);
	gather(explain, &listed, baseline, arena, plan);
	played = play(&listed, arena);
	if (played)
		learn_all(explain, &listed);
	plumb_trials_clear(listed.trials, listed.count);
	free(listed.trials);
	free(listed.reasons);
	plumb_baseline_free(baseline);
	return played;
}
