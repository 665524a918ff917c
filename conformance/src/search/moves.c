#include "moves.h"

#include "base/heap.h"
#include "base/word.h"
#include "names.h"
#include "tame.h"
#include "values/scope.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

enum { TRIES = 16 };

/* --- learning --------------------------------------------------------------------------------- */

/* What is called, or what the far end does: the key of a step among others of its kind. */
static char *key_of(const json_t *step)
{
	const json_t *deed = json_object_get(step, "peer");
	const char *action = plumb_action(step);

	if (deed)
		return plumb_format("peer %s", json_string_value(json_array_get(deed, 0)));
	return plumb_format("%s %s", action, plumb_callee(step));
}

static json_t *member(json_t *object, const char *key, json_t *(*make)(void))
{
	json_t *value = json_object_get(object, key);

	if (!value) {
		value = plumb_have(make());
		json_object_set_new(object, key, value);
	}
	return value;
}

static void begin(struct plumb_moves *moves)
{
	if (moves->steps)
		return;
	moves->steps = plumb_have(json_object());
	moves->frequent = plumb_have(json_array());
	moves->values = plumb_have(json_object());
	moves->any = plumb_have(json_array());
	moves->functions = plumb_have(json_object());
	moves->methods = plumb_have(json_object());
	moves->uncalled = plumb_have(json_object());
}

static void learn_step(struct plumb_moves *moves, const json_t *step, const json_t *cast)
{
	json_t *used = plumb_names_used(step, cast), *kinds = plumb_have(json_object()), *value;
	json_t *move;
	char *key = key_of(step);
	const char *name;

	json_object_foreach(used, name, value)
		json_object_set(kinds, name, json_object_get(cast, name));
	move = plumb_have(json_pack("[O, o]", step, kinds));
	json_array_append(moves->frequent, move);
	json_array_append_new(member(moves->steps, key, json_array), move);
	json_decref(used);
	free(key);
}

static bool has_names(const json_t *value)
{
	char *written = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	bool has = written && (strstr(written, "{\"var\"") || strstr(written, "{\"peer\""));

	free(written);
	return has;
}

static void learn_value(
	struct plumb_moves *moves, const char *callee, const char *place, json_t *value)
{
	char *key = plumb_format("%s %s", callee, place);
	char *written = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	json_t *known;

	begin(moves);
	known = member(moves->values, key, json_object);

	if (written && !has_names(value) && !json_object_get(known, written)) {
		json_object_set(known, written, value);
		json_array_append(moves->any, value);
	}
	free(written);
	free(key);
}

static void learn_name(struct plumb_moves *moves, const json_t *step)
{
	const char *name = json_string_value(json_array_get(json_object_get(step, "call"), 0));

	if (name && !plumb_is_helper(name))
		json_object_set_new(strchr(name, '.') ? moves->methods : moves->functions,
			plumb_callee(step), json_null());
}

void plumb_moves_constant(struct plumb_moves *moves, const char *name)
{
	json_t *value = plumb_tagged("const", plumb_have(json_string(name)));

	learn_value(moves, "constant", "0", value);
	json_decref(value);
}

bool plumb_moves_lacks(const struct plumb_moves *moves, const char *name)
{
	return plumb_is_name(name) && *name >= 'a' && *name <= 'z' && !plumb_is_helper(name) &&
	       !json_object_get(moves->functions, name) && !json_object_get(moves->methods, name);
}

void plumb_moves_name(struct plumb_moves *moves, const char *name, bool is_method)
{
	char *key = plumb_format("%s%s", is_method ? "." : "", name);

	begin(moves);
	json_object_set_new(is_method ? moves->methods : moves->functions, name, json_null());
	json_object_set_new(moves->uncalled, key, json_null());
	free(key);
}

static void learn_values(struct plumb_moves *moves, const json_t *step)
{
	const json_t *call = json_object_get(step, "call"), *with = json_object_get(step, "with");
	json_t *value;
	const char *keyword;

	for (size_t i = 1; i < json_array_size(call); i++) {
		char place[24];
		snprintf(place, sizeof place, "%zu", i);
		learn_value(moves, plumb_callee(step), place, json_array_get(call, i));
	}
	json_object_foreach((json_t *)with, keyword, value)
		learn_value(moves, plumb_callee(step), keyword, value);
}

void plumb_moves_learn(struct plumb_moves *moves, const json_t *steps, bool is_private)
{
	json_t *cast = plumb_names_of(steps);
	const json_t *step;
	size_t i;

	begin(moves);
	json_array_foreach(steps, i, step) {
		if (!plumb_tame_allows(step, is_private))
			continue;
		learn_step(moves, step, cast);
		learn_name(moves, step);
		learn_values(moves, step);
	}
	json_decref(cast);
}

/* --- drawing ---------------------------------------------------------------------------------- */

const char *plumb_draw_key(struct plumb_chance *chance, const json_t *object)
{
	size_t left = json_object_size(object);
	void *at = json_object_iter((json_t *)object);

	if (!left)
		return NULL;
	for (left = plumb_chance_below(chance, left); left; left--)
		at = json_object_iter_next((json_t *)object, at);
	return json_object_iter_key(at);
}

