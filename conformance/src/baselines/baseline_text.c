#include "baseline_text.h"

#include "base/heap.h"
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 100 };

/* Linux gives these to sockets that ask for any port. */
enum { FIRST_PORT = 32768, LAST_PORT = 60999 };

static bool is_port(const char *digits)
{
	char *end;
	unsigned long number = strtoul(digits, &end, 10);

	return end - digits == 5 && number >= FIRST_PORT && number <= LAST_PORT;
}

/* Where the word begins that ends here: behind a blank, a quote or a bracket. */
static size_t word_start(const char *text, size_t at)
{
	while (at > 0 && !strchr(" \t\"'([{,", text[at - 1]))
		at--;
	return at;
}

static size_t before(const char *text, size_t length, const char *part)
{
	const char *found = strstr(text, part);

	return found && (size_t)(found - text) < length ? (size_t)(found - text) : length;
}

/* Of the first `length` bytes as many as do not differ from run to run. */
static size_t steady(const char *text, size_t length)
{
	size_t path = before(text, length, "/plumbline-");
	bool in_number = false;

	if (path < length)
		length = word_start(text, path);
	length = before(text, length, " 0x");
	for (size_t i = 0; i < length; i++) {
		bool is_digit = isdigit((unsigned char)text[i]);
		bool is_new = is_digit && !in_number;
		in_number = is_digit;
		if (is_new &&
			(is_port(text + i) || (i >= 5 && strncmp(text + i - 5, "took ", 5) == 0)))
			return i;
	}
	return length;
}

char *plumb_baseline_text_start(const char *text)
{
	size_t length;

	text += strspn(text, " \t");
	length = strcspn(text, "\r\n");
	if (length > LONGEST)
		length = LONGEST;
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	length = steady(text, length);
	if (strncmp(text, "##", 2) == 0)
		length = 0;
	length = before(text, length, " ##");
	length = before(text, length, "\t##");
	while (length > 0 && strchr(" \t", text[length - 1]))
		length--;
	return plumb_format("%.*s", (int)length, text);
}
