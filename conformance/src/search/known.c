#include "known.h"

#include "base/complaint.h"
#include "base/heap.h"
#include "base/line_file.h"
#include "names.h"
#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* One line of the file. */
struct line {
	char *signature; /* a shell pattern */
	char *after;	 /* calls that come before, in their order, with blanks between; "" */
	char *reason;
};

struct plumb_known {
	struct line *lines;
	size_t count;
};

struct loader {
	struct plumb_known *known;
	struct plumb_complaints complaints;
	int number; /* of the line */
};

/* A copy without the blanks at either end. */
static char *trimmed(const char *text, size_t length)
{
	while (length && strchr(" \t", *text)) {
		text++;
		length--;
	}
	while (length && strchr(" \t", text[length - 1]))
		length--;
	return plumb_format("%.*s", (int)length, text);
}

static void add(struct plumb_known *known, const char *text, const char *reason)
{
	const char *after = strstr(text, " after ");
	size_t length = after ? (size_t)(after - text) : (size_t)(reason - text);
	struct line *line;

	if (after && after > reason) {
		after = NULL;
		length = (size_t)(reason - text);
	}
	known->lines = plumb_grow(known->lines, known->count + 1, sizeof *known->lines);
	line = &known->lines[known->count++];
	line->signature = trimmed(text, length);
	after = after ? after + strlen(" after ") : reason;
	line->after = trimmed(after, (size_t)(reason - after));
	line->reason = trimmed(reason + 2, strlen(reason + 2));
}

static bool on_line(void *context, const char *text, size_t length, bool whole)
{
	struct loader *loader = context;
	char *line = trimmed(text, length);
	const char *reason = strstr(line, " ## ");

	(void)whole;
	loader->number++;
	if (*line && *line != '#' && !reason)
		plumb_complain(
			&loader->complaints, loader->number, "no reason: want SIGNATURE ## REASON");
	else if (*line && *line != '#')
		add(loader->known, line, reason + 1);
	free(line);
	return true;
}

struct plumb_known *plumb_known_load(const char *path, FILE *errors)
{
	struct loader loader = {.known = plumb_new(1, sizeof *loader.known),
		.complaints = {.path = path, .errors = errors}};
	const char *wrong = plumb_line_file_read(path, on_line, &loader);

	if (wrong)
		plumb_complain(&loader.complaints, 0, "%s", wrong);
	if (plumb_complaints_end(&loader.complaints))
		return loader.known;
	plumb_known_free(loader.known);
	return NULL;
}

/* Whether the calls were made before the step, in their order. */
static bool came_after(const char *calls, const json_t *steps, size_t before)
{
	char *copy = plumb_copy(calls), *rest = copy, *call;
	size_t i = 0;
	bool came = true;

	while (came && *calls && (call = strsep(&rest, " "))) {
		while (i < before && fnmatch(call, plumb_callee(json_array_get(steps, i)), 0) != 0)
			i++;
		came = i++ < before;
	}
	free(copy);
	return came;
}

const char *plumb_known_find(const struct plumb_known *known,
	const struct plumb_difference *difference, const json_t *steps)
{
	size_t count = json_array_size(steps);
	size_t before = difference->step < count ? difference->step : count;

	for (size_t i = 0; known && i < known->count; i++)
		if (fnmatch(known->lines[i].signature, difference->signature, 0) == 0 &&
			came_after(known->lines[i].after, steps, before))
			return known->lines[i].reason;
	return NULL;
}

void plumb_known_free(struct plumb_known *known)
{
	for (size_t i = 0; known && i < known->count; i++) {
		free(known->lines[i].signature);
		free(known->lines[i].after);
		free(known->lines[i].reason);
	}
	if (known)
		free(known->lines);
	free(known);
}
