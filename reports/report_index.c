#include "report_index.h"

#include "base/heap.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct entry {
	UT_hash_handle hh;
};

struct plumb_report_index {
	struct entry *entries; /* one piece: the entry's number is its place */
	size_t capacity;
	size_t count;
	struct entry *hash;
};

struct plumb_report_index *plumb_report_index_new(size_t capacity)
{
	struct plumb_report_index *index = plumb_new(1, sizeof *index);

	index->entries = plumb_new(capacity, sizeof *index->entries);
	index->capacity = capacity;
	return index;
}

size_t plumb_report_index_of(struct plumb_report_index *index, const char *text, size_t length)
{
	struct entry *entry;

	HASH_FIND(hh, index->hash, text, length, entry);
	if (!entry) {
		assert(index->count < index->capacity);
		entry = &index->entries[index->count++];
		HASH_ADD_KEYPTR(hh, index->hash, text, length, entry);
	}
	return (size_t)(entry - index->entries);
}

size_t plumb_report_index_count(const struct plumb_report_index *index)
{
	return index->count;
}

void plumb_report_index_free(struct plumb_report_index *index)
{
	HASH_CLEAR(hh, index->hash);
	free(index->entries);
	free(index);
}
