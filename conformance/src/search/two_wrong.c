#include "two_wrong.h"

#include "base/heap.h"
#include "names.h"
#include "outcome.h"
#include "trial.h"
#include "values/value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_VALUES = 8, /* that are tried in one place */
	MOST_PAIRS = 16, /* of repairs that are tried together */
	WHOLE = -1,
};

/* Good objects for each sequence that is repaired: a connected socket and a file to read. */
static const char props[] =
	"[{\"call\": [\"socketpair\"], \"as\": [\"good\", \"peer\"]},"
	" {\"call\": [\"open\", {\"path\": \"good\"}, \"wb\"], \"as\": \"written\"},"
	" {\"call\": [\"written.write\", {\"bytes\": \"61\"}]},"
	" {\"call\": [\"written.close\"]},"
	" {\"call\": [\"open\", {\"path\": \"good\"}, \"rb\"], \"as\": \"file\"}]";

/* Where something is repaired. */
struct place {
	size_t step;	     /* which is left out, if it is not the last */
	size_t argument;     /* of the last step; 0: its object; their number: the last one goes */
	const char *keyword; /* instead of an argument, borrowed; NULL: none */
	int item;	     /* of the argument, if that is a tuple; WHOLE: all of it */
};

enum effect {
	EFFECT_OTHER,
	EFFECT_ORACLES,	 /* what the oracle raised is right */
	EFFECT_SUBJECTS, /* what the subject raised is right */
	EFFECT_NEITHER,	 /* neither is raised */
};

struct repair {
	struct place place;
	json_t *value; /* owned; NULL: the step or the argument goes */
	bool is_prop;  /* the value speaks of the props */
	enum effect effect;
};

struct study {
	struct plumb_arena *arena;
	const struct plumb_judge *judge;
	const json_t *steps;
	json_t *props;
	json_t *raised[PLUMB_ARENA_SIDES];
	struct repair *repairs;
	size_t count;
};

/* --- what can be repaired --------------------------------------------------------------------- */

static void add(struct study *study, struct repair repair)
{
	study->repairs = plumb_grow(study->repairs, study->count + 1, sizeof *study->repairs);
	study->repairs[study->count++] = repair;
}

static const json_t *items_of(const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);

	return tag && strcmp(tag, "tuple") == 0 ? content : NULL;
}

/* Values of rows, spread evenly over all that there are. */
static void add_values(struct study *study, const json_t *known, struct place place)
{
	size_t size = json_object_size(known), at = 0, taken = 0;
	const char *written;
	json_t *value;

	json_object_foreach((json_t *)known, written, value) {
		json_t *part = place.item == WHOLE
				       ? value
				       : json_array_get(items_of(value), (size_t)place.item);
		if (at++ * MOST_VALUES < taken * size || !part)
			continue;
		add(study, (struct repair){.place = place, .value = json_incref(part)});
		taken++;
	}
}

static void add_argument(struct study *study, const struct plumb_moves *moves, struct place place,
	const char *name, const json_t *value)
{
	const json_t *last = json_array_get(study->steps, place.step), *known;
	char *key = plumb_format("%s %s", plumb_callee(last), name);

	known = json_object_get(moves->values, key);
	add_values(study, known, place);
	for (place.item = 0; place.item < (int)json_array_size(items_of(value)); place.item++)
		add_values(study, known, place);
	free(key);
}

/* The method of the good socket instead of that of the step's object. */
static void add_object(struct study *study, struct place place)
{
	const json_t *last = json_array_get(study->steps, place.step);
	char *target = plumb_target(last);
	char *method = plumb_format("good.%s", plumb_callee(last));

	if (target)
		add(study, (struct repair){.place = place,
				   .value = plumb_have(json_string(method)),
				   .is_prop = true});
	free(method);
	free(target);
}

