#include "report_index.h"

#include "base/heap.h"
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct entry {
	size_t number;
	UT_hash_handle hh;
	char text[];
};

struct plumb_report_index {
	struct entry *entries;
};

struct plumb_report_index *plumb_report_index_new(void)
{
	return plumb_new(1, sizeof(struct plumb_report_index));
}

size_t plumb_report_index_of(struct plumb_report_index *index, const char *text, size_t length)
{
	struct entry *entry;

	HASH_FIND(hh, index->entries, text, length, entry);
	if (!entry) {
		entry = plumb_new(1, sizeof *entry + length);
		memcpy(entry->text, text, length);
		entry->number = HASH_COUNT(index->entries);
		HASH_ADD_KEYPTR(hh, index->entries, entry->text, length, entry);
	}
	return entry->number;
}

size_t plumb_report_index_count(const struct plumb_report_index *index)
{
	return HASH_COUNT(index->entries);
}

void plumb_report_index_free(struct plumb_report_index *index)
{
	struct entry *entry, *next;

	HASH_ITER(hh, index->entries, entry, next)
	{
		HASH_DEL(index->entries, entry);
		free(entry);
	}
	free(index);
}
