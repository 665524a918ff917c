#include "careful.h"

#include "base/heap.h"
#include <assert.h>
#include <stdlib.h>

void plumb_careful_add(struct plumb_careful *careful, size_t row)
{
	careful->rows = plumb_grow(careful->rows, careful->count + 1, sizeof *careful->rows);
	careful->rows[careful->count++] = row;
}

void plumb_careful_suspect(struct plumb_careful *careful, char *how)
{
	free(careful->how);
	careful->how = how;
}

void plumb_careful_hang(struct plumb_careful *careful, size_t row, char *how)
{
	assert(!careful->has_hung);
	careful->has_hung = true;
	careful->hung = row;
	careful->hung_how = how;
}

bool plumb_careful_take_hung(struct plumb_careful *careful, size_t *row, char **how)
{
	if (!careful->has_hung)
		return false;
	*row = careful->hung;
	*how = careful->hung_how;
	careful->has_hung = false;
	careful->hung_how = NULL;
	return true;
}

void plumb_careful_acquit(struct plumb_careful *careful)
{
	plumb_careful_suspect(careful, NULL);
	if (!plumb_careful_waits(careful))
		plumb_careful_clear(careful);
}

bool plumb_careful_waits(const struct plumb_careful *careful)
{
	return careful->next < careful->count;
}

size_t plumb_careful_take(struct plumb_careful *careful)
{
	assert(plumb_careful_waits(careful));
	return careful->rows[careful->next++];
}

char *plumb_careful_went_well(struct plumb_careful *careful)
{
	char *text = NULL;

	if (plumb_careful_waits(careful))
		return NULL;
	if (careful->how)
		text = plumb_format(
			"%s, with other rows in flight; none of them does so alone", careful->how);
	plumb_careful_clear(careful);
	return text;
}

void plumb_careful_clear(struct plumb_careful *careful)
{
	free(careful->rows);
	free(careful->how);
	free(careful->hung_how);
	*careful = (struct plumb_careful){0};
}
