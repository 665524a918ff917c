#include "json_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_escape(struct plumb_text *text, unsigned char byte)
{
	static const char controls[] = "\b\f\n\r\t", letters[] = "bfnrt";
	const char *control = strchr(controls, byte);

	if (byte == '"' || byte == '\\')
		plumb_text_add_f(text, "\\%c", byte);
	else if (byte && control)
		plumb_text_add_f(text, "\\%c", letters[control - controls]);
	else
		plumb_text_add_f(text, "\\u%04X", byte);
}

/* The bytes before the first that JSON escapes. */
static size_t count_plain(const char *bytes, size_t length)
{
	size_t count = 0;

	while (count < length && (unsigned char)bytes[count] >= ' ' && bytes[count] != '"' &&
		bytes[count] != '\\')
		count++;
	return count;
}

void plumb_json_add_string(struct plumb_text *text, const char *string, size_t length)
{
	const char *end = string + length;

	plumb_text_add_n(text, "\"", 1);
	while (string < end) {
		size_t plain = count_plain(string, (size_t)(end - string));
		plumb_text_add_n(text, string, plain);
		string += plain;
		if (string < end)
			add_escape(text, (unsigned char)*string++);
	}
	plumb_text_add_n(text, "\"", 1);
}

static void add_list(struct plumb_text *text, const json_t *list)
{
	json_t *item;
	size_t i;

	plumb_text_add_n(text, "[", 1);
	json_array_foreach((json_t *)list, i, item) {
		plumb_text_add_n(text, ",", i ? 1 : 0);
		plumb_json_add(text, item);
	}
	plumb_text_add_n(text, "]", 1);
}

static void add_object(struct plumb_text *text, const json_t *object)
{
	bool is_first = true;
	const char *key;
	json_t *member;

	plumb_text_add_n(text, "{", 1);
	json_object_foreach((json_t *)object, key, member) {
		plumb_text_add_n(text, ",", is_first ? 0 : 1);
		plumb_json_add_string(text, key, strlen(key));
		plumb_text_add_n(text, ":", 1);
		plumb_json_add(text, member);
		is_first = false;
	}
	plumb_text_add_n(text, "}", 1);
}

static void add_integer(struct plumb_text *text, json_int_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, number);

	plumb_text_add_n(text, digits, (size_t)length);
}

/* The shortest digits that are read as the same number are jansson's business. */
static void add_real(struct plumb_text *text, const json_t *number)
{
	char *digits = json_dumps(number, JSON_ENCODE_ANY);

	plumb_text_add(text, digits ? digits : "");
	text->failed = text->failed || !digits;
	free(digits);
}

void plumb_json_add(struct plumb_text *text, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		add_object(text, value);
		break;
	case JSON_ARRAY:
		add_list(text, value);
		break;
	case JSON_STRING:
		plumb_json_add_string(text, json_string_value(value), json_string_length(value));
		break;
	case JSON_INTEGER:
		add_integer(text, json_integer_value(value));
		break;
	case JSON_REAL:
		add_real(text, value);
		break;
	case JSON_TRUE:
		plumb_text_add(text, "true");
		break;
	case JSON_FALSE:
		plumb_text_add(text, "false");
		break;
	case JSON_NULL:
		plumb_text_add(text, "null");
		break;
	}
}
