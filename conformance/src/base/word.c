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

/* The letters of a kind of word. Every name of every row is looked at: strspn() takes longer. */
typedef bool letter_fn(char c);

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_id_letter(char c)
{
	return (c >= 'a' && c <= 'z') || is_digit(c);
}

static bool is_name_letter(char c)
{
	return is_id_letter(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Parts of these letters, each at least one long, with one of the separators between two. */
static bool is_parts(const char *text, letter_fn *is_letter, const char *separators)
{
	for (;;) {
		const char *begin = text;
		while (is_letter(*text))
			text++;
		if (text == begin)
			return false;
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
		if (is_digit(*part))
			return false;
	}
	return is_parts(text, is_name_letter, ".");
}

bool plumb_is_word(const char *text)
{
	return is_parts(text, is_name_letter, "-.");
}

bool plumb_is_row_id(const char *text)
{
	return is_parts(text, is_id_letter, "-");
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
