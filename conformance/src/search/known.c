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
	char *with;	 /* a shell pattern of the step, as JSON; "" */
	char *after;	 /* CALL or CALL:GLOB that come before, in their order; "" */
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

/*
 * Takes what stands behind the word off the end of the text: a new string, "" where the word is not
 * there.
 */
static char *take_tail(char *text, const char *word)
{
	char *at = strstr(text, word), *tail;

	if (!at)
		return plumb_copy("");
	tail = trimmed(at + strlen(word), strlen(at + strlen(word)));
	*at = '\0';
	return tail;
}

/* `SIGNATURE [after CALL[:GLOB]...] [with GLOB]`. */
static void add(struct plumb_known *known, char *text, const char *reason)
{
	struct line *line;

	known->lines = plumb_grow(known->lines, known->count + 1, sizeof *known->lines);
	line = &known->lines[known->count++];
	line->reason = trimmed(reason, strlen(reason));
	line->with = take_tail(text, " with ");
	line->after = take_tail(text, " after ");
	line->signature = trimmed(text, strlen(text));
}

static bool on_line(void *context, const char *text, size_t length, bool whole)
{
	struct loader *loader = context;
	char *line = trimmed(text, length);
	char *reason = strstr(line, " ## ");

	(void)whole;
	loader->number++;
	if (*line && *line != '#' && reason) {
		*reason = '\0';
		add(loader->known, line, reason + strlen(" ## "));
	} else if (*line && *line != '#') {
		plumb_complain(
			&loader->complaints, loader->number, "no reason: want SIGNATURE ## REASON");
	}
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

static bool is_with(const char *pattern, const json_t *step)
{
	char *text = *pattern ? json_dumps(step, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
	bool fits = !*pattern || (text && fnmatch(pattern, text, 0) == 0);

	free(text);
	return fits;
}

/* Whether the calls were made before the step, in their order. */
static bool came_after(const char *calls, const json_t *steps, size_t before)
{
	char *copy = plumb_copy(calls), *rest = copy, *with;
	size_t i = 0;
	bool came = true;

	while (came && *calls && (with = strsep(&rest, " "))) {
		const char *call = strsep(&with, ":");
		while (i < before &&
			(fnmatch(call, plumb_callee(json_array_get(steps, i)), 0) != 0 ||
				!is_with(with ? with : "", json_array_get(steps, i))))
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
			came_after(known->lines[i].after, steps, before) &&
			is_with(known->lines[i].with, json_array_get(steps, before)))
			return known->lines[i].reason;
	return NULL;
}

void plumb_known_free(struct plumb_known *known)
{
	for (size_t i = 0; known && i < known->count; i++) {
		free(known->lines[i].signature);
		free(known->lines[i].after);
		free(known->lines[i].with);
		free(known->lines[i].reason);
	}
	if (known)
		free(known->lines);
	free(known);
}
