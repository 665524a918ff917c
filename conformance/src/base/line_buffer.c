#include "line_buffer.h"

#include "heap.h"
#include <stdlib.h>
#include <string.h>

struct plumb_line_buffer {
	char *data;
	size_t length;
	size_t capacity;
};

struct plumb_line_buffer *plumb_line_buffer_new(void)
{
	return plumb_new(1, sizeof(struct plumb_line_buffer));
}

void plumb_line_buffer_free(struct plumb_line_buffer *buffer)
{
	if (buffer)
		free(buffer->data);
	free(buffer);
}

static bool append(struct plumb_line_buffer *buffer, const char *data, size_t length)
{
	size_t needed = buffer->length + length;

	if (needed > PLUMB_LINE_LIMIT)
		return false;
	if (length == 0)
		return true;
	if (needed > buffer->capacity) {
		buffer->capacity = needed > PLUMB_LINE_LIMIT / 2 ? PLUMB_LINE_LIMIT : needed * 2;
		buffer->data = plumb_grow(buffer->data, buffer->capacity, 1);
	}
	memcpy(buffer->data + buffer->length, data, length);
	buffer->length = needed;
	return true;
}

bool plumb_line_buffer_feed(struct plumb_line_buffer *buffer, const char *data, size_t length,
	plumb_line_fn *line, void *context)
{
	const char *end = data + length;

	while (data < end) {
		const char *newline = memchr(data, '\n', (size_t)(end - data));
		if (!append(buffer, data, (size_t)((newline ? newline : end) - data)))
			return false;
		if (!newline)
			break;
		/* The callback may close the adapter, and with it this buffer; the loop frees it
		 * later. */
		size_t whole = buffer->length;
		buffer->length = 0;
		line(context, whole ? buffer->data : "", whole);
		data = newline + 1;
	}
	return true;
}

const char *plumb_line_buffer_rest(const struct plumb_line_buffer *buffer, size_t *length)
{
	*length = buffer->length;
	return buffer->length ? buffer->data : "";
}
