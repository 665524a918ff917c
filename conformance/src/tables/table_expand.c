/* The rows of a table, one for every combination of the axes that a row is over. */
#include "base/heap.h"
#include "base/text.h"
#include "base/word.h"
#include "capability.h"
#include "clause.h"
#include "steps/steps_read.h"
#include "table_axes.h"
#include "table_parts.h"

#include <stdlib.h>
#include <string.h>

/* The values that one row may consist of; far more than anybody writes. */
enum { MOST_VALUES = 100000 };

/* A row of the file while it is expanded. */
struct source {
	const struct plumb_table_context *context;
	const json_t *row;
	struct plumb_row_steps all;
	json_t *clause;	 /* of the combination that is chosen: a string */
	json_t *version; /* its need, python>=3.8; NULL: it is of the first document */
	struct plumb_combination choice;
	bool is_partial; /* some combinations are not wanted */
};

/* The form with the whole id of the expanded row as its label. */
static struct plumb_form form_of(const struct source *source, const char *id)
{
	struct plumb_form form = source->context->form;

	form.label = strchr(id, '/') + 1;
	return form;
}

/* TABLE/ID and the names of the chosen values, in the order of `over`. */
static char *id_of(const struct source *source)
{
	const json_t *over = json_object_get(source->row, "over");
	struct plumb_text text = {0};

	plumb_text_add(&text, source->context->name);
	plumb_text_add(&text, "/");
	plumb_text_add(&text, json_string_value(json_object_get(source->row, "id")));
	for (size_t i = 0; i < json_array_size(over); i++) {
		const char *axis = json_string_value(json_array_get(over, i));
		plumb_text_add(&text, "/");
		plumb_text_add(
			&text, json_string_value(json_object_get(source->choice.names, axis)));
	}
	return plumb_text_take(&text, 0);
}

/* The row's steps, which differ from one combination to another only where an axis names its scene.
 */
static bool make_steps(struct source *source, const struct plumb_form *form)
{
	const json_t *given = json_object_get(source->row, "given");
	struct plumb_table_context context = *source->context;
	json_t *scene = NULL;
	bool right = true;
	char why[200];

	if (source->all.steps && !json_is_object(given))
		return true;
	plumb_row_steps_clear(&source->all);
	if (given)
		scene = plumb_axes_replace(&source->choice, given, why, sizeof(why));
	if (given && !scene)
		right = plumb_form_complain(form, source->row, "given", "given: %s", why);
	else if (scene && !json_is_string(scene))
		right = plumb_form_complain(form, source->row, "given", "given: not a string");
	if (json_is_object(given))
		context.form = *form;
	right = right &&
		plumb_row_steps_make(&context, source->row, json_string_value(scene), &source->all);
	json_decref(scene);
	return right;
}

/* The steps with their axes replaced; NULL: there is a complaint. */
static json_t *replace_axes(struct source *source, const struct plumb_form *form)
{
	json_t *steps = plumb_have(json_array());
	char why[200];

	for (size_t i = 0; i < json_array_size(source->all.steps); i++) {
		json_t *step = plumb_axes_replace(
			&source->choice, json_array_get(source->all.steps, i), why, sizeof(why));
		if (!step) {
			plumb_form_complain(
				form, json_array_get(source->all.originals, i), NULL, "%s", why);
			json_decref(steps);
			return NULL;
		}
		json_array_append_new(steps, step);
	}
	return steps;
}

static bool read_steps(
	struct source *source, const struct plumb_form *form, struct plumb_steps *steps)
{
	json_t *list = replace_axes(source, form);
	bool right = list && plumb_steps_read(steps, form, list, source->all.originals);

	json_decref(list);
	return right;
}

