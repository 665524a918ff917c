#include "number.h"
#include "base/word.h"
#include "value.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The text in {tag: text}; NULL where the value is anything else. */
static const char *tagged_text(const json_t *value, const char *tag)
{
	const json_t *content = NULL;
	const char *found = plumb_tag(value, &content);

	return found && strcmp(found, tag) == 0 ? plumb_plain(content) : NULL;
}

bool plumb_is_integer(const json_t *value)
{
	return json_is_integer(value) || tagged_text(value, "int");
}

bool plumb_is_float(const json_t *value)
{
	return json_is_real(value) || tagged_text(value, "float");
}

bool plumb_is_digits(const char *text)
{
	const char *digits = text + (*text == '-');
	size_t length = strspn(digits, "0123456789");

	return length > 0 && digits[length] == '\0' && (*digits != '0' || strcmp(text, "0") == 0);
}

bool plumb_is_beyond_64_bits(const char *digits)
{
	int saved = errno;

	errno = 0;
	strtoll(digits, NULL, 10);
	bool beyond = errno == ERANGE;
	errno = saved;
	return beyond;
}

/* Two integers in decimal: the sign decides, then the length, then the digits. */
static bool digits_at_most(const char *a, const char *b)
{
	bool negative = *a == '-';

	if (negative != (*b == '-'))
		return negative;
	size_t length_a = strlen(a);
	size_t length_b = strlen(b);
	int order = length_a == length_b ? strcmp(a, b) : length_a < length_b ? -1 : 1;
	return negative ? order >= 0 : order <= 0;
}

static long double approximate(const json_t *value)
{
	const char *text = tagged_text(value, "int");

	if (!text)
		text = tagged_text(value, "float");
	if (text)
		return strtold(text, NULL);
	return json_is_integer(value) ? (long double)json_integer_value(value)
				      : (long double)json_number_value(value);
}

bool plumb_number_at_most(const json_t *a, const json_t *b)
{
	const char *digits_a = tagged_text(a, "int");
	const char *digits_b = tagged_text(b, "int");

	if (!(plumb_is_integer(a) || plumb_is_float(a)) ||
		!(plumb_is_integer(b) || plumb_is_float(b)))
		return false;
	if (json_is_integer(a) && json_is_integer(b))
		return json_integer_value(a) <= json_integer_value(b);
	if (digits_a && digits_b)
		return digits_at_most(digits_a, digits_b);
	return approximate(a) <= approximate(b);
}
