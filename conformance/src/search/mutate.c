#include "mutate.h"

#include "base/heap.h"
#include "base/word.h"
#include "edit.h"
#include "names.h"
#include "sequence.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

/* One mutation while it is made; `steps` is changed in place. */
struct mutation {
	const struct plumb_moves *moves;
	struct plumb_chance *chance;
	json_t *steps;
	const json_t *other;
};

static size_t draw_place(const struct mutation *mutation)
{
	return plumb_chance_below(mutation->chance, json_array_size(mutation->steps) + 1);
}

/* The number of some step; there is one. */
static size_t draw_step(const struct mutation *mutation)
{
	return plumb_chance_below(mutation->chance, json_array_size(mutation->steps));
}

/* --- whole steps ------------------------------------------------------------------------------ */

static void insert(struct mutation *mutation)
{
	size_t at = draw_place(mutation);
	json_t *cast = plumb_sequence_cast(mutation->steps, at);
	json_t *step = plumb_moves_draw(mutation->moves, mutation->chance, cast);

	if (step)
		json_array_insert_new(mutation->steps, at, step);
	json_decref(cast);
}

static void leave_out(struct mutation *mutation)
{
	json_array_remove(mutation->steps, draw_step(mutation));
}

/* A few steps once more, in their order; what they give gets names of its own: sequence.h. */
static void repeat(struct mutation *mutation)
{
	size_t from = draw_step(mutation), left = json_array_size(mutation->steps) - from;
	size_t count = 1 + plumb_chance_below(mutation->chance, left < 4 ? left : 4);
	json_t *copy = plumb_have(json_copy(mutation->steps));
	size_t at = draw_place(mutation);

	for (size_t i = 0; i < count; i++)
		json_array_insert(mutation->steps, at + i, json_array_get(copy, from + i));
	json_decref(copy);
}

static void move(struct mutation *mutation)
{
	size_t from = draw_step(mutation);
	json_t *step = json_incref(json_array_get(mutation->steps, from));

	json_array_remove(mutation->steps, from);
	json_array_insert_new(mutation->steps, draw_place(mutation), step);
}

static void truncate(struct mutation *mutation)
{
	size_t kept = 1 + draw_step(mutation);

	while (json_array_size(mutation->steps) > kept)
		json_array_remove(mutation->steps, json_array_size(mutation->steps) - 1);
}

/* --- joining ---------------------------------------------------------------------------------- */

/* Fresh names for all that the other sequence gives. */
static json_t *fresh_names(const json_t *cast, const json_t *others)
{
	json_t *names = plumb_have(json_object()), *taken = plumb_have(json_copy((json_t *)cast));
	json_t *kind;
	const char *name;

	json_object_foreach((json_t *)others, name, kind) {
		char *fresh = plumb_fresh_name(taken, *name == '&' ? "&" : "");
		json_object_set_new(names, name, plumb_have(json_string(fresh)));
		json_object_set_new(taken, fresh, json_null());
		free(fresh);
	}
	json_decref(taken);
	return names;
}

/* The other sequence, whole and in its order, at one place or spread over several. */
static void join(struct mutation *mutation)
{
	json_t *cast = plumb_names_of(mutation->steps), *others = plumb_names_of(mutation->other);
	json_t *names = fresh_names(cast, others);
	bool is_spread = plumb_chance_percent(mutation->chance, 50);
	size_t at = draw_place(mutation), i;
	const json_t *step;

	json_array_foreach(mutation->other, i, step) {
		size_t left = json_array_size(mutation->steps) - at;
		if (is_spread)
			at += plumb_chance_below(mutation->chance, left < 3 ? left + 1 : 3);
		json_array_insert_new(
			mutation->steps, at++, plumb_names_rename(step, others, names));
	}
	json_decref(names);
	json_decref(others);
	json_decref(cast);
}

/* --- arguments -------------------------------------------------------------------------------- */

/* Another variable of the same kind. */
static json_t *another_name(struct mutation *mutation, const char *dotted, const json_t *cast)
{
	const char *kind = json_string_value(json_object_get(cast, dotted));
	const char *name = kind ? plumb_draw_name(mutation->chance, cast, kind) : NULL;

	return name ? plumb_tagged("var", plumb_have(json_string(name))) : NULL;
}

