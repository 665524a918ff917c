#include "shrink.h"

#include "base/heap.h"
#include "base/word.h"
#include "names.h"
#include "trial.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 40, PLAYS = 3 };

/* Smaller sequences that are to be tried, the smallest first. */
struct ideas {
	const struct plumb_arena *arena;
	struct plumb_trial *trials;
	size_t count;
};

static size_t size_of(const json_t *steps)
{
	char *written = json_dumps(steps, JSON_COMPACT);
	size_t size = written ? strlen(written) : 0;

	free(written);
	return size;
}

/* Adds it, where taming did not make it as large again. Takes it over. */
static void add(struct ideas *ideas, json_t *smaller, const json_t *steps)
{
	struct plumb_trial *trial;

	ideas->trials = plumb_grow(ideas->trials, ideas->count + 1, sizeof *ideas->trials);
	trial = &ideas->trials[ideas->count];
	if (plumb_trial_make(trial, ideas->arena, smaller)) {
		if (json_array_size(trial->steps) < json_array_size(steps) ||
			(json_array_size(trial->steps) == json_array_size(steps) &&
				size_of(trial->steps) < size_of(steps)))
			ideas->count++;
		else
			plumb_trials_clear(trial, 1);
	}
	json_decref(smaller);
}

/* --- fewer steps ------------------------------------------------------------------------------ */

static void without_range(struct ideas *ideas, const json_t *steps, size_t from, size_t count)
{
	json_t *smaller = plumb_have(json_copy((json_t *)steps));

	for (size_t i = 0; i < count && from < json_array_size(smaller); i++)
		json_array_remove(smaller, from);
	add(ideas, smaller, steps);
}

static void fewer_steps(struct ideas *ideas, const json_t *steps)
{
	size_t all = json_array_size(steps);

	for (size_t count = all / 2; count > 0; count /= 2)
		for (size_t from = 0; from < all; from += count)
			without_range(ideas, steps, from, count);
}

/* --- simpler values --------------------------------------------------------------------------- */

static void with_step(struct ideas *ideas, const json_t *steps, size_t i, json_t *step)
{
	json_t *smaller = plumb_have(json_copy((json_t *)steps));

	json_array_set_new(smaller, i, step);
	add(ideas, smaller, steps);
}

static void without_last(struct ideas *ideas, const json_t *steps, size_t i, const char *key)
{
	json_t *step = plumb_have(json_deep_copy(json_array_get(steps, i)));
	json_t *items = json_object_get(step, key);

	json_array_remove(items, json_array_size(items) - 1);
	with_step(ideas, steps, i, step);
}

static void without_keywords(struct ideas *ideas, const json_t *steps, size_t i)
{
	json_t *with = json_object_get(json_array_get(steps, i), "with"), *value;
	const char *keyword;

	json_object_foreach(with, keyword, value) {
		json_t *step = plumb_have(json_deep_copy(json_array_get(steps, i)));
		json_object_del(json_object_get(step, "with"), keyword);
		if (!json_object_size(json_object_get(step, "with")))
			json_object_del(step, "with");
		with_step(ideas, steps, i, step);
	}
}

/* A shorter one of the same type; NULL: it is as short as it can be. */
static json_t *simpler(const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);

	if (json_is_integer(value) && json_integer_value(value) / 10 != 0)
		return plumb_have(json_integer(1));
	if (tag && strcmp(tag, "bytes") == 0 &&
		(json_is_array(content) || json_string_length(content) > 2))
		return plumb_tagged("bytes", plumb_have(json_string("61")));
	if (json_is_array(value) && json_array_size(value) > 1) {
		json_t *shorter = plumb_have(json_copy((json_t *)value));
		json_array_remove(shorter, json_array_size(shorter) - 1);
		return shorter;
	}
	return NULL;
}

static void simpler_arguments(struct ideas *ideas, const json_t *steps, size_t i)
{
	const json_t *call = json_object_get(json_array_get(steps, i), "call");

	for (size_t k = 1; k < json_array_size(call); k++) {
		json_t *value = simpler(json_array_get(call, k)), *step;
		if (!value)
			continue;
		step = plumb_have(json_deep_copy(json_array_get(steps, i)));
		json_array_set_new(json_object_get(step, "call"), k, value);
		with_step(ideas, steps, i, step);
	}
}

static void simpler_values(struct ideas *ideas, const json_t *steps)
{
	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *step = json_array_get(steps, i);
		if (json_array_size(json_object_get(step, "call")) > 1 &&
			!plumb_is_helper(plumb_callee(step)))
			without_last(ideas, steps, i, "call");
		if (json_array_size(json_object_get(step, "meanwhile")) > 1)
			without_last(ideas, steps, i, "meanwhile");
		without_keywords(ideas, steps, i);
		simpler_arguments(ideas, steps, i);
	}
}

/* --- rounds ----------------------------------------------------------------------------------- */

static bool still_differs(const struct plumb_trial *trial, const char *signature)
{
	struct plumb_difference difference;
	bool differs = plumb_trial_differs(trial, &difference) &&
		       strcmp(difference.signature, signature) == 0;

	plumb_difference_clear(&difference);
	return differs;
}

/* The smallest of them that still differs; NULL: none does. */
static const struct plumb_trial *best_of(const struct ideas *ideas, const char *signature)
{
	const struct plumb_trial *best = NULL;

	for (size_t i = 0; i < ideas->count; i++) {
		const struct plumb_trial *trial = &ideas->trials[i];
		if (best && json_array_size(trial->steps) >= json_array_size(best->steps))
			continue;
		if (still_differs(trial, signature))
			best = trial;
	}
	return best;
}

/* One round. False: it came to nothing, or was interrupted (*played is false then). */
static bool improve(struct plumb_arena *arena, json_t **steps, const char *signature,
	void (*think)(struct ideas *ideas, const json_t *steps), bool *played)
{
	struct ideas ideas = {.arena = arena};
	const struct plumb_trial *best = NULL;

	think(&ideas, *steps);
	*played = plumb_trials_play(arena, ideas.trials, ideas.count);
	if (*played)
		best = best_of(&ideas, signature);
	if (best) {
		json_decref(*steps);
		*steps = json_incref(best->steps);
	}
	plumb_trials_clear(ideas.trials, ideas.count);
	free(ideas.trials);
	return best;
}

bool plumb_shrink(struct plumb_arena *arena, json_t **steps, const char *signature)
{
	bool played = true, improved = true;

	for (int round = 0; round < MOST_ROUNDS && played && improved; round++)
		improved = improve(arena, steps, signature, fewer_steps, &played) ||
			   (played && improve(arena, steps, signature, simpler_values, &played));
	return played;
}

bool plumb_shrink_confirm(struct plumb_arena *arena, const json_t *steps, const char *signature)
{
	struct plumb_trial trials[PLAYS] = {0};
	struct plumb_difference difference = {0};
	bool right = true;

	for (size_t i = 0; i < PLAYS; i++)
		right = plumb_trial_make(&trials[i], arena, steps) && right;
	right = right && plumb_trials_play(arena, trials, PLAYS);
	for (size_t i = 0; right && i < PLAYS; i++) {
		plumb_difference_clear(&difference);
		right = plumb_trial_differs(&trials[i], &difference) &&
			strcmp(difference.signature, signature) == 0;
		for (size_t k = 0; right && i && k < PLUMB_ARENA_SIDES; k++)
			right = plumb_difference_is_steady(&difference, trials[i].played,
				&trials[0].bout.records[k], &trials[i].bout.records[k]);
	}
	plumb_difference_clear(&difference);
	plumb_trials_clear(trials, PLAYS);
	return right;
}