static void add_objects(struct study *study, struct place place)
{
	static const char *const names[] = {"good", "file"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		add(study, (struct repair){.place = place,
				   .value = plumb_have(json_pack("{s:s}", "var", names[i])),
				   .is_prop = true});
}

static void find_repairs(struct study *study, const struct plumb_moves *moves)
{
	struct place place = {.item = WHOLE};
	const json_t *call, *value;
	json_t *with;

	for (; place.step + 1 < json_array_size(study->steps); place.step++)
		add(study, (struct repair){.place = place});
	call = json_object_get(json_array_get(study->steps, place.step), "call");
	with = json_object_get(json_array_get(study->steps, place.step), "with");
	add_object(study, place);
	for (place.argument = 1; place.argument < json_array_size(call); place.argument++) {
		char name[24];
		snprintf(name, sizeof name, "%zu", place.argument);
		add_objects(study, place);
		add_argument(study, moves, place, name, json_array_get(call, place.argument));
	}
	if (place.argument > 1)
		add(study, (struct repair){.place = place});
	json_object_foreach(with, place.keyword, value)
		add_argument(study, moves, place, place.keyword, value);
}

/* --- trying them ------------------------------------------------------------------------------ */

static void set_argument(json_t *step, const struct place *place, json_t *value)
{
	json_t *call = json_object_get(step, "call"), *with = json_object_get(step, "with");
	const json_t *old = place->keyword ? json_object_get(with, place->keyword)
					   : json_array_get(call, place->argument);

	if (place->item != WHOLE)
		json_array_set((json_t *)items_of(old), (size_t)place->item, value);
	else if (place->keyword)
		json_object_set(with, place->keyword, value);
	else if (value)
		json_array_set(call, place->argument, value);
	else
		json_array_remove(call, place->argument - 1);
}

/* The steps with one repair and, if there is one, another. A new array. */
static json_t *repaired(
	const struct study *study, const struct repair *one, const struct repair *other)
{
	const struct repair *repairs[] = {one, other};
	bool with_props = one->is_prop || (other && other->is_prop);
	json_t *kept = plumb_have(with_props ? json_copy(study->props) : json_array()), *step;
	size_t i;

	json_array_foreach((json_t *)study->steps, i, step) {
		json_t *copy = plumb_have(json_deep_copy(step));
		bool goes = false;
		for (size_t k = 0; k < 2; k++) {
			if (!repairs[k] || repairs[k]->place.step != i)
				continue;
			if (i + 1 < json_array_size(study->steps))
				goes = true;
			else
				set_argument(copy, &repairs[k]->place, repairs[k]->value);
		}
		if (!goes)
			json_array_append(kept, copy);
		json_decref(copy);
	}
	return kept;
}

/* What came of the last step on one side; a new value. */
static json_t *last_of(const struct plumb_trial *trial, size_t side)
{
	size_t last = json_array_size(trial->steps) - 1;
	const struct plumb_record *record = &trial->bout.records[side];

	return plumb_outcome_settled(json_array_get(trial->steps, last),
		json_array_get(record->outcomes, last), record->scope.directory);
}

/* The last step must still be the call that differed. */
static bool is_same_call(const struct study *study, const struct plumb_trial *trial)
{
	const json_t *last = json_array_get(study->steps, json_array_size(study->steps) - 1);
	const json_t *now = json_array_get(trial->steps, json_array_size(trial->steps) - 1);

	return strcmp(plumb_callee(last), plumb_callee(now)) == 0;
}

static bool is_right(const struct study *study, const struct plumb_trial *trial)
{
	struct plumb_difference difference;
	bool right = !plumb_trial_differs(trial, &difference) ||
		     study->judge->explains(study->judge->context, &difference, trial);

	plumb_difference_clear(&difference);
	return right;
}

static enum effect effect_of(const struct study *study, const struct plumb_trial *trial)
{
	json_t *oracle = last_of(trial, PLUMB_ORACLE), *subject = last_of(trial, PLUMB_SUBJECT);
	bool as_oracle = json_equal(oracle, study->raised[PLUMB_ORACLE]);
	bool as_subject = json_equal(subject, study->raised[PLUMB_SUBJECT]);
	enum effect effect = EFFECT_OTHER;

	if (!is_same_call(study, trial) || (as_oracle && as_subject) || !is_right(study, trial))
		effect = EFFECT_OTHER;
	else if (as_oracle || json_equal(subject, study->raised[PLUMB_ORACLE]))
		effect = EFFECT_ORACLES;
	else if (as_subject)
		effect = EFFECT_SUBJECTS;
	else if (!json_is_string(oracle))
		effect = EFFECT_NEITHER;
	json_decref(oracle);
	json_decref(subject);
	return effect;
}

/* Plays the steps with two repairs. */
static enum effect try_both(
	const struct study *study, const struct repair *one, const struct repair *other)
{
	json_t *steps = repaired(study, one, other);
	struct plumb_trial trial;
	enum effect effect = EFFECT_OTHER;

	if (plumb_trial_make(&trial, study->arena, steps)) {
		if (plumb_trials_play(study->arena, &trial, 1))
			effect = effect_of(study, &trial);
		plumb_trials_clear(&trial, 1);
	}
	json_decref(steps);
	return effect;
}

/* Plays each repair alone, all at once; those that leave nothing to play keep EFFECT_OTHER. */
static void try_each(struct study *study)
{
	struct plumb_trial *trials = plumb_new(study->count + 1, sizeof *trials);
	struct repair **tried = plumb_new(study->count + 1, sizeof(*tried));
	size_t made = 0;

	for (size_t i = 0; i < study->count; i++) {
		json_t *steps = repaired(study, &study->repairs[i], NULL);
		if (plumb_trial_make(&trials[made], study->arena, steps))
			tried[made++] = &study->repairs[i];
		json_decref(steps);
	}
	if (plumb_trials_play(study->arena, trials, made))
		for (size_t i = 0; i < made; i++)
			tried[i]->effect = effect_of(study, &trials[i]);
	plumb_trials_clear(trials, made);
	free(tried);
	free(trials);
}

/* --- the answer ------------------------------------------------------------------------------- */

/* What each side raises without any repair. False: one of them raises nothing. */
static bool see_raised(struct study *study)
{
	struct plumb_trial trial;
	bool both = false;

	if (!plumb_trial_make(&trial, study->arena, study->steps))
		return false;
	if (plumb_trials_play(study->arena, &trial, 1)) {
		for (size_t k = 0; k < PLUMB_ARENA_SIDES; k++)
			study->raised[k] = last_of(&trial, k);
		both = json_object_get(study->raised[PLUMB_ORACLE], "raises") &&
		       json_object_get(study->raised[PLUMB_SUBJECT], "raises") &&
		       !json_equal(study->raised[PLUMB_ORACLE], study->raised[PLUMB_SUBJECT]);
	}
	plumb_trials_clear(&trial, 1);
	return both;
}

static bool is_same_place(const struct place *one, const struct place *other)
{
	if (one->step != other->step || one->argument != other->argument ||
		one->keyword != other->keyword)
		return false;
	return one->item == other->item || one->item == WHOLE || other->item == WHOLE;
}

/* Two repairs that together leave no mistake, each of which leaves another one. */
static bool has_pair(const struct study *study)
{
	int left = MOST_PAIRS;

	for (size_t i = 0; i < study->count; i++) {
		const struct repair *one = &study->repairs[i];
		for (size_t k = 0; one->effect == EFFECT_ORACLES && k < study->count; k++) {
			const struct repair *other = &study->repairs[k];
			if (other->effect != EFFECT_SUBJECTS ||
				is_same_place(&one->place, &other->place))
				continue;
			if (left-- == 0)
				return false;
			if (try_both(study, one, other) == EFFECT_NEITHER)
				return true;
		}
	}
	return false;
}

bool plumb_two_wrong(struct plumb_arena *arena, const struct plumb_moves *moves,
	const struct plumb_judge *judge, const json_t *steps)
{
	struct study study = {.arena = arena,
		.judge = judge,
		.steps = steps,
		.props = plumb_have(json_loads(props, 0, NULL))};
	bool found = false;

	if (see_raised(&study)) {
		find_repairs(&study, moves);
		try_each(&study);
		found = has_pair(&study);
	}
	for (size_t i = 0; i < study.count; i++)
		json_decref(study.repairs[i].value);
	for (size_t k = 0; k < PLUMB_ARENA_SIDES; k++)
		json_decref(study.raised[k]);
	json_decref(study.props);
	free(study.repairs);
	return found;
}
