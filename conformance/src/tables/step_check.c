#include "step_check.h"
#include "base/word.h"
#include "expectation_check.h"
#include "far/stage.h"
#include "names_check.h"
#include "step_value.h"
#include "values/value.h"
#include "watch/watch_script.h"

#include <string.h>

#define STRING PLUMB_IS(JSON_STRING)
#define ARRAY PLUMB_IS(JSON_ARRAY)
#define OBJECT PLUMB_IS(JSON_OBJECT)
#define EXPECTATION_KEYS                                                                           \
	{"gives", 0, false}, {"raises", STRING | OBJECT | ARRAY, false}, {"text", 0, false},       \
		{"absent", PLUMB_IS(JSON_TRUE), false}, {"takes", ARRAY, false},                   \
		{"detail", OBJECT, false}, {"drift", ARRAY, false},                                \
	{                                                                                          \
		"defect", ARRAY, false                                                             \
	}

/* --- the names that a step gives -------------------------------------------------------------- */

static bool check_name(
	const struct plumb_form *form, const json_t *name, const json_t *at, const char *key)
{
	const char *text = plumb_plain(name);

	return (text && plumb_is_name(text)) ||
	       plumb_form_complain(form, at, key, "%s: not a name without dots", key);
}

static bool check_as(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const json_t *as = json_object_get(step, "as");

	if (!as || json_is_string(as)) {
		return !as || check_name(form, as, at, "as");
	}
	if (json_array_size(as) == 0) {
		return plumb_form_complain(form, at, "as", "as: not a name, and no list of names");
	}
	for (size_t i = 0; i < json_array_size(as); i++) {
		if (!check_name(form, json_array_get(as, i), at, "as")) {
			return false;
		}
		for (size_t k = 0; k < i; k++) {
			if (json_equal(json_array_get(as, i), json_array_get(as, k))) {
				return plumb_form_complain(form, at, "as", "as: %s twice",
					json_string_value(json_array_get(as, i)));
			}
		}
	}
	return true;
}

/* --- the kinds of steps ------------------------------------------------------------------------
 */

static bool check_dotted(
	const struct plumb_form *form, const json_t *name, const json_t *at, const char *key)
{
	const char *text = plumb_plain(name);

	return (text && plumb_is_dotted(text)) ||
	       plumb_form_complain(form, at, key, "%s: not a name", key);
}

static bool check_values(const struct plumb_form *form, const json_t *items, size_t from,
	const json_t *at, const char *key)
{
	for (size_t i = from; i < json_array_size(items); i++) {
		if (!plumb_step_value_check(
			    form, json_array_get(items, i), PLUMB_ARGUMENT, at, key)) {
			return false;
		}
	}
	return true;
}

static bool check_call(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const json_t *call = json_object_get(step, "call");
	const json_t *with = json_object_get(step, "with");
	const char *name;
	json_t *value;
	bool right = check_dotted(form, json_array_get(call, 0), at, "call") &&
		     check_values(form, call, 1, at, "call");

	if (with && json_object_size(with) == 0) {
		right = plumb_form_complain(form, at, "with", "with: empty");
	}
	json_object_foreach((json_t *)with, name, value)
	{
		if (!plumb_is_name(name)) {
			right = plumb_form_complain(
				form, at, "with", "with: not a name: %.40s", name);
		}
		right = plumb_step_value_check(form, value, PLUMB_ARGUMENT, at, "with") && right;
	}
	return right;
}

static bool check_get(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	return check_dotted(form, json_object_get(step, "get"), at, "get");
}

static bool check_set(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const json_t *set = json_object_get(step, "set");
	const char *name = plumb_plain(json_array_get(set, 0));

	if (json_array_size(set) != 2) {
		return plumb_form_complain(form, at, "set", "set: not [name, value]");
	}
	if (!check_dotted(form, json_array_get(set, 0), at, "set") ||
		!check_values(form, set, 1, at, "set")) {
		return false;
	}
	return strchr(name, '.') || plumb_form_complain(form, at, "set", "set: not an attribute");
}

static bool check_let(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	return plumb_step_value_check(
		form, json_object_get(step, "let"), PLUMB_ARGUMENT, at, "let");
}

static bool check_del(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	return check_name(form, json_object_get(step, "del"), at, "del");
}

