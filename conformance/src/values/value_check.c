/* Whether a value is made as docs/tables.md and docs/protocol.md have it. */
#include "base/utf8.h"
#include "base/word.h"
#include "number.h"
#include "value.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct check {
	enum plumb_place place;
	const char *tag; /* the innermost one, for messages */
	char *why;
	size_t size;
};

static bool check_value(const json_t *value, struct check *check, int depth);

__attribute__((format(printf, 2, 3))) static bool refuse(
	struct check *check, const char *format, ...)
{
	va_list arguments;
	size_t used = 0;

	if (check->tag && check->size > 0) {
		snprintf(check->why, check->size, "%s: ", check->tag);
		used = strlen(check->why);
	}
	va_start(arguments, format);
	vsnprintf(check->why + used, check->size - used, format, arguments);
	va_end(arguments);
	return false;
}

static bool is_one_of(const char *text, const char *const *words)
{
	for (; text && *words; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

/* --- the content of each tag -------------------------------------------------------------------
 */

static bool check_hex(const json_t *content, struct check *check, int depth)
{
	const json_t *hex = content;
	(void)depth;

	if (json_is_array(content) && check->place != PLUMB_ANSWER) {
		const json_t *count = json_array_get(content, 1);
		hex = json_array_get(content, 0);
		if (json_array_size(content) != 2 || !json_is_integer(count))
			return refuse(check, "a repetition is [hex, how often]");
		if (json_integer_value(count) < 0 ||
			json_integer_value(count) > PLUMB_VALUE_BYTES) {
			return refuse(check, "repeated less than 0 or more than %d times",
				PLUMB_VALUE_BYTES);
		}
		if (json_string_length(hex) / 2 * (size_t)json_integer_value(count) >
			PLUMB_VALUE_BYTES)
			return refuse(check, "more than %d bytes", PLUMB_VALUE_BYTES);
	}
	const char *text = plumb_plain(hex);
	if (!text || !plumb_is_hex(text))
		return refuse(check, "not hex in lower case, two digits a byte");
	return true;
}

static bool check_str(const json_t *content, struct check *check, int depth)
{
	bool surrogate = false;
	(void)depth;

	if (!plumb_plain(content) || !plumb_is_hex(plumb_plain(content)))
		return refuse(check, "not hex in lower case, two digits a byte");
	const char *hex = plumb_plain(content);
	size_t size = strlen(hex) / 2;
	for (size_t at = 0, length; at < size; at += length) {
		unsigned char window[5] = {0};
		unsigned long code = 0;
		size_t left = size - at < 4 ? size - at : 4;
		for (size_t i = 0; i < left; i++)
			window[i] = plumb_hex_byte(hex + 2 * (at + i));
		length = plumb_utf8_length(window, left, &code);
		if (length == 0)
			return refuse(check, "not UTF-8, even with surrogates");
		surrogate = surrogate || (code >= 0xd800 && code < 0xe000);
	}
	return surrogate || refuse(check, "text without a surrogate is a plain string");
}

static bool check_items(const json_t *content, struct check *check, int depth)
{
	size_t i;
	json_t *item;

	if (!json_is_array(content))
		return refuse(check, "not a list");
	json_array_foreach((json_t *)content, i, item)
		if (!check_value(item, check, depth))
			return false;
	return true;
}

static bool check_some(const json_t *content, struct check *check, int depth)
{
	if (json_array_size(content) == 0)
		return refuse(check, "not a list with something in it");
	return check_items(content, check, depth);
}

static bool check_prefix(const json_t *content, struct check *check, int depth)
{
	static const char *const tags[] = {
		"bytes", "bytearray", "str", "var", "path", "abstract", "peer", NULL};

	if (!json_is_string(content) && !is_one_of(plumb_tag(content, NULL), tags))
		return refuse(check, "not a string, and not bytes");
	return check_value(content, check, depth);
}

static bool check_int(const json_t *content, struct check *check, int depth)
{
	const char *text = plumb_plain(content);
	(void)depth;

	if (!text || !plumb_is_digits(text))
		return refuse(check, "not the decimal digits of an integer, as a string");
	return plumb_is_beyond_64_bits(text) ||
	       refuse(check, "%.24s fits in 64 bits: a plain number", text);
}

static bool check_float(const json_t *content, struct check *check, int depth)
{
	static const char *const words[] = {"nan", "inf", "-inf", NULL};
	(void)depth;

	return is_one_of(plumb_plain(content), words) || refuse(check, "not nan, inf or -inf");
}

static bool check_any(const json_t *content, struct check *check, int depth)
{
	static const char *const words[] = {
		"int", "bool", "float", "str", "bytes", "list", "tuple", "value", NULL};
	(void)depth;

	return is_one_of(plumb_plain(content), words) ||
	       refuse(check, "not int, bool, float, str, bytes, list, tuple or value");
}

static bool check_name(const json_t *content, struct check *check, int depth)
{
	const char *text = plumb_plain(content);
	(void)depth;

	return (text && plumb_is_name(text)) || refuse(check, "not a name");
}

static bool check_flags(const json_t *content, struct check *check, int depth)
{
	size_t i;
	json_t *name;

	if (json_array_size(content) == 0)
		return refuse(check, "not a list with something in it");
	json_array_foreach((json_t *)content, i, name)
		if (!check_name(name, check, depth))
			return false;
	return true;
}

static bool check_errno(const json_t *content, struct check *check, int depth)
{
	const char *text = plumb_plain(content);
	(void)depth;

	return (text && plumb_is_code(text)) || refuse(check, "not the name of an error");
}

static bool check_var(const json_t *content, struct check *check, int depth)
{
	const char *text = plumb_plain(content);

	if (check->place == PLUMB_PATTERN)
		return check_name(content, check, depth);
	return (text && plumb_is_dotted(text)) || refuse(check, "not a name");
}

static bool check_index(const json_t *content, struct check *check, int depth)
{
	if (!plumb_is_integer(content))
		return refuse(check, "not an integer");
	return check_value(content, check, depth);
}

static bool check_object(const json_t *content, struct check *check, int depth)
{
	(void)depth;

	return plumb_plain(content) || refuse(check, "not the name of a type");
}

static bool check_between(const json_t *content, struct check *check, int depth)
{
	const json_t *least = json_array_get(content, 0);
	const json_t *most = json_array_get(content, 1);

	if (json_array_size(content) != 2)
		return refuse(check, "not [least, most]");
	if (!check_items(content, check, depth))
		return false;
	return plumb_number_at_most(least, most) ||
	       refuse(check, "not two numbers of which the first is the smaller");
}

static bool check_peer(const json_t *content, struct check *check, int depth)
{
	const char *text = plumb_plain(content);
	const char *dot = text ? strchr(text, '.') : NULL;
	(void)depth;

	if (!text || !plumb_is_dotted(text))
		return refuse(check, "not a name");
	return !dot || strcmp(dot, ".host") == 0 || strcmp(dot, ".port") == 0 ||
	       refuse(check, "an address has a host and a port, and no%s", dot);
}

static bool check_path(const json_t *content, struct check *check, int depth)
{
	const json_t *name = json_is_array(content) ? json_array_get(content, 0) : content;
	const json_t *length = json_array_get(content, 1);
	(void)depth;

	if (!json_is_string(name) || json_string_length(name) == 0)
		return refuse(check, "not a name in the row's directory");
	if (json_is_array(content) &&
		(json_array_size(content) != 2 || !json_is_integer(length) ||
			json_integer_value(length) < 1 || json_integer_value(length) > 4096))
		return refuse(check, "not [name, length in bytes]");
	return true;
}

/* --- the tags ----------------------------------------------------------------------------------
 */

typedef bool check_fn(const json_t *content, struct check *check, int depth);

static const struct {
	const char *tag;
	unsigned places;
	check_fn *check;
} tags[] = {
	{"bytes", PLUMB_ARGUMENT | PLUMB_PATTERN | PLUMB_ANSWER, check_hex},
	{"bytearray", PLUMB_ARGUMENT | PLUMB_PATTERN | PLUMB_ANSWER, check_hex},
	{"memoryview", PLUMB_ARGUMENT | PLUMB_PATTERN | PLUMB_ANSWER, check_hex},
	{"strided", PLUMB_ARGUMENT, check_hex},
	{"str", PLUMB_ARGUMENT | PLUMB_PATTERN | PLUMB_ANSWER, check_str},
	{"tuple", PLUMB_ARGUMENT | PLUMB_PATTERN | PLUMB_ANSWER, check_items},
	{"int", PLUMB_ARGUMENT | PLUMB_PATTERN | PLUMB_ANSWER, check_int},
	{"float", PLUMB_ARGUMENT | PLUMB_PATTERN | PLUMB_ANSWER, check_float},
	{"const", PLUMB_ARGUMENT | PLUMB_PATTERN, check_name},
	{"flags", PLUMB_ARGUMENT, check_flags},
	{"var", PLUMB_ARGUMENT | PLUMB_PATTERN, check_var},
	{"index", PLUMB_ARGUMENT, check_index},
	{"peer", PLUMB_ARGUMENT | PLUMB_PATTERN, check_peer},
	{"path", PLUMB_ARGUMENT | PLUMB_PATTERN, check_path},
	{"abstract", PLUMB_ARGUMENT | PLUMB_PATTERN, check_path},
	{"object", PLUMB_PATTERN | PLUMB_ANSWER, check_object},
	{"any", PLUMB_PATTERN, check_any},
	{"between", PLUMB_PATTERN, check_between},
	{"one-of", PLUMB_PATTERN, check_some},
	{"not", PLUMB_PATTERN, check_value},
	{"unordered", PLUMB_PATTERN, check_items},
	{"contains", PLUMB_PATTERN, check_some},
	{"each", PLUMB_PATTERN, check_value},
	{"prefix", PLUMB_PATTERN, check_prefix},
	{"c", PLUMB_PATTERN, check_name},
	{"c-or-absent", PLUMB_PATTERN, check_name},
	{"errno", PLUMB_PATTERN, check_errno},
};

static bool check_tagged(const json_t *value, struct check *check, int depth)
{
	static const char *const names[] = {[PLUMB_ARGUMENT] = "an argument",
		[PLUMB_PATTERN] = "an expectation",
		[PLUMB_ANSWER] = "an answer"};
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);
	const char *outer = check->tag;

	if (!tag)
		return refuse(check, "an object has exactly one key, its tag");
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		if (strcmp(tag, tags[i].tag) != 0)
			continue;
		check->tag = tag;
		if (!(tags[i].places & check->place))
			return refuse(check, "cannot stand in %s", names[check->place]);
		if (!tags[i].check(content, check, depth))
			return false;
		check->tag = outer;
		return true;
	}
	check->tag = NULL;
	return refuse(check, "no such tag: %.40s", tag);
}

static bool check_value(const json_t *value, struct check *check, int depth)
{
	if (depth >= PLUMB_VALUE_DEPTH)
		return refuse(check, "nested more than %d deep", PLUMB_VALUE_DEPTH);
	if (json_is_array(value))
		return check_items(value, check, depth + 1);
	return !json_is_object(value) || check_tagged(value, check, depth + 1);
}

bool plumb_value_check(const json_t *value, enum plumb_place place, char *why, size_t size)
{
	struct check check = {.place = place, .why = why, .size = size};

	return check_value(value, &check, 0);
}
