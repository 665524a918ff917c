#include "record.h"

#include "base/heap.h"
#include <stdlib.h>

/* Of a longer text or list the ends are kept: more than is shown of a value (show.h). */
enum { KEPT_BYTES = 4096, KEPT_ITEMS = 1024 };

void plumb_record_set_outcome(struct plumb_record *record, size_t i, const json_t *outcome)
{
	json_array_set(record->outcomes, i, (json_t *)outcome);
}

static bool is_within_character(const char *at)
{
	return ((unsigned char)*at & 0xc0) == 0x80;
}

/* An even number of digits goes, so that hex stays hex. */
static json_t *trim_text(const char *text, size_t length)
{
	const char *head_end = text + KEPT_BYTES, *tail = text + length - KEPT_BYTES;
	char *joined;
	json_t *trimmed;

	tail -= (tail - head_end) % 2;
	while (is_within_character(head_end))
		head_end--;
	while (is_within_character(tail))
		tail++;
	joined = plumb_format("%.*s%s", (int)(head_end - text), text, tail);
	trimmed = json_string(joined);
	free(joined);
	return trimmed;
}

/* A new value. */
static json_t *trim_value(json_t *value)
{
	size_t size = json_is_string(value) ? json_string_length(value) : json_array_size(value);
	json_t *trimmed = json_is_array(value) ? json_array() : json_object(), *item;
	const char *key;
	size_t i;

	json_array_foreach(value, i, item)
		if (i < KEPT_ITEMS || i + KEPT_ITEMS >= size)
			json_array_append_new(trimmed, trim_value(item));
	json_object_foreach(value, key, item)
		json_object_set_new(trimmed, key, trim_value(item));
	if (json_is_array(value) || json_is_object(value))
		return trimmed;
	json_decref(trimmed);
	trimmed = json_is_string(value) && size > 3 * KEPT_BYTES
			  ? trim_text(json_string_value(value), size)
			  : NULL;
	return trimmed ? trimmed : json_incref(value);
}

void plumb_record_trim(struct plumb_record *record, const bool *keep)
{
	json_t *outcome;
	size_t i;

	json_array_foreach(record->outcomes, i, outcome)
		json_array_set_new(
			record->outcomes, i, keep[i] ? trim_value(outcome) : json_null());
	json_decref(record->scope.variables);
	record->scope.variables = NULL;
}

void plumb_record_clear(struct plumb_record *record)
{
	free(record->how);
	json_decref(record->outcomes);
	json_decref(record->meanwhile);
	json_decref(record->held);
	json_decref(record->left);
	json_decref(record->covered);
	json_decref(record->scope.variables);
	json_decref(record->scope.peers);
	free((char *)record->scope.directory);
	*record = (struct plumb_record){0};
}
