#include "complaint.h"

#include "utf8.h"

#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>

void plumb_complain(struct plumb_complaints *complaints, int line, const char *format, ...)
{
	char text[500];
	va_list arguments;

	if (complaints->count++ >= PLUMB_MOST_COMPLAINTS)
		return;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	for (char *at = text; *at; at++)
		if (*at < ' ' || *at > '~')
			*at = '?';
	char *path = plumb_one_line(complaints->path, PATH_MAX);
	if (line > 0)
		fprintf(complaints->errors, "%s:%d: %s\n", path, line, text);
	else
		fprintf(complaints->errors, "%s: %s\n", path, text);
	free(path);
}

bool plumb_complaints_end(struct plumb_complaints *complaints)
{
	if (complaints->count > PLUMB_MOST_COMPLAINTS) {
		fprintf(complaints->errors, "%s: and %zu more\n", complaints->path,
			complaints->count - PLUMB_MOST_COMPLAINTS);
	}
	return complaints->count == 0;
}
