/* Values of text, and the escape by which bytes that are no text travel in a str. */

#include "call.h"

#include <stdlib.h>
#include <string.h>

/* An undecodable byte is escaped as U+DC00 plus the byte, in three bytes. */
static void put_escape(char *to, unsigned byte)
{
	to[0] = (char)0xed;
	to[1] = (char)(0xb0 | byte >> 6);
	to[2] = (char)(0x80 | (byte & 0x3f));
}

/* Copies text to a place with room for three times its size; returns how much it became. */
static size_t copy_escaped(char *to, const char *text, size_t size, bool pass, bool *plain)
{
	size_t written = 0;
	unsigned unit;

	*plain = true;
	for (size_t i = 0; i < size;) {
		size_t length = pys_utf8_length(text + i, size - i);
		bool surrogate = pys_utf8_surrogate(text + i, length, &unit);
		if (surrogate || length == 0)
			*plain = false;
		if (length == 0 || (surrogate && !pass)) {
			put_escape(to + written, (unsigned char)text[i]);
			written += 3;
			i++;
		} else {
			memcpy(to + written, text + i, length);
			written += length;
			i += length;
		}
	}
	return written;
}

static bool is_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

static struct pysock_value *make_str(const char *text, size_t size, bool pass)
{
	bool ascii = is_ascii(text, size);
	if (!ascii && size > SIZE_MAX / 4)
		return NULL;
	struct pysock_value *value = pys_value_alloc(PYSOCK_VALUE_STR, ascii ? size : 3 * size);
	if (value == NULL)
		return NULL;
	value->as.bytes.plain = true;
	if (ascii) {
		if (size > 0)
			memcpy(value->as.bytes.data, text, size);
	} else {
		value->as.bytes.size = copy_escaped(
			value->as.bytes.data, text, size, pass, &value->as.bytes.plain);
		value->as.bytes.data[value->as.bytes.size] = '\0';
	}
	return value;
}

struct pysock_value *pysock_value_str(const char *utf8, size_t size)
{
	return make_str(utf8, size, true);
}

struct pysock_value *pys_value_decoded(const char *bytes, size_t size)
{
	return make_str(bytes, size, false);
}

struct pysock_value *pys_value_text(const char *text)
{
	return make_str(text, strlen(text), false);
}

int pys_encode_name(
	const struct pysock_value *text, char **bytes, size_t *size, struct pysock_error *error)
{
	const char *from = text->as.bytes.data;
	size_t left = text->as.bytes.size, written = 0;
	char *to = malloc(left + 1); /* and a NUL, for callers that need one */
	unsigned unit;

	if (to == NULL)
		return pys_no_memory(error);
	while (left > 0) {
		size_t length = pys_utf8_length(from, left);
		if (!pys_utf8_surrogate(from, length, &unit)) {
			memcpy(to + written, from, length);
			written += length;
		} else if (unit >= 0xdc80 && unit <= 0xdcff) {
			to[written++] = (char)(unit & 0xff);
		} else {
			free(to);
			return pysock_raise(error, PYSOCK_UNICODE_ERROR,
				"the surrogate U+%04X cannot be encoded", unit);
		}
		from += length;
		left -= length;
	}
	to[written] = '\0';
	*bytes = to;
	*size = written;
	return 0;
}
