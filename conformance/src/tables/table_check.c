/* The form of a table and of its rows, before axes are replaced. */
#include "base/heap.h"
#include "base/word.h"
#include "clause.h"
#include "table_axes.h"
#include "table_parts.h"

#include <string.h>

/* --- a row -------------------------------------------------------------------------------------
 */

bool plumb_clause_check(
	const struct plumb_table_context *context, const json_t *row, const json_t *clause)
{
	const struct plumb_form *form = &context->form;
	const char *id = plumb_plain(clause);

	if (!id || !plumb_is_clause(id))
		return plumb_form_complain(form, row, "clause", "clause: not NAME.PROMISE");
	return !context->known_only || plumb_clause_find(context->clauses, id) ||
	       plumb_form_complain(form, row, "clause", "no such clause: %.80s", id);
}

static bool check_words(const struct plumb_table_context *context, const json_t *row)
{
	const struct plumb_form *form = &context->form;
	const char *id = plumb_plain(json_object_get(row, "id"));
	const json_t *clause = json_object_get(row, "clause");
	const char *why = plumb_plain(json_object_get(row, "why"));
	bool right = true;

	if (!id || !plumb_is_row_id(id)) {
		right = plumb_form_complain(
			form, row, "id", "id: not lower-case words with hyphens between them");
	}
	/* One that is an axis is known when the axis has a value. */
	right = (json_is_object(clause) || plumb_clause_check(context, row, clause)) && right;
	if (!why || !plumb_is_why(why)) {
		right = plumb_form_complain(
			form, row, "why", "why: not a sentence in one line, with a full stop");
	}
	return right;
}

/* `over` names axes of the table, each once. */
static bool check_over(const struct plumb_table_context *context, const json_t *row)
{
	const struct plumb_form *form = &context->form;
	const json_t *over = json_object_get(row, "over");
	size_t combinations = 1;

	if (over && json_array_size(over) == 0)
		return plumb_form_complain(form, row, "over", "over: no axes");
	for (size_t i = 0; i < json_array_size(over); i++) {
		const char *axis = plumb_plain(json_array_get(over, i));
		const json_t *values = axis ? json_object_get(context->axes, axis) : NULL;
		if (!values) {
			return plumb_form_complain(form, row, "over", "over: no such axis: %.60s",
				axis ? axis : "not a word");
		}
		for (size_t k = 0; k < i; k++) {
			if (json_equal(json_array_get(over, i), json_array_get(over, k))) {
				return plumb_form_complain(
					form, row, "over", "over: %.60s twice", axis);
			}
		}
		combinations *= json_object_size(values);
		if (combinations > PLUMB_MOST_COMBINATIONS) {
			return plumb_form_complain(form, row, "over",
				"over: more than %d combinations", PLUMB_MOST_COMBINATIONS);
		}
	}
	return true;
}

static bool check_do(const struct plumb_form *form, const json_t *row)
{
	const json_t *steps = json_object_get(row, "do");
	const char *key;
	bool some = false;
	bool right = true;

	for (size_t i = 0; (key = plumb_table_step_key(i)); i++) {
		bool there = json_object_get(row, key);
		some = some || (there && strcmp(key, "with") != 0 && i < 5);
		if (there && steps)
			right = plumb_form_complain(form, row, key, "%s beside do", key);
	}
	if (!steps && !some) {
		return plumb_form_complain(
			form, row, NULL, "a row without do, call, get, set or let");
	}
	if (steps && json_array_size(steps) == 0)
		return plumb_form_complain(form, row, "do", "do: no steps");
	return right;
}

bool plumb_row_check(const struct plumb_table_context *context, const json_t *row)
{
	static const struct plumb_key keys[] = {
		{"id", PLUMB_IS(JSON_STRING), true},
		{"clause", PLUMB_IS(JSON_STRING) | PLUMB_IS(JSON_OBJECT), true},
		{"why", PLUMB_IS(JSON_STRING), true},
		{"needs", PLUMB_IS(JSON_ARRAY), false},
		{"over", PLUMB_IS(JSON_ARRAY), false},
		{"given", PLUMB_IS(JSON_STRING) | PLUMB_IS(JSON_OBJECT), false},
		{"do", PLUMB_IS(JSON_ARRAY), false},
		{"call", 0, false},
		{"with", 0, false},
		{"get", 0, false},
		{"set", 0, false},
		{"let", 0, false},
		{"gives", 0, false},
		{"raises", 0, false},
		{"text", 0, false},
		{"absent", 0, false},
		{"takes", 0, false},
		{"on", 0, false},
		{"detail", 0, false},
		{"drift", 0, false},
		{"defect", 0, false},
	};
	const struct plumb_form *form = &context->form;
	const json_t *needs = json_object_get(row, "needs");

	if (!plumb_form_check(form, row, row, keys, sizeof(keys) / sizeof(*keys)))
		return false;
	bool right = check_words(context, row);
	right = check_over(context, row) && right;
	if (needs && json_array_size(needs) == 0)
		right = plumb_form_complain(form, row, "needs", "needs: nothing");
	return check_do(form, row) && right;
}

/* --- the table ---------------------------------------------------------------------------------
 */

/* Every id stands once in the table; the name of the table goes before it everywhere else. */
static bool check_ids(const struct plumb_form *form, const json_t *rows)
{
	json_t *lines = plumb_have(json_object());
	bool right = true;

	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);
		const char *id = plumb_plain(json_object_get(row, "id"));
		const json_t *line = id ? json_object_get(lines, id) : NULL;
		if (line) {
			right = plumb_form_complain(form, row, "id",
				"id: %.80s is that of the row on line %d as well", id,
				(int)json_integer_value(line));
		} else if (id) {
			json_object_set_new(
				lines, id, json_integer(plumb_lines_of(form->lines, row)));
		}
	}
	json_decref(lines);
	return right;
}

bool plumb_table_check(const struct plumb_table_context *context, const json_t *root)
{
	static const struct plumb_key keys[] = {
		{"$schema", PLUMB_IS(JSON_STRING), false},
		{"table", PLUMB_IS(JSON_STRING), true},
		{"axes", PLUMB_IS(JSON_OBJECT), false},
		{"scenes", PLUMB_IS(JSON_OBJECT), false},
		{"rows", PLUMB_IS(JSON_ARRAY), true},
	};
	const struct plumb_form *form = &context->form;
	const char *name = plumb_plain(json_object_get(root, "table"));

	if (!plumb_form_check(form, root, root, keys, sizeof(keys) / sizeof(*keys)))
		return false;
	bool right = plumb_axes_check(form, json_object_get(root, "axes"), context->axes);
	right = plumb_scenes_check(form, json_object_get(root, "scenes")) && right;
	if (!name || !plumb_is_word(name)) {
		right = plumb_form_complain(form, root, "table", "table: not a word");
	} else if (strcmp(name, context->name) != 0) {
		right = plumb_form_complain(form, root, "table",
			"table: %.80s, but the file is %.80s.json", name, context->name);
	}
	if (json_array_size(json_object_get(root, "rows")) == 0)
		right = plumb_form_complain(form, root, "rows", "rows: none");
	return check_ids(form, json_object_get(root, "rows")) && right;
}
