#include "outcome.h"

#include "base/heap.h"
#include "names.h"
#include "values/value.h"
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_PORT = 1024, LEAST_DIGITS = 5 };

struct settling {
	const char *callee;
	const char *directory; /* or NULL */
	char *hex;	       /* the directory's bytes in hex; or NULL */
};

static bool is_among(const char *word, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

static json_t *word(const char *text)
{
	return plumb_have(json_string(text));
}

/* --- texts ------------------------------------------------------------------------------------ */

/* Adds the text with `from` replaced. */
static char *replaced(const char *text, const char *from, const char *to)
{
	struct plumb_text out = {0};
	const char *found;

	while (from && *from && (found = strstr(text, from))) {
		plumb_text_add_n(&out, text, (size_t)(found - text));
		plumb_text_add(&out, to);
		text = found + strlen(from);
	}
	plumb_text_add(&out, text);
	return plumb_have_text(&out);
}

/* Long numbers, and short ones after fd=, become N. */
static char *without_numbers(const char *text)
{
	struct plumb_text out = {0};
	const char *at = text;

	while (*at) {
		size_t digits = strspn(at, "0123456789abcdefx");
		bool is_number = isdigit((unsigned char)*at) &&
				 (at == text || !isalnum((unsigned char)at[-1]));
		bool is_fd = at - text >= 3 && strncmp(at - 3, "fd=", 3) == 0;
		if (is_number && (digits >= LEAST_DIGITS || is_fd)) {
			plumb_text_add(&out, "N");
			at += digits;
		} else {
			plumb_text_add_n(&out, at++, 1);
		}
	}
	return plumb_have_text(&out);
}

static json_t *settle_text(const struct settling *settling, const char *text)
{
	char *plain = replaced(text, settling->directory, "DIRECTORY");
	char *hexed = replaced(plain, settling->hex, "DIRECTORY");
	char *shown = strchr(hexed, '<') ? without_numbers(hexed) : plumb_copy(hexed);
	json_t *settled = word(shown);

	free(shown);
	free(hexed);
	free(plain);
	return settled;
}

/* --- values ----------------------------------------------------------------------------------- */

static json_t *settle(const struct settling *settling, const json_t *value);

/* (level, SCM_RIGHTS, data): the descriptors that came along. */
static bool is_rights(const json_t *items)
{
	return json_array_size(items) == 3 && json_integer_value(json_array_get(items, 0)) == 1 &&
	       json_integer_value(json_array_get(items, 1)) == 1 &&
	       json_object_get(json_array_get(items, 2), "bytes");
}

static json_t *settle_tuple(const struct settling *settling, const json_t *items)
{
	json_t *copy = settle(settling, items);
	const json_t *first = json_array_get(items, 0), *second = json_array_get(items, 1);

	if (json_is_string(first) && json_integer_value(second) >= FIRST_PORT)
		json_array_set_new(copy, 1, word("PORT"));
	if (json_is_integer(first) && json_is_integer(second) && json_array_size(items) == 2 &&
		strncmp(settling->callee, "get", 3) == 0)
		json_array_set_new(copy, 0, word("NUMBER"));
	if (is_rights(items))
		json_array_set_new(copy, 2, word("DESCRIPTORS"));
	return copy;
}

static json_t *settle_tagged(
	const struct settling *settling, const char *tag, const json_t *content)
{
	if (strcmp(tag, "tuple") == 0)
		return plumb_tagged(tag, settle_tuple(settling, content));
	return plumb_tagged(tag, settle(settling, content));
}

static json_t *settle(const struct settling *settling, const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);
	json_t *copy, *item;
	size_t i;

	if (tag)
		return settle_tagged(settling, tag, content);
	if (json_is_string(value))
		return settle_text(settling, json_string_value(value));
	if (!json_is_array(value))
		return plumb_have(json_deep_copy(value));
	copy = plumb_have(json_array());
	json_array_foreach(value, i, item)
		json_array_append_new(copy, settle(settling, item));
	return copy;
}

/* Options whose value is of the process or of the moment. */
static bool is_of_the_moment(const char *label)
{
	static const char *const options[] = {"SO_PEERCRED", "SO_PEERSEC", "SO_COOKIE", "TCP_INFO",
		"SO_INCOMING_NAPI_ID", "SO_INCOMING_CPU", "SO_PEERPIDFD", "SO_PEERGROUPS",
		"SO_MEMINFO", NULL};
	const char *option = strchr(label, ' ');

	return option && is_among(option + 1, options);
}

/* A descriptor, or bytes that are made of some; -1 is none. */
static bool is_descriptor(const char *callee, const json_t *value)
{
	static const char *const calls[] = {"fileno", "detach", "_fileno", NULL};

	return is_among(callee, calls) && json_is_integer(value) && json_integer_value(value) >= 0;
}

