#include "learn_names.h"

#include "base/heap.h"
#include "trial.h"
#include <stdlib.h>

/* A name is asked for in the module, and as an attribute of a socket. */
enum { WAYS = 2 };

static void ask(struct plumb_trial *trial, const struct plumb_arena *arena, const char *name,
	bool is_method)
{
	char *whole = plumb_format("%s%s", is_method ? "s." : "", name);
	json_t *steps = plumb_have(
		json_pack("[{s:[s], s:s}, {s:s}]", "call", "socket", "as", "s", "get", whole));

	plumb_trial_make(trial, arena, steps);
	json_decref(steps);
	free(whole);
}

/* What the oracle has of that name: {"object": "function"}, say. */
static bool is_there(const struct plumb_trial *trial)
{
	const json_t *outcome = json_array_get(trial->bout.records[PLUMB_ORACLE].outcomes, 1);

	return json_object_get(json_object_get(outcome, "gives"), "object");
}

/* An object whose keys are the names. */
static json_t *uncalled_names(const struct plumb_moves *moves, const struct plumb_clauses *clauses)
{
	json_t *names = plumb_have(json_object());

	for (size_t i = 0; i < clauses->count; i++)
		if (plumb_moves_lacks(moves, clauses->clauses[i].name))
			json_object_set_new(names, clauses->clauses[i].name, json_null());
	return names;
}

bool plumb_learn_names(
	struct plumb_moves *moves, struct plumb_arena *arena, const struct plumb_clauses *clauses)
{
	json_t *names = uncalled_names(moves, clauses), *value;
	size_t count = WAYS * json_object_size(names), i = 0;
	struct plumb_trial *trials = plumb_new(count + 1, sizeof *trials);
	const char *name;
	bool played;

	json_object_foreach(names, name, value)
		for (size_t way = 0; way < WAYS; way++)
			ask(&trials[i++], arena, name, way == 1);
	played = plumb_trials_play(arena, trials, count);
	i = 0;
	if (played)
		json_object_foreach(names, name, value)
			for (size_t way = 0; way < WAYS; way++)
				if (is_there(&trials[i++]))
					plumb_moves_name(moves, name, way == 1);
	plumb_trials_clear(trials, count);
	free(trials);
	json_decref(names);
	return played;
}
