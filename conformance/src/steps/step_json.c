#include "step_json.h"

#include "base/heap.h"
#include "base/json_text.h"

#include <string.h>

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

json_t *plumb_step_json(const struct plumb_step *step)
{
	json_t *object = action_json(step);

	add_thread(object, step);
	if (step->as.count > 0)
		json_object_set_new(object, "as", names_json(&step->as));
	plumb_expectation_write(&step->expectation, object);
	return object;
}

json_t *plumb_steps_json(const struct plumb_steps *steps)
{
	json_t *list = plumb_have(json_array());

	for (size_t i = 0; i < steps->count; i++)
		json_array_append_new(list, plumb_step_json(&steps->steps[i]));
	return list;
}

/* --- requests --------------------------------------------------------------------------------- */

/* A request while it is written. */
struct request {
	struct plumb_text *text;
	const struct plumb_step *step;
	const struct plumb_scope *scope;
	char *why;
	size_t size;
};

/* False: why[] says which name in it is not known. */
static bool add_value(const struct request *request, const json_t *value)
{
	json_t *resolved;

	if (!request->step->is_open) {
		plumb_json_add(request->text, value);
		return true;
	}
	resolved = plumb_resolve_argument(value, request->scope, request->why, request->size);
	if (resolved)
		plumb_json_add(request->text, resolved);
	json_decref(resolved);
	return resolved;
}

static void add_name(const struct request *request, const char *name)
{
	plumb_json_add_string(request->text, name, strlen(name));
}

static bool add_call(const struct request *request)
{
	const struct plumb_step *step = request->step;
	const json_t *value;
	const char *key, *before = "{";
	size_t i;

	plumb_text_add(request->text, "\"call\":[");
	add_name(request, step->name);
	json_array_foreach(step->call.arguments, i, value) {
		plumb_text_add(request->text, ",");
		if (!add_value(request, value))
			return false;
	}
	plumb_text_add(request->text, step->call.keywords ? "],\"with\":" : "]");
	json_object_foreach(step->call.keywords, key, value) {
		plumb_text_add(request->text, before);
		add_name(request, key);
		plumb_text_add(request->text, ":");
		if (!add_value(request, value))
			return false;
		before = ",";
	}
	plumb_text_add(request->text, step->call.keywords ? "}" : "");
	return true;
}

static bool add_action(const struct request *request)
{
	switch (request->step->kind) {
	case PLUMB_STEP_CALL:
		return add_call(request);
	case PLUMB_STEP_SET:
		plumb_text_add(request->text, "\"set\":[");
		add_name(request, request->step->name);
		plumb_text_add(request->text, ",");
		if (!add_value(request, request->step->value))
			return false;
		plumb_text_add(request->text, "]");
		return true;
	case PLUMB_STEP_LET:
		plumb_text_add(request->text, "\"let\":");
		return add_value(request, request->step->value);
	case PLUMB_STEP_GET:
		plumb_text_add(request->text, "\"get\":");
		break;
	case PLUMB_STEP_DEL:
		plumb_text_add(request->text, "\"del\":");
		break;
	default:
		plumb_text_add(request->text, "\"join\":");
		break;
	}
	add_name(request, request->step->name);
	return true;
}

static void add_names(const struct request *request)
{
	const struct plumb_step_names *as = &request->step->as;

	if (as->count == 0)
		return;
	plumb_text_add(request->text, as->is_list ? ",\"as\":[" : ",\"as\":");
	for (size_t i = 0; i < as->count; i++) {
		plumb_text_add(request->text, i ? "," : "");
		add_name(request, as->names[i]);
	}
	plumb_text_add(request->text, as->is_list ? "]" : "");
}

static bool add_step(const struct request *request)
{
	const struct plumb_step *step = request->step;

	plumb_text_add(request->text, "{");
	if (!add_action(request))
		return false;
	if (step->thread) {
		plumb_text_add(request->text, ",\"in\":");
		add_name(request, step->thread);
	}
	plumb_text_add(request->text, step->waits ? ",\"waits\":true" : "");
	add_names(request);
	plumb_text_add(request->text, ",\"expect\":");
	add_name(request, plumb_course_word(step->expectation.course));
	plumb_text_add(request->text, step->expectation.timed ? ",\"timed\":true}" : "}");
	return true;
}

void plumb_step_prepare(struct plumb_step *step)
{
	struct plumb_text text = {0};
	const struct request request = {.text = &text, .step = step};

	if (plumb_step_is_subjects(step) && !step->is_open && add_step(&request))
		step->request = plumb_have_text(&text);
}

bool plumb_step_add_request(struct plumb_text *text, const struct plumb_step *step,
	const struct plumb_scope *scope, char *why, size_t size)
{
	const struct request request = {text, step, scope, why, size};

	return add_step(&request);
}
