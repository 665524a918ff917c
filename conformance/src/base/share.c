#include "share.h"

#include <stdio.h>
#include <string.h>

char *plumb_share(char buffer[PLUMB_SHARE_SIZE], size_t part, size_t whole)
{
	size_t tenths = whole ? part * 1000 / whole : 0;

	if (part && !tenths)
		tenths = 1;
	if (tenths % 10)
		snprintf(buffer, PLUMB_SHARE_SIZE, "%zu.%zu %%", tenths / 10, tenths % 10);
	else
		snprintf(buffer, PLUMB_SHARE_SIZE, "%zu %%", tenths / 10);
	return buffer;
}

char *plumb_digits(char buffer[PLUMB_SHARE_SIZE], size_t number)
{
	char plain[PLUMB_SHARE_SIZE];
	int length = snprintf(plain, sizeof plain, "%zu", number), at = 0;

	for (int i = 0; i < length && at < PLUMB_SHARE_SIZE - 2; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			buffer[at++] = ',';
		buffer[at++] = plain[i];
	}
	buffer[at] = '\0';
	return buffer;
}
