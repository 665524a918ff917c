/* Expectations as conditions of C. */
#include "repro_c.h"

#include "base/heap.h"
#include "base/word.h"
#include "values/cvalue.h"
#include "values/show.h"
#include "values/value.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fit {
	struct plumb_c_program *program;
	const struct plumb_c_result *result;
	struct plumb_text *text;
};

static void give_up_on(const struct fit *fit, const json_t *pattern)
{
	char *shown = plumb_show_value(pattern, 80);

	plumb_c_give_up(
		fit->program, "what comes cannot be held against %s in C", shown ? shown : "?");
	free(shown);
}

static bool is_tag(const char *tag, const char *name)
{
	return tag && strcmp(tag, name) == 0;
}

/* Whether anything will do that the kind of the result has by itself. */
static bool is_any(const json_t *pattern)
{
	const char *tag = plumb_tag(pattern, NULL);

	return is_tag(tag, "any") || is_tag(tag, "object");
}

/* --- numbers, bytes, texts -------------------------------------------------------------------- */

static void fit_number(const struct fit *fit, const json_t *pattern, const char *value);

static void fit_numbers(const struct fit *fit, const json_t *patterns, const char *value)
{
	const json_t *item;
	size_t i;

	plumb_text_add(fit->text, "(");
	json_array_foreach(patterns, i, item)
	{
		plumb_text_add(fit->text, i ? " || " : "");
		fit_number(fit, item, value);
	}
	plumb_text_add(fit->text, ")");
}

static void fit_number(const struct fit *fit, const json_t *pattern, const char *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(pattern, &content);
	char *low, *high;
	int64_t number;

	if (is_tag(tag, "any")) {
		plumb_text_add(fit->text, "1");
	} else if (is_tag(tag, "between")) {
		low = plumb_c_integer(fit->program, json_array_get(content, 0));
		high = plumb_c_integer(fit->program, json_array_get(content, 1));
		plumb_text_add_f(fit->text, "%s <= %s && %s <= %s", low, value, value, high);
		free(low);
		free(high);
	} else if (is_tag(tag, "one-of")) {
		fit_numbers(fit, content, value);
	} else if (is_tag(tag, "not")) {
		plumb_text_add(fit->text, "!(");
		fit_number(fit, content, value);
		plumb_text_add(fit->text, ")");
	} else if (is_tag(tag, "c") && plumb_c_value(json_string_value(content), &number)) {
		plumb_text_add_f(fit->text, "%s == %lld", value, (long long)number);
	} else {
		low = plumb_c_integer(fit->program, pattern);
		plumb_text_add_f(fit->text, "%s == %s", value, low);
		free(low);
	}
}

static void fit_bytes(const struct fit *fit, const json_t *pattern)
{
	size_t size = 0;
	char *literal;

	if (is_any(pattern)) {
		plumb_text_add(fit->text, "result >= 0");
		return;
	}
	if (!is_tag(plumb_tag(pattern, NULL), "bytes")) {
		give_up_on(fit, pattern);
		return;
	}
	literal = plumb_c_bytes(fit->program, pattern, &size);
	if (size == 0)
		plumb_text_add(fit->text, "result == 0");
	else
		plumb_text_add_f(fit->text, "result == %zu && memcmp(%s, %s, %zu) == 0", size,
			fit->result->value, literal, size);
	free(literal);
}

static void fit_text(const struct fit *fit, const json_t *pattern, const char *value)
{
	char *literal;

	if (is_any(pattern)) {
		plumb_text_add(fit->text, "1");
		return;
	}
	literal = plumb_c_string(fit->program, pattern);
	plumb_text_add_f(fit->text, "strcmp(%s, %s) == 0", value, literal);
	free(literal);
}

/* --- addresses -------------------------------------------------------------------------------- */

/* (host, port) and perhaps more. */
static void fit_inet(const struct fit *fit, const json_t *items)
{
	static const char *const members[] = {"port", "flowinfo", "scope_id"};
	char *host = plumb_format("%s.inet.host", fit->result->address);

	plumb_text_add_f(
		fit->text, "%s.members == %zu && ", fit->result->address, json_array_size(items));
	fit_text(fit, json_array_get(items, 0), host);
	for (size_t i = 1; i < json_array_size(items) && i < 4; i++) {
		char *member = plumb_format("%s.inet.%s", fit->result->address, members[i - 1]);
		plumb_text_add(fit->text, " && ");
		fit_number(fit, json_array_get(items, i), member);
		free(member);
	}
	free(host);
}

static void fit_address(const struct fit *fit, const json_t *pattern)
{
	const char *address = fit->result->address;
	const json_t *content = NULL, *variable;
	const char *tag = plumb_tag(pattern, &content);

	variable = is_tag(tag, "var") ? plumb_c_variable(fit->program, json_string_value(content))
				      : NULL;
	if (is_any(pattern)) {
		plumb_text_add(fit->text, "1");
	} else if (json_is_null(pattern)) {
		plumb_text_add_f(fit->text, "%s.family == PYSOCK_NO_ADDRESS", address);
	} else if (is_tag(tag, "tuple") && json_array_size(content) >= 2) {
		fit_inet(fit, content);
	} else if (plumb_plain(pattern) && !*plumb_plain(pattern)) {
		plumb_text_add_f(fit->text, "%s.un.length == 0", address);
	} else if (variable &&
		   json_integer_value(json_object_get(variable, "kind")) == PLUMB_C_ADDRESS) {
		const char *other = json_string_value(json_object_get(variable, "c"));
		bool path =
			is_tag(json_string_value(json_object_get(variable, "family")), "AF_UNIX");
		if (path)
			plumb_text_add_f(fit->text,
				"%s.un.length == %s.un.length && "
				"memcmp(%s.un.path, %s.un.path, %s.un.length) == 0",
				address, other, address, other, other);
		else
			plumb_text_add_f(fit->text,
				"strcmp(%s.inet.host, %s.inet.host) == 0 && "
				"%s.inet.port == %s.inet.port",
				address, other, address, other);
	} else {
		give_up_on(fit, pattern);
	}
}

