#include "table_axes.h"
#include "base/heap.h"
#include "base/word.h"
#include "table_ascii.h"
#include "values/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The axis that a reference names: itself, or what is before a dot. The longest one counts. */
static const char *axis_of(const json_t *axes, const char *reference)
{
	void *found = json_object_iter_at((json_t *)axes, reference);
	char *name = found ? NULL : plumb_copy(reference), *dot;

	while (!found && (dot = strrchr(name, '.'))) {
		*dot = '\0';
		found = json_object_iter_at((json_t *)axes, name);
	}
	free(name);
	return found ? json_object_iter_key(found) : NULL;
}

/* --- cycles ------------------------------------------------------------------------------------
 */

/* Whether the value leads to the axis `target`; seen: the axes that were looked into already. */
static bool leads_to(const json_t *axes, const json_t *value, const char *target, json_t *seen)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);
	const char *name;
	json_t *inner;
	size_t i;

	if (tag && strcmp(tag, "axis") == 0 && plumb_plain(content)) {
		const char *axis = axis_of(axes, plumb_plain(content));
		if (!axis || strcmp(axis, target) == 0)
			return axis;
		if (json_object_get(seen, axis))
			return false;
		json_object_set_new(seen, axis, json_true());
		return leads_to(axes, json_object_get(axes, axis), target, seen);
	}
	json_array_foreach((json_t *)value, i, inner)
		if (leads_to(axes, inner, target, seen))
			return true;
	json_object_foreach((json_t *)value, name, inner)
		if (leads_to(axes, inner, target, seen))
			return true;
	return false;
}

static bool is_cycle(const json_t *all, const json_t *values, const char *name)
{
	json_t *seen = plumb_have(json_object());
	bool is = leads_to(all, values, name, seen);

	json_decref(seen);
	return is;
}

/* --- the form ----------------------------------------------------------------------------------
 */

static bool check_axis(
	const struct plumb_form *form, const json_t *axes, const char *name, const json_t *values)
{
	const char *value_name;
	json_t *value;
	bool right = true;

	if (!plumb_is_word(name))
		right = plumb_form_complain(form, axes, name, "axes: not a word: %.40s", name);
	if (json_object_size(values) == 0) {
		right = plumb_form_complain(
			form, axes, name, "axes: %.40s: not an object of named values", name);
	}
	json_object_foreach((json_t *)values, value_name, value) {
		if (!plumb_is_word(value_name)) {
			right = plumb_form_complain(form, values, value_name,
				"axes: %.40s: not a word: %.40s", name, value_name);
		}
	}
	return right;
}

bool plumb_axes_check(const struct plumb_form *form, const json_t *axes, const json_t *all)
{
	const char *name;
	json_t *values;
	bool right = true;

	if (json_object_size(axes) > PLUMB_MOST_AXES)
		return plumb_form_complain(form, axes, NULL, "axes: more than %d", PLUMB_MOST_AXES);
	json_object_foreach((json_t *)axes, name, values) {
		right = check_axis(form, axes, name, values) && right;
		if (is_cycle(all, values, name)) {
			right = plumb_form_complain(
				form, axes, name, "axes: %.40s stands for itself", name);
		}
	}
	return right;
}

/* --- replacing ---------------------------------------------------------------------------------
 */

/* What the reference stands for in this combination, borrowed; NULL: why says it. */
static const json_t *look_up(
	struct plumb_combination *choice, const char *reference, char *why, size_t size)
{
	const char *axis = axis_of(choice->axes, reference);
	const char *value_name =
		json_string_value(json_object_get(choice->names, axis ? axis : ""));

	if (!axis) {
		snprintf(why, size, "axis: no such axis: %.60s", reference);
		return NULL;
	}
	if (!value_name) {
		snprintf(why, size, "axis: the row is not over %.60s", axis);
		return NULL;
	}
	json_object_set_new(choice->used, axis, json_true());
	const json_t *value = json_object_get(json_object_get(choice->axes, axis), value_name);
	if (reference[strlen(axis)] == '.') {
		const char *member = reference + strlen(axis) + 1;
		value = json_object_get(value, member);
		if (!value) {
			snprintf(why, size, "axis: %.60s has no %.60s in its value %.60s", axis,
				member, value_name);
		}
	}
	return value;
}

/* The list as it is, or a copy of it from the first item that is replaced. */
static json_t *replace_items(
	struct plumb_combination *choice, const json_t *items, char *why, size_t size)
{
	json_t *result = json_incref((json_t *)items);
	size_t i;
	json_t *item;

	json_array_foreach((json_t *)items, i, item) {
		json_t *replaced = plumb_axes_replace(choice, item, why, size);
		if (!replaced) {
			json_decref(result);
			return NULL;
		}
		if (replaced != item && result == items) {
			json_decref(result);
			result = plumb_have(json_copy((json_t *)items));
		}
		if (replaced != item)
			json_array_set(result, i, replaced);
		json_decref(replaced);
	}
	return result;
}

/* As above, of an object's members. */
static json_t *replace_members(
	struct plumb_combination *choice, const json_t *members, char *why, size_t size)
{
	json_t *result = json_incref((json_t *)members);
	const char *name;
	json_t *member;

	json_object_foreach((json_t *)members, name, member) {
		json_t *replaced = plumb_axes_replace(choice, member, why, size);
		if (!replaced) {
			json_decref(result);
			return NULL;
		}
		if (replaced != member && result == members) {
			json_decref(result);
			result = plumb_have(json_copy((json_t *)members));
		}
		if (replaced != member)
			json_object_set(result, name, replaced);
		json_decref(replaced);
	}
	return result;
}

json_t *plumb_axes_replace(
	struct plumb_combination *choice, const json_t *value, char *why, size_t size)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);

	if (choice->budget == 0) {
		snprintf(why, size, "the row grows too large with its axes");
		return NULL;
	}
	choice->budget--;
	if (tag && strcmp(tag, "axis") == 0 && json_is_string(content)) {
		const json_t *found = look_up(choice, json_string_value(content), why, size);
		return found ? plumb_axes_replace(choice, found, why, size) : NULL;
	}
	if (json_is_array(value))
		return replace_items(choice, value, why, size);
	if (json_is_object(value)) {
		json_t *whole = replace_members(choice, value, why, size);
		json_t *written = whole ? plumb_ascii_replace(whole, why, size) : NULL;
		json_decref(whole);
		return written;
	}
	return json_incref((json_t *)value);
}
