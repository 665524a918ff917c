/* Ends the adapter when it lacks something essential, such as memory. */

#include "adapter.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void adapter_die(const char *format, ...)
{
	va_list arguments;

	fputs("pysock-adapter: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(EXIT_FAILURE);
}

void *adapter_need(void *memory)
{
	if (memory == NULL)
		adapter_die("out of memory");
	return memory;
}
