#include "report_merge.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "report_shard.h"
#include <stdlib.h>
#include <string.h>

static int say(FILE *errors, const char *path, int status, char *what)
{
	fprintf(errors, "%s: %s\n", path, what);
	free(what);
	return status;
}

static int load(
	struct plumb_report_merge *merge, const char *const *paths, size_t count, FILE *errors)
{
	int status = PLUMB_EXIT_GOOD;

	merge->files = plumb_new(count, sizeof(struct plumb_report_file *));
	merge->file_count = count;
	for (size_t i = 0; i < count; i++) {
		merge->files[i] = plumb_report_load(paths[i], errors);
		if (!merge->files[i])
			status = PLUMB_EXIT_USAGE;
	}
	return status;
}

/* --- the shards ------------------------------------------------------------------------------- */

static int check_file(
	const struct plumb_report_merge *merge, const struct plumb_report_file *file, FILE *errors)
{
	struct plumb_report_shard shard;
	char *what;

	if (!plumb_report_shard_of(file, &shard))
		return say(errors, file->path, PLUMB_EXIT_USAGE,
			plumb_copy("\"shard\" of the head is not as the schema has it"));
	if (!file->complete)
		return say(errors, file->path, PLUMB_EXIT_BAD,
			plumb_format("the run did not end: it has %zu of %lld rows",
				file->line_count,
				(long long)json_integer_value(
					json_object_get(file->head, "rows"))));
	what = plumb_report_shard_difference(merge->files[0], file);
	return what ? say(errors, file->path, PLUMB_EXIT_BAD, what) : PLUMB_EXIT_GOOD;
}

/* Checks that each shard exists once, and that the files belong to one run. */
static int check_shards(const struct plumb_report_merge *merge, FILE *errors)
{
	const struct plumb_report_file **found;
	struct plumb_report_shard shard;
	int status = PLUMB_EXIT_GOOD;
	unsigned of;

	plumb_report_shard_of(merge->files[0], &shard);
	of = shard.shard.of;
	found = plumb_new(of, sizeof(struct plumb_report_file *));
	for (size_t i = 0; i < merge->file_count; i++) {
		plumb_report_shard_of(merge->files[i], &shard);
		const struct plumb_report_file **first = &found[shard.shard.number - 1];
		if (*first)
			status = say(errors, merge->files[i]->path, PLUMB_EXIT_BAD,
				plumb_format("shard %u is already in %s", shard.shard.number,
					(*first)->path));
		*first = merge->files[i];
	}
	for (unsigned i = 0; i < of; i++) {
		if (found[i])
			continue;
		fprintf(errors, "plumbline merge: shard %u of %u is missing\n", i + 1, of);
		status = PLUMB_EXIT_BAD;
	}
	free(found);
	return status;
}

/* --- the rows --------------------------------------------------------------------------------- */

static const char *id_of(const json_t *line)
{
	return json_string_value(json_object_get(line, "row"));
}

static int place_row(struct plumb_report_merge *merge, const struct plumb_report_file *file,
	size_t number, FILE *errors)
{
	const json_t *line = file->lines[number];
	const json_t *said = json_object_get(line, "place");
	json_int_t place = json_integer_value(said);
	struct plumb_report_shard shard;

	plumb_report_shard_of(file, &shard);
	if (shard.shard.of == 1)
		place = (json_int_t)number;
	else if (!json_is_integer(said) || place < 0 || place >= (json_int_t)merge->line_count)
		return say(errors, file->path, PLUMB_EXIT_USAGE,
			plumb_format("row %s has no place in the plan", id_of(line)));
	if (!plumb_shard_has(&shard.shard, id_of(line)))
		return say(errors, file->path, PLUMB_EXIT_BAD,
			plumb_format("row %s is of another shard", id_of(line)));
	if (merge->lines[place])
		return say(errors, file->path, PLUMB_EXIT_BAD,
			plumb_format("row %s has the place of row %s", id_of(line),
				id_of(merge->lines[place])));
	merge->lines[place] = line;
	return PLUMB_EXIT_GOOD;
}