/* The same bytes in another kind of buffer, or a value of quite another type. */
static json_t *another_type(struct mutation *mutation, const json_t *value)
{
	static const char *const buffers[] = {"bytes", "bytearray", "memoryview", "strided"};
	static const char *const others[] = {"null", "true", "1", "1.5", "\"1\"",
		"{\"bytes\":\"31\"}", "[]", "[1]", "{\"tuple\":[]}"};
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);
	size_t drawn = plumb_chance_below(mutation->chance, sizeof others / sizeof others[0]);

	for (size_t i = 0; tag && drawn < 4 && i < 3; i++)
		if (strcmp(tag, buffers[i]) == 0)
			return plumb_tagged(buffers[drawn], plumb_have(json_deep_copy(content)));
	return plumb_have(json_loads(others[drawn], JSON_DECODE_ANY, NULL));
}

/* What stands there in rows; where none makes the call, what its neighbours are given. */
static json_t *usual_value(struct mutation *mutation, const char *callee, const char *place)
{
	char *key = plumb_format("%s %s", callee, place);
	json_t *value = plumb_moves_value(mutation->moves, mutation->chance, key);

	free(key);
	if (!value)
		value = plumb_moves_neighbour(mutation->moves, mutation->chance, callee);
	return json_incref(value);
}

static bool is_list(const json_t *value)
{
	return json_is_array(value) || json_object_get(value, "tuple");
}

/* Another value of the same type: of rows, or a little different. NULL: there is none. */
static json_t *another_value(struct mutation *mutation, const json_t *value)
{
	json_t *edited = plumb_chance_percent(mutation->chance, 50)
				 ? plumb_edit(mutation->chance, value)
				 : NULL;

	return edited ? edited
		      : json_incref(plumb_moves_like(mutation->moves, mutation->chance, value));
}

/* A list or a tuple of which one item is another; NULL: none could be changed. */
static json_t *another_item(struct mutation *mutation, const json_t *value)
{
	const json_t *content = value, *old;
	const char *tag = plumb_tag(value, &content);
	size_t count = json_array_size(content);
	size_t at = count ? plumb_chance_below(mutation->chance, count) : 0;
	json_t *item, *copy;

	if (!count)
		return NULL;
	old = json_array_get(content, at);
	item = is_list(old) ? another_item(mutation, old) : another_value(mutation, old);
	if (!item)
		return NULL;
	copy = plumb_have(json_copy((json_t *)content));
	json_array_set_new(copy, at, item);
	return tag ? plumb_tagged(tag, copy) : copy;
}

/* A new value for that place of the call; NULL: it stays. */
static json_t *other_value(struct mutation *mutation, const json_t *step, const char *place,
	const json_t *value, const json_t *cast)
{
	const char *variable = json_string_value(json_object_get(value, "var"));
	size_t drawn = plumb_chance_below(mutation->chance, 10);

	if (variable && drawn < 6)
		return another_name(mutation, variable, cast);
	if (is_list(value) && drawn < 4)
		return another_item(mutation, value);
	if (drawn < 4 || !value)
		return usual_value(mutation, plumb_callee(step), place);
	if (drawn == 4)
		return another_type(mutation, value);
	return another_value(mutation, value);
}

static void change_keyword(struct mutation *mutation, json_t *step, const json_t *cast)
{
	json_t *with = json_object_get(step, "with");
	const char *keyword = plumb_draw_key(mutation->chance, with);
	json_t *other = other_value(mutation, step, keyword, json_object_get(with, keyword), cast);

	if (other)
		json_object_set_new(with, keyword, other);
}

static void change_place(struct mutation *mutation, json_t *step, const json_t *cast)
{
	json_t *call = json_object_get(step, "call"), *other;
	size_t count = json_array_size(call);
	size_t at = 1 + plumb_chance_below(mutation->chance, count);
	char place[24];

	if (at + 1 == count && plumb_chance_percent(mutation->chance, 10)) {
		json_array_remove(call, at);
		return;
	}
	snprintf(place, sizeof place, "%zu", at);
	other = other_value(mutation, step, place, json_array_get(call, at), cast);
	if (other && at == count)
		json_array_append_new(call, other);
	else if (other)
		json_array_set_new(call, at, other);
}

