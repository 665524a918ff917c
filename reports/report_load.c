#include "report_load.h"

#include "base/heap.h"
#include "report_check.h"
#include "report_index.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	struct plumb_report_file *file;
	FILE *errors;
	size_t line;	 /* from 1 */
	size_t capacity; /* of file->lines */
	bool over;	 /* the last line was read */
};

static bool complain(const struct reader *reader, const char *what)
{
	fprintf(reader->errors, "%s:%zu: %s\n", reader->file->path, reader->line, what);
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
static bool take_line(struct reader *reader, const char *text, size_t length)
{
	json_error_t error;
	json_t *line = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);

	if (!line && reader->file->head && !reader->over && text[length - 1] != '\n')
		return true;
	if (!line)
		return complain(reader, error.text);
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

/* The head is line 1, and between it and the end there are rows alone. */
static bool check_ids(struct reader *reader)
{
	const struct plumb_report_file *file = reader->file;
	struct plumb_report_index *ids = plumb_report_index_new(file->line_count);
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

static bool read_all(struct reader *reader, FILE *in)
{
	char *text = NULL;
	size_t capacity = 0;
	bool good = true;
	ssize_t length;

	while (good && (length = getline(&text, &capacity, in)) >= 0) {
		reader->line++;
		good = take_line(reader, text, (size_t)length);
	}
	if (good && ferror(in)) {
		fprintf(reader->errors, "%s: %s\n", reader->file->path, strerror(errno));
		good = false;
	}
	free(text);
	return good && finish(reader);
}

struct plumb_report_file *plumb_report_load(const char *path, FILE *errors)
{
	struct reader reader = {.errors = errors};
	FILE *in = fopen(path, "re");
	bool good;

	if (!in) {
		fprintf(errors, "%s: %s\n", path, strerror(errno));
		return NULL;
	}
	reader.file = plumb_new(1, sizeof *reader.file);
	reader.file->path = plumb_copy(path);
	good = read_all(&reader, in);
	fclose(in);
	if (!good) {
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