static int check_missing_rows(const struct plumb_report_merge *merge, FILE *errors)
{
	size_t missing = 0, first = 0;

	for (size_t i = merge->line_count; i > 0; i--)
		if (!merge->lines[i - 1]) {
			missing++;
			first = i;
		}
	if (missing == 0)
		return PLUMB_EXIT_GOOD;
	fprintf(errors,
		"plumbline merge: %zu of %zu rows are missing; the first is number %zu of the "
		"plan, after %s\n",
		missing, merge->line_count, first,
		first > 1 ? id_of(merge->lines[first - 2]) : "none");
	return PLUMB_EXIT_BAD;
}

static int place_rows(struct plumb_report_merge *merge, FILE *errors)
{
	struct plumb_report_shard shard;
	int status = PLUMB_EXIT_GOOD;

	plumb_report_shard_of(merge->files[0], &shard);
	merge->line_count = shard.rows;
	merge->lines = plumb_new(merge->line_count, sizeof(json_t *));
	for (size_t i = 0; i < merge->file_count; i++)
		for (size_t k = 0; k < merge->files[i]->line_count; k++) {
			int placed = place_row(merge, merge->files[i], k, errors);
			status = placed > status ? placed : status;
		}
	return status == PLUMB_EXIT_GOOD ? check_missing_rows(merge, errors) : status;
}

/* --- the first and the last line ------------------------------------------------------------ */

static void make_head(struct plumb_report_merge *merge)
{
	merge->head = plumb_have(json_copy(merge->files[0]->head));
	json_object_del(merge->head, "shard");
	json_object_set_new(merge->head, "rows", json_integer((json_int_t)merge->line_count));
	for (size_t i = 1; i < merge->file_count; i++) {
		json_t *started = json_object_get(merge->files[i]->head, "started");
		if (strcmp(json_string_value(started),
			    json_string_value(json_object_get(merge->head, "started"))) < 0)
			json_object_set(merge->head, "started", started);
	}
	for (size_t i = 0; i < merge->line_count; i++)
		json_object_del((json_t *)merge->lines[i], "place");
}

static void add_numbers(json_t *sum, const json_t *more)
{
	const char *name;
	json_t *value;

	json_object_foreach(sum, name, value)
		if (json_is_integer(value))
			json_integer_set(
				value, json_integer_value(value) +
					       json_integer_value(json_object_get(more, name)));
}

/* The sides have the same order in all files, because the heads are the same. */
static void make_tail(struct plumb_report_merge *merge)
{
	merge->tail = plumb_have(json_deep_copy(merge->files[0]->tail));
	for (size_t i = 1; i < merge->file_count; i++) {
		json_t *count;
		size_t k;

		add_numbers(merge->tail, merge->files[i]->tail);
		json_array_foreach(json_object_get(merge->tail, "counts"), k, count)
			add_numbers(count,
				json_array_get(
					json_object_get(merge->files[i]->tail, "counts"), k));
	}
}

int plumb_report_merge(
	struct plumb_report_merge *merge, const char *const *paths, size_t path_count, FILE *errors)
{
	int status;

	*merge = (struct plumb_report_merge){0};
	status = load(merge, paths, path_count, errors);
	for (size_t i = 0; i < path_count && status < PLUMB_EXIT_USAGE; i++) {
		int checked = check_file(merge, merge->files[i], errors);
		status = checked > status ? checked : status;
	}
	if (status == PLUMB_EXIT_GOOD)
		status = check_shards(merge, errors);
	if (status == PLUMB_EXIT_GOOD)
		status = place_rows(merge, errors);
	if (status == PLUMB_EXIT_GOOD) {
		make_head(merge);
		make_tail(merge);
	}
	return status;
}

void plumb_report_merge_clear(struct plumb_report_merge *merge)
{
	for (size_t i = 0; i < merge->file_count; i++)
		plumb_report_file_free(merge->files[i]);
	json_decref(merge->head);
	json_decref(merge->tail);
	free(merge->files);
	free(merge->lines);
}
