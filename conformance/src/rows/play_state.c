#include "play_state.h"

#include "base/heap.h"
#include <stdlib.h>

void plumb_play_set_broken(struct plumb_play *play, size_t i, const char *why)
{
	json_array_set_new(play->record.outcomes, i, plumb_have(json_pack("{s:s}", "broken", why)));
	play->stopped = true;
}

void plumb_play_set_unplayable(struct plumb_play *play, char *how)
{
	free(play->record.how);
	play->record.how = how;
	play->record.ending = PLUMB_UNPLAYABLE;
	play->stopped = true;
}
