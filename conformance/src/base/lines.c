#include "lines.h"
#include "heap.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* A container, or jansson's own copy of a key, which is there as long as the key is. */
struct entry {
	uintptr_t what;
	int line;
};

struct plumb_lines {
	struct entry *entries; /* sorted by what, once all are there */
	size_t count;
	size_t capacity;
};

/* Goes through a text from one bracket or colon to the next. */
struct scan {
	const char *text;
	size_t length;
	size_t at;
	int line;
	int string_line; /* of the last string: when a colon follows, it was a key */
};

static void skip_string(struct scan *scan)
{
	scan->string_line = scan->line;
	for (scan->at++; scan->at < scan->length && scan->text[scan->at] != '"'; scan->at++)
		if (scan->text[scan->at] == '\\')
			scan->at++;
}

/* The next of `{`, `[`, `}`, `]` and `:`; 0 at the end. */
static char next_mark(struct scan *scan)
{
	for (; scan->at < scan->length; scan->at++) {
		switch (scan->text[scan->at]) {
		case '\n':
			scan->line++;
			break;
		case '"':
			skip_string(scan);
			break;
		case '{':
		case '[':
		case '}':
		case ']':
		case ':':
			return scan->text[scan->at++];
		default:
			break;
		}
	}
	return '\0';
}

static struct scan scan_of(const char *text, size_t length)
{
	return (struct scan){.text = text, .length = length, .line = 1};
}

int plumb_lines_too_deep(const char *text, size_t length)
{
	struct scan scan = scan_of(text, length);
	int depth = 0;

	for (char mark; (mark = next_mark(&scan)) != '\0';) {
		if (mark == '{' || mark == '[')
			depth++;
		else if (mark != ':')
			depth--;
		if (depth > PLUMB_FILE_DEPTH)
			return scan.line;
	}
	return 0;
}

static void add(struct plumb_lines *lines, const void *what, int line)
{
	if (lines->count == lines->capacity) {
		lines->capacity = lines->capacity ? 2 * lines->capacity : 256;
		lines->entries =
			plumb_grow(lines->entries, lines->capacity, sizeof(*lines->entries));
	}
	lines->entries[lines->count++] = (struct entry){.what = (uintptr_t)what, .line = line};
}

/* The next mark that begins a value or ends a key. */
static char next_opening(struct scan *scan)
{
	char mark = next_mark(scan);

	while (mark == '}' || mark == ']')
		mark = next_mark(scan);
	return mark;
}

/* Adds the value and all in it, in the order of the text. */
static void walk(struct plumb_lines *lines, struct scan *scan, const json_t *value)
{
	const char *key;
	json_t *inner;
	size_t i;

	if (!json_is_object(value) && !json_is_array(value))
		return;
	char mark = next_opening(scan);
	assert(mark == (json_is_object(value) ? '{' : '['));
	add(lines, value, scan->line);
	json_array_foreach((json_t *)value, i, inner)
		walk(lines, scan, inner);
	json_object_foreach((json_t *)value, key, inner) {
		mark = next_opening(scan);
		assert(mark == ':');
		add(lines, key, scan->string_line);
		walk(lines, scan, inner);
	}
	(void)mark;
}

static int compare(const void *a, const void *b)
{
	const struct entry *left = a;
	const struct entry *right = b;

	return (left->what > right->what) - (left->what < right->what);
}

struct plumb_lines *plumb_lines_new(const char *text, size_t length, const json_t *root)
{
	struct plumb_lines *lines = plumb_new(1, sizeof(*lines));
	struct scan scan = scan_of(text, length);

	walk(lines, &scan, root);
	if (lines->count > 0)
		qsort(lines->entries, lines->count, sizeof(*lines->entries), compare);
	return lines;
}

void plumb_lines_free(struct plumb_lines *lines)
{
	if (lines) {
		free(lines->entries);
		free(lines);
	}
}

static int line_of(const struct plumb_lines *lines, const void *what)
{
	struct entry key = {.what = (uintptr_t)what};

	if (!lines || !what || lines->count == 0)
		return 0;
	const struct entry *found =
		bsearch(&key, lines->entries, lines->count, sizeof(key), compare);
	return found ? found->line : 0;
}

int plumb_lines_of(const struct plumb_lines *lines, const json_t *container)
{
	return line_of(lines, container);
}

int plumb_lines_of_key(const struct plumb_lines *lines, const json_t *object, const char *key)
{
	void *member = key ? json_object_iter_at((json_t *)object, key) : NULL;

	if (member)
		return line_of(lines, json_object_iter_key(member));
	return plumb_lines_of(lines, object);
}
