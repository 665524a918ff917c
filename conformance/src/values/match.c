#include "match.h"
#include "base/text.h"
#include "base/word.h"
#include "number.h"
#include "show.h"
#include "value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How much of a value is shown where two differ. */
enum { SHOWN = 160 };

/* Where in the value we are, from the inside out, so that a difference tells its place. */
struct place {
	const struct place *outer;
	size_t index;
};

struct match {
	char *why; /* NULL: nobody asks */
	size_t size;
};

static bool match(const json_t *pattern, const json_t *value, const struct place *place,
	const struct match *context);

static void add_place(struct plumb_text *text, const struct place *place)
{
	if (place) {
		add_place(text, place->outer);
		plumb_text_add_f(text, "[%zu]", place->index);
	}
}

/* Says "PLACE: WHAT" and is false. */
static bool differ(const struct match *context, const struct place *place, const char *what)
{
	if (context->why) {
		struct plumb_text text = {0};
		add_place(&text, place);
		char *where = plumb_text_take(&text, 0);
		snprintf(context->why, context->size, "%s%s%s", where ? where : "",
			place ? ": " : "", what);
		free(where);
	}
	return false;
}

/* Says "PLACE: VALUE is not PATTERN" and is false. */
static bool differ_from(const struct match *context, const struct place *place,
	const json_t *pattern, const json_t *value)
{
	if (context->why) {
		char what[2 * SHOWN + 20];
		char *got = plumb_show_value(value, SHOWN);
		char *want = plumb_show_value(pattern, SHOWN);
		snprintf(what, sizeof(what), "%s is not %s", got ? got : "?", want ? want : "?");
		differ(context, place, what);
		free(got);
		free(want);
	}
	return false;
}

/* --- plain values ------------------------------------------------------------------------------
 */

static bool equal_reals(double a, double b)
{
	double scale = fabs(a) > fabs(b) ? fabs(a) : fabs(b);

	return fabs(a - b) <= scale * 1e-12;
}

static bool equal_strings(const json_t *a, const json_t *b)
{
	return json_string_length(a) == json_string_length(b) &&
	       memcmp(json_string_value(a), json_string_value(b), json_string_length(a)) == 0;
}

static bool equal_plain(const json_t *pattern, const json_t *value)
{
	if (json_typeof(pattern) != json_typeof(value))
		return false;
	switch (json_typeof(pattern)) {
	case JSON_REAL:
		return equal_reals(json_real_value(pattern), json_real_value(value));
	case JSON_INTEGER:
		return json_integer_value(pattern) == json_integer_value(value);
	case JSON_STRING:
		return equal_strings(pattern, value);
	default: /* null, true and false are told by their type; objects are no plain values */
		return !json_is_object(pattern);
	}
}

/* Item by item; both are arrays. */
static bool match_items(const json_t *patterns, const json_t *values, const struct place *place,
	const struct match *context)
{
	size_t count = json_array_size(values);

	if (count != json_array_size(patterns)) {
		char what[80];
		snprintf(what, sizeof(what), "%zu item%s, not %zu", count, count == 1 ? "" : "s",
			json_array_size(patterns));
		return differ(context, place, what);
	}
	for (size_t i = 0; i < count; i++) {
		struct place inner = {.outer = place, .index = i};
		if (!match(json_array_get(patterns, i), json_array_get(values, i), &inner, context))
			return false;
	}
	return true;
}

/* --- patterns ----------------------------------------------------------------------------------
 */

static const struct match quiet = {.why = NULL};

/* Whether the value is {tag: ...}. */
static bool is_tagged(const json_t *value, const char *tag)
{
	const char *found = plumb_tag(value, NULL);

	return found && strcmp(found, tag) == 0;
}

static bool has_type(const char *type, const json_t *value)
{
	if (strcmp(type, "int") == 0)
		return plumb_is_integer(value);
	if (strcmp(type, "float") == 0)
		return plumb_is_float(value);
	if (strcmp(type, "bool") == 0)
		return json_is_boolean(value);
	if (strcmp(type, "str") == 0)
		return json_is_string(value) || is_tagged(value, "str");
	if (strcmp(type, "list") == 0)
		return json_is_array(value);
	return strcmp(type, "value") == 0 || is_tagged(value, type); /* bytes, tuple */
}

static bool fits_any(const json_t *content, const json_t *value)
{
	return json_is_string(content) && has_type(json_string_value(content), value);
}

static bool fits_between(const json_t *content, const json_t *value)
{
	return plumb_number_at_most(json_array_get(content, 0), value) &&
	       plumb_number_at_most(value, json_array_get(content, 1));
}

static bool fits_one_of(const json_t *content, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(content); i++)
		if (match(json_array_get(content, i), value, NULL, &quiet))
			return true;
	return false;
}

static bool fits_not(const json_t *content, const json_t *value)
{
	return !match(content, value, NULL, &quiet);
}

static bool fits_contains(const json_t *content, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(content); i++) {
		bool found = false;
		for (size_t k = 0; json_is_array(value) && !found && k < json_array_size(value);
			k++) {
			found = match(
				json_array_get(content, i), json_array_get(value, k), NULL, &quiet);
		}
		if (!found)
			return false;
	}
	return json_is_array(value);
}

