#include "difference.h"

#include "adapters/descriptors.h"
#include "base/heap.h"
#include "base/word.h"
#include "names.h"
#include "outcome.h"
#include "values/match.h"
#include <stdlib.h>
#include <string.h>

const char plumb_difference_hang[] = "the end: ended, hang";

static json_t *settled_of(const struct plumb_record *record, const json_t *step, size_t i)
{
	return plumb_outcome_settled(
		step, json_array_get(record->outcomes, i), record->scope.directory);
}

/* Values are equal as rows compare them; all else word by word. */
static bool are_equal(const json_t *a, const json_t *b)
{
	const json_t *given = json_object_get(a, "gives"), *other = json_object_get(b, "gives");

	if (json_equal(a, b))
		return true;
	return other && json_is_real(given) && plumb_match(given, other, NULL, 0);
}

/* A name that the subject lacks is one difference, whoever uses it: `lacks MSG_MORE`. */
static bool sign_missing(struct plumb_difference *difference)
{
	const char *name =
		json_string_value(json_object_get(difference->settled[PLUMB_SUBJECT], "lacks"));

	if (name)
		difference->signature = plumb_format("lacks %s", plumb_last_name(name));
	return name;
}

static void sign(struct plumb_difference *difference)
{
	char *oracle = plumb_outcome_kind(difference->settled[PLUMB_ORACLE]);
	char *subject = plumb_outcome_kind(difference->settled[PLUMB_SUBJECT]);

	difference->signature = plumb_format("%s: %s, %s", difference->label, oracle,
		strcmp(oracle, subject) == 0 ? "another" : subject);
	free(oracle);
	free(subject);
}

/* A bound method that has got a name of its own is called by that: the label is the method's. */
static char *label_of(const json_t *steps, size_t i)
{
	const json_t *step = json_array_get(steps, i);
	const char *callee = plumb_callee(step);

	for (size_t k = i; *callee && k-- > 0;) {
		const json_t *before = json_array_get(steps, k);
		const char *as = json_string_value(json_object_get(before, "as"));
		if (as && strcmp(as, callee) == 0 && json_object_get(before, "get"))
			return plumb_copy(plumb_callee(before));
	}
	return plumb_outcome_label(step);
}

static bool differs_at(struct plumb_difference *difference, const struct plumb_bout *bout,
	const json_t *steps, size_t i)
{
	const json_t *step = json_array_get(steps, i);

	for (size_t k = 0; k < PLUMB_ARENA_SIDES; k++)
		difference->settled[k] = settled_of(&bout->records[k], step, i);
	if (!are_equal(difference->settled[PLUMB_ORACLE], difference->settled[PLUMB_SUBJECT])) {
		difference->step = i;
		difference->label = label_of(steps, i);
		if (!sign_missing(difference))
			sign(difference);
		return true;
	}
	plumb_difference_clear(difference);
	return false;
}

static int compare_words(const void *one, const void *other)
{
	return strcmp(*(char *const *)one, *(char *const *)other);
}

/*
 * `open descriptors: more socket`: of which kinds the subject has more than the oracle, or fewer;
 * in the order of the alphabet, whichever descriptor was seen first.
 */
static char *sign_counts(const char *label, const json_t *oracle, const json_t *subject)
{
	json_t *beyond = plumb_descriptors_more(subject, oracle), *more;
	char **words = plumb_new(json_object_size(beyond) + 1, sizeof *words);
	struct plumb_text text = {0};
	const char *kind;
	size_t count = 0;

	json_object_foreach(beyond, kind, more)
		words[count++] = plumb_format(
			"%s %s", json_integer_value(more) > 0 ? "more" : "fewer", kind);
	qsort(words, count, sizeof *words, compare_words);
	plumb_text_add(&text, label);
	for (size_t i = 0; i < count; i++) {
		plumb_text_add_f(&text, "%s%s", i ? ", " : ": ", words[i]);
		free(words[i]);
	}
	free(words);
	json_decref(beyond);
	return plumb_have_text(&text);
}

