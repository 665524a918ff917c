/*
 * Text that grows. A text starts as {0}. If memory runs out it stays unchanged and
 * plumb_text_take() returns NULL, so a writer need not check every step.
 */
#ifndef PLUMB_TEXT_H
#define PLUMB_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct plumb_text {
	char *data; /* ends in a NUL, or NULL while nothing was added */
	size_t length;
	size_t capacity;
	bool failed;
};

void plumb_text_add(struct plumb_text *text, const char *part);
void plumb_text_add_n(struct plumb_text *text, const char *part, size_t length);
__attribute__((format(printf, 2, 3))) void plumb_text_add_f(
	struct plumb_text *text, const char *format, ...);

/*
 * The whole, to be freed by the caller; NULL: no memory. With a limit (at least 16; 0: none) the
 * middle of longer text is replaced by "...". The text is empty afterwards.
 */
char *plumb_text_take(struct plumb_text *text, size_t limit);

#endif
