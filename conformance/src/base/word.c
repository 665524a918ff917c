#include "word.h"

#include <string.h>

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

const char *plumb_plain(const json_t *value)
{
	const char *text = json_string_value(value);

	return text && strlen(text) == json_string_length(value) ? text : NULL;
}

/* Parts of these letters, each at least one long, with one of the separators between two. */
static bool is_parts(const char *text, const char *letters, const char *separators)
{
	for (;;) {
		size_t length = strspn(text, letters);
		if (length == 0)
			return false;
		text += length;
		if (*text == '\0')
			return true;
		if (!strchr(separators, *text))
			return false;
		text++;
	}
}

bool plumb_is_name(const char *text)
{
	return plumb_is_dotted(text) && !strchr(text, '.');
}

bool plumb_is_dotted(const char *text)
{
	for (const char *part = text; part; part = strchr(part, '.')) {
		part += *part == '.';
		if (strspn(part, DIGITS) > 0)
			return false;
	}
	return is_parts(text, UPPER LOWER DIGITS "_", ".");
}

bool plumb_is_word(const char *text)
{
	return is_parts(text, UPPER LOWER DIGITS "_", "-.");
}

bool plumb_is_row_id(const char *text)
{
	return is_parts(text, LOWER DIGITS, "-");
}

bool plumb_is_clause(const char *text)
{
	size_t length = strspn(text, UPPER LOWER DIGITS "_-");
	const char *promise = text + length + 1;

	return length > 0 && text[length] == '.' && *promise != '\0' &&
	       promise[strspn(promise, LOWER DIGITS "-")] == '\0';
}

bool plumb_is_code(const char *text)
{
	size_t length = strlen(text);

	return length > 1 && strchr(UPPER, *text) && strspn(text, UPPER DIGITS "_") == length;
}

bool plumb_is_why(const char *text)
{
	size_t length = strlen(text);

	return length > 1 && *text > ' ' && !strchr(text, '\n') && text[length - 1] == '.';
}

bool plumb_is_helper(const char *name)
{
	static const char *const helpers[] = {"len", "bytes", "bytearray", "type", "isinstance",
		"str", "bool", "iter", "open", "ints", "raised", "audit", "fcntl", "fraction",
		"handle", "buffer"};

	for (size_t i = 0; i < sizeof helpers / sizeof helpers[0]; i++)
		if (strcmp(name, helpers[i]) == 0)
			return true;
	return false;
}

const char *plumb_last_name(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot ? dot + 1 : name;
}
