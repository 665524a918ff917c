#include "sequence.h"

#include "base/heap.h"
#include "names.h"
#include "steps/step_json.h"
#include "steps/steps_read.h"
#include <stdlib.h>
#include <string.h>

static json_t *bare(const json_t *step)
{
	static const char *const kept[] = {"call", "get", "set", "let", "del", "join", "peer",
		"meanwhile", "kernel", "with", "as"};
	json_t *copy = plumb_have(json_object());

	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		const json_t *value = json_object_get(step, kept[i]);
		if (value)
			json_object_set_new(copy, kept[i], plumb_have(json_deep_copy(value)));
	}
	return copy;
}

json_t *plumb_sequence_of(const struct plumb_row *row)
{
	json_t *written = plumb_steps_json(&row->steps);
	json_t *steps = plumb_have(json_array()), *step;
	size_t i;

	json_array_foreach(written, i, step)
		json_array_append_new(steps, bare(step));
	json_decref(written);
	return steps;
}

/* A list while it is mended. */
struct mending {
	json_t *ever;  /* every name of the list */
	json_t *here;  /* those that there are by now, with their kinds */
	json_t *names; /* what names of the list are called by now, where that is otherwise */
	json_t *out;
};

static bool knows_all(const struct mending *mending, const json_t *step)
{
	json_t *used = plumb_names_used(step, mending->ever), *value;
	const char *name;
	bool known = true;

	json_object_foreach(used, name, value) {
		const char *now = json_string_value(json_object_get(mending->names, name));
		known = known && json_object_get(mending->here, now ? now : name);
	}
	json_decref(used);
	return known;
}

/*
 * A name that is given again is another one from then on: what becomes of the first where the step
 * fails is nobody's promise.
 */
static void name_anew(struct mending *mending, const json_t *step, json_t *given)
{
	json_t *kind;
	const char *name;

	plumb_names_give(step, given);
	json_object_foreach(given, name, kind) {
		char *fresh = json_object_get(mending->here, name)
				      ? plumb_fresh_name(mending->ever, *name == '&' ? "&" : "")
				      : plumb_copy(name);
		json_object_set_new(given, name, plumb_have(json_string(fresh)));
		json_object_set_new(mending->ever, fresh, json_null());
		free(fresh);
	}
}

/* The step under the names of now, those that it gives among them. */
static json_t *renamed(const struct mending *mending, const json_t *step, const json_t *given)
{
	json_t *bare = plumb_have(json_copy((json_t *)step)), *copy, *as;

	json_object_del(bare, "as");
	copy = plumb_names_rename(bare, mending->ever, mending->names);
	json_object_clear(bare);
	if (json_object_get(step, "peer"))
		json_object_set(bare, "peer", json_object_get(step, "peer"));
	if (json_object_get(step, "as"))
		json_object_set(bare, "as", json_object_get(step, "as"));
	as = plumb_names_rename(bare, mending->ever, given);
	if (json_object_get(as, "as"))
		json_object_set(copy, "as", json_object_get(as, "as"));
	json_decref(as);
	json_decref(bare);
	return copy;
}

static void mend_step(struct mending *mending, const json_t *step)
{
	json_t *given, *copy;

	if (!knows_all(mending, step))
		return;
	given = plumb_have(json_object());
	name_anew(mending, step, given);
	copy = renamed(mending, step, given);
	json_object_update(mending->names, given);
	plumb_names_drop(copy, mending->here);
	plumb_names_give(copy, mending->here);
	json_array_append_new(mending->out, copy);
	json_decref(given);
}

json_t *plumb_sequence_mend(const json_t *steps)
{
	struct mending mending = {.ever = plumb_names_of(steps),
		.here = plumb_have(json_object()),
		.names = plumb_have(json_object()),
		.out = plumb_have(json_array())};
	const json_t *step;
	size_t i;

	json_array_foreach(steps, i, step)
		if (json_array_size(mending.out) < PLUMB_SEQUENCE_STEPS)
			mend_step(&mending, step);
	json_decref(mending.ever);
	json_decref(mending.here);
	json_decref(mending.names);
	return mending.out;
}

json_t *plumb_sequence_cast(const json_t *steps, size_t at)
{
	json_t *cast = plumb_have(json_object());

	for (size_t i = 0; i < at; i++) {
		plumb_names_drop(json_array_get(steps, i), cast);
		plumb_names_give(json_array_get(steps, i), cast);
	}
	return cast;
}

/* --- as a row --------------------------------------------------------------------------------- */

/* Whatever comes of it is as it should be. */
static json_t *open_step(const json_t *step)
{
	json_t *copy = plumb_have(json_copy((json_t *)step));

	if (!json_object_get(step, "peer") && !json_object_get(step, "meanwhile"))
		json_object_set_new(copy, "detail", json_true());
	return copy;
}

static json_t *open_steps(const json_t *steps)
{
	json_t *list = plumb_have(json_array()), *step;
	size_t i;

	json_array_foreach(steps, i, step)
		json_array_append_new(list, open_step(step));
	return list;
}

static json_t *question(const char *action, const char *socket, const char *what)
{
	char *name = plumb_format("%s.%s", socket, what);
	const char *form = strcmp(action, "call") == 0 ? "{s:[s]}" : "{s:s}";
	json_t *step = plumb_have(json_pack(form, action, name));

	free(name);
	return step;
}

json_t *plumb_sequence_with_questions(const json_t *steps)
{
	static const char *const asked[] = {
		"gettimeout", "get_inheritable", "getsockname", "getpeername"};
	json_t *cast = plumb_sequence_cast(steps, json_array_size(steps)), *kind;
	json_t *list = plumb_have(json_copy((json_t *)steps));
	const char *name;

	json_object_foreach(cast, name, kind) {
		if (strcmp(json_string_value(kind), "socket") != 0)
			continue;
		json_array_append_new(list, question("get", name, "type"));
		for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
			json_array_append_new(list, question("call", name, asked[i]));
	}
	json_decref(cast);
	return list;
}

bool plumb_sequence_read(struct plumb_row *row, const json_t *steps)
{
	char *said = NULL;
	size_t length;
	FILE *errors = open_memstream(&said, &length);
	struct plumb_complaints complaints = {.path = "a sequence", .errors = errors};
	const struct plumb_form form = {.complaints = &complaints};
	json_t *list = open_steps(steps);
	bool read;

	if (!errors)
		plumb_out_of_memory();
	*row = (struct plumb_row){0};
	read = plumb_steps_read(&row->steps, &form, list, list);
	row->steps.is_simple = false;
	row->id = plumb_copy("sequence");
	json_decref(list);
	fclose(errors);
	free(said);
	return read;
}

void plumb_sequence_clear_row(struct plumb_row *row)
{
	free(row->id);
	plumb_steps_clear(&row->steps);
	*row = (struct plumb_row){0};
}
