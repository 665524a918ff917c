/*
 * Expectations as conditions of a script. What came is a value, or the exception that was raised;
 * types are compared as the runner compares them, as far as Python's own == does not.
 */
#include "repro_script.h"

#include "base/heap.h"
#include "values/cvalue.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

/* One condition while it is written: all that is added is joined by `and`. */
struct fit {
	struct plumb_script *script;
	struct plumb_text *text;
	int depth; /* of comprehensions, so that each has a name of its own for an item */
};

static void fit_value(const struct fit *fit, const json_t *pattern, const char *came);

/* Adds a condition in parentheses. */
static void fit_inside(const struct fit *fit, const json_t *pattern, const char *came)
{
	plumb_text_add(fit->text, "(");
	fit_value(fit, pattern, came);
	plumb_text_add(fit->text, ")");
}

/* --- plain values ----------------------------------------------------------------------------- */

static void fit_equal(const struct fit *fit, const json_t *value, const char *came)
{
	plumb_text_add_f(fit->text, "%s == ", came);
	plumb_script_add_value(fit->script, fit->text, value);
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; word && *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

/* Whether == alone tells such a value from all others that are likely. */
static bool is_simple(const json_t *value)
{
	static const char *const simple[] = {
		"const", "var", "peer", "path", "abstract", "errno", "str", "flags", NULL};
	const json_t *content = NULL, *item;
	const char *tag = plumb_tag(value, &content);
	size_t i;

	if (tag && strcmp(tag, "tuple") == 0)
		value = content;
	else if (tag)
		return is_one_of(tag, simple);
	if (!json_is_array(value))
		return json_is_string(value) || json_is_integer(value) || json_is_null(value);
	json_array_foreach(value, i, item)
		if (!is_simple(item))
			return false;
	return true;
}

/* True is 1 and False is 0 to ==, and 5 is 5.0. */
static void fit_integer(const struct fit *fit, const json_t *value, const char *came)
{
	json_int_t number = json_integer_value(value);

	plumb_text_add_f(fit->text, "isinstance(%s, int) and ", came);
	fit_equal(fit, value, came);
	if (number == 0 || number == 1)
		plumb_text_add_f(fit->text, " and not isinstance(%s, bool)", came);
}

static void fit_sequence(
	const struct fit *fit, const char *type, const json_t *items, const char *came)
{
	const json_t *item;
	size_t i;

	plumb_text_add_f(fit->text, "isinstance(%s, %s) and len(%s) == %zu", came, type, came,
		json_array_size(items));
	json_array_foreach(items, i, item) {
		char *inner = plumb_format("%s[%zu]", came, i);
		plumb_text_add(fit->text, " and ");
		if (is_simple(item))
			fit_equal(fit, item, inner);
		else
			fit_value(fit, item, inner);
		free(inner);
	}
}

static void fit_plain(const struct fit *fit, const json_t *value, const char *came)
{
	switch (json_typeof(value)) {
	case JSON_NULL:
		plumb_text_add_f(fit->text, "%s is None", came);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		plumb_text_add_f(
			fit->text, "%s is %s", came, json_is_true(value) ? "True" : "False");
		break;
	case JSON_INTEGER:
		fit_integer(fit, value, came);
		break;
	case JSON_REAL:
		plumb_text_add_f(fit->text, "isinstance(%s, float) and ", came);
		fit_equal(fit, value, came);
		break;
	case JSON_ARRAY:
		fit_sequence(fit, "list", value, came);
		break;
	default:
		fit_equal(fit, value, came);
		break;
	}
}

/* --- tagged values ---------------------------------------------------------------------------- */

static void fit_bytes(
	const struct fit *fit, const char *tag, const json_t *pattern, const char *came)
{
	plumb_text_add_f(fit->text, "type(%s) is %s and ", came, tag);
	fit_equal(fit, pattern, came);
}

static void fit_float(const struct fit *fit, const json_t *content, const char *came)
{
	if (strcmp(json_string_value(content), "nan") == 0)
		plumb_text_add_f(fit->text, "%s != %s", came, came);
	else
		plumb_text_add_f(
			fit->text, "%s == float(\"%s\")", came, json_string_value(content));
}

static void fit_object(const struct fit *fit, const json_t *content, const char *came)
{
	const char *name = json_string_value(content);

	if (strcmp(name, "socket") == 0) {
		plumb_text_add_f(
			fit->text, "isinstance(%s, (socket.socket, socket.SocketType))", came);
	} else if (strcmp(name, "file") == 0) {
		fit->script->imports |= PLUMB_IMPORT_IO;
		plumb_text_add_f(fit->text, "isinstance(%s, io.IOBase)", came);
	} else if (strcmp(name, "type") == 0) {
		plumb_text_add_f(fit->text, "isinstance(%s, type)", came);
	} else if (strcmp(name, "function") == 0) {
		plumb_text_add_f(fit->text, "callable(%s)", came);
	} else {
		plumb_text_add_f(fit->text, "type(%s).__name__ == \"%s\"", came, name);
	}
}

static void fit_any(const struct fit *fit, const json_t *content, const char *came)
{
	const char *type = json_string_value(content);

	if (strcmp(type, "value") == 0)
		plumb_text_add_f(fit->text, "not isinstance(%s, Exception)", came);
	else
		plumb_text_add_f(fit->text, "isinstance(%s, %s)", came, type);
	if (strcmp(type, "int") == 0)
		plumb_text_add_f(fit->text, " and not isinstance(%s, bool)", came);
}

static void fit_between(const struct fit *fit, const json_t *content, const char *came)
{
	plumb_text_add_f(fit->text, "isinstance(%s, (int, float)) and ", came);
	plumb_script_add_value(fit->script, fit->text, json_array_get(content, 0));
	plumb_text_add_f(fit->text, " <= %s <= ", came);
	plumb_script_add_value(fit->script, fit->text, json_array_get(content, 1));
}

static void fit_one_of(const struct fit *fit, const json_t *content, const char *came)
{
	const json_t *item;
	size_t i;

	plumb_text_add(fit->text, "(");
	json_array_foreach(content, i, item) {
		plumb_text_add(fit->text, i ? " or " : "");
		fit_value(fit, item, came);
	}
	plumb_text_add(fit->text, ")");
}

static void fit_not(const struct fit *fit, const json_t *content, const char *came)
{
	plumb_text_add_f(fit->text, "not isinstance(%s, Exception) and not ", came);
	fit_inside(fit, content, came);
}

/* any(... for item in came), or all(...). */
static void fit_items(
	const struct fit *fit, const char *which, const json_t *pattern, const char *came)
{
	struct fit inner = *fit;
	char *item = fit->depth ? plumb_format("item%d", fit->depth) : plumb_copy("item");

	inner.depth++;
	plumb_text_add_f(fit->text, "%s(", which);
	fit_value(&inner, pattern, item);
	plumb_text_add_f(fit->text, " for %s in %s)", item, came);
	free(item);
}

static void fit_contains(const struct fit *fit, const json_t *content, const char *came)
{
	const json_t *item;
	size_t i;

	plumb_text_add_f(fit->text, "isinstance(%s, list)", came);
	json_array_foreach(content, i, item) {
		plumb_text_add(fit->text, " and ");
		fit_items(fit, "any", item, came);
	}
}

static void fit_each(const struct fit *fit, const json_t *content, const char *came)
{
	plumb_text_add_f(fit->text, "isinstance(%s, list) and len(%s) > 0 and ", came, came);
	fit_items(fit, "all", content, came);
}

/* Lists that tables leave unordered are short: every order is tried. */
static void fit_unordered(const struct fit *fit, const json_t *content, const char *came)
{
	const json_t *item;
	size_t i;

	fit->script->imports |= PLUMB_IMPORT_ITERTOOLS;
	plumb_text_add_f(fit->text, "isinstance(%s, list) and len(%s) == %zu and any(", came, came,
		json_array_size(content));
	json_array_foreach(content, i, item) {
		char *inner = plumb_format("order[%zu]", i);
		plumb_text_add(fit->text, i ? " and " : "");
		fit_value(fit, item, inner);
		free(inner);
	}
	plumb_text_add_f(fit->text, "%s for order in itertools.permutations(%s))",
		json_array_size(content) ? "" : "True", came);
}

static void fit_prefix(const struct fit *fit, const json_t *content, const char *came)
{
	bool text = json_is_string(content);

	plumb_text_add_f(fit->text, "isinstance(%s, %s) and %s.startswith(", came,
		text ? "str" : "bytes", came);
	plumb_script_add_value(fit->script, fit->text, content);
	plumb_text_add(fit->text, ")");
}

static void fit_absent(const struct fit *fit, const json_t *content, const char *came)
{
	(void)content;
	plumb_text_add_f(fit->text, "isinstance(%s, AttributeError)", came);
}

/* The number in the headers that this program was compiled with; a name that they lack is absent.
 */
static void fit_c(const struct fit *fit, const json_t *content, const char *came)
{
	int64_t number;
	json_t *value;

	if (!plumb_c_value(json_string_value(content), &number)) {
		fit_absent(fit, content, came);
		return;
	}
	value = plumb_have(json_integer(number));
	fit_integer(fit, value, came);
	json_decref(value);
}

typedef void fit_fn(const struct fit *fit, const json_t *content, const char *came);

static const struct {
	const char *tag;
	fit_fn *add;
} patterns[] = {
	{"float", fit_float},
	{"object", fit_object},
	{"any", fit_any},
	{"between", fit_between},
	{"one-of", fit_one_of},
	{"not", fit_not},
	{"contains", fit_contains},
	{"each", fit_each},
	{"unordered", fit_unordered},
	{"prefix", fit_prefix},
	{"c", fit_c},
	{"c-or-absent", fit_c},
	{"absent", fit_absent},
};

static void fit_value(const struct fit *fit, const json_t *pattern, const char *came)
{
	static const char *const bytes[] = {"bytes", "bytearray", "memoryview", NULL};
	const json_t *content = NULL;
	const char *tag = plumb_tag(pattern, &content);

	for (size_t i = 0; tag && i < sizeof patterns / sizeof patterns[0]; i++) {
		if (strcmp(tag, patterns[i].tag) == 0) {
			patterns[i].add(fit, content, came);
			return;
		}
	}
	if (is_one_of(tag, bytes))
		fit_bytes(fit, tag, pattern, came);
	else if (tag && strcmp(tag, "tuple") == 0 && !is_simple(pattern))
		fit_sequence(fit, "tuple", content, came);
	else if (tag || (json_is_array(pattern) && is_simple(pattern)))
		fit_equal(fit, pattern, came);
	else
		fit_plain(fit, pattern, came);
}

/* --- the whole -------------------------------------------------------------------------------- */

void plumb_script_fit(struct plumb_script *script, struct plumb_text *text, const json_t *pattern,
	const char *came)
{
	const struct fit fit = {.script = script, .text = text};

	fit_value(&fit, pattern, came);
}
