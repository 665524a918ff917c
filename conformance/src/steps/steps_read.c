#include "steps_read.h"

#include "base/heap.h"
#include "base/word.h"
#include "names_check.h"
#include "step_json.h"
#include "step_value.h"
#include "threads_check.h"
#include "values/scope.h"
#include "values/value.h"

#include <string.h>

#define STRING PLUMB_IS(JSON_STRING)
#define ARRAY PLUMB_IS(JSON_ARRAY)
#define OBJECT PLUMB_IS(JSON_OBJECT)
#define EXPECTATION_KEYS                                                                           \
	{"gives", 0, false}, {"raises", STRING | OBJECT | ARRAY, false}, {"text", 0, false},       \
		{"absent", PLUMB_IS(JSON_TRUE), false}, {"takes", ARRAY, false},                   \
		{"on", OBJECT, false}, {"detail", OBJECT | PLUMB_IS(JSON_TRUE), false},            \
		{"drift", ARRAY, false},                                                           \
	{                                                                                          \
		"defect", ARRAY, false                                                             \
	}

/* A step while it is read. */
struct reading {
	const struct plumb_form *form;
	const json_t *json;
	const json_t *at; /* the object of the file that stands for it */
	struct plumb_step *step;
};

/* --- the names that a step gives -------------------------------------------------------------- */

static bool check_name(const struct reading *reading, const json_t *name, const char *key)
{
	const char *text = plumb_plain(name);

	return (text && plumb_is_name(text)) || plumb_form_complain(reading->form, reading->at, key,
							"%s: not a name without dots", key);
}

static void add_name(struct plumb_step_names *as, const json_t *name)
{
	as->names[as->count++] = plumb_copy(json_string_value(name));
}

static bool read_as(const struct reading *reading)
{
	const json_t *as = json_object_get(reading->json, "as");
	struct plumb_step_names *names = &reading->step->as;
	size_t count = json_is_array(as) ? json_array_size(as) : 1;

	if (!as)
		return true;
	if (count == 0) {
		return plumb_form_complain(
			reading->form, reading->at, "as", "as: not a name, and no list of names");
	}
	names->is_list = json_is_array(as);
	names->names = plumb_new(count, sizeof(*names->names));
	for (size_t i = 0; i < count; i++) {
		const json_t *name = names->is_list ? json_array_get(as, i) : as;
		if (!check_name(reading, name, "as"))
			return false;
		for (size_t k = 0; k < i; k++) {
			if (strcmp(names->names[k], json_string_value(name)) == 0) {
				return plumb_form_complain(reading->form, reading->at, "as",
					"as: %s twice", names->names[k]);
			}
		}
		add_name(names, name);
	}
	return true;
}

/* --- the kinds of steps ----------------------------------------------------------------------- */

static bool read_dotted(const struct reading *reading, const json_t *name, const char *key)
{
	const char *text = plumb_plain(name);

	if (!text || !plumb_is_dotted(text))
		return plumb_form_complain(reading->form, reading->at, key, "%s: not a name", key);
	reading->step->name = plumb_copy(text);
	return true;
}

static bool check_value(const struct reading *reading, const json_t *value, const char *key)
{
	return plumb_step_value_check(reading->form, value, PLUMB_ARGUMENT, reading->at, key);
}

static bool read_arguments(const struct reading *reading, const json_t *items, const char *key)
{
	json_t *arguments = plumb_have(json_array());

	reading->step->call.arguments = arguments;
	for (size_t i = 1; i < json_array_size(items); i++) {
		json_t *value = json_array_get(items, i);
		if (!check_value(reading, value, key))
			return false;
		json_array_append(arguments, value);
	}
	return true;
}

/* The thread in which a call runs: what comes of the call is for the step that joins it. */
static bool read_thread(const struct reading *reading)
{
	static const char *const late[] = {"as", "gives", "raises", "text", "absent", "takes", "on",
		"detail", "drift", "defect"};
	const json_t *thread = json_object_get(reading->json, "in");

	reading->step->waits = json_object_get(reading->json, "waits");
	if (!thread) {
		return !reading->step->waits || plumb_form_complain(reading->form, reading->at,
							"waits", "waits: without in");
	}
	for (size_t i = 0; i < sizeof(late) / sizeof(*late); i++) {
		if (json_object_get(reading->json, late[i])) {
			return plumb_form_complain(reading->form, reading->at, late[i],
				"%s: of a call in a thread its join says so", late[i]);
		}
	}
	if (!check_name(reading, thread, "in"))
		return false;
	reading->step->thread = plumb_copy(json_string_value(thread));
	return true;
}

