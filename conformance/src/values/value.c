#include "value.h"

#include <stdlib.h>
#include <string.h>

const char *plumb_tag(const json_t *value, const json_t **content)
{
	if (!json_is_object(value) || json_object_size(value) != 1)
		return NULL;
	/* jansson's iterators take no const, though they change nothing. */
	void *only = json_object_iter((json_t *)value);
	if (content)
		*content = json_object_iter_value(only);
	return json_object_iter_key(only);
}

json_t *plumb_tagged(const char *tag, json_t *content)
{
	json_t *value = json_object();

	if (!value || json_object_set_new(value, tag, content) != 0) {
		if (!value)
			json_decref(content);
		json_decref(value);
		return NULL;
	}
	return value;
}

json_t *plumb_bytes_value(const void *data, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = data;
	char *hex = malloc(2 * size + 1);
	json_t *value = NULL;

	if (hex) {
		for (size_t i = 0; i < size; i++) {
			hex[2 * i] = digits[bytes[i] >> 4];
			hex[2 * i + 1] = digits[bytes[i] & 15];
		}
		value = plumb_tagged("bytes", json_stringn_nocheck(hex, 2 * size));
	}
	free(hex);
	return value;
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool plumb_is_hex(const char *text)
{
	size_t length = 0;

	for (; text[length]; length++)
		if (digit_of(text[length]) < 0)
			return false;
	return length % 2 == 0;
}

unsigned char plumb_hex_byte(const char *pair)
{
	unsigned high = (unsigned)digit_of(pair[0]) & 15;
	unsigned low = (unsigned)digit_of(pair[1]) & 15;

	return (unsigned char)(high << 4 | low);
}

static bool holds_bytes(const char *tag)
{
	static const char *const tags[] = {"bytes", "bytearray", "memoryview", "strided", "str"};

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (tag && strcmp(tag, tags[i]) == 0)
			return true;
	return false;
}

unsigned char *plumb_value_bytes(const json_t *value, size_t *size)
{
	const json_t *content = NULL;
	json_int_t count = 1;

	if (!holds_bytes(plumb_tag(value, &content)))
		return NULL;
	if (json_is_array(content)) {
		count = json_integer_value(json_array_get(content, 1));
		content = json_array_get(content, 0);
	}
	const char *hex = json_string_value(content);
	if (!hex || !plumb_is_hex(hex) || count < 0)
		return NULL;
	size_t unit = strlen(hex) / 2;
	if (unit > 0 && (size_t)count > PLUMB_VALUE_BYTES / unit && count > 1)
		return NULL;
	unsigned char *bytes = malloc(unit * (size_t)count + 1);
	if (!bytes)
		return NULL;
	*size = unit == 0 ? 0 : unit * (size_t)count;
	for (size_t i = 0; i < unit && i < *size; i++)
		bytes[i] = plumb_hex_byte(hex + 2 * i);
	/* What is there is copied behind itself, twice as much each time. */
	for (size_t done = unit; done > 0 && done < *size; done *= 2)
		memcpy(bytes + done, bytes, done < *size - done ? done : *size - done);
	bytes[*size] = 0;
	return bytes;
}