const char *plumb_draw_name(struct plumb_chance *chance, const json_t *cast, const char *kind)
{
	const char *name, *drawn = NULL;
	json_t *other;
	size_t seen = 0;

	json_object_foreach((json_t *)cast, name, other)
		if (strcmp(json_string_value(other), kind) == 0 &&
			plumb_chance_below(chance, ++seen) == 0)
			drawn = name;
	return drawn;
}

/* Names of the cast for those of the step; NULL: the cast has none of some kind. */
static json_t *cast_names(struct plumb_chance *chance, const json_t *kinds, const json_t *cast)
{
	json_t *names = plumb_have(json_object()), *kind;
	const char *name;

	json_object_foreach((json_t *)kinds, name, kind) {
		const char *drawn = plumb_draw_name(chance, cast, json_string_value(kind));
		if (!drawn) {
			json_decref(names);
			return NULL;
		}
		json_object_set_new(names, name, plumb_have(json_string(drawn)));
	}
	return names;
}

/* New names for what the step gives, which its own row may have used before. */
static void name_given(const json_t *step, const json_t *cast, json_t *names)
{
	json_t *given = plumb_have(json_object()), *taken = plumb_have(json_copy((json_t *)cast));
	json_t *kind;
	const char *name;

	plumb_names_give(step, given);
	json_object_foreach(given, name, kind) {
		char *fresh = plumb_fresh_name(taken, *name == '&' ? "&" : "");
		json_object_set_new(names, name, plumb_have(json_string(fresh)));
		json_object_set_new(taken, fresh, json_null());
		free(fresh);
	}
	json_decref(taken);
	json_decref(given);
}

static json_t *adapt(struct plumb_chance *chance, const json_t *move, const json_t *cast)
{
	const json_t *step = json_array_get(move, 0);
	json_t *names = cast_names(chance, json_array_get(move, 1), cast), *adapted;

	if (!names)
		return NULL;
	name_given(step, cast, names);
	/* The table of names is also the list of those that are names of the row. */
	adapted = plumb_names_rename(step, names, names);
	json_decref(names);
	return adapted;
}

json_t *plumb_moves_draw(
	const struct plumb_moves *moves, struct plumb_chance *chance, const json_t *cast)
{
	json_t *step = NULL;

	for (int i = 0; i < TRIES && !step && json_object_size(moves->steps); i++) {
		const json_t *list = plumb_chance_percent(chance, 50)
					     ? moves->frequent
					     : json_object_get(moves->steps,
						       plumb_draw_key(chance, moves->steps));
		size_t drawn = plumb_chance_below(chance, json_array_size(list));
		step = adapt(chance, json_array_get(list, drawn), cast);
	}
	return step;
}

json_t *plumb_moves_value(
	const struct plumb_moves *moves, struct plumb_chance *chance, const char *place)
{
	const json_t *known = json_object_get(moves->values, place);
	const char *key = plumb_draw_key(chance, known);

	return key ? json_object_get(known, key) : NULL;
}

static size_t common_length(const char *a, const char *b)
{
	size_t length = 0;

	while (a[length] && a[length] == b[length])
		length++;
	return length;
}

json_t *plumb_moves_neighbour(
	const struct plumb_moves *moves, struct plumb_chance *chance, const char *callee)
{
	const char *place, *drawn = NULL;
	size_t longest = 0, seen = 0;
	json_t *known;

	json_object_foreach(moves->values, place, known) {
		size_t length = common_length(place, callee);
		if (length < longest || !json_object_size(known))
			continue;
		seen = length > longest ? 0 : seen;
		longest = length;
		if (plumb_chance_below(chance, ++seen) == 0)
			drawn = place;
	}
	return drawn ? plumb_moves_value(moves, chance, drawn) : NULL;
}

/* Of the same type; a constant such as SO_ERROR is like others of SO_. */
static bool is_alike(const json_t *a, const json_t *b)
{
	const json_t *content = NULL, *others = NULL;
	const char *tag = plumb_tag(a, &content), *other = plumb_tag(b, &others);
	const char *name = json_string_value(content), *line;

	if (!tag || !other)
		return json_typeof(a) == json_typeof(b);
	if (strcmp(tag, other) != 0 || strcmp(tag, "const") != 0)
		return strcmp(tag, other) == 0;
	line = strchr(name, '_');
	return !line || strncmp(name, json_string_value(others), (size_t)(line + 1 - name)) == 0;
}

json_t *plumb_moves_like(
	const struct plumb_moves *moves, struct plumb_chance *chance, const json_t *value)
{
	size_t count = json_array_size(moves->any);

	for (int i = 0; i < TRIES && count; i++) {
		json_t *other = json_array_get(moves->any, plumb_chance_below(chance, count));
		if (is_alike(value, other))
			return other;
	}
	return NULL;
}

void plumb_moves_clear(struct plumb_moves *moves)
{
	json_decref(moves->steps);
	json_decref(moves->frequent);
	json_decref(moves->values);
	json_decref(moves->any);
	json_decref(moves->functions);
	json_decref(moves->methods);
	json_decref(moves->uncalled);
	*moves = (struct plumb_moves){0};
}