static bool read_call(const struct reading *reading)
{
	const json_t *call = json_object_get(reading->json, "call");
	json_t *with = json_object_get(reading->json, "with");
	const char *name;
	json_t *value;
	bool right = read_dotted(reading, json_array_get(call, 0), "call") &&
		     read_arguments(reading, call, "call");

	reading->step->call.keywords = json_incref(with);
	if (with && json_object_size(with) == 0)
		right = plumb_form_complain(reading->form, reading->at, "with", "with: empty");
	json_object_foreach(with, name, value) {
		if (!plumb_is_name(name)) {
			right = plumb_form_complain(reading->form, reading->at, "with",
				"with: not a name: %.40s", name);
		}
		right = check_value(reading, value, "with") && right;
	}
	return read_thread(reading) && right;
}

static bool read_get(const struct reading *reading)
{
	return read_dotted(reading, json_object_get(reading->json, "get"), "get");
}

static bool read_set(const struct reading *reading)
{
	const json_t *set = json_object_get(reading->json, "set");
	json_t *value = json_array_get(set, 1);

	if (json_array_size(set) != 2) {
		return plumb_form_complain(
			reading->form, reading->at, "set", "set: not [name, value]");
	}
	if (!read_dotted(reading, json_array_get(set, 0), "set") ||
		!check_value(reading, value, "set"))
		return false;
	reading->step->value = json_incref(value);
	return strchr(reading->step->name, '.') ||
	       plumb_form_complain(reading->form, reading->at, "set", "set: not an attribute");
}

static bool read_let(const struct reading *reading)
{
	json_t *value = json_object_get(reading->json, "let");

	reading->step->value = json_incref(value);
	return check_value(reading, value, "let");
}

static bool read_del(const struct reading *reading)
{
	const json_t *name = json_object_get(reading->json, "del");

	if (!check_name(reading, name, "del"))
		return false;
	reading->step->name = plumb_copy(json_string_value(name));
	return true;
}

static bool read_join(const struct reading *reading)
{
	const json_t *name = json_object_get(reading->json, "join");

	if (!check_name(reading, name, "join"))
		return false;
	reading->step->name = plumb_copy(json_string_value(name));
	return true;
}

/* What a peer does: the values in it, and then its form. */
static bool read_deed(const struct reading *reading, struct plumb_deed *deed, const json_t *items,
	const char *key)
{
	const char *verb = plumb_plain(json_array_get(items, 0));
	enum plumb_place place =
		verb && strcmp(verb, "receive") == 0 ? PLUMB_PATTERN : PLUMB_ARGUMENT;
	bool named = json_object_get(reading->json, "as");
	char why[200];

	if (!verb) {
		return plumb_form_complain(
			reading->form, reading->at, key, "%s: no word for what it does", key);
	}
	for (size_t i = 1; i < json_array_size(items); i++)
		if (!plumb_step_value_check(
			    reading->form, json_array_get(items, i), place, reading->at, key))
			return false;
	return plumb_deed_read(deed, items, named, why, sizeof(why)) ||
	       plumb_form_complain(reading->form, reading->at, key, "%s", why);
}

static bool read_peer(const struct reading *reading)
{
	return read_deed(
		reading, &reading->step->peer, json_object_get(reading->json, "peer"), "peer");
}

static bool read_meanwhile(const struct reading *reading)
{
	const json_t *begun = json_object_get(reading->json, "meanwhile");
	struct plumb_deeds *meanwhile = &reading->step->meanwhile;
	size_t count = json_array_size(begun);

	if (count == 0) {
		return plumb_form_complain(
			reading->form, reading->at, "meanwhile", "meanwhile: no steps");
	}
	meanwhile->deeds = plumb_new(count, sizeof(*meanwhile->deeds));
	for (size_t i = 0; i < count; i++) {
		meanwhile->count++;
		if (!read_deed(
			    reading, &meanwhile->deeds[i], json_array_get(begun, i), "meanwhile"))
			return false;
	}
	return true;
}

