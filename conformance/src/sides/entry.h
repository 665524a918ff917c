/* One row of the plan on all sides: what came of it, and who is right. */
#ifndef PLUMB_ENTRY_H
#define PLUMB_ENTRY_H

#include "rows/judge.h"
#include "side.h"

#include <stdbool.h>
#include <stddef.h>

/* The sides of a run; the oracle, where there is one, is the first. */
struct plumb_entry_sides {
	const struct plumb_side *sides;
	size_t count;
	bool has_oracle;
};

struct plumb_entry {
	const struct plumb_row *row;
	struct plumb_record *records;	/* a record a side */
	struct plumb_verdict *verdicts; /* a verdict a side */
	size_t pending;			/* sides that are not through */
	int tries;
	bool hangs; /* some side, as far as is known */
	bool over;
};

void plumb_entry_init(struct plumb_entry *entry, const struct plumb_row *row, size_t side_count);

/* Judges each side that did not skip the row, once all are through. */
void plumb_entry_judge(struct plumb_entry *entry, const struct plumb_entry_sides *sides);

/* How often the row is to be played, after it was judged; 1: as it was. */
int plumb_entry_tries(const struct plumb_entry *entry, const struct plumb_entry_sides *sides);

/* Drops what no verdict shows: the entry may wait long for those before it, and many with it. */
void plumb_entry_trim(struct plumb_entry *entry, size_t side_count);

/* Forgets what came of the row; the verdicts stay. */
void plumb_entry_forget(struct plumb_entry *entry, size_t side_count);

void plumb_entry_clear(struct plumb_entry *entry, size_t side_count);

#endif
