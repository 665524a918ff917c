/* Values and names as expressions of C. */
#include "repro_c.h"

#include "base/heap.h"
#include "base/word.h"
#include "values/show.h"
#include "values/value.h"
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 2000, SHOWN = 80 };

void plumb_c_give_up(struct plumb_c_program *program, const char *format, ...)
{
	va_list arguments;

	if (*program->why)
		return;
	va_start(arguments, format);
	vsnprintf(program->why, sizeof program->why, format, arguments);
	va_end(arguments);
}

static char *give_up_on(struct plumb_c_program *program, const json_t *value, const char *what)
{
	char *shown = plumb_show_value(value, SHOWN);

	plumb_c_give_up(program, "%s is no %s of C", shown ? shown : "?", what);
	free(shown);
	return plumb_copy("0");
}

const json_t *plumb_c_variable(const struct plumb_c_program *program, const char *name)
{
	return name ? json_object_get(program->variables, name) : NULL;
}

static bool is_number_variable(const json_t *variable)
{
	return json_integer_value(json_object_get(variable, "kind")) == PLUMB_C_NUMBER;
}

static char *flags_of(const json_t *names)
{
	struct plumb_text text = {0};
	const json_t *name;
	size_t i;

	json_array_foreach(names, i, name)
		plumb_text_add_f(&text, "%s%s", i ? " | " : "", json_string_value(name));
	return plumb_text_take(&text, 0);
}

char *plumb_c_integer(struct plumb_c_program *program, const json_t *value)
{
	const json_t *content = NULL, *variable;
	const char *tag = plumb_tag(value, &content);

	if (json_is_boolean(value))
		return plumb_copy(json_is_true(value) ? "1" : "0");
	if (json_is_integer(value) && json_integer_value(value) > LLONG_MIN)
		return plumb_format("%" JSON_INTEGER_FORMAT "%s", json_integer_value(value),
			json_integer_value(value) > INT_MAX || json_integer_value(value) < INT_MIN
				? "LL"
				: "");
	if (tag && (strcmp(tag, "const") == 0 || strcmp(tag, "errno") == 0))
		return plumb_copy(json_string_value(content));
	if (tag && strcmp(tag, "flags") == 0)
		return flags_of(content);
	variable = tag && strcmp(tag, "var") == 0
			   ? plumb_c_variable(program, json_string_value(content))
			   : NULL;
	if (is_number_variable(variable))
		return plumb_copy(json_string_value(json_object_get(variable, "c")));
	return give_up_on(program, value, "integer");
}

/* What follows an escape must not be taken for a part of it: every byte that is not plain has three
 * octal digits. */
static void add_literal(struct plumb_text *text, const unsigned char *bytes, size_t size)
{
	plumb_text_add(text, "\"");
	for (size_t i = 0; i < size; i++) {
		bool plain = bytes[i] >= 0x20 && bytes[i] < 0x7f && !strchr("\"\\?", bytes[i]);
		plumb_text_add_f(text, plain ? "%c" : "\\%03o", bytes[i]);
	}
	plumb_text_add(text, "\"");
}

char *plumb_c_string(struct plumb_c_program *program, const json_t *value)
{
	const char *plain = plumb_plain(value);
	struct plumb_text text = {0};

	if (!plain)
		return give_up_on(program, value, "string");
	for (const char *at = plain; *at; at++)
		if ((unsigned char)*at >= 0x80)
			return give_up_on(program, value, "string that the C library takes");
	add_literal(&text, (const unsigned char *)plain, strlen(plain));
	return plumb_text_take(&text, 0);
}

char *plumb_c_real(struct plumb_c_program *program, const json_t *value)
{
	if (json_is_real(value))
		return plumb_show_value(value, 0);
	if (json_is_integer(value))
		return plumb_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	return give_up_on(program, value, "double");
}

char *plumb_c_bytes(struct plumb_c_program *program, const json_t *value, size_t *size)
{
	const char *tag = plumb_tag(value, NULL);
	bool is_data = tag && strcmp(tag, "str") != 0 && strcmp(tag, "strided") != 0;
	unsigned char *bytes = is_data ? plumb_value_bytes(value, size) : NULL;
	struct plumb_text text = {0};
	char *literal;

	if (bytes && *size <= MOST_BYTES) {
		add_literal(&text, bytes, *size);
		literal = plumb_text_take(&text, 0);
	} else {
		*size = 0;
		literal = give_up_on(program, value, "literal");
	}
	free(bytes);
	return literal;
}

/* Whether C, or the program itself, has another use for the word. */
static bool is_taken(const char *name)
{
	static const char *const taken[] = {"auto", "bool", "break", "case", "char", "const",
		"continue", "default", "do", "double", "else", "enum", "extern", "float", "for",
		"goto", "if", "inline", "int", "long", "register", "restrict", "return", "short",
		"signed", "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned",
		"void", "volatile", "while", "began", "check", "directory", "errno", "error",
		"main", "path", "result", "seconds", "socket", "stdin", "stdout", "stderr"};

	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
		if (strcmp(name, taken[i]) == 0)
			return true;
	return false;
}

char *plumb_c_name_for(struct plumb_c_program *program, const json_t *as, const char *otherwise)
{
	const char *name = json_string_value(as);

	if (name && !is_taken(name) && !json_object_get(program->names, name)) {
		json_object_set_new(program->names, name, json_true());
		return plumb_copy(name);
	}
	return plumb_format("%s%u", otherwise, ++program->made);
}