static bool read_kernel(const struct reading *reading)
{
	const json_t *items = json_object_get(reading->json, "kernel");
	char why[200];

	for (size_t i = 1; i < json_array_size(items); i++)
		if (!plumb_step_value_check(reading->form, json_array_get(items, i), PLUMB_PATTERN,
			    reading->at, "kernel"))
			return false;
	return plumb_kernel_deed_read(&reading->step->kernel, items, why, sizeof(why)) ||
	       plumb_form_complain(reading->form, reading->at, "kernel", "kernel: %s", why);
}

typedef bool read_fn(const struct reading *reading);

static const struct kind {
	struct plumb_key keys[14]; /* the first one names the kind */
	read_fn *read;
} kinds[] = {
	[PLUMB_STEP_CALL] = {{{"call", ARRAY, true}, {"with", OBJECT, false}, {"in", STRING, false},
				     {"waits", PLUMB_IS(JSON_TRUE), false},
				     {"as", STRING | ARRAY, false}, EXPECTATION_KEYS},
		read_call},
	[PLUMB_STEP_GET] = {{{"get", STRING, true}, {"as", STRING | ARRAY, false},
				    EXPECTATION_KEYS},
		read_get},
	[PLUMB_STEP_SET] = {{{"set", ARRAY, true}, EXPECTATION_KEYS}, read_set},
	[PLUMB_STEP_LET] = {{{"let", 0, true}, {"as", STRING | ARRAY, false}, EXPECTATION_KEYS},
		read_let},
	[PLUMB_STEP_DEL] = {{{"del", STRING, true}, EXPECTATION_KEYS}, read_del},
	[PLUMB_STEP_JOIN] = {{{"join", STRING, true}, {"as", STRING | ARRAY, false},
				     EXPECTATION_KEYS},
		read_join},
	[PLUMB_STEP_PEER] = {{{"peer", ARRAY, true}, {"as", STRING, false}}, read_peer},
	[PLUMB_STEP_MEANWHILE] = {{{"meanwhile", ARRAY, true}}, read_meanwhile},
	[PLUMB_STEP_KERNEL] = {{{"kernel", ARRAY, true}, {"detail", PLUMB_IS(JSON_TRUE), false}},
		read_kernel},
};

enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static size_t count_keys(const struct kind *kind)
{
	size_t count = 0;

	while (count < sizeof(kind->keys) / sizeof(*kind->keys) && kind->keys[count].name)
		count++;
	return count;
}

/* The kinds whose key an object has, a bit each. */
static unsigned kinds_in(const json_t *object)
{
	unsigned there = 0;
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)object, key, value)
		for (size_t i = 0; i < KINDS; i++)
			if (strcmp(key, kinds[i].keys[0].name) == 0)
				there |= 1U << i;
	return there;
}