static void change_argument(struct mutation *mutation)
{
	size_t at = draw_step(mutation);
	json_t *step = plumb_have(json_deep_copy(json_array_get(mutation->steps, at)));
	json_t *cast = plumb_sequence_cast(mutation->steps, at);

	if (json_object_get(step, "with") && plumb_chance_percent(mutation->chance, 50))
		change_keyword(mutation, step, cast);
	else if (json_object_get(step, "call") && !plumb_is_helper(plumb_callee(step)))
		change_place(mutation, step, cast);
	json_array_set_new(mutation->steps, at, step);
	json_decref(cast);
}

/* --- what is called -------------------------------------------------------------------------- */

/* Another function of the module, or another method of the same variable, with the same arguments.
 */
static void change_callee(struct mutation *mutation)
{
	size_t at = draw_step(mutation);
	json_t *step = plumb_have(json_deep_copy(json_array_get(mutation->steps, at)));
	json_t *call = json_object_get(step, "call");
	const char *name = json_string_value(json_array_get(call, 0));
	const char *dot = name ? strrchr(name, '.') : NULL;
	const char *other = plumb_draw_key(
		mutation->chance, dot ? mutation->moves->methods : mutation->moves->functions);

	if (name && other && !plumb_is_helper(name)) {
		char *whole = plumb_format("%.*s%s", dot ? (int)(dot + 1 - name) : 0, name, other);
		json_array_set_new(call, 0, plumb_have(json_string(whole)));
		free(whole);
	}
	json_array_set_new(mutation->steps, at, step);
}

/* A function or a method that no row calls, with what its neighbours get. */
static void call_uncalled(struct mutation *mutation)
{
	size_t at = draw_place(mutation), count = plumb_chance_below(mutation->chance, 4);
	json_t *cast = plumb_sequence_cast(mutation->steps, at), *call;
	const char *name = plumb_draw_key(mutation->chance, mutation->moves->uncalled);
	const char *target = plumb_draw_name(mutation->chance, cast, "socket");
	bool is_method = name && *name == '.';
	char *whole;

	if (name && (target || !is_method)) {
		whole = plumb_format("%s%s", is_method ? target : "", name);
		call = plumb_have(json_pack("[s]", whole));
		for (size_t i = 0; i < count; i++)
			json_array_append(call, plumb_moves_neighbour(mutation->moves,
							mutation->chance, name + is_method));
		json_array_insert_new(
			mutation->steps, at, plumb_have(json_pack("{s:o}", "call", call)));
		free(whole);
	}
	json_decref(cast);
}

/* --- family, type and mode -------------------------------------------------------------------- */

/* One thing that is said in several ways, and what is said in place of each. */
struct swap {
	const char *from, *to;
};

static const struct swap families[][3] = {
	{{"{\"const\":\"AF_INET\"}", "{\"const\":\"AF_INET6\"}"}, {"\"127.0.0.1\"", "\"::1\""},
		{"\"inet\"", "\"inet6\""}},
	{{"{\"const\":\"AF_INET6\"}", "{\"const\":\"AF_INET\"}"}, {"\"::1\"", "\"127.0.0.1\""},
		{"\"inet6\"", "\"inet\""}},
	{{"{\"const\":\"AF_INET\"}", "{\"const\":\"AF_UNIX\"}"},
		{"{\"tuple\":[\"127.0.0.1\",0]}", "{\"path\":\"own\"}"}, {"\"inet\"", "\"unix\""}},
	{{"{\"const\":\"AF_UNIX\"}", "{\"const\":\"AF_INET\"}"},
		{"{\"path\":\"own\"}", "{\"tuple\":[\"127.0.0.1\",0]}"}, {"\"unix\"", "\"inet\""}},
	{{"{\"const\":\"SOCK_STREAM\"}", "{\"const\":\"SOCK_DGRAM\"}"}, {"\"listen\"", "\"bind\""}},
	{{"{\"const\":\"SOCK_DGRAM\"}", "{\"const\":\"SOCK_STREAM\"}"}, {"\"bind\"", "\"listen\""}},
	{{"[\"socketpair\"]",
		"[\"socketpair\",{\"const\":\"AF_UNIX\"},{\"const\":\"SOCK_DGRAM\"}]"}},
	{{"[\"socketpair\"]", "[\"socketpair\",{\"const\":\"AF_INET\"}]"}},
	{{"{\"path\":\"", "{\"abstract\":\""}},
};

