#include "version.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char plumb_version[] = PLUMB_VERSION;

/* The next number of a dotted version; 0 where it has ended. */
static long next(const char **at)
{
	char *end;
	long number;

	if (!isdigit((unsigned char)**at))
		return 0;
	number = strtol(*at, &end, 10);
	*at = *end == '.' ? end + 1 : end;
	return number;
}

int plumb_version_compare(const char *a, const char *b)
{
	while (isdigit((unsigned char)*a) || isdigit((unsigned char)*b)) {
		long left = next(&a), right = next(&b);
		if (left != right)
			return left < right ? -1 : 1;
	}
	return 0;
}

bool plumb_version_is(const char *text)
{
	size_t digits = text ? strspn(text, "0123456789") : 0;

	while (digits > 0 && text[digits] == '.') {
		text += digits + 1;
		digits = strspn(text, "0123456789");
	}
	return digits > 0 && text[digits] == '\0';
}
