#include "base/heap.h"
#include "play_state.h"
#include "steps/step_show.h"
#include <stdlib.h>
#include <string.h>

enum { SHOWN_CALL = 80 }; /* so much is told of a call that hangs */

/* Whether step number `at` was answered by the adapter. */
static bool is_over(const struct plumb_play *play, size_t at)
{
	return json_is_object(json_array_get(play->record.outcomes, at));
}

/* Whether the thread that begins in step number `at` has been joined. */
static bool is_joined(const struct plumb_play *play, size_t at)
{
	const struct plumb_steps *steps = &play->row->steps;

	for (size_t i = at + 1; i < steps->count; i++)
		if (steps->steps[i].kind == PLUMB_STEP_JOIN &&
			strcmp(steps->steps[i].name, steps->steps[at].thread) == 0)
			return is_over(play, i);
	return false;
}

static void add_blocked(struct plumb_text *text, const struct plumb_step *step)
{
	char *shown = plumb_step_show_bare(step);

	plumb_text_add_f(text, "%s%.*s", text->length ? ", " : "", SHOWN_CALL, shown);
	if (step->thread)
		plumb_text_add_f(text, " in %s", step->thread);
	free(shown);
}

/* Those that run beside the row, and the call that was to be played in the meantime. */
static char *show_blocked(const struct plumb_play *play)
{
	const struct plumb_steps *steps = &play->row->steps;
	size_t sent = play->next + play->sent;
	struct plumb_text text = {0};

	plumb_text_add(&text, "");
	for (size_t i = 0; i < sent && i < steps->count; i++) {
		const struct plumb_step *step = &steps->steps[i];
		bool is_first = i == play->next && play->sent == 1;
		bool is_begun = is_over(play, i) || i >= play->next;
		if (step->thread ? is_begun && !is_joined(play, i)
				 : is_first && step->kind != PLUMB_STEP_JOIN)
			add_blocked(&text, step);
	}
	return plumb_have_text(&text);
}

char *plumb_play_blocked(const struct plumb_play *play)
{
	return play->row->steps.has_threads ? show_blocked(play) : NULL;
}
