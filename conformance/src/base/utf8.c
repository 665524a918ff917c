#include "utf8.h"

#include "heap.h"
#include "text.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

size_t plumb_utf8_length(const unsigned char *text, size_t left, unsigned long *code)
{
	static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = *text < 0x80   ? 1
			: *text < 0xc0 ? 0
			: *text < 0xe0 ? 2
			: *text < 0xf0 ? 3
				       : 4;
	unsigned long sum = length < 2 ? *text : *text & (0x7fU >> length);

	if (length == 0 || length > left || *text >= 0xf8)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		sum = sum << 6 | (text[i] & 0x3fU);
	}
	*code = sum;
	return sum < least[length] || sum > 0x10ffff ? 0 : length;
}

/* Of Unicode's category Cf, the separators of lines, and the letters without ink. */
static bool is_hidden(unsigned long code)
{
	static const unsigned long ranges[][2] = {{0x00ad, 0x00ad}, {0x034f, 0x034f},
		{0x0600, 0x0605}, {0x061c, 0x061c}, {0x06dd, 0x06dd}, {0x070f, 0x070f},
		{0x0890, 0x0891}, {0x08e2, 0x08e2}, {0x115f, 0x1160}, {0x17b4, 0x17b5},
		{0x180b, 0x180f}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
		{0x3164, 0x3164}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfffb},
		{0x110bd, 0x110bd}, {0x110cd, 0x110cd}, {0x13430, 0x1343f}, {0x1bca0, 0x1bca3},
		{0x1d173, 0x1d17a}, {0xe0000, 0xe0fff}};

	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	return false;
}

/* Adds the character at the beginning as it can be shown; how many bytes of the text it took. */
static size_t add_shown(
	struct plumb_text *copy, const unsigned char *at, size_t left, bool keeps_blanks)
{
	unsigned long code = 0;
	size_t length = plumb_utf8_length(at, left, &code);
	bool is_surrogate = code >= 0xd800 && code < 0xe000;

	if (length == 0 || is_surrogate || code == 0x7f ||
		(code < 0x20 && code != '\n' && code != '\t')) {
		plumb_text_add_f(copy, "\\x%02x", *at);
		return 1;
	}
	if (code < 0x20 && !keeps_blanks)
		plumb_text_add(copy, code == '\n' ? "\\n" : "\\t");
	else if ((code >= 0x80 && code < 0xa0) || is_hidden(code))
		plumb_text_add_f(copy, code < 0x10000 ? "\\u%04lx" : "\\U%08lx", code);
	else
		plumb_text_add_n(copy, (const char *)at, length);
	return length;
}

static char *shown(const char *text, size_t limit, bool keeps_blanks)
{
	const unsigned char *bytes = (const unsigned char *)text;
	struct plumb_text copy = {0};
	size_t size = strlen(text), at = 0;
	bool is_start = false; /* of a line, but for blanks */

	while (at < size && copy.length < limit) {
		if (is_start && strncmp(text + at, "::", 2) == 0)
			plumb_text_add_f(&copy, "\\x%02x", bytes[at++]);
		is_start = text[at] == '\n' || (is_start && strchr(" \t", text[at]));
		at += add_shown(&copy, bytes + at, size - at, keeps_blanks);
	}
	plumb_text_add(&copy, at < size ? "..." : "");
	return plumb_have_text(&copy);
}

char *plumb_printable(const char *text, size_t limit)
{
	return shown(text, limit, true);
}

char *plumb_one_line(const char *text, size_t limit)
{
	return shown(text, limit, false);
}

char *plumb_indented(const char *text, const char *before)
{
	struct plumb_text copy = {0};

	for (; *text; text++) {
		plumb_text_add_n(&copy, text, 1);
		if (*text == '\n')
			plumb_text_add(&copy, before);
	}
	plumb_text_add(&copy, "");
	return plumb_have_text(&copy);
}

static void make_string_printable(json_t *string)
{
	const char *text = json_string_value(string);
	char *copy;

	if (text[strspn(text, " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
			      "abcdefghijklmnopqrstuvwxyz{|}~")] == '\0')
		return;
	copy = plumb_printable(text, (size_t)-1);
	if (json_string_set(string, copy))
		plumb_out_of_memory();
	free(copy);
}

void plumb_printable_json(json_t *value)
{
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_string(value))
		make_string_printable(value);
	json_array_foreach(value, i, item)
		plumb_printable_json(item);
	json_object_foreach(value, key, item)
		plumb_printable_json(item);
}