static bool check_need(const struct source *source, const struct plumb_form *form,
	const json_t *needs, const json_t *need)
{
	const char *name = plumb_plain(need);

	if (!name || !plumb_capability_is_known(source->context->capabilities, name)) {
		return plumb_form_complain(form, source->row, "needs",
			"needs: no such capability: %.60s", name ? name : "not a word");
	}
	for (size_t i = 0; i < json_array_size(needs); i++) {
		if (json_equal(json_array_get(needs, i), need)) {
			return plumb_form_complain(
				form, source->row, "needs", "needs: %.60s twice", name);
		}
	}
	return true;
}

/* The capabilities that the row needs, perhaps none; NULL: there is a complaint. */
static json_t *expand_needs(struct source *source, const struct plumb_form *form)
{
	const json_t *wanted = json_object_get(source->row, "needs");
	json_t *needs = plumb_have(json_array());
	char why[200];

	for (size_t i = 0; i < json_array_size(wanted); i++) {
		json_t *need = plumb_axes_replace(
			&source->choice, json_array_get(wanted, i), why, sizeof(why));
		if (!need)
			plumb_form_complain(form, source->row, "needs", "needs: %s", why);
		if (!need || !check_need(source, form, needs, need)) {
			json_decref(need);
			json_decref(needs);
			return NULL;
		}
		json_array_append_new(needs, need);
	}
	if (source->version)
		json_array_append(needs, source->version);
	return needs;
}

/* What a row of a later clause needs beside its own needs. */
static json_t *version_of(const struct plumb_clauses *clauses, const char *id)
{
	const struct plumb_clause *clause = clauses ? plumb_clause_find(clauses, id) : NULL;

	if (!clause || plumb_clause_is_first(clause))
		return NULL;
	return plumb_have(json_sprintf("python>=%s", clause->since));
}

/* Takes the id, the needs and the steps over. */
static void append_row(struct plumb_table *table, const struct source *source, char *id,
	json_t *needs, struct plumb_steps steps)
{
	if ((table->row_count & (table->row_count - 1)) == 0) { /* grows at powers of two */
		size_t capacity = table->row_count ? 2 * table->row_count : 1;
		table->rows = plumb_grow(table->rows, capacity, sizeof(*table->rows));
	}
	table->rows[table->row_count++] = (struct plumb_row){
		.table = table,
		.id = id,
		.clause = plumb_copy(json_string_value(source->clause)),
		.why = plumb_copy(json_string_value(json_object_get(source->row, "why"))),
		.line = plumb_lines_of(source->context->form.lines, source->row),
		.needs = needs,
		.steps = steps,
	};
}

/* The clause of the combination, and what it needs. */
static bool choose_clause(struct source *source, const struct plumb_form *form)
{
	struct plumb_table_context context = *source->context;
	char why[200];

	json_decref(source->clause);
	json_decref(source->version);
	source->version = NULL;
	source->clause = plumb_axes_replace(
		&source->choice, json_object_get(source->row, "clause"), why, sizeof(why));
	if (!source->clause)
		return plumb_form_complain(form, source->row, "clause", "clause: %s", why);
	context.form = *form;
	if (!plumb_clause_check(&context, source->row, source->clause))
		return false;
	source->version = version_of(context.clauses, json_string_value(source->clause));
	return true;
}

/* Who cannot play calls beside each other must not be sent any. */
static bool check_threads(const struct source *source, const struct plumb_form *form,
	const json_t *needs, const struct plumb_steps *steps)
{
	for (size_t i = 0; i < json_array_size(needs); i++)
		if (strcmp(json_string_value(json_array_get(needs, i)), "threads") == 0)
			return true;
	return !steps->has_threads || plumb_form_complain(form, source->row, "needs",
					      "needs: not threads, but a call runs beside the row");
}

/* In the lab a row may wait for the kernel, which tries again after a second, without saying so. */
static void note_network(
	const struct source *source, const json_t *needs, struct plumb_steps *steps)
{
	static const double try_again_s = 1;
	const json_t *need;
	size_t i;

	json_array_foreach(needs, i, need) {
		const char *given = plumb_capability_given(
			source->context->capabilities, json_string_value(need));
		steps->in_lab = steps->in_lab || (given && strcmp(given, "lab") == 0);
	}
	if (steps->in_lab && !steps->waits) {
		steps->waits = true;
		steps->waits_s = try_again_s;
	}
}

