#include "step_show.h"

#include "base/word.h"
#include "values/show_parts.h"

#include <string.h>

/* --- steps ------------------------------------------------------------------------------------ */

static void add_call(struct plumb_text *text, const struct plumb_step *step)
{
	const json_t *arguments = step->call.arguments;
	bool some = json_array_size(arguments) > 0;
	const char *key;
	json_t *value;

	plumb_text_add_f(text, "%s(", step->name);
	for (size_t i = 0; i < json_array_size(arguments); i++) {
		plumb_text_add(text, i == 0 ? "" : ", ");
		plumb_show_add_value(text, json_array_get(arguments, i));
	}
	json_object_foreach(step->call.keywords, key, value) {
		plumb_text_add_f(text, "%s%s=", some ? ", " : "", key);
		plumb_show_add_value(text, value);
		some = true;
	}
	plumb_text_add(text, ")");
}

static void add_thread(struct plumb_text *text, const struct plumb_step *step)
{
	if (step->thread) {
		plumb_text_add_f(text, "  # in %s%s", step->thread,
			step->waits ? ", until it is blocked" : "");
	}
}

/* send(q, b"a"): the first item is what is done; a string after it is the name of a peer. */
static void add_deed(struct plumb_text *text, const json_t *items)
{
	plumb_text_add_f(text, "%s(", json_string_value(json_array_get(items, 0)));
	for (size_t i = 1; i < json_array_size(items); i++) {
		const json_t *item = json_array_get(items, i);
		plumb_text_add(text, i == 1 ? "" : ", ");
		if (i == 1 && plumb_plain(item))
			plumb_text_add(text, plumb_plain(item));
		else
			plumb_show_add_value(text, item);
	}
	plumb_text_add(text, ")");
}

static void add_meanwhile(struct plumb_text *text, const struct plumb_deeds *deeds)
{
	for (size_t i = 0; i < deeds->count; i++) {
		plumb_text_add(text, i == 0 ? "" : "; ");
		add_deed(text, deeds->deeds[i].written);
	}
}

static void add_names(struct plumb_text *text, const struct plumb_step_names *as)
{
	for (size_t i = 0; i < as->count; i++)
		plumb_text_add_f(text, "%s%s", i == 0 ? "" : ", ", as->names[i]);
	if (as->count > 0)
		plumb_text_add(text, as->is_list && as->count == 1 ? ", = " : " = ");
}

static char *show(const struct plumb_step *step, bool with_names)
{
	static const char *const heads[] = {[PLUMB_STEP_PEER] = "# peer: ",
		[PLUMB_STEP_MEANWHILE] = "# meanwhile: ",
		[PLUMB_STEP_KERNEL] = "# kernel: "};
	struct plumb_text text = {0};

	plumb_text_add(&text, plumb_step_is_subjects(step) ? "" : heads[step->kind]);
	if (with_names)
		add_names(&text, &step->as);
	switch (step->kind) {
	case PLUMB_STEP_CALL:
		add_call(&text, step);
		if (with_names)
			add_thread(&text, step);
		break;
	case PLUMB_STEP_JOIN:
		plumb_text_add_f(&text, "join(%s)", step->name);
		break;
	case PLUMB_STEP_SET:
		plumb_text_add_f(&text, "%s = ", step->name);
		plumb_show_add_value(&text, step->value);
		break;
	case PLUMB_STEP_LET:
		plumb_show_add_value(&text, step->value);
		break;
	case PLUMB_STEP_PEER:
		add_deed(&text, step->peer.written);
		break;
	case PLUMB_STEP_MEANWHILE:
		add_meanwhile(&text, &step->meanwhile);
		break;
	case PLUMB_STEP_KERNEL:
		add_deed(&text, step->kernel.written);
		break;
	default:
		plumb_text_add_f(
			&text, "%s%s", step->kind == PLUMB_STEP_DEL ? "del " : "", step->name);
	}
	return plumb_text_take(&text, 0);
}

char *plumb_step_show(const struct plumb_step *step)
{
	return show(step, true);
}

char *plumb_step_show_bare(const struct plumb_step *step)
{
	return show(step, false);
}

/* --- ways ------------------------------------------------------------------------------------- */

static void add_exception(struct plumb_text *text, const struct plumb_exception *exception)
{
	bool is_timeout = strcmp(exception->class, "timeout") == 0;

	plumb_text_add(text, exception->class);
	/* A timeout never has a code, which is not worth saying. */
	for (size_t i = 0; i < exception->code_count && !is_timeout; i++) {
		const char *code = exception->codes[i];
		plumb_text_add_f(
			text, "%s%s", i == 0 ? " " : " or ", code ? code : "without a code");
	}
}

static void add_error(struct plumb_text *text, const struct plumb_way *way)
{
	plumb_text_add(text, "raises ");
	for (size_t i = 0; i < way->raises_count; i++) {
		plumb_text_add(text, i == 0 ? "" : " or ");
		add_exception(text, &way->raises[i]);
	}
	if (way->text) {
		plumb_text_add(text, ", text ");
		plumb_show_add_value(text, way->text);
	}
}

char *plumb_way_show(const struct plumb_way *way, size_t limit)
{
	struct plumb_text text = {0};

	switch (way->promise) {
	case PLUMB_PROMISE_VALUE:
		plumb_show_add_value(&text, way->gives);
		break;
	case PLUMB_PROMISE_ERROR:
		add_error(&text, way);
		break;
	case PLUMB_PROMISE_ABSENCE:
		plumb_text_add(&text, "no such name");
		break;
	default:
		plumb_text_add(&text, "success");
	}
	return plumb_text_take(&text, limit);
}
