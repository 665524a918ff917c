#include "play_state.h"

#include "base/heap.h"
#include <stdlib.h>

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

void plumb_play_set_unplayable(struct plumb_play *play, char *how)
{
	free(play->record.how);
	play->record.how = how;
	play->record.ending = PLUMB_UNPLAYABLE;
	play->stopped = true;
}