/* A tuple of two, of which the second is an address. */
static void fit_with_address(const struct fit *fit, const json_t *pattern, bool bytes)
{
	const json_t *items = NULL;
	const char *tag = plumb_tag(pattern, &items);

	if (is_any(pattern)) {
		plumb_text_add(fit->text, "1");
		return;
	}
	if (!is_tag(tag, "tuple") || json_array_size(items) != 2) {
		give_up_on(fit, pattern);
		return;
	}
	if (bytes)
		fit_bytes(fit, json_array_get(items, 0));
	else
		plumb_text_add(fit->text, is_any(json_array_get(items, 0)) ? "1" : "0");
	plumb_text_add(fit->text, " && ");
	fit_address(fit, json_array_get(items, 1));
}

/* --- the whole -------------------------------------------------------------------------------- */

static void fit_timeout(const struct fit *fit, const json_t *pattern)
{
	char *number;

	if (json_is_null(pattern)) {
		plumb_text_add(fit->text, "result == 0");
		return;
	}
	number = plumb_c_real(fit->program, pattern);
	plumb_text_add_f(fit->text, "result == 1 && %s == %s", fit->result->value, number);
	free(number);
}

static void fit_gives(const struct fit *fit, const json_t *pattern)
{
	switch (fit->result->kind) {
	case PLUMB_C_NOTHING:
		if (!json_is_null(pattern) && !is_any(pattern))
			give_up_on(fit, pattern);
		plumb_text_add(fit->text, "1");
		break;
	case PLUMB_C_NUMBER:
		fit_number(fit, pattern, fit->result->value);
		break;
	case PLUMB_C_BYTES:
		fit_bytes(fit, pattern);
		break;
	case PLUMB_C_TEXT:
		fit_text(fit, pattern, fit->result->value);
		break;
	case PLUMB_C_ADDRESS:
		fit_address(fit, pattern);
		break;
	case PLUMB_C_ACCEPTED:
	case PLUMB_C_RECEIVED:
		fit_with_address(fit, pattern, fit->result->kind == PLUMB_C_RECEIVED);
		break;
	case PLUMB_C_TIMEOUT:
		fit_timeout(fit, pattern);
		break;
	default:
		if (!is_any(pattern))
			give_up_on(fit, pattern);
		plumb_text_add(fit->text, "1");
		break;
	}
}

static const char *exception_of(const char *class)
{
	static const char *const names[][2] = {{"error", "PYSOCK_ERROR"},
		{"herror", "PYSOCK_HERROR"}, {"gaierror", "PYSOCK_GAIERROR"},
		{"timeout", "PYSOCK_TIMEOUT"}, {"ValueError", "PYSOCK_VALUE_ERROR"},
		{"OverflowError", "PYSOCK_OVERFLOW_ERROR"}, {"MemoryError", "PYSOCK_MEMORY_ERROR"}};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(class, names[i][0]) == 0)
			return names[i][1];
	return NULL;
}

static void fit_code(const struct fit *fit, const json_t *code)
{
	if (json_is_string(code))
		plumb_text_add_f(fit->text, "error.code == %s", json_string_value(code));
	else
		plumb_text_add(fit->text, "!error.has_code");
}

static void fit_raises(const struct fit *fit, const json_t *step)
{
	const json_t *raises = json_object_get(step, "raises"), *codes = NULL, *code;
	const json_t *text = json_object_get(step, "text");
	const char *class = plumb_tag(raises, &codes);
	const char *exception;
	size_t i;

	class = class ? class : json_string_value(raises);
	exception = exception_of(class);
	if (!exception)
		plumb_c_give_up(fit->program, "no call of C raises %s", class);
	plumb_text_add_f(fit->text, "result < 0 && error.exception == %s", exception);
	plumb_text_add(fit->text, !codes ? "" : json_is_array(codes) ? " && (" : " && ");
	if (codes && !json_is_array(codes))
		fit_code(fit, codes);
	json_array_foreach(codes, i, code)
	{
		plumb_text_add(fit->text, i ? " || " : "");
		fit_code(fit, code);
	}
	plumb_text_add(fit->text, json_is_array(codes) ? ")" : "");
	if (text) {
		plumb_text_add(fit->text, " && ");
		fit_text(fit, text, "error.text");
	}
}

/* Takes out what is true in any case. */
static char *shorten(char *condition)
{
	static const char idle[] = " && 1";
	char *found = condition;

	while (condition && (found = strstr(found, idle))) {
		char *after = found + strlen(idle);
		bool goes_on = *after && !strchr(") ", *after);
		if (goes_on || strncmp(after, " <", 2) == 0)
			found = after;
		else
			memmove(found, after, strlen(after) + 1);
	}
	return condition;
}

char *plumb_c_condition(
	struct plumb_c_program *program, const json_t *step, const struct plumb_c_result *result)
{
	struct plumb_text text = {0};
	const struct fit fit = {.program = program, .result = result, .text = &text};

	if (json_object_get(step, "raises")) {
		fit_raises(&fit, step);
	} else {
		plumb_text_add(&text, "result >= 0");
		if (json_object_get(step, "gives")) {
			plumb_text_add(&text, " && ");
			fit_gives(&fit, json_object_get(step, "gives"));
		}
	}
	return shorten(plumb_text_take(&text, 0));
}
