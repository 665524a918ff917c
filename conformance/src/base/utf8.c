#include "utf8.h"

#include "heap.h"
#include "text.h"
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

static size_t harmless_length(const unsigned char *at, size_t left)
{
	unsigned long code = 0;
	size_t length = plumb_utf8_length(at, left, &code);

	if (code == '\n' || code == '\t')
		return length;
	if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000))
		return 0;
	return length;
}

char *plumb_printable(const char *text, size_t limit)
{
	const unsigned char *bytes = (const unsigned char *)text;
	struct plumb_text copy = {0};
	size_t size = strlen(text), at = 0;

	while (at < size && copy.length < limit) {
		size_t length = harmless_length(bytes + at, size - at);
		if (length)
			plumb_text_add_n(&copy, text + at, length);
		else
			plumb_text_add_f(&copy, "\\x%02x", bytes[at]);
		at += length ? length : 1;
	}
	plumb_text_add(&copy, at < size ? "..." : "");
	return plumb_have_text(&copy);
}
