#include "report_shard.h"

#include "base/heap.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A bound for allocations whose size a file gives. */
enum { MOST_ROWS = 10000000 };

bool plumb_report_shard_of(const struct plumb_report_file *file, struct plumb_report_shard *shard)
{
	const json_t *said = json_object_get(file->head, "shard");
	json_int_t number = json_integer_value(json_object_get(said, "number"));
	json_int_t of = json_integer_value(json_object_get(said, "of"));
	json_int_t rows = json_integer_value(json_object_get(said, "rows"));

	*shard = (struct plumb_report_shard){.shard = {.number = 1, .of = 1}};
	shard->rows = (size_t)json_integer_value(json_object_get(file->head, "rows"));
	if (!said)
		return true;
	if (number < 1 || of < 2 || number > of || of > PLUMB_MOST_SHARDS || rows < 1 ||
		rows > MOST_ROWS || !json_is_string(json_object_get(said, "plan")))
		return false;
	shard->shard = (struct plumb_shard){.number = (unsigned)number, .of = (unsigned)of};
	shard->rows = (size_t)rows;
	return true;
}

static char *shown(const json_t *value)
{
	char *text = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;

	return text ? text : plumb_copy("nothing");
}

/* The path of the first member in which the values differ; NULL if they are equal. */
static char *difference(const char *path, const json_t *a, const json_t *b)
{
	char *what = NULL, *left, *right;
	const char *name;
	json_t *value;
	size_t i;

	if (json_equal(a, b))
		return NULL;
	if (json_is_object(a) && json_is_object(b)) {
		json_object_foreach((json_t *)a, name, value) {
			char *below = plumb_format("%s%s%s", path, *path ? "." : "", name);
			if (!what)
				what = difference(below, value, json_object_get(b, name));
			free(below);
		}
	} else if (json_is_array(a) && json_array_size(a) == json_array_size(b)) {
		json_array_foreach(a, i, value) {
			char *below = plumb_format("%s[%zu]", path, i);
			if (!what)
				what = difference(below, value, json_array_get(b, i));
			free(below);
		}
	}
	if (what)
		return what;
	left = shown(a);
	right = shown(b);
	what = plumb_format("%s is %.200s, where the first file has %.200s",
		*path ? path : "the head", right, left);
	free(left);
	free(right);
	return what;
}

/* The head without the members that may differ. */
static json_t *common(const json_t *head)
{
	json_t *copy = plumb_have(json_deep_copy(head));

	json_object_del(copy, "started");
	if (json_object_get(copy, "shard")) {
		json_object_del(copy, "rows");
		json_object_del(json_object_get(copy, "shard"), "number");
	}
	return copy;
}

char *plumb_report_shard_difference(
	const struct plumb_report_file *first, const struct plumb_report_file *other)
{
	json_t *a = common(first->head), *b = common(other->head);
	char *what = difference("", a, b);

	json_decref(a);
	json_decref(b);
	return what;
}
