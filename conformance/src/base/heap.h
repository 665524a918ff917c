/*
 * Memory for the runner, where there is nothing sensible to do without it: these say so on
 * standard error and end the process with PLUMB_EXIT_UNRUNNABLE.
 */
#ifndef PLUMB_HEAP_H
#define PLUMB_HEAP_H

#include "text.h"

#include <jansson.h>
#include <stddef.h>

/* Called when a library's allocation failed. */
_Noreturn void plumb_out_of_memory(void);

/* Zeroed memory for count items; never NULL. */
void *plumb_new(size_t count, size_t size);

/* As realloc() for count items; never NULL. */
void *plumb_grow(void *old, size_t count, size_t size);

/* A new string as by printf; never NULL. */
char *plumb_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A copy; never NULL. */
char *plumb_copy(const char *text);

/* The value itself, which jansson made unless memory ran out. */
json_t *plumb_have(json_t *value);

/* The same of a text that was written: the whole of it, which the caller frees. */
char *plumb_have_text(struct plumb_text *text);

#endif