/* The row of the combination that is chosen. */
static bool expand_chosen(struct source *source, struct plumb_table *table)
{
	char *id = id_of(source);
	struct plumb_form form = form_of(source, id);
	struct plumb_steps steps = {0};

	if (!plumb_words_match(source->context->filters, id)) {
		source->is_partial = true;
		free(id);
		return true;
	}
	source->choice.budget = MOST_VALUES;
	bool is_known = make_steps(source, &form) && choose_clause(source, &form);
	json_t *needs = is_known ? expand_needs(source, &form) : NULL;
	bool right = needs && read_steps(source, &form, &steps) &&
		     check_threads(source, &form, needs, &steps);
	if (right && table->row_count >= PLUMB_MOST_ROWS) {
		right = plumb_form_complain(&form, source->row, NULL,
			"the table has more than %d rows when its axes are replaced",
			PLUMB_MOST_ROWS);
	}
	if (!right) {
		plumb_steps_clear(&steps);
		json_decref(needs);
		free(id);
		return false;
	}
	note_network(source, needs, &steps);
	append_row(table, source, id, needs, steps);
	return true;
}

/* Every value of the axis number `depth` of `over`, and of those after it; stops at a complaint. */
static bool expand_axis(struct source *source, size_t depth, struct plumb_table *table)
{
	const json_t *over = json_object_get(source->row, "over");
	const char *axis = json_string_value(json_array_get(over, depth));
	const char *name;
	json_t *value;

	if (!axis)
		return expand_chosen(source, table);
	json_object_foreach(json_object_get(source->context->axes, axis), name, value) {
		json_object_set_new((json_t *)source->choice.names, axis, json_string(name));
		if (!expand_axis(source, depth + 1, table))
			return false;
	}
	return true;
}

/* A row that is over an axis and does not use it would only be played again and again. */
static bool check_used(const struct source *source)
{
	const json_t *over = json_object_get(source->row, "over");
	struct plumb_form form = source->context->form;
	bool right = true;

	form.label = json_string_value(json_object_get(source->row, "id"));
	for (size_t i = 0; i < json_array_size(over); i++) {
		const char *axis = json_string_value(json_array_get(over, i));
		if (!json_object_get(source->choice.used, axis)) {
			right = plumb_form_complain(
				&form, source->row, "over", "over: %s is not used", axis);
		}
	}
	return right;
}

static bool expand_row(
	const struct plumb_table_context *context, const json_t *row, struct plumb_table *table)
{
	json_t *names = plumb_have(json_object());
	struct source source = {
		.context = context,
		.row = row,
		.choice = {.axes = context->axes,
			.names = names,
			.used = plumb_have(json_object())},
	};

	bool right = expand_axis(&source, 0, table) && (source.is_partial || check_used(&source));
	plumb_row_steps_clear(&source.all);
	json_decref(source.clause);
	json_decref(source.version);
	json_decref(source.choice.used);
	json_decref(names);
	return right;
}

bool plumb_table_expand(
	const struct plumb_table_context *context, const json_t *root, struct plumb_table *table)
{
	const json_t *rows = json_object_get(root, "rows");
	bool right = true;

	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);
		const char *id = plumb_plain(json_object_get(row, "id"));
		struct plumb_table_context inner = *context;
		inner.form.label = id && plumb_is_row_id(id) ? id : NULL;
		if (!json_is_object(row)) {
			right = plumb_form_complain(
				&context->form, rows, NULL, "row %zu is no object", i + 1);
		} else if (!plumb_row_check(&inner, row) || !expand_row(&inner, row, table)) {
			right = false;
		}
	}
	return right;
}
