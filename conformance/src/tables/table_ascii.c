#include "table_ascii.h"
#include "base/heap.h"
#include "values/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text in hex, a new string; NULL: it has characters beyond ASCII. */
static json_t *hex_of(const json_t *text)
{
	static const char digits[] = "0123456789abcdef";
	const char *plain = json_string_value(text);
	size_t length = json_string_length(text);
	char *hex = plumb_new(2 * length + 1, 1);
	json_t *value = NULL;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)plain[i];
		if (byte >= 0x80) {
			free(hex);
			return NULL;
		}
		hex[2 * i] = digits[byte >> 4];
		hex[2 * i + 1] = digits[byte & 15];
	}
	value = plumb_have(json_stringn(hex, 2 * length));
	free(hex);
	return value;
}

static json_t *bytes_of(const json_t *content, char *why, size_t size)
{
	const json_t *text = json_is_array(content) ? json_array_get(content, 0) : content;
	json_t *hex = json_is_string(text) ? hex_of(text) : NULL;

	if (!hex || (json_is_array(content) && json_array_size(content) != 2)) {
		snprintf(why, size, "ascii: not a text of ASCII, and no [text, count]");
		json_decref(hex);
		return NULL;
	}
	if (json_is_array(content)) {
		return plumb_have(
			json_pack("{s:[o, O]}", "bytes", hex, json_array_get(content, 1)));
	}
	return plumb_have(json_pack("{s:o}", "bytes", hex));
}

/* Kinds of buffers that may hold a text. */
static bool is_buffer(const char *tag)
{
	return strcmp(tag, "bytearray") == 0 || strcmp(tag, "memoryview") == 0 ||
	       strcmp(tag, "strided") == 0;
}

json_t *plumb_ascii_replace(json_t *value, char *why, size_t size)
{
	const json_t *content = NULL;
	const json_t *inner = NULL;
	const char *tag = plumb_tag(value, &content);
	const char *inner_tag = content ? plumb_tag(content, &inner) : NULL;

	if (tag && strcmp(tag, "ascii") == 0)
		return bytes_of(content, why, size);
	if (tag && inner_tag && is_buffer(tag) && strcmp(inner_tag, "bytes") == 0)
		return plumb_have(json_pack("{s:O}", tag, inner));
	return json_incref(value);
}