/* A new string in which each `from` is a `to`. */
static char *swap_all(const char *text, const struct swap *swap)
{
	struct plumb_text out = {0};
	const char *found;

	while ((found = strstr(text, swap->from))) {
		plumb_text_add_n(&out, text, (size_t)(found - text));
		plumb_text_add(&out, swap->to);
		text = found + strlen(swap->from);
	}
	plumb_text_add(&out, text);
	return plumb_have_text(&out);
}

static void change_family(struct mutation *mutation)
{
	size_t count = sizeof families / sizeof families[0];
	const struct swap *swaps = families[plumb_chance_below(mutation->chance, count)];
	char *text = json_dumps(mutation->steps, JSON_COMPACT);
	json_t *changed;

	for (size_t i = 0; text && i < 3 && swaps[i].from; i++) {
		char *next = swap_all(text, &swaps[i]);
		free(text);
		text = next;
	}
	changed = text ? json_loads(text, JSON_ALLOW_NUL, NULL) : NULL;
	free(text);
	if (!changed)
		return;
	json_decref(mutation->steps);
	mutation->steps = changed;
}

static json_t *draw_mode(struct plumb_chance *chance)
{
	switch (plumb_chance_below(chance, 3)) {
	case 0:
		return json_null();
	case 1:
		return plumb_have(json_real(0.0));
	default:
		return plumb_have(json_real(0.005));
	}
}

/* Another mode for one socket, from some place on, or for all. */
static void change_mode(struct mutation *mutation)
{
	size_t at = draw_place(mutation);
	json_t *cast = plumb_sequence_cast(mutation->steps, at);
	const char *name = plumb_draw_name(mutation->chance, cast, "socket");
	char *call = name ? plumb_format("%s.settimeout", name) : plumb_copy("setdefaulttimeout");

	json_array_insert_new(mutation->steps, at,
		plumb_have(json_pack("{s:[s, o]}", "call", call, draw_mode(mutation->chance))));
	free(call);
	json_decref(cast);
}

/* --- the choice ------------------------------------------------------------------------------- */

typedef void mutate_fn(struct mutation *mutation);

static const struct {
	mutate_fn *mutate;
	unsigned weight;
} mutations[] = {
	{insert, 30},
	{change_argument, 28},
	{change_callee, 6},
	{call_uncalled, 6},
	{leave_out, 8},
	{repeat, 8},
	{move, 8},
	{change_mode, 8},
	{join, 5},
	{change_family, 5},
	{truncate, 2},
};

static mutate_fn *draw_mutation(struct plumb_chance *chance)
{
	size_t total = 0, drawn, i = 0;

	for (size_t k = 0; k < sizeof mutations / sizeof mutations[0]; k++)
		total += mutations[k].weight;
	drawn = plumb_chance_below(chance, total);
	while (drawn >= mutations[i].weight)
		drawn -= mutations[i++].weight;
	return mutations[i].mutate;
}

json_t *plumb_mutate(const struct plumb_moves *moves, struct plumb_chance *chance,
	const json_t *steps, const json_t *other)
{
	struct mutation mutation = {.moves = moves,
		.chance = chance,
		.steps = plumb_have(json_copy((json_t *)steps)),
		.other = other};
	json_t *mended;

	do {
		mutate_fn *mutate = draw_mutation(chance);
		if (json_array_size(mutation.steps) || mutate == insert || mutate == join ||
			mutate == call_uncalled)
			mutate(&mutation);
	} while (plumb_chance_percent(chance, 55));
	mended = plumb_sequence_mend(mutation.steps);
	json_decref(mutation.steps);
	return mended;
}
