#include "text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(struct plumb_text *text, size_t length)
{
	size_t capacity = text->capacity ? text->capacity : 64;

	while (!text->failed && capacity - text->length <= length) {
		text->failed = capacity > (size_t)-1 / 2;
		capacity *= 2;
	}
	if (!text->failed && capacity > text->capacity) {
		char *data = realloc(text->data, capacity);
		text->failed = !data;
		if (data) {
			text->data = data;
			text->capacity = capacity;
		}
	}
	return !text->failed;
}

void plumb_text_add_n(struct plumb_text *text, const char *part, size_t length)
{
	if (make_room(text, length)) {
		memcpy(text->data + text->length, part, length);
		text->length += length;
		text->data[text->length] = '\0';
	}
}

void plumb_text_add(struct plumb_text *text, const char *part)
{
	plumb_text_add_n(text, part, strlen(part));
}

void plumb_text_add_f(struct plumb_text *text, const char *format, ...)
{
	va_list arguments;
	va_list again;

	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0) {
		text->failed = true;
	} else if (make_room(text, (size_t)length)) {
		vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
		text->length += (size_t)length;
	}
	va_end(again);
}

char *plumb_text_take(struct plumb_text *text, size_t limit)
{
	static const char gap[] = "...";
	char *data = NULL;

	assert(limit == 0 || limit >= 16);
	if (make_room(text, 0)) {
		data = text->data;
		data[text->length] = '\0';
		if (limit > 0 && text->length > limit) {
			size_t tail = (limit - strlen(gap)) / 2;
			size_t head = limit - strlen(gap) - tail;
			memcpy(data + head, gap, strlen(gap));
			memmove(data + head + strlen(gap), data + text->length - tail, tail + 1);
		}
	} else {
		free(text->data);
	}
	*text = (struct plumb_text){0};
	return data;
}
