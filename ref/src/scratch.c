/* Room for the reentrant lookups. */
#include "pys.h"

#include <stdlib.h>
#include <string.h>

int pys_scratch_grow(struct pys_scratch *scratch, struct pysock_error *e)
{
	size_t size = scratch->size == 0 ? 1024 : scratch->size * 2;
	char *bytes = realloc(scratch->bytes, size);

	if (bytes == NULL)
		return pys_raise_memory(e);
	scratch->bytes = bytes;
	scratch->size = size;
	return 0;
}

char *pys_put_text(char **end, const char *text)
{
	char *start = *end;
	size_t size = strlen(text) + 1;

	memcpy(start, text, size);
	*end = start + size;
	return start;
}

int pys_copy_text(const char *text, char **copy, struct pysock_error *e)
{
	char *made = strdup(text);

	if (made == NULL)
		return pys_raise_memory(e);
	*copy = made;
	return 0;
}