/* What was counted, `held` or `left`. */
static bool differs_in(struct plumb_difference *difference, const struct plumb_bout *bout,
	const char *label, const json_t *oracle, const json_t *subject)
{
	if (!oracle || !subject || json_equal(oracle, subject))
		return false;
	difference->step = bout->row->steps.count;
	difference->label = plumb_copy(label);
	difference->settled[PLUMB_ORACLE] = plumb_have(json_deep_copy(oracle));
	difference->settled[PLUMB_SUBJECT] = plumb_have(json_deep_copy(subject));
	difference->signature = sign_counts(label, oracle, subject);
	return true;
}

/* The subject crashed, or did not answer. */
static bool ended_badly(struct plumb_difference *difference, const struct plumb_bout *bout)
{
	const struct plumb_record *record = &bout->records[PLUMB_SUBJECT];
	const char *word = record->ending == PLUMB_HUNG ? "hang" : "crash";

	if (record->ending == PLUMB_ENDED)
		return false;
	difference->step = bout->row->steps.count;
	difference->label = plumb_copy("the end");
	difference->settled[PLUMB_ORACLE] = plumb_have(json_string("ended"));
	difference->settled[PLUMB_SUBJECT] =
		plumb_have(json_pack("{s:s}", word, record->how ? record->how : ""));
	sign(difference);
	return true;
}

/* How many descriptors a file has is its implementation's affair: makefile() may copy one. */
static bool has_files(const json_t *steps)
{
	const json_t *step;
	size_t i;

	json_array_foreach(steps, i, step) {
		const char *callee = plumb_callee(step);
		if (strcmp(callee, "makefile") == 0 || strcmp(callee, "open") == 0)
			return true;
	}
	return false;
}

/* The step uses what an earlier one that failed would have given, or a name that is not there. */
static bool cannot_be_said(const struct plumb_record *record, size_t i)
{
	const json_t *outcome = json_array_get(record->outcomes, i);

	return json_object_get(outcome, "broken") || json_object_get(outcome, "lacks");
}

bool plumb_difference_find(
	struct plumb_difference *difference, const struct plumb_bout *bout, const json_t *steps)
{
	const struct plumb_record *oracle = &bout->records[PLUMB_ORACLE];
	const struct plumb_record *subject = &bout->records[PLUMB_SUBJECT];

	*difference = (struct plumb_difference){0};
	if (oracle->ending != PLUMB_ENDED)
		return false;
	if (ended_badly(difference, bout))
		return true;
	for (size_t i = 0; i < bout->row->steps.count; i++) {
		if (cannot_be_said(oracle, i))
			return false;
		if (differs_at(difference, bout, steps, i))
			return true;
	}
	return (!has_files(steps) && differs_in(difference, bout, "open descriptors", oracle->held,
					     subject->held)) ||
	       differs_in(difference, bout, "descriptors left", oracle->left, subject->left);
}

bool plumb_difference_is_steady(const struct plumb_difference *difference, const json_t *steps,
	const struct plumb_record *one, const struct plumb_record *other)
{
	bool is_steady = one->ending == other->ending;

	for (size_t i = 0; is_steady && i < json_array_size(one->outcomes) && i <= difference->step;
		i++) {
		const json_t *step = json_array_get(steps, i);
		json_t *a = settled_of(one, step, i), *b = settled_of(other, step, i);
		is_steady = are_equal(a, b);
		json_decref(a);
		json_decref(b);
	}
	return is_steady;
}

void plumb_difference_clear(struct plumb_difference *difference)
{
	for (size_t i = 0; i < PLUMB_ARENA_SIDES; i++)
		json_decref(difference->settled[i]);
	free(difference->label);
	free(difference->signature);
	*difference = (struct plumb_difference){0};
}
