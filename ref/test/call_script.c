/* Plays the lines of a script, and shows their results. */
#include "call_script.h"

#include "call_read.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_NAMES = 4 }; /* before one expression */

struct shown {
	char text[2048];
	size_t size;
};

static void print(struct shown *shown, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void print(struct shown *shown, const char *format, ...)
{
	va_list arguments;
	size_t room = sizeof shown->text - shown->size;

	va_start(arguments, format);
	int size = vsnprintf(shown->text + shown->size, room, format, arguments);
	va_end(arguments);
	if (size > 0)
		shown->size += (size_t)size < room ? (size_t)size : room - 1;
}

static void show_quoted(struct shown *shown, const struct pysock_value *value)
{
	size_t size;
	const char *data = pysock_value_data(value, &size);

	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)data[i];
		if (byte == '\n')
			print(shown, "\\n");
		else if (byte < ' ' || byte > '~')
			print(shown, "\\x%02x", byte);
		else
			print(shown, "%c", byte);
	}
}

static void show(struct shown *shown, const struct pysock_value *value);

static void show_items(
	struct shown *shown, const struct pysock_value *value, const char *open, const char *close)
{
	size_t count = pysock_value_count(value);

	print(shown, "%s", open);
	for (size_t i = 0; i < count; i++) {
		show(shown, pysock_value_item(value, i));
		print(shown, i + 1 < count ? ", " : "");
	}
	print(shown, "%s", close);
}

static void show(struct shown *shown, const struct pysock_value *value)
{
	size_t size;

	switch (pysock_value_kind(value)) {
	case PYSOCK_VALUE_NONE:
		print(shown, "None");
		break;
	case PYSOCK_VALUE_BOOL:
		print(shown, pysock_value_number(value) ? "True" : "False");
		break;
	case PYSOCK_VALUE_INT:
		print(shown, "%lld", (long long)pysock_value_number(value));
		break;
	case PYSOCK_VALUE_BIG_INT:
		print(shown, "%s", pysock_value_data(value, &size));
		break;
	case PYSOCK_VALUE_FLOAT:
		print(shown, "float %.17g", pysock_value_real(value));
		break;
	case PYSOCK_VALUE_TUPLE:
		show_items(shown, value, "(", ")");
		break;
	case PYSOCK_VALUE_LIST:
		show_items(shown, value, "[", "]");
		break;
	case PYSOCK_VALUE_STR:
	case PYSOCK_VALUE_BYTES:
	case PYSOCK_VALUE_BYTEARRAY:
	case PYSOCK_VALUE_MEMORYVIEW:
		print(shown, "%s'",
			pysock_value_kind(value) == PYSOCK_VALUE_STR	 ? ""
			: pysock_value_kind(value) == PYSOCK_VALUE_BYTES ? "b"
									 : "buffer ");
		show_quoted(shown, value);
		print(shown, "'");
		break;
	default:
		print(shown, "<%s>", pysock_value_type_name(value));
		break;
	}
}

static void give_name(struct script *script, const char *text, struct pysock_value *value)
{
	struct script_name *name = script_find(script, text);

	if (name == NULL)
		name = script_find(script, "");
	(void)snprintf(name->text, sizeof name->text, "%s", text);
	pysock_value_share(value);
	pysock_value_drop(name->value);
	name->value = value;
}

static void drop_name(struct script_name *name)
{
	pysock_value_drop(name->value);
	*name = (struct script_name){.text = ""};
}

/* Reads the names before an assignment. */
static size_t take_names(struct script *script, char names[MOST_NAMES][32])
{
	const char *begin = script->at;
	size_t count = 0;

	while (count < MOST_NAMES && script_take_name(script, names[count])) {
		count++;
		if (script_take(script, "="))
			return count;
		if (!script_take(script, ","))
			break;
	}
	script->at = begin;
	return 0;
}

/* Plays "NAME.ATTRIBUTE = VALUE"; false if the line is of another kind. */
static bool play_assignment(struct script *script, struct pysock_value **result)
{
	const char *begin = script->at;
	char object[32], attribute[32];

	if (!script_take_name(script, object) || !script_take(script, ".") ||
		!script_take_name(script, attribute) || !script_take(script, "=")) {
		script->at = begin;
		return false;
	}
	struct pysock_value *value = script_read(script);
	if (value != NULL && pysock_set(script_find(script, object)->value, attribute, value,
				     &script->error) == 0)
		*result = pysock_value_none();
	pysock_value_drop(value);
	return true;
}

static struct pysock_value *play_line(struct script *script, const char *line)
{
	struct pysock_value *value = NULL;
	char names[MOST_NAMES][32];