static json_t *settle_value(
	const struct settling *settling, const json_t *step, const json_t *value)
{
	static const char *const of_descriptors[] = {"ints", "recv_fds", NULL};
	char *label = plumb_outcome_label(step);
	bool is_momentary = is_of_the_moment(label);

	free(label);
	if (is_descriptor(settling->callee, value))
		return word("DESCRIPTOR");
	if (is_momentary || is_among(settling->callee, of_descriptors))
		return word("VALUE");
	return settle(settling, value);
}

/* Of an exception its class and its code, and the text of the one class that has it documented. */
static json_t *settle_raises(const json_t *raises)
{
	json_t *class = json_object_get(raises, "class");
	json_t *settled = plumb_have(
		json_pack("{s:O, s:O}", "class", class, "code", json_object_get(raises, "code")));

	if (strcmp(json_string_value(class), "timeout") == 0)
		json_object_set(settled, "text", json_object_get(raises, "text"));
	return settled;
}

static char *hex_of(const char *text)
{
	json_t *value = text ? plumb_bytes_value(text, strlen(text)) : NULL;
	const char *hex = json_string_value(json_object_get(value, "bytes"));
	char *copy = hex ? plumb_copy(hex) : NULL;

	json_decref(value);
	return copy;
}

json_t *plumb_outcome_settled(const json_t *step, const json_t *outcome, const char *directory)
{
	struct settling settling = {.callee = plumb_callee(step), .directory = directory};
	const json_t *given = json_object_get(outcome, "gives");
	const json_t *raises = json_object_get(outcome, "raises");
	const json_t *saw = json_object_get(outcome, "saw");
	json_t *settled;

	settling.hex = hex_of(directory);
	if (given)
		settled = plumb_tagged("gives", settle_value(&settling, step, given));
	else if (raises)
		settled = plumb_tagged("raises", settle_raises(raises));
	else if (saw)
		settled = plumb_tagged("saw", settle(&settling, saw));
	else if (json_object_get(outcome, "lacks"))
		settled = plumb_have(json_deep_copy(outcome));
	else
		settled = json_is_null(outcome) ? word("not played") : word("broken");
	free(settling.hex);
	return settled;
}

/* --- kinds ------------------------------------------------------------------------------------ */

static void add_kind(struct plumb_text *text, const json_t *value)
{
	static const char *const types[] = {[JSON_STRING] = "str",
		[JSON_INTEGER] = "int",
		[JSON_REAL] = "float",
		[JSON_TRUE] = "True",
		[JSON_FALSE] = "False",
		[JSON_NULL] = "None"};
	const json_t *content = NULL, *item;
	const char *tag = plumb_tag(value, &content);
	size_t i;

	if (json_is_array(value)) {
		plumb_text_add(text, json_array_size(value) ? "list" : "[]");
	} else if (tag && strcmp(tag, "tuple") == 0) {
		plumb_text_add(text, "(");
		json_array_foreach(content, i, item) {
			plumb_text_add(text, i ? ", " : "");
			add_kind(text, item);
		}
		plumb_text_add(text, ")");
	} else if (tag && strcmp(tag, "object") == 0) {
		plumb_text_add(text, json_string_value(content));
	} else if (tag) {
		plumb_text_add(text, json_string_length(content) ? tag : "b''");
	} else {
		plumb_text_add(text, types[json_typeof(value)]);
	}
}

char *plumb_outcome_kind(const json_t *settled)
{
	const json_t *raises = json_object_get(settled, "raises");
	const char *code = json_string_value(json_object_get(raises, "code"));
	const json_t *given = json_object_get(settled, "gives");
	struct plumb_text text = {0};

	if (json_is_string(settled)) {
		plumb_text_add(&text, json_string_value(settled));
	} else if (raises) {
		plumb_text_add(&text, json_string_value(json_object_get(raises, "class")));
		plumb_text_add(&text, code ? " " : "");
		plumb_text_add(&text, code ? code : "");
	} else if (json_is_integer(given) && json_integer_value(given) == 0) {
		plumb_text_add(&text, "0");
	} else if (given) {
		add_kind(&text, given);
	} else {
		plumb_text_add(&text, plumb_tag(settled, NULL));
	}
	return plumb_have_text(&text);
}

char *plumb_outcome_label(const json_t *step)
{
	static const char *const with_option[] = {"getsockopt", "setsockopt", "ioctl", NULL};
	const char *callee = plumb_callee(step);
	const json_t *call = json_object_get(step, "call"), *deed = json_object_get(step, "peer");
	size_t at = strcmp(callee, "ioctl") == 0 ? 1 : 2;
	const char *option = json_string_value(json_object_get(json_array_get(call, at), "const"));

	if (deed)
		return plumb_format("peer %s", json_string_value(json_array_get(deed, 0)));
	if (!*callee)
		return plumb_copy(plumb_action(step));
	if (is_among(callee, with_option) && option)
		return plumb_format("%s %s", callee, option);
	return plumb_copy(callee);
}
