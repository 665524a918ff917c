#include "explain.h"

#include "base/heap.h"
#include "outcome.h"
#include "sequence.h"
#include "steps/fit.h"
#include "steps/step_json.h"
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
	UT_hash_handle hh;
};

struct plumb_explain {
	struct label *labels;
	json_t *learned;     /* object: signature to reason */
	const char *version; /* of CPython as the oracle; NULL: it is none */
};

/* --- the tables ------------------------------------------------------------------------------- */

static void add(struct plumb_explain *explain, const char *name, struct known known)
{
	struct label *label;

	HASH_FIND_STR(explain->labels, name, label);
	if (!label) {
		label = plumb_new(1, sizeof *label);
		label->label = plumb_copy(name);
		HASH_ADD_KEYPTR(hh, explain->labels, label->label, strlen(label->label), label);
	}
	label->known = plumb_grow(label->known, label->count + 1, sizeof *label->known);
	label->known[label->count++] = known;
}

static bool is_open(const struct plumb_expectation *expectation)
{
	return expectation->count > 1 || expectation->ways[PLUMB_DOCUMENT].gives;
}

static void add_row(struct plumb_explain *explain, const struct plumb_row *row)
{
	json_t *steps = NULL;

	for (size_t i = 0; i < row->steps.count; i++) {
		const struct plumb_step *step = &row->steps.steps[i];
		char *label;
		if (!plumb_step_is_subjects(step) || !is_open(&step->expectation))
			continue;
		steps = steps ? steps : plumb_sequence_of(row);
		label = plumb_outcome_label(json_array_get(steps, i));
		add(explain, label, (struct known){row, step});
		free(label);
	}
	json_decref(steps);
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

/* A value of which the row says only of what kind it is. */
static bool as_pattern(const struct known *known, uint64_t oracle, uint64_t subject)
{
	const struct plumb_expectation *expectation = &known->step->expectation;

	return expectation->ways[PLUMB_DOCUMENT].gives && !json_is_true(expectation->detail) &&
	       oracle & subject & bit(PLUMB_DETAILED);
}

static const char *by_step(const struct plumb_explain *explain, const struct known *known,
	const struct plumb_bout *bout, size_t i)
{
	uint64_t fits[PLUMB_ARENA_SIDES];
	const char *why;

	for (size_t k = 0; k < PLUMB_ARENA_SIDES; k++) {
		const struct plumb_record *record = &bout->records[k];
		fits[k] = plumb_expectation_fit(&known->step->expectation,
			json_array_get(record->outcomes, i), &record->scope, NULL, 0);
	}
	why = as_drift(explain, known, fits[PLUMB_ORACLE], fits[PLUMB_SUBJECT]);
	if (why)
		return why;
	return as_pattern(known, fits[PLUMB_ORACLE], fits[PLUMB_SUBJECT]) ? known->row->id : NULL;
}

static const char *by_tables(const struct plumb_explain *explain,
	const struct plumb_difference *difference, const struct plumb_bout *bout)
{
	const struct label *label;
	const char *why = NULL;

	HASH_FIND_STR(explain->labels, difference->label, label);
	for (size_t i = 0; label && i < label->count && !why; i++)
		why = by_step(explain, &label->known[i], bout, difference->step);
	return why;
}

const char *plumb_explain_find(const struct plumb_explain *explain,
	const struct plumb_difference *difference, const struct plumb_bout *bout,
	const json_t *steps)
{
	const char *why =
		json_string_value(json_object_get(explain->learned, difference->signature));

	if (why)
		return why;
	if (json_object_get(difference->settled[PLUMB_SUBJECT], "lacks"))
		return "the subject has no such name";
	return difference->step < json_array_size(steps) ? by_tables(explain, difference, bout)
							 : NULL;
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