/* What a peer does, as far as it is made of values: the stage knows the rest. */
static bool check_deed(
	const struct plumb_form *form, const json_t *deed, const json_t *at, const char *key)
{
	const char *verb = plumb_plain(json_array_get(deed, 0));
	enum plumb_place place =
		verb && strcmp(verb, "receive") == 0 ? PLUMB_PATTERN : PLUMB_ARGUMENT;

	if (!verb) {
		return plumb_form_complain(form, at, key, "%s: no word for what it does", key);
	}
	for (size_t i = 1; i < json_array_size(deed); i++) {
		if (!plumb_step_value_check(form, json_array_get(deed, i), place, at, key)) {
			return false;
		}
	}
	return true;
}

static bool check_by_stage(
	const struct plumb_form *form, const json_t *step, const json_t *at, const char *key)
{
	char why[200];

	return plumb_stage_check(step, why, sizeof(why)) ||
	       plumb_form_complain(form, at, key, "%s", why);
}

static bool check_peer(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	return check_deed(form, json_object_get(step, "peer"), at, "peer") &&
	       check_by_stage(form, step, at, "peer");
}

static bool check_kernel(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const json_t *deed = json_object_get(step, "kernel");
	char why[200];

	for (size_t i = 1; i < json_array_size(deed); i++) {
		if (!plumb_step_value_check(
			    form, json_array_get(deed, i), PLUMB_PATTERN, at, "kernel")) {
			return false;
		}
	}
	return plumb_watch_script_check(deed, why, sizeof(why)) ||
	       plumb_form_complain(form, at, "kernel", "kernel: %s", why);
}

static bool check_meanwhile(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const json_t *deeds = json_object_get(step, "meanwhile");

	if (json_array_size(deeds) == 0) {
		return plumb_form_complain(form, at, "meanwhile", "meanwhile: no steps");
	}
	for (size_t i = 0; i < json_array_size(deeds); i++) {
		if (!check_deed(form, json_array_get(deeds, i), at, "meanwhile")) {
			return false;
		}
	}
	return check_by_stage(form, step, at, "meanwhile");
}

typedef bool check_fn(const struct plumb_form *form, const json_t *step, const json_t *at);

static const struct kind {
	struct plumb_key keys[11]; /* the first one names the kind */
	check_fn *check;
} kinds[] = {
	{{{"call", ARRAY, true}, {"with", OBJECT, false}, {"as", STRING | ARRAY, false},
		 EXPECTATION_KEYS},
		check_call},
	{{{"get", STRING, true}, {"as", STRING | ARRAY, false}, EXPECTATION_KEYS}, check_get},
	{{{"set", ARRAY, true}, EXPECTATION_KEYS}, check_set},
	{{{"let", 0, true}, {"as", STRING | ARRAY, false}, EXPECTATION_KEYS}, check_let},
	{{{"del", STRING, true}, EXPECTATION_KEYS}, check_del},
	{{{"peer", ARRAY, true}, {"as", STRING, false}}, check_peer},
	{{{"meanwhile", ARRAY, true}}, check_meanwhile},
	{{{"kernel", ARRAY, true}, {"detail", PLUMB_IS(JSON_TRUE), false}}, check_kernel},
};

static size_t count_keys(const struct kind *kind)
{
	size_t count = 0;

	while (count < sizeof(kind->keys) / sizeof(*kind->keys) && kind->keys[count].name) {
		count++;
	}
	return count;
}

/* The kind of a step; NULL: there is a complaint. */
static const struct kind *kind_of(
	const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const struct kind *found = NULL;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const char *name = kinds[i].keys[0].name;
		if (!json_object_get(step, name)) {
			continue;
		}
		if (found) {
			plumb_form_complain(
				form, at, name, "%s beside %s", name, found->keys[0].name);
			return NULL;
		}
		found = &kinds[i];
	}
	if (!found) {
		plumb_form_complain(form, at, NULL,
			"no step: neither call, get, set, let, del, peer, meanwhile nor kernel");
	}
	return found;
}

static bool check_step(const struct plumb_form *form, const json_t *step, const json_t *at)
{
	const struct kind *kind = json_is_object(step) ? kind_of(form, step, at) : NULL;

	if (!json_is_object(step)) {
		return plumb_form_complain(form, at, NULL, "a step that is no object");
	}
	if (!kind || !plumb_form_check(form, step, at, kind->keys, count_keys(kind))) {
		return false;
	}
	bool right = kind->check(form, step, at);
	right = check_as(form, step, at) && right;
	return plumb_expectation_check(form, step, at) && right;
}

bool plumb_steps_check(const struct plumb_form *form, const json_t *steps, const json_t *originals)
{
	bool right = true;

	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *original = json_array_get(originals, i);
		const json_t *at = json_is_object(original) ? original : originals;
		right = check_step(form, json_array_get(steps, i), at) && right;
	}
	return right && plumb_names_check(form, steps, originals);
}
