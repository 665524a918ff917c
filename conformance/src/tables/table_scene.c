/* The steps of a row as the file has them: what its scene begins with, and what is said once. */
#include "base/heap.h"
#include "table_parts.h"

#include <string.h>

/* More often than this nobody says a step. */
enum { MOST_TIMES = 1000 };

/* The keys of a step that a row of a single call has itself. */
static const char *const step_keys[] = {"call", "with", "get", "set", "let", "gives", "raises",
	"text", "absent", "takes", "on", "detail", "drift", "defect"};

const char *plumb_table_step_key(size_t i)
{
	return i < sizeof(step_keys) / sizeof(*step_keys) ? step_keys[i] : NULL;
}

/* The step that a row without `do` is; a new reference. */
static json_t *own_step(const json_t *row)
{
	json_t *step = plumb_have(json_object());
	const char *key;

	for (size_t i = 0; (key = plumb_table_step_key(i)); i++) {
		json_t *value = json_object_get(row, key);
		if (value)
			json_object_set(step, key, value);
	}
	return step;
}

static bool add_times(const struct plumb_table_context *context, const json_t *step,
	const json_t *at, struct plumb_row_steps *all)
{
	const json_t *times = json_object_get(step, "times");
	json_int_t count = json_integer_value(times);
	json_t *once = NULL;

	if (!times) {
		json_array_append(all->steps, (json_t *)step);
		json_array_append(all->originals, (json_t *)at);
		return true;
	}
	if (count < 2 || count > MOST_TIMES) {
		return plumb_form_complain(&context->form, at, "times",
			"times: not a number from 2 to %d", MOST_TIMES);
	}
	once = plumb_have(json_copy((json_t *)step));
	json_object_del(once, "times");
	while (count-- > 0) {
		json_array_append(all->steps, once);
		json_array_append(all->originals, (json_t *)at);
	}
	json_decref(once);
	return true;
}

/* A step of a shared scene, or one that is no object, has no line in this file: the row's counts.
 */
static bool add_steps(const struct plumb_table_context *context, const json_t *steps,
	const json_t *row, struct plumb_row_steps *all)
{
	bool right = true;

	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *step = json_array_get(steps, i);
		bool is_here =
			json_is_object(step) && plumb_lines_of(context->form.lines, step) > 0;
		right = add_times(context, step, is_here ? step : row, all) && right;
	}
	return right;
}

static bool add_scene(const struct plumb_table_context *context, const json_t *row,
	const char *name, struct plumb_row_steps *all)
{
	const json_t *scene = name ? json_object_get(context->scenes, name) : NULL;

	if (!name)
		return true;
	if (!scene) {
		return plumb_form_complain(
			&context->form, row, "given", "given: no such scene: %.60s", name);
	}
	return add_steps(context, scene, row, all);
}

bool plumb_row_steps_make(const struct plumb_table_context *context, const json_t *row,
	const char *scene, struct plumb_row_steps *all)
{
	const json_t *own = json_object_get(row, "do");
	bool right;

	all->steps = plumb_have(json_array());
	all->originals = plumb_have(json_array());
	right = add_scene(context, row, scene, all);
	if (own)
		return add_steps(context, own, row, all) && right;
	json_array_append_new(all->steps, own_step(row));
	json_array_append(all->originals, (json_t *)row);
	return right;
}

void plumb_row_steps_clear(struct plumb_row_steps *all)
{
	json_decref(all->steps);
	json_decref(all->originals);
	*all = (struct plumb_row_steps){0};
}

bool plumb_scenes_check(const struct plumb_form *form, const json_t *scenes)
{
	const char *name;
	json_t *scene;
	bool right = true;

	json_object_foreach((json_t *)scenes, name, scene) {
		bool is_list = json_array_size(scene) > 0;
		for (size_t i = 0; i < json_array_size(scene); i++)
			is_list = is_list && json_is_object(json_array_get(scene, i));
		if (!is_list) {
			right = plumb_form_complain(
				form, scenes, name, "scenes: %.40s: not a list of steps", name);
		}
	}
	return right;
}
