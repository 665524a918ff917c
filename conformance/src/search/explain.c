#include "explain.h"

#include "base/heap.h"
#include "names.h"
#include "outcome.h"
#include "steps/fit.h"
#include "steps/step_json.h"
#include "values/value.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* A step of a row that may end in several ways. */
struct known {
	const struct plumb_row *row;
	const struct plumb_step *step;
};

/* All of them that call the same. */
struct label {
	char *label;
	struct known *known;
	size_t count;
	bool is_exact; /* some row asks for a certain value */
	UT_hash_handle hh;
};

struct plumb_explain {
	struct label *labels; /* by the call and its option, and by the call alone */
	json_t *learned;      /* object: signature to reason */
	const char *version;  /* of CPython as the oracle; NULL: it is none */
};

/* --- the tables ------------------------------------------------------------------------------- */

static struct label *label_of(struct plumb_explain *explain, const char *name)
{
	struct label *label;

	HASH_FIND_STR(explain->labels, name, label);
	if (!label) {
		label = plumb_new(1, sizeof *label);
		label->label = plumb_copy(name);
		HASH_ADD_KEYPTR(hh, explain->labels, label->label, strlen(label->label), label);
	}
	return label;
}

/* A pattern that is a value itself. */
static bool is_exact(const struct plumb_expectation *expectation)
{
	const json_t *gives = expectation->ways[PLUMB_DOCUMENT].gives;
	char why[256];

	return gives && plumb_value_check(gives, PLUMB_ANSWER, why, sizeof why);
}

static bool is_open(const struct plumb_expectation *expectation)
{
	return expectation->count > 1 ||
	       expectation->ways[PLUMB_DOCUMENT].promise != PLUMB_PROMISE_SUCCESS;
}

static void add(struct plumb_explain *explain, const char *name, struct known known)
{
	struct label *label = label_of(explain, name);

	label->is_exact = label->is_exact || is_exact(&known.step->expectation);
	label->known = plumb_grow(label->known, label->count + 1, sizeof *label->known);
	label->known[label->count++] = known;
}

static void add_row(struct plumb_explain *explain, const struct plumb_row *row)
{
	for (size_t i = 0; i < row->steps.count; i++) {
		const struct plumb_step *step = &row->steps.steps[i];
		const struct known known = {row, step};
		if (!plumb_step_is_subjects(step) || !step->expectation.count ||
			!is_open(&step->expectation))
			continue;
		json_t *written = plumb_step_json(step);
		char *label = plumb_outcome_label(written);
		add(explain, label, known);
		if (strchr(label, ' '))
			add(explain, plumb_callee(written), known);
		free(label);
		json_decref(written);
	}
}

struct plumb_explain *plumb_explain_new(const struct plumb_tables *tables, const json_t *start)
{
	struct plumb_explain *explain = plumb_new(1, sizeof *explain);
	const char *name = json_string_value(json_object_get(start, "name"));

	explain->learned = plumb_have(json_object());
	if (name && strcmp(name, "CPython") == 0)
		explain->version = json_string_value(json_object_get(start, "version"));
	for (size_t t = 0; t < tables->table_count; t++)
		for (size_t r = 0; r < tables->tables[t]->row_count; r++)
			add_row(explain, &tables->tables[t]->rows[r]);
	return explain;
}

void plumb_explain_learn(struct plumb_explain *explain, const char *signature, const char *why)
{
	json_object_set_new(explain->learned, signature, plumb_have(json_string(why)));
}

/* --- finding ---------------------------------------------------------------------------------- */

static uint64_t bit(size_t way)
{
	return UINT64_C(1) << way;
}

/* The drift or the defect that the oracle goes, where the subject keeps the document; or NULL. */
static const char *as_drift(const struct plumb_explain *explain, const struct known *known,
	uint64_t oracle, uint64_t subject)
{
	const struct plumb_expectation *expectation = &known->step->expectation;

	if (oracle & bit(PLUMB_DOCUMENT) || !(subject & bit(PLUMB_DOCUMENT)))
		return NULL;
	for (size_t i = 1; i < expectation->count; i++)
		if (oracle & bit(i) && (!explain->version || plumb_way_holds(&expectation->ways[i],
								     explain->version)))
			return expectation->ways[i].why;
	return NULL;
}

