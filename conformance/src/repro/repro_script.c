#include "repro_script.h"

#include "base/word.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 100 };

static void indent(struct plumb_script *script)
{
	for (int i = 0; i < script->depth; i++)
		plumb_text_add(&script->body, "    ");
}

void plumb_script_line(struct plumb_script *script, const char *format, ...)
{
	va_list arguments;
	char *line = NULL;

	va_start(arguments, format);
	if (vasprintf(&line, format, arguments) < 0)
		script->body.failed = true;
	va_end(arguments);
	if (script->body.failed)
		return;
	indent(script);
	plumb_text_add(&script->body, line);
	plumb_text_add(&script->body, "\n");
	free(line);
}

/* Adds the text as a string of Python. */
static void add_quoted(struct plumb_text *text, const char *quoted)
{
	size_t length = strlen(quoted);
	bool ends_in_backslash = length > 0 && quoted[length - 1] == '\\';

	if (!strchr(quoted, '\'') && !ends_in_backslash) {
		plumb_text_add_f(text, "%s'%s'", strchr(quoted, '\\') ? "r" : "", quoted);
		return;
	}
	plumb_text_add(text, "\"");
	for (; *quoted; quoted++)
		plumb_text_add_f(text, "%s%c", strchr("\"\\", *quoted) ? "\\" : "", *quoted);
	plumb_text_add(text, "\"");
}

void plumb_script_check(
	struct plumb_script *script, const char *condition, const char *promise, const char *came)
{
	struct plumb_text quoted = {0};
	char *said;

	script->checks = true;
	script->imports |= PLUMB_IMPORT_SYS;
	add_quoted(&quoted, promise);
	said = plumb_text_take(&quoted, 0);
	if (strlen(condition) + (said ? strlen(said) : 0) + strlen(came) > WIDTH - 14) {
		plumb_script_line(script, "check(%s,", condition);
		plumb_script_line(script, "      %s, %s)", said, came);
	} else {
		plumb_script_line(script, "check(%s, %s, %s)", condition, said, came);
	}
	free(said);
}

void plumb_script_give_up(struct plumb_script *script, const char *why)
{
	if (!*script->why)
		snprintf(script->why, sizeof script->why, "%s", why);
}

/* Python's own words, and those that a script uses itself. */
static bool is_taken(const char *name)
{
	static const char *const taken[] = {"False", "None", "True", "and", "as", "assert", "async",
		"await", "break", "class", "continue", "def", "del", "elif", "else", "except",
		"finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
		"nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
		"socket", "plain", "errno", "faulthandler", "gc", "io", "itertools", "os", "select",
		"signal", "struct", "sys", "tempfile", "threading", "time", "check", "attempt",
		"came", "began", "took", "directory", "temporary", "kept", "heard", "meanwhile",
		"thread", "begin", "handle", "resource", "Index", "item", "order", "all", "any",
		"bool", "bytearray", "bytes", "callable", "float", "getattr", "int", "isinstance",
		"len", "list", "memoryview", "array", "fcntl", "ints", "audit", "events", "iter",
		"open", "print", "repr", "setattr", "str", "tuple", "type", "Exception", "OSError",
		"full"};

	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
		if (strcmp(name, taken[i]) == 0)
			return true;
	return false;
}

void plumb_script_add_name(struct plumb_text *text, const char *name)
{
	size_t head = strcspn(name, ".");
	char first[64];

	snprintf(first, sizeof first, "%.*s", (int)head, name);
	plumb_text_add_n(text, name, head);
	plumb_text_add(text, is_taken(first) ? "_" : "");
	plumb_text_add(text, name + head);
}

/* The helper as the script has it, and what that needs. */
static void add_helper(struct plumb_script *script, struct plumb_text *text, const char *name)
{
	if (strcmp(name, "ints") == 0) {
		script->ints = true;
		script->imports |= PLUMB_IMPORT_ARRAY;
	} else if (strcmp(name, "audit") == 0) {
		script->audits = true;
		script->imports |= PLUMB_IMPORT_SYS;
	} else if (strcmp(name, "fcntl") == 0) {
		script->imports |= PLUMB_IMPORT_FCNTL;
		name = "fcntl.fcntl";
	} else if (strcmp(name, "handle") == 0) {
		script->handles = script->signals = true;
		script->imports |= PLUMB_IMPORT_SIGNAL;
	} else if (strcmp(name, "buffer") == 0) {
		plumb_script_give_up(
			script, "its buffers are of kinds that a script makes by hand");
	} else if (strcmp(name, "fraction") == 0) {
		name = "__import__(\"fractions\").Fraction";
	} else if (strcmp(name, "raised") == 0) {
		script->attempts = true;
		name = "attempt";
	}
	plumb_text_add(text, name);
}

void plumb_script_add_callee(struct plumb_script *script, struct plumb_text *text, const char *name)
{
	char head[64];

	snprintf(head, sizeof head, "%.*s", (int)strcspn(name, "."), name);
	if (json_object_get(script->variables, head))
		plumb_script_add_name(text, name);
	else if (plumb_is_helper(name))
		add_helper(script, text, name);
	else
		plumb_text_add_f(text, "socket.%s", name);
}
