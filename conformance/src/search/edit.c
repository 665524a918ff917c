#include "edit.h"

#include "base/heap.h"
#include "values/value.h"
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DRAW(chance, list) ((list)[plumb_chance_below(chance, sizeof(list) / sizeof *(list))])

/* --- numbers ---------------------------------------------------------------------------------- */

static json_t *edit_integer(struct plumb_chance *chance, json_int_t value)
{
	static const json_int_t edges[] = {0, 1, -1, 2, 4, 255, 256, 65535, 65536, INT32_MAX,
		INT64_C(2147483648), INT32_MIN, UINT32_MAX, INT64_C(4294967296)};

	if (plumb_chance_percent(chance, 75))
		return plumb_have(json_integer(DRAW(chance, edges)));
	if (plumb_chance_percent(chance, 50))
		return plumb_have(json_integer(value + (value < INT64_MAX)));
	return plumb_have(json_integer(value - (value > INT64_MIN)));
}

static json_t *edit_float(struct plumb_chance *chance)
{
	static const double edges[] = {0.0, -0.0, 1e-9, 0.0004, 0.0014, 0.123, 1.0, 1.5, 1e9, 1e10,
		1e300, -1e-9, -0.5, -1.0};
	static const char *const others[] = {"nan", "inf", "-inf"};

	if (plumb_chance_percent(chance, 80))
		return plumb_have(json_real(DRAW(chance, edges)));
	return plumb_tagged("float", plumb_have(json_string(DRAW(chance, others))));
}

/* --- texts ------------------------------------------------------------------------------------ */

/* NULL where it is no Unicode. */
static json_t *text_value(struct plumb_text *text)
{
	json_t *value = json_stringn(text->data ? text->data : "", text->length);

	free(text->data);
	return value;
}

/* Where the last part of an address begins, with the sign before it; the end: it is whole. */
static size_t last_part(const char *text, size_t length)
{
	for (size_t i = length; i > 0; i--)
		if (text[i - 1] && strchr(".:%", text[i - 1]))
			return i - 1;
	return length;
}

/* Without one byte, or without its last part. */
static json_t *shorter_text(struct plumb_chance *chance, const char *text, size_t length)
{
	size_t last = last_part(text, length);
	bool is_byte = last == length || plumb_chance_percent(chance, 50);
	size_t from = is_byte ? plumb_chance_below(chance, length) : last;
	size_t end = is_byte ? from + 1 : length;
	struct plumb_text shorter = {0};

	plumb_text_add_n(&shorter, text, from);
	plumb_text_add_n(&shorter, text + end, length - end);
	return text_value(&shorter);
}

/* With something before it or behind it. */
static json_t *longer_text(struct plumb_chance *chance, const char *text, size_t length)
{
	static const char *const heads[] = {"0", "0x", " ", "-", "::", "::ffff:", "1.", "00"};
	static const char *const tails[] = {" ", " x", "x", "\n", ".", ".0", ":", "%1", "0"};
	struct plumb_text longer = {0};
	size_t drawn = plumb_chance_below(chance, 10);

	if (drawn < 4)
		plumb_text_add(&longer, DRAW(chance, heads));
	plumb_text_add_n(&longer, text, length);
	if (drawn == 4)
		plumb_text_add_n(&longer, "", 1);
	else if (drawn > 4)
		plumb_text_add(&longer, DRAW(chance, tails));
	return text_value(&longer);
}

/* With small letters for capital ones, and the other way round. */
static json_t *turned_text(const char *text, size_t length)
{
	struct plumb_text turned = {0};

	for (size_t i = 0; i < length; i++) {
		int letter = (unsigned char)text[i];
		char other = (char)(isupper(letter) ? tolower(letter) : toupper(letter));
		plumb_text_add_n(&turned, &other, 1);
	}
	return text_value(&turned);
}

static json_t *edit_text(struct plumb_chance *chance, const json_t *value)
{
	static const char *const edges[] = {"", "0", "1", "80", "256", "65536", "4294967295",
		"4294967296", "0.0.0.0", "127.1", "255.255.255.255", "::", "::1", "localhost"};
	const char *text = json_string_value(value);
	size_t length = json_string_length(value), drawn = plumb_chance_below(chance, 10);

	if (length && drawn < 3)
		return shorter_text(chance, text, length);
	if (length && drawn == 3)
		return turned_text(text, length);
	if (drawn < 8)
		return longer_text(chance, text, length);
	return plumb_have(json_string(DRAW(chance, edges)));
}

/* --- bytes ------------------------------------------------------------------------------------ */

/* In hex, as values write them: two digits a byte. */
static json_t *edit_bytes(struct plumb_chance *chance, const json_t *hex)
{
	const char *text = json_string_value(hex);
	size_t length = json_string_length(hex);
	char *edited;
	json_t *value;

	switch (plumb_chance_below(chance, 4)) {
	case 0:
		edited = plumb_format("%s00", text);
		break;
	case 1:
		edited = plumb_format("00%s", text);
		break;
	case 2:
		edited = plumb_format("%.*s", (int)(length > 2 ? length - 2 : 0), text);
		break;
	default:
		edited = plumb_copy("");
	}
	value = plumb_have(json_string(edited));
	free(edited);
	return value;
}

/* --- all ---------------------------------------------------------------------------------------
 */

static json_t *edit_tagged(struct plumb_chance *chance, const char *tag, const json_t *content)
{
	static const char *const buffers[] = {"bytes", "bytearray", "memoryview", "strided"};

	if (strcmp(tag, "float") == 0)
		return edit_float(chance);
	for (size_t i = 0; json_is_string(content) && i < sizeof buffers / sizeof *buffers; i++)
		if (strcmp(tag, buffers[i]) == 0)
			return plumb_tagged(tag, edit_bytes(chance, content));
	return NULL;
}

json_t *plumb_edit(struct plumb_chance *chance, const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);

	if (tag)
		return edit_tagged(chance, tag, content);
	if (json_is_string(value))
		return edit_text(chance, value);
	if (json_is_integer(value))
		return edit_integer(chance, json_integer_value(value));
	if (json_is_real(value))
		return edit_float(chance);
	return json_is_boolean(value) ? json_boolean(!json_is_true(value)) : NULL;
}