/* Whether the step of the row calls with the same arguments. */
static bool is_same_call(const struct known *known, const json_t *step)
{
	const struct plumb_step *other = known->step;
	const json_t *call = json_object_get(step, "call");
	size_t count = json_array_size(call);

	if (other->kind != PLUMB_STEP_CALL || count != json_array_size(other->call.arguments) + 1 ||
		json_object_size(json_object_get(step, "with")) !=
			json_object_size(other->call.keywords))
		return false;
	for (size_t i = 1; i < count; i++)
		if (!json_equal(
			    json_array_get(call, i), json_array_get(other->call.arguments, i - 1)))
			return false;
	return true;
}

/* Whether a pattern says of what kind a value is; <not 0> and others leave that open. */
static bool says_kind(const json_t *pattern)
{
	const char *tag = plumb_tag(pattern, NULL);

	return !tag || (strcmp(tag, "not") != 0 && strcmp(tag, "one-of") != 0);
}

/* A difference at a step, and what is asked of it. */
struct question {
	const struct plumb_explain *explain;
	const struct plumb_difference *difference;
	const struct plumb_bout *bout;
	const json_t *step;
	bool has_option; /* the label that was found is of the same option, or there is none */
	bool is_exact;	 /* and some row of it asks for a certain value */
};

static bool is_one_kind(const struct plumb_difference *difference)
{
	char *one = plumb_outcome_kind(difference->settled[PLUMB_ORACLE]);
	char *other = plumb_outcome_kind(difference->settled[PLUMB_SUBJECT]);
	bool same = strcmp(one, other) == 0;

	free(one);
	free(other);
	return same;
}

/*
 * Both are as the row asks, in a call with the same arguments; or of a value the row, and all
 * others of this call, say only of what kind it is, and both are of one kind. A call without
 * arguments may give another value in another row.
 */
static bool as_asked(const struct question *question, const struct known *known, uint64_t both)
{
	const struct plumb_expectation *expectation = &known->step->expectation;
	const json_t *gives = expectation->ways[PLUMB_DOCUMENT].gives;
	bool has_arguments = json_array_size(json_object_get(question->step, "call")) > 1;

	if (json_is_true(expectation->detail) || !(both & bit(PLUMB_DETAILED)))
		return false;
	if (is_same_call(known, question->step) && (has_arguments || !gives || !question->is_exact))
		return true;
	return gives && says_kind(gives) && !question->is_exact &&
	       is_one_kind(question->difference);
}

static const char *by_step(const struct question *question, const struct known *known)
{
	uint64_t fits[PLUMB_ARENA_SIDES];
	const char *why;

	for (size_t k = 0; k < PLUMB_ARENA_SIDES; k++) {
		const struct plumb_record *record = &question->bout->records[k];
		fits[k] = plumb_expectation_fit(&known->step->expectation,
			json_array_get(record->outcomes, question->difference->step),
			&record->scope, NULL, 0);
	}
	why = as_drift(question->explain, known, fits[PLUMB_ORACLE], fits[PLUMB_SUBJECT]);
	if (why || !question->has_option)
		return why;
	return as_asked(question, known, fits[PLUMB_ORACLE] & fits[PLUMB_SUBJECT]) ? known->row->id
										   : NULL;
}

static const char *by_label(struct question *question, const char *name)
{
	const struct label *label;
	const char *why = NULL;

	HASH_FIND_STR(question->explain->labels, name, label);
	question->is_exact = label && label->is_exact;
	for (size_t i = 0; label && i < label->count && !why; i++)
		why = by_step(question, &label->known[i]);
	return why;
}

static const char *by_tables(const struct plumb_explain *explain,
	const struct plumb_difference *difference, const struct plumb_bout *bout,
	const json_t *step)
{
	struct question question = {.explain = explain,
		.difference = difference,
		.bout = bout,
		.step = step,
		.has_option = true};
	const char *why = by_label(&question, difference->label);

	if (why || !strchr(difference->label, ' '))
		return why;
	question.has_option = false;
	return by_label(&question, plumb_callee(step));
}

const char *plumb_explain_find(const struct plumb_explain *explain,
	const struct plumb_difference *difference, const struct plumb_bout *bout,
	const json_t *steps)
{
	const char *why =
		json_string_value(json_object_get(explain->learned, difference->signature));

	if (why)
		return why;
	if (difference->step >= json_array_size(steps))
		return NULL;
	return by_tables(explain, difference, bout, json_array_get(steps, difference->step));
}

void plumb_explain_free(struct plumb_explain *explain)
{
	struct label *label, *next;

	HASH_ITER(hh, explain->labels, label, next)
	{
		HASH_DEL(explain->labels, label);
		free(label->known);
		free(label->label);
		free(label);
	}
	json_decref(explain->learned);
	free(explain);
}
