#include "step_json.h"

#include "base/heap.h"

static json_t *names_json(const struct plumb_step_names *as)
{
	json_t *list;

	if (!as->is_list)
		return plumb_have(json_string(as->names[0]));
	list = plumb_have(json_array());
	for (size_t i = 0; i < as->count; i++)
		json_array_append_new(list, plumb_have(json_string(as->names[i])));
	return list;
}

/* [NAME, VALUE, ...]: takes the array of values over. */
static json_t *call_json(const char *name, json_t *values)
{
	json_array_insert_new(values, 0, plumb_have(json_string(name)));
	return values;
}

static json_t *deeds_json(const struct plumb_deeds *deeds)
{
	json_t *list = plumb_have(json_array());

	for (size_t i = 0; i < deeds->count; i++)
		json_array_append(list, deeds->deeds[i].written);
	return list;
}

/* The keys that say what is done, but for `as`. */
static json_t *action_json(const struct plumb_step *step)
{
	switch (step->kind) {
	case PLUMB_STEP_CALL:
		return plumb_have(json_pack("{s:o, s:O*}", "call",
			call_json(step->name, plumb_have(json_copy(step->call.arguments))), "with",
			step->call.keywords));
	case PLUMB_STEP_GET:
		return plumb_have(json_pack("{s:s}", "get", step->name));
	case PLUMB_STEP_SET:
		return plumb_have(json_pack("{s:[s, O]}", "set", step->name, step->value));
	case PLUMB_STEP_LET:
		return plumb_have(json_pack("{s:O}", "let", step->value));
	case PLUMB_STEP_DEL:
		return plumb_have(json_pack("{s:s}", "del", step->name));
	case PLUMB_STEP_JOIN:
		return plumb_have(json_pack("{s:s}", "join", step->name));
	case PLUMB_STEP_PEER:
		return plumb_have(json_pack("{s:O}", "peer", step->peer.written));
	case PLUMB_STEP_MEANWHILE:
		return plumb_have(json_pack("{s:o}", "meanwhile", deeds_json(&step->meanwhile)));
	default:
		return plumb_have(json_pack("{s:O}", "kernel", step->kernel.written));
	}
}

/* The thread of a call that runs beside the row. */
static void add_thread(json_t *object, const struct plumb_step *step)
{
	if (step->thread)
		json_object_set_new(object, "in", plumb_have(json_string(step->thread)));
	if (step->waits)
		json_object_set_new(object, "waits", json_true());
}

json_t *plumb_steps_json(const struct plumb_steps *steps)
{
	json_t *list = plumb_have(json_array());

	for (size_t i = 0; i < steps->count; i++) {
		const struct plumb_step *step = &steps->steps[i];
		json_t *object = action_json(step);
		add_thread(object, step);
		if (step->as.count > 0)
			json_object_set_new(object, "as", names_json(&step->as));
		plumb_expectation_write(&step->expectation, object);
		json_array_append_new(list, object);
	}
	return list;
}

/* --- requests --------------------------------------------------------------------------------- */

/* An object with the names in each member replaced. NULL: why[] says which is not known. */
static json_t *resolve_members(
	const json_t *object, const struct plumb_scope *scope, char *why, size_t size)
{
	json_t *out = plumb_have(json_object()), *member;
	const char *key;

	json_object_foreach((json_t *)object, key, member) {
		json_t *resolved = plumb_resolve_argument(member, scope, why, size);
		if (!resolved) {
			json_decref(out);
			return NULL;
		}
		json_object_set_new(out, key, resolved);
	}
	return out;
}

/* As above, of the whole step: its keywords are no value. Takes the action over. */
static json_t *resolve_action(
	json_t *action, const struct plumb_scope *scope, char *why, size_t size)
{
	json_t *with = json_incref(json_object_get(action, "with"));
	json_t *out, *keywords = NULL;

	json_object_del(action, "with");
	out = resolve_members(action, scope, why, size);
	if (out && with)
		keywords = resolve_members(with, scope, why, size);
	json_decref(action);
	if (keywords) {
		json_object_set_new(out, "with", keywords);
	} else if (with) {
		json_decref(out);
		out = NULL;
	}
	json_decref(with);
	return out;
}

json_t *plumb_step_request(
	const struct plumb_step *step, const struct plumb_scope *scope, char *why, size_t size)
{
	json_t *request = action_json(step);

	if (scope)
		request = resolve_action(request, scope, why, size);
	if (!request)
		return NULL;
	add_thread(request, step);
	if (step->as.count > 0)
		json_object_set_new(request, "as", names_json(&step->as));
	json_object_set_new(request, "expect",
		plumb_have(json_string(plumb_course_word(step->expectation.course))));
	if (step->expectation.timed)
		json_object_set_new(request, "timed", json_true());
	return request;
}
