/* Steps as lines of Python; what the far end does, as comments. */
#include "base/word.h"
#include "show.h"
#include "show_parts.h"

#include <stdbool.h>
#include <string.h>

/* A name as it is; in a row before expansion it may be an axis instead. */
static void add_name(struct plumb_text *text, const json_t *name)
{
	if (plumb_plain(name)) {
		plumb_text_add(text, plumb_plain(name));
	} else {
		plumb_show_add_value(text, name);
	}
}

/* The arguments from the given item on; true where there was one. */
static bool add_arguments(struct plumb_text *text, const json_t *items, size_t from)
{
	for (size_t i = from; i < json_array_size(items); i++) {
		plumb_text_add(text, i == from ? "" : ", ");
		plumb_show_add_value(text, json_array_get(items, i));
	}
	return json_array_size(items) > from;
}

static void add_call(struct plumb_text *text, const json_t *call, const json_t *with)
{
	const char *key;
	json_t *value;

	add_name(text, json_array_get(call, 0));
	plumb_text_add(text, "(");
	bool some = add_arguments(text, call, 1);
	json_object_foreach((json_t *)with, key, value)
	{
		plumb_text_add_f(text, "%s%s=", some ? ", " : "", key);
		plumb_show_add_value(text, value);
		some = true;
	}
	plumb_text_add(text, ")");
}

/* q = accept(p): the first item is what the peer does, the names of peers stand bare. */
static void add_peer(struct plumb_text *text, const json_t *peer)
{
	add_name(text, json_array_get(peer, 0));
	plumb_text_add(text, "(");
	for (size_t i = 1; i < json_array_size(peer); i++) {
		plumb_text_add(text, i == 1 ? "" : ", ");
		if (i == 1) {
			add_name(text, json_array_get(peer, i));
		} else {
			plumb_show_add_value(text, json_array_get(peer, i));
		}
	}
	plumb_text_add(text, ")");
}

static void add_names(struct plumb_text *text, const json_t *as)
{
	if (json_is_string(as)) {
		plumb_text_add_f(text, "%s = ", json_string_value(as));
	}
	for (size_t i = 0; i < json_array_size(as); i++) {
		plumb_text_add(text, i == 0 ? "" : ", ");
		add_name(text, json_array_get(as, i));
	}
	if (json_array_size(as) > 0) {
		plumb_text_add(text, json_array_size(as) == 1 ? ", = " : " = ");
	}
}

char *plumb_show_step(const json_t *step)
{
	struct plumb_text text = {0};
	const json_t *call = json_object_get(step, "call");
	const json_t *set = json_object_get(step, "set");
	const json_t *peer = json_object_get(step, "peer");
	const json_t *meanwhile = json_object_get(step, "meanwhile");
	const json_t *kernel = json_object_get(step, "kernel");

	plumb_text_add(&text, peer	  ? "# peer: "
			      : meanwhile ? "# meanwhile: "
			      : kernel	  ? "# kernel: "
					  : "");
	add_names(&text, json_object_get(step, "as"));
	if (call) {
		add_call(&text, call, json_object_get(step, "with"));
	} else if (set) {
		add_name(&text, json_array_get(set, 0));
		plumb_text_add(&text, " = ");
		plumb_show_add_value(&text, json_array_get(set, 1));
	} else if (json_object_get(step, "let")) {
		plumb_show_add_value(&text, json_object_get(step, "let"));
	} else if (json_object_get(step, "del")) {
		plumb_text_add(&text, "del ");
		add_name(&text, json_object_get(step, "del"));
	} else if (peer || kernel) {
		add_peer(&text, peer ? peer : kernel);
	} else if (meanwhile) {
		for (size_t i = 0; i < json_array_size(meanwhile); i++) {
			plumb_text_add(&text, i == 0 ? "" : "; ");
			add_peer(&text, json_array_get(meanwhile, i));
		}
	} else {
		add_name(&text, json_object_get(step, "get"));
	}
	return plumb_text_take(&text, 0);
}
