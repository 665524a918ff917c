/* UTF-8 in which surrogates may be encoded too, as Python's str may hold them. */

#include "call.h"

static unsigned byte_at(const char *text, size_t index)
{
	return (unsigned char)text[index];
}

static bool continues(const char *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if ((byte_at(text, i) & 0xc0) != 0x80)
			return false;
	return true;
}

size_t pys_utf8_length(const char *text, size_t size)
{
	unsigned first = byte_at(text, 0);
	size_t length = first < 0x80   ? 1
			: first < 0xc2 ? 0
			: first < 0xe0 ? 2
			: first < 0xf0 ? 3
				       : 4;

	if (length == 0 || first > 0xf4 || length > size || !continues(text, 1, length))
		return 0;
	if (first == 0xe0 && byte_at(text, 1) < 0xa0)
		return 0;
	if (first == 0xf0 && byte_at(text, 1) < 0x90)
		return 0;
	if (first == 0xf4 && byte_at(text, 1) > 0x8f)
		return 0;
	return length;
}

bool pys_utf8_surrogate(const char *text, size_t length, unsigned *unit)
{
	if (length != 3 || byte_at(text, 0) != 0xed || byte_at(text, 1) < 0xa0)
		return false;
	*unit = 0xd000 | (byte_at(text, 1) & 0x3f) << 6 | (byte_at(text, 2) & 0x3f);
	return true;
}
