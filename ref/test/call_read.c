/* Reading expressions, and making their calls. */
#include "call_read.h"

#include "suite.h"
#include "wrap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 16, TEXT = 1024 };

/* Ends the program because of a mistake in a script. */
static _Noreturn void give_up(const struct script *script)
{
	(void)fprintf(stderr, "a line of a test that cannot be read: %s\n", script->at);
	abort();
}

bool script_take(struct script *script, const char *text)
{
	script->at += strspn(script->at, " ");
	if (strncmp(script->at, text, strlen(text)) != 0)
		return false;
	script->at += strlen(text);
	return true;
}

bool script_take_name(struct script *script, char name[32])
{
	script->at += strspn(script->at, " ");
	size_t length = strspn(
		script->at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
	if (length == 0 || length >= 32)
		return false;
	memcpy(name, script->at, length);
	name[length] = '\0';
	script->at += length;
	return true;
}

struct script_name *script_find(struct script *script, const char *text)
{
	for (size_t i = 0; i < SCRIPT_NAMES; i++)
		if (strcmp(script->names[i].text, text) == 0)
			return &script->names[i];
	return NULL;
}

static char read_character(struct script *script)
{
	char character = *script->at++;

	if (character != '\\')
		return character;
	character = *script->at++;
	if (character == 'n')
		return '\n';
	if (character == 'r')
		return '\r';
	if (character != 'x')
		return character;
	char digits[3] = {script->at[0], script->at[1], '\0'};
	script->at += 2;
	return (char)strtol(digits, NULL, 16);
}

/* Reads up to the closing quote. */
static size_t read_quoted(struct script *script, char data[TEXT])
{
	size_t size = 0;

	while (*script->at != '\'' && size < TEXT) {
		if (*script->at == '\0')
			give_up(script);
		data[size++] = read_character(script);
	}
	script->at++;
	return size;
}

static struct pysock_value *read_text(struct script *script)
{
	char data[TEXT];
	size_t size = read_quoted(script, data);

	return pysock_value_str(data, size);
}

static struct pysock_value *read_bytes(struct script *script)
{
	char data[TEXT];
	size_t size = read_quoted(script, data);

	return pysock_value_bytes(data, size);
}

/* Reads a value that is made of bytes, after its name and the opening bracket. */
static struct pysock_value *read_buffer(struct script *script, const char *kind)
{
	char data[TEXT];

	if (!script_take(script, "b'"))
		give_up(script);
	size_t size = read_quoted(script, data);
	if (!script_take(script, ")"))
		give_up(script);
	if (strcmp(kind, "bytearray") == 0)
		return pysock_value_bytearray(data, size);
	return pysock_value_memoryview(data, size, strcmp(kind, "strided") == 0 ? 2 : 1);
}

static struct pysock_value *read_number(struct script *script)
{
	size_t length = strspn(script->at, "-0123456789");
	char digits[64], *end;

	if (script->at[length] == '.' || script->at[length] == 'e') {
		double real = strtod(script->at, &end);
		script->at = end;
		return pysock_value_float(real);
	}
	(void)snprintf(digits, sizeof digits, "%.*s", (int)length, script->at);
	script->at += length;
	return pysock_value_big_int(digits);
}

static void drop_all(struct pysock_value *items[], size_t count)
{
	while (count > 0)
		pysock_value_drop(items[--count]);
}

/* Reads items up to the closing bracket. False if one raises; then all are dropped. */
static bool read_items(struct script *script, const char *close, struct pysock_value *items[ITEMS],
	size_t *count, bool *comma)
{
	*count = 0;
	*comma = false;
	while (!script_take(script, close)) {
		if (*count == ITEMS || *script->at == '\0')
			give_up(script);
		items[*count] = script_read(script);
		if (items[*count] == NULL) {
			drop_all(items, *count);
			return false;
		}
		++*count;
		*comma = script_take(script, ",");
	}
	return true;
}

static struct pysock_value *read_list(struct script *script)
{
	struct pysock_value *items[ITEMS];
	size_t count;
	bool comma;

	return read_items(script, "]", items, &count, &comma) ? pysock_value_list(count, items)
							      : NULL;
}

static struct pysock_value *read_tuple(struct script *script)
{
	struct pysock_value *items[ITEMS];
	size_t count;
	bool comma;

	if (!read_items(script, ")", items, &count, &comma))
		return NULL;
	return count == 1 && !comma ? items[0] : pysock_value_tuple(count, items);
}

static struct pysock_value *read_index(struct script *script)
{
	char *end;
	long number = strtol(script->at, &end, 10);

	script->at = end;
	if (!script_take(script, ")"))
		give_up(script);
	return pysock_value_index(number);
}

/* Reads iter() of a sequence, after the opening bracket. */
static struct pysock_value *read_iterator(struct script *script)
{
	struct pysock_value *sequence = script_read(script);

	if (sequence == NULL || !script_take(script, ")"))
		give_up(script);
	return pysock_value_iterator(sequence);
}

/* Reads open() of a path and a mode, after the opening bracket. */
static struct pysock_value *read_file(struct script *script)
{
	struct pysock_value *items[ITEMS], *file = NULL;
	size_t count, size;
	bool comma;

	if (!read_items(script, ")", items, &count, &comma) || count != 2)
		give_up(script);
	(void)pysock_value_open(pysock_value_data(items[0], &size),
		pysock_value_data(items[1], &size), -1, &file, &script->error);
	drop_all(items, count);
	return file;
}

/*
 * Reads raised() of a function and its arguments, after the opening bracket: the exception, or
 * None.
 */
static struct pysock_value *read_raised(struct script *script)
{
	struct pysock_value *items[ITEMS], *exception = NULL;
	size_t count;
	bool comma;

	if (!read_items(script, ")", items, &count, &comma) || count == 0)
		give_up(script);
	const struct pysock_arguments arguments = {.count = count - 1, .values = items + 1};
	(void)pysock_catch(items[0], &arguments, &exception, &script->error);
	drop_all(items, count);
	return exception;
}

/* Finds a value by its name: the language's, the script's, or the module's. */
static struct pysock_value *read_named(struct script *script, const char *name)
{
	struct script_name *given = script_find(script, name);
	struct pysock_value *value = NULL;

	if (given != NULL)
		return pysock_value_share(given->value);
	if (strcmp(name, "None") == 0)
		return pysock_value_none();
	if (strcmp(name, "True") == 0 || strcmp(name, "False") == 0)
		return pysock_value_bool(*name == 'T');
	if (strcmp(name, "nan") == 0 || strcmp(name, "inf") == 0)
		return pysock_value_float(*name == 'n' ? NAN : INFINITY);
	(void)pysock_get(NULL, name, &value, &script->error);
	return value;
}

static struct pysock_value *read_word(struct script *script)
{
	char name[32];

	if (!script_take_name(script, name))
		give_up(script);
	if (strcmp(name, "object") == 0 && script_take(script, "()"))
		return pysock_value_object("object");
	if (strcmp(name, "index") == 0 && script_take(script, "("))
		return read_index(script);
	if (strcmp(name, "iter") == 0 && script_take(script, "("))
		return read_iterator(script);
	if (strcmp(name, "open") == 0 && script_take(script, "("))
		return read_file(script);
	if (strcmp(name, "raised") == 0 && script_take(script, "("))
		return read_raised(script);
	if ((strcmp(name, "bytearray") == 0 || strcmp(name, "memoryview") == 0 ||
		    strcmp(name, "strided") == 0) &&
		script_take(script, "("))
		return read_buffer(script, name);
	return read_named(script, name);
}

static struct pysock_value *read_primary(struct script *script)
{
	if (script_take(script, "b'"))
		return read_bytes(script);
	if (script_take(script, "'"))
		return read_text(script);
	if (script_take(script, "["))
		return read_list(script);
	if (script_take(script, "("))
		return read_tuple(script);
	if (strchr("-0123456789", *script->at) != NULL)
		return read_number(script);
	return read_word(script);
}

/* Reads "NAME = " before a named argument. */
static bool take_keyword(struct script *script, char name[32])
{
	const char *begin = script->at;

	if (script_take_name(script, name) && script_take(script, "="))
		return true;
	script->at = begin;
	return false;
}

struct call {
	struct pysock_value *values[ITEMS];
	struct pysock_keyword keywords[ITEMS];
	struct pysock_value *keyword_values[ITEMS];
	char names[ITEMS][32];
	struct pysock_arguments arguments;
};

/* Reads the arguments up to the closing bracket; false if one raises. */
static bool read_arguments(struct script *script, struct call *call)
{
	struct pysock_arguments *arguments = &call->arguments;
	struct pysock_value *value = NULL;

	while (!script_take(script, ")")) {
		size_t named = arguments->keyword_count;
		if (arguments->count == ITEMS || named == ITEMS || *script->at == '\0')
			give_up(script);
		bool keyword = take_keyword(script, call->names[named]);
		value = script_read(script);
		if (value == NULL)
			return false;
		if (keyword) {
			call->keywords[named] = (struct pysock_keyword){call->names[named], value};
			call->keyword_values[arguments->keyword_count++] = value;
		} else {
			call->values[arguments->count++] = value;
		}
		(void)script_take(script, ",");
	}
	return true;
}

/* Calls the value with the arguments that follow, and drops it. */
static struct pysock_value *read_call(struct script *script, struct pysock_value *callable)
{
	struct call call = {.arguments = {0}};
	struct pysock_value *result = NULL;

	call.arguments.values = call.values;
	call.arguments.keywords = call.keywords;
	if (read_arguments(script, &call)) {
		if (script->failing != NULL && *script->at == '\0')
			wrap_arm(script->failing, script->fail_at, 0);
		forget_error(&script->error);
		int rc = pysock_call(callable, &call.arguments, &result, &script->error);
		wrap_disarm();
		CU_ASSERT_EQUAL(rc, result != NULL ? 0 : -1);
	}
	drop_all(call.values, call.arguments.count);
	drop_all(call.keyword_values, call.arguments.keyword_count);
	pysock_value_drop(callable);
	return result;
}

static struct pysock_value *read_attribute(struct script *script, struct pysock_value *object)
{
	struct pysock_value *value = NULL;
	char name[32];

	if (!script_take_name(script, name))
		give_up(script);
	forget_error(&script->error);
	int rc = pysock_get(object, name, &value, &script->error);
	CU_ASSERT_EQUAL(rc, value != NULL ? 0 : -1);
	pysock_value_drop(object);
	return value;
}

struct pysock_value *script_read(struct script *script)
{
	struct pysock_value *value = read_primary(script);

	for (;;) {
		if (value == NULL)
			return NULL;
		if (script_take(script, "."))
			value = read_attribute(script, value);
		else if (script_take(script, "("))
			value = read_call(script, value);
		else
			return value;
	}
}