	script->at = line;
	if (script_take(script, "del ")) {
		drop_name(script_find(script, script->at));
		return pysock_value_none();
	}
	if (play_assignment(script, &value))
		return value;
	size_t count = take_names(script, names);
	value = script_read(script);
	if (value != NULL && count == 1)
		give_name(script, names[0], value);
	for (size_t i = 0; value != NULL && count > 1 && i < count; i++)
		give_name(script, names[i], pysock_value_item(value, i));
	return value;
}

/* The name of an error code, for those that the scripts expect. */
static const char *code_name(const struct pysock_error *error)
{
	static const struct {
		enum pysock_exception exception;
		int code;
		const char *name;
	} codes[] = {
		{PYSOCK_ERROR, EAFNOSUPPORT, "EAFNOSUPPORT"},
		{PYSOCK_ERROR, EAGAIN, "EAGAIN"},
		{PYSOCK_ERROR, EBADF, "EBADF"},
		{PYSOCK_ERROR, ECONNREFUSED, "ECONNREFUSED"},
		{PYSOCK_ERROR, EADDRINUSE, "EADDRINUSE"},
		{PYSOCK_ERROR, EDESTADDRREQ, "EDESTADDRREQ"},
		{PYSOCK_ERROR, EEXIST, "EEXIST"},
		{PYSOCK_ERROR, EINVAL, "EINVAL"},
		{PYSOCK_ERROR, ENODEV, "ENODEV"},
		{PYSOCK_ERROR, ENOENT, "ENOENT"},
		{PYSOCK_ERROR, ENOTSOCK, "ENOTSOCK"},
		{PYSOCK_ERROR, ENXIO, "ENXIO"},
		{PYSOCK_ERROR, ENOTSUP, "ENOTSUP"},
		{PYSOCK_ERROR, EPIPE, "EPIPE"},
		{PYSOCK_GAIERROR, EAI_NONAME, "EAI_NONAME"},
	};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (codes[i].exception == error->exception && codes[i].code == error->code)
			return codes[i].name;
	return "with another code";
}

/* Shows an exception as its class, with its code if it has one. */
static void show_error(struct shown *shown, const struct pysock_error *error)
{
	print(shown, "%s", pysock_exception_name(error->exception));
	if (error->has_code)
		print(shown, " %s", code_name(error));
}

void script_play(const char *file, int line, const struct script_line *lines)
{
	struct script script = {.at = ""};

	for (; lines->line != NULL; lines++) {
		struct shown shown = {.size = 0};
		struct pysock_value *value = play_line(&script, lines->line);
		print(&shown, "%s gives ", lines->line);
		size_t begin = shown.size;
		if (value != NULL)
			show(&shown, value);
		else
			show_error(&shown, &script.error);
		bool right = lines->want == NULL ? value != NULL
						 : strcmp(shown.text + begin, lines->want) == 0;
		if (lines->want != NULL)
			print(&shown, "\n         want %s", lines->want);
		(void)CU_assertImplementation(
			right, (unsigned)line, shown.text, file, "", CU_FALSE);
		pysock_value_drop(value);
	}
	for (size_t i = 0; i < SCRIPT_NAMES; i++)
		drop_name(&script.names[i]);
}

static void report(bool right, const char *text, const char *file, int line)
{
	(void)CU_assertImplementation(right, (unsigned)line, text, file, "", CU_FALSE);
}

/*
 * Plays the lines once, with one allocation failing in the last; false if that allocated no more.
 */
static bool starve_once(const char *file, int line, const struct script_line *lines,
	const char *failing, int fail_at)
{
	struct script script = {.at = ""};
	long live = wrap.live;
	int descriptors = open_descriptors();
	struct pysock_value *value = NULL;

	for (; lines->line != NULL; lines++) {
		pysock_value_drop(value);
		if (lines[1].line == NULL) {
			script.failing = failing;
			script.fail_at = fail_at;
		}
		wrap.failed = NULL;
		value = play_line(&script, lines->line);
	}
	if (wrap.failed != NULL)
		report(value == NULL && script.error.exception == PYSOCK_MEMORY_ERROR,
			lines[-1].line, file, line);
	else
		report(value != NULL, lines[-1].line, file, line);
	pysock_value_drop(value);
	for (size_t i = 0; i < SCRIPT_NAMES; i++)
		drop_name(&script.names[i]);
	report(wrap.live == live, "memory is left behind", file, line);
	report(open_descriptors() == descriptors, "a descriptor is left behind", file, line);
	return wrap.failed != NULL;
}

void script_starve(const char *file, int line, const struct script_line *lines)
{
	static const char *const functions[] = {
		"malloc", "calloc", "realloc", "strdup", "strndup", "fopencookie"};
	int failures = 0;

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		for (int n = 1; starve_once(file, line, lines, functions[i], n); n++)
			failures++;
	report(failures > 0, "nothing is allocated", file, line);
}
