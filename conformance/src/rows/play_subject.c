#include "play_subject.h"

#include "base/heap.h"
#include "steps/fit.h"
#include "steps/step_json.h"
#include "steps/step_show.h"
#include <stdlib.h>
#include <string.h>

enum { SHOWN_CALL = 80 }; /* so much is told of a call that hangs */

void plumb_play_send_end(struct plumb_play *play)
{
	play->next = play->row->steps.count;
	play->sent = 0;
	play->open = false;
	play->host->send(play->host->context, play, ",\"steps\":[],\"more\":false");
}

/*
 * Adds the steps up to the far end's next turn, and counts them. While a call runs beside the row
 * each step goes alone, so that of one that hangs it is known where. False: one is broken.
 */
static bool add_segment(struct plumb_text *text, struct plumb_play *play)
{
	const struct plumb_steps *steps = &play->row->steps;
	char why[256] = "";

	for (play->sent = 0; play->next + play->sent < steps->count; play->sent++) {
		size_t i = play->next + play->sent;
		if (!plumb_step_is_subjects(&steps->steps[i]))
			break;
		if (play->sent && (play->host->steps_alone || plumb_steps_are_beside(steps, i - 1)))
			break;
		plumb_text_add(text, play->sent ? "," : "");
		if (!plumb_step_add_request(
			    text, &steps->steps[i], &play->record.scope, why, sizeof why)) {
			plumb_play_set_broken(play, i, why);
			return false;
		}
	}
	return true;
}

bool plumb_play_send_segment(struct plumb_play *play)
{
	struct plumb_text text = {0};
	char *members;

	plumb_text_add(&text, ",\"steps\":[");
	if (!add_segment(&text, play)) {
		free(plumb_text_take(&text, 0));
		play->sent = 0;
		return false;
	}
	play->open = play->next + play->sent < play->row->steps.count || play->host->played;
	plumb_text_add(&text, play->open ? "],\"more\":true" : "],\"more\":false");
	members = plumb_have_text(&text);
	play->host->send(play->host->context, play, members);
	free(members);
	return true;
}

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
char *plumb_play_show_blocked(const struct plumb_play *play)
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

/* A variable is what the step gave: the whole, or the items that it was taken apart into. */
static void keep_variables(
	struct plumb_play *play, const struct plumb_step_names *as, const json_t *outcome)
{
	json_t *given = json_object_get(outcome, "gives");
	json_t *variables = play->record.scope.variables;
	const json_t *items = json_is_object(given) ? json_object_get(given, "tuple") : given;

	for (size_t i = 0; given && i < as->count; i++)
		json_object_set(
			variables, as->names[i], as->is_list ? json_array_get(items, i) : given);
}

static void absorb_outcome(struct plumb_play *play, size_t i, const json_t *outcome)
{
	const struct plumb_step *step = &play->row->steps.steps[i];

	plumb_record_set_outcome(&play->record, i, outcome);
	keep_variables(play, &step->as, outcome);
	if (!plumb_expectation_fit(&step->expectation, outcome, &play->record.scope, NULL, 0))
		play->stopped = true;
}

/* What only a search asks for: docs/search.md. */
static void absorb_covered(struct plumb_record *record, json_t *covered)
{
	if (covered && !record->covered)
		record->covered = plumb_have(json_array());
	if (covered)
		json_array_extend(record->covered, covered);
}

void plumb_play_take_answer(struct plumb_play *play, const json_t *answer)
{
	const json_t *outcomes = json_object_get(answer, "steps"), *outcome;
	size_t i;

	if (play->host->explores)
		absorb_covered(&play->record, json_object_get(answer, "covered"));

	json_array_foreach(outcomes, i, outcome)
		absorb_outcome(play, play->next + i, outcome);
	if (json_array_size(outcomes) < play->sent)
		play->stopped = true;
	play->next += play->sent;
	play->sent = 0;
}
