#include "report_load.h"

#include "base/heap.h"
#include "base/line_file.h"
#include "base/utf8.h"
#include "base/whole.h"
#include "report_check.h"
#include "report_index.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	struct plumb_report_file *file;
	FILE *errors;
	size_t line;	 /* from 1 */
	size_t capacity; /* of file->lines */
	bool over;	 /* the last line was read */
	bool bad;
};

static bool complain(const struct reader *reader, const char *what)
{
	char *shown = plumb_one_line(what, 500);

	fprintf(reader->errors, "%s:%zu: %s\n", reader->file->path, reader->line, shown);
	free(shown);
	return false;
}

/* The line is the file's from here on. */
static bool take_row(struct reader *reader, json_t *line)
{
	struct plumb_report_file *file = reader->file;
	struct plumb_report_wrong wrong;

	if (file->line_count == reader->capacity) {
		reader->capacity = reader->capacity ? reader->capacity * 2 : 256;
		file->lines = plumb_grow(file->lines, reader->capacity, sizeof(json_t *));
	}
	file->lines[file->line_count++] = line;
	return plumb_report_check_row(line, file->head, &wrong) || complain(reader, wrong.text);
}

static bool take_head(struct reader *reader, json_t *line)
{
	struct plumb_report_wrong wrong;

	reader->file->head = line;
	return plumb_report_check_head(line, &wrong) || complain(reader, wrong.text);
}

static bool take_tail(struct reader *reader, const json_t *line)
{
	const struct plumb_report_file *file = reader->file;
	struct plumb_report_wrong wrong;

	reader->over = true;
	return plumb_report_check_tail(line, file->head, file->lines, file->line_count, &wrong) ||
	       complain(reader, wrong.text);
}

/* A run that was killed, or whose disk was full, may have left the beginning of a line. */
static bool take_line(struct reader *reader, const char *text, size_t length, bool whole)
{
	json_error_t error;
	json_t *line = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);

	if (!line && reader->file->head && !reader->over && !whole)
		return true;
	if (!line)
		return complain(reader, error.text);
	plumb_printable_json(line);
	if (!reader->file->head)
		return take_head(reader, line);
	if (reader->over || !json_object_get(line, "counts")) {
		if (!reader->over)
			return take_row(reader, line);
		json_decref(line);
		return complain(reader, "there is a line after the last one");
	}
	reader->file->tail = line;
	return take_tail(reader, line);
}

/* Line 1 is the head, and only rows follow it, up to the end. */
static bool check_ids(struct reader *reader)
{
	const struct plumb_report_file *file = reader->file;
	struct plumb_report_index *ids = plumb_report_index_new();
	char text[128];
	bool good = true;

	for (size_t i = 0; good && i < file->line_count; i++) {
		const char *id = json_string_value(json_object_get(file->lines[i], "row"));
		size_t first = plumb_report_index_of(ids, id, strlen(id));
		if (first != i) {
			reader->line = i + 2;
			snprintf(text, sizeof(text), "row %.60s was already in line %zu", id,
				first + 2);
			good = complain(reader, text);
		}
	}
	plumb_report_index_free(ids);
	return good;
}

static bool finish(struct reader *reader)
{
	struct plumb_report_file *file = reader->file;
	json_int_t promised = json_integer_value(json_object_get(file->head, "rows"));

	reader->line++;
	if (!file->head)
		return complain(reader, "the file is empty");
	if ((json_int_t)file->line_count > promised) {
		reader->line = 1;
		return complain(reader, "the head announces fewer rows than there are");
	}
	if (!check_ids(reader))
		return false;
	file->complete = reader->over && (json_int_t)file->line_count == promised;
	return true;
}

static bool on_line(void *context, const char *text, size_t length, bool whole)
{
	struct reader *reader = context;

	reader->line++;
	reader->bad = !take_line(reader, text, length, whole);
	return !reader->bad;
}

struct plumb_report_file *plumb_report_load(const char *path, FILE *errors)
{
	struct reader reader = {.errors = errors};
	char *inside = plumb_is_directory(path) ? plumb_format("%s/results.jsonl", path) : NULL;
	const char *wrong;

	reader.file = plumb_new(1, sizeof *reader.file);
	reader.file->path = plumb_one_line(inside ? inside : path, PATH_MAX);
	wrong = plumb_line_file_read(inside ? inside : path, on_line, &reader);
	free(inside);
	if (wrong)
		fprintf(errors, "%s: %s\n", reader.file->path, wrong);
	if (wrong || reader.bad || !finish(&reader)) {
		plumb_report_file_free(reader.file);
		return NULL;
	}
	return reader.file;
}

void plumb_report_file_free(struct plumb_report_file *file)
{
	if (!file)
		return;
	for (size_t i = 0; i < file->line_count; i++)
		json_decref(file->lines[i]);
	json_decref(file->head);
	json_decref(file->tail);
	free(file->lines);
	free(file->path);
	free(file);
}