static bool fits_each(const json_t *content, const json_t *value)
{
	for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++)
		if (!match(content, json_array_get(value, i), NULL, &quiet))
			return false;
	return json_is_array(value) && json_array_size(value) > 0;
}

/* Pairs of a pattern and an item, each used once, being sought: see fits_unordered(). */
struct pairing {
	const json_t *patterns;
	const json_t *items;
	size_t *pattern_of; /* of each item, from 1; 0: none yet */
	bool *seen;	    /* items looked at while one pattern is being placed */
};

/*
 * Finds an item for the pattern, moving patterns that were placed before where need be: a wide
 * pattern must not take the only item that a narrow one fits.
 */
static bool place_pattern(struct pairing *pairing, size_t pattern)
{
	for (size_t i = 0; i < json_array_size(pairing->items); i++) {
		if (pairing->seen[i] || !match(json_array_get(pairing->patterns, pattern),
						json_array_get(pairing->items, i), NULL, &quiet))
			continue;
		pairing->seen[i] = true;
		if (pairing->pattern_of[i] == 0 ||
			place_pattern(pairing, pairing->pattern_of[i] - 1)) {
			pairing->pattern_of[i] = pattern + 1;
			return true;
		}
	}
	return false;
}

static bool fits_unordered(const json_t *content, const json_t *value)
{
	size_t count = json_array_size(content);
	struct pairing pairing = {.patterns = content, .items = value};

	if (!json_is_array(value) || json_array_size(value) != count)
		return false;
	pairing.pattern_of = calloc(count + 1, sizeof(*pairing.pattern_of));
	pairing.seen = calloc(count + 1, sizeof(*pairing.seen));
	bool fits = pairing.pattern_of && pairing.seen;
	for (size_t i = 0; fits && i < count; i++) {
		memset(pairing.seen, 0, count * sizeof(*pairing.seen));
		fits = place_pattern(&pairing, i);
	}
	free(pairing.pattern_of);
	free(pairing.seen);
	return fits;
}

/* The text of a string, or the bytes of what holds some; NULL for other values. */
static unsigned char *contents_of(const json_t *value, size_t *size)
{
	if (!json_is_string(value))
		return plumb_value_bytes(value, size);
	*size = json_string_length(value);
	unsigned char *copy = malloc(*size + 1);
	if (copy)
		memcpy(copy, json_string_value(value), *size + 1);
	return copy;
}

/* What kind of sequence it is: text (which may be {"str"}), or its tag. */
static const char *kind_of(const json_t *value)
{
	return json_is_string(value) ? "str" : plumb_tag(value, NULL);
}

static bool fits_prefix(const json_t *content, const json_t *value)
{
	size_t length = 0;
	size_t size = 0;
	bool fits = false;
	const char *wanted = kind_of(content);
	const char *found = kind_of(value);
	unsigned char *prefix = contents_of(content, &length);
	unsigned char *whole = contents_of(value, &size);

	if (prefix && whole && wanted && found && strcmp(wanted, found) == 0)
		fits = length <= size && memcmp(prefix, whole, length) == 0;
	free(prefix);
	free(whole);
	return fits;
}

/* A name that the headers lack has no value: only its absence fits (see plumb_way_fits()). */
static bool fits_absent(const json_t *content, const json_t *value)
{
	(void)content;
	(void)value;
	return false;
}

typedef bool fits_fn(const json_t *content, const json_t *value);

static const struct {
	const char *tag;
	fits_fn *fits;
} patterns[] = {
	{"any", fits_any},
	{"between", fits_between},
	{"one-of", fits_one_of},
	{"not", fits_not},
	{"unordered", fits_unordered},
	{"contains", fits_contains},
	{"each", fits_each},
	{"prefix", fits_prefix},
	{"absent", fits_absent},
};

static bool match_tagged(const json_t *pattern, const json_t *value, const struct place *place,
	const struct match *context)
{
	const json_t *wanted = NULL;
	const json_t *content = NULL;
	const char *tag = plumb_tag(pattern, &wanted);

	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		if (strcmp(tag, patterns[i].tag) == 0) {
			return patterns[i].fits(wanted, value) ||
			       differ_from(context, place, pattern, value);
		}
	}
	const char *found = plumb_tag(value, &content);
	if (!found || strcmp(found, tag) != 0)
		return differ_from(context, place, pattern, value);
	if (json_is_array(wanted) && json_is_array(content)) /* a tuple */
		return match_items(wanted, content, place, context);
	return equal_plain(wanted, content) || differ_from(context, place, pattern, value);
}

static bool match(const json_t *pattern, const json_t *value, const struct place *place,
	const struct match *context)
{
	if (plumb_tag(pattern, NULL))
		return match_tagged(pattern, value, place, context);
	if (json_is_array(pattern) && json_is_array(value))
		return match_items(pattern, value, place, context);
	return equal_plain(pattern, value) || differ_from(context, place, pattern, value);
}

bool plumb_match(const json_t *pattern, const json_t *value, char *why, size_t size)
{
	struct match context = {.why = why, .size = size};

	return match(pattern, value, NULL, &context);
}
