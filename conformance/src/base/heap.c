#include "heap.h"

#include "exit_code.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void plumb_out_of_memory(void)
{
	fputs("plumbline: out of memory\n", stderr);
	exit(PLUMB_EXIT_UNRUNNABLE);
}

void *plumb_new(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size);

	if (!memory)
		plumb_out_of_memory();
	return memory;
}

void *plumb_grow(void *old, size_t count, size_t size)
{
	void *memory = reallocarray(old, count ? count : 1, size);

	if (!memory)
		plumb_out_of_memory();
	return memory;
}

char *plumb_format(const char *format, ...)
{
	char *text;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		plumb_out_of_memory();
	return text;
}

char *plumb_copy(const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		plumb_out_of_memory();
	return copy;
}

json_t *plumb_have(json_t *value)
{
	if (!value)
		plumb_out_of_memory();
	return value;
}

char *plumb_have_text(struct plumb_text *text)
{
	char *taken = plumb_text_take(text, 0);

	if (!taken)
		plumb_out_of_memory();
	return taken;
}