/* The kind of a step; NULL: there is a complaint. */
static const struct kind *kind_of(const struct reading *reading)
{
	const unsigned there = kinds_in(reading->json);
	const struct kind *found = NULL;

	for (size_t i = 0; i < KINDS; i++) {
		const char *name = kinds[i].keys[0].name;
		if (!(there & 1U << i))
			continue;
		if (found) {
			plumb_form_complain(reading->form, reading->at, name, "%s beside %s", name,
				found->keys[0].name);
			return NULL;
		}
		found = &kinds[i];
	}
	if (!found) {
		plumb_form_complain(reading->form, reading->at, NULL,
			"no step: neither call, get, set, let, del, join, peer, meanwhile nor "
			"kernel");
	}
	return found;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool read_step(const struct reading *reading)
{
	if (!json_is_object(reading->json)) {
		return plumb_form_complain(
			reading->form, reading->at, NULL, "a step that is no object");
	}
	const struct kind *kind = kind_of(reading);
	if (!kind || !plumb_form_check(reading->form, reading->json, reading->at, kind->keys,
			     count_keys(kind)))
		return false;
	reading->step->kind = (enum plumb_step_kind)(kind - kinds);
	bool right = kind->read(reading);
	right = read_as(reading) && right;
	return plumb_expectation_read(
		       &reading->step->expectation, reading->form, reading->json, reading->at) &&
	       right;
}

static unsigned note_names(struct plumb_steps *steps, const json_t *value)
{
	unsigned names = plumb_scope_names(value);

	if (names & PLUMB_NAMES_PATH)
		steps->wants_directory = true;
	return names;
}

static void note_deed(struct plumb_steps *steps, const struct plumb_deed *deed)
{
	bool binds = deed->verb == PLUMB_LISTEN || deed->verb == PLUMB_BIND;

	note_names(steps, deed->written);
	steps->wants_directory = steps->wants_directory || (binds && deed->site == PLUMB_UNIX);
	if (plumb_deed_waits(deed)) {
		steps->waits = true;
		int times = deed->verb == PLUMB_SIGNAL ? deed->count : 1;
		steps->waits_s += (double)deed->time_ns * times / 1e9;
	}
}

/* Values of the subject's that are sent to it. */
static void note_sent(struct plumb_steps *steps, struct plumb_step *step, const json_t *value)
{
	if (note_names(steps, value) & (PLUMB_NAMES_PEER | PLUMB_NAMES_PATH))
		step->is_open = true;
}

static void note_call(struct plumb_steps *steps, struct plumb_step *step)
{
	const char *name;
	json_t *value;

	note_sent(steps, step, step->call.arguments);
	json_object_foreach(step->call.keywords, name, value)
		note_sent(steps, step, value);
}

static void note_way(struct plumb_steps *steps, const struct plumb_way *way)
{
	note_names(steps, way->gives);
	note_names(steps, way->text);
}

static void note_expected(struct plumb_steps *steps, const struct plumb_expectation *expectation)
{
	if (expectation->detailed)
		note_way(steps, expectation->detailed);
	for (size_t i = 0; i < expectation->local_count; i++)
		note_way(steps, &expectation->local[i].way);
	for (size_t i = 0; i < expectation->count; i++)
		note_way(steps, &expectation->ways[i]);
}

/* What those who play the row ask of all its steps. */
static void note(struct plumb_steps *steps, struct plumb_step *step)
{
	switch (step->kind) {
	case PLUMB_STEP_PEER:
		note_deed(steps, &step->peer);
		break;
	case PLUMB_STEP_MEANWHILE:
		for (size_t i = 0; i < step->meanwhile.count; i++)
			note_deed(steps, &step->meanwhile.deeds[i]);
		break;
	case PLUMB_STEP_KERNEL:
		steps->is_watched = true;
		note_names(steps, step->kernel.written);
		break;
	case PLUMB_STEP_CALL:
		note_call(steps, step);
		break;
	case PLUMB_STEP_SET:
	case PLUMB_STEP_LET:
		note_sent(steps, step, step->value);
		break;
	default: /* nothing but a name */
		break;
	}
	note_expected(steps, &step->expectation);
	steps->has_threads = steps->has_threads || step->thread;
	steps->is_simple = steps->is_simple && plumb_step_is_subjects(step) && !step->thread;
	steps->waits = steps->waits || step->expectation.timed;
	steps->waits_s += json_number_value(step->expectation.least_s);
}

bool plumb_steps_read(struct plumb_steps *steps, const struct plumb_form *form, const json_t *list,
	const json_t *originals)
{
	size_t count = json_array_size(list);
	bool right = true;

	*steps = (struct plumb_steps){.steps = plumb_new(count, sizeof(*steps->steps)),
		.count = count,
		.is_simple = true};
	for (size_t i = 0; i < count; i++) {
		const json_t *original = json_array_get(originals, i);
		struct plumb_step *step = &steps->steps[i];
		const struct reading reading = {.form = form,
			.json = json_array_get(list, i),
			.at = json_is_object(original) ? original : originals,
			.step = step};
		step->line = plumb_lines_of(form->lines, original);
		right = read_step(&reading) && right;
	}
	right = right && plumb_names_check(form, steps, originals) &&
		plumb_threads_check(form, steps, originals);
	for (size_t i = 0; right && i < count; i++) {
		note(steps, &steps->steps[i]);
		plumb_step_prepare(&steps->steps[i]);
	}
	if (!right)
		plumb_steps_clear(steps);
	return right;
}

void plumb_steps_make_get(struct plumb_steps *steps, const char *name)
{
	struct plumb_step *step = plumb_new(1, sizeof(*step));

	*steps = (struct plumb_steps){.steps = step, .count = 1, .is_simple = true};
	step->kind = PLUMB_STEP_GET;
	step->name = plumb_copy(name);
	plumb_expectation_make_success(&step->expectation);
	note(steps, step);
	plumb_step_prepare(step);
}
