#include "entry.h"

#include "base/heap.h"
#include <stdlib.h>

/* A row that took too long is played again: a busy machine is no fault of the subject's. */
enum { LATE_TRIES = 5 };

/* So is one whose answer is in doubt: see is_doubtful(). */
enum { DOUBTFUL_TRIES = 3 };

void plumb_entry_init(struct plumb_entry *entry, const struct plumb_row *row, size_t side_count)
{
	*entry = (struct plumb_entry){.row = row,
		.records = plumb_new(side_count, sizeof *entry->records),
		.verdicts = plumb_new(side_count, sizeof *entry->verdicts)};
}

/* The oracle's record of the row, where it can be used as a measure. */
static const struct plumb_record *measure(
	const struct plumb_entry *entry, const struct plumb_entry_sides *sides)
{
	bool usable = sides->has_oracle && entry->verdicts[0].kind != PLUMB_SKIP;

	return usable ? &entry->records[0] : NULL;
}

void plumb_entry_judge(struct plumb_entry *entry, const struct plumb_entry_sides *sides)
{
	for (size_t i = 0; i < sides->count; i++) {
		const struct plumb_side *side = &sides->sides[i];
		struct plumb_verdict *verdict = &entry->verdicts[i];
		if (verdict->kind == PLUMB_SKIP)
			continue;
		plumb_verdict_clear(verdict);
		if (side->is_oracle)
			*verdict = plumb_judge_oracle(
				entry->row, &entry->records[i], side->start_answer);
		else
			*verdict = plumb_judge_subject(entry->row, &entry->records[i],
				measure(entry, sides), side->standard);
	}
}

static bool any_late(const struct plumb_entry *entry, size_t side_count)
{
	for (size_t i = 0; i < side_count; i++)
		if (entry->verdicts[i].late)
			return true;
	return false;
}

/*
 * The oracle is the measure: where it contradicts the table without an explanation, it is asked
 * again. The lab's network is no part of any side, and may be too slow on a busy machine.
 */
static bool is_doubtful(const struct plumb_entry *entry, const struct plumb_entry_sides *sides)
{
	for (size_t i = 0; i < sides->count; i++)
		if (entry->verdicts[i].kind == PLUMB_FAIL &&
			(sides->sides[i].is_oracle || entry->row->steps.in_lab))
			return true;
	return false;
}

int plumb_entry_tries(const struct plumb_entry *entry, const struct plumb_entry_sides *sides)
{
	if (any_late(entry, sides->count))
		return LATE_TRIES;
	return is_doubtful(entry, sides) ? DOUBTFUL_TRIES : 1;
}

void plumb_entry_trim(struct plumb_entry *entry, size_t side_count)
{
	bool *keep = plumb_new(entry->row->steps.count, sizeof *keep);

	for (size_t i = 0; i < side_count; i++)
		if (entry->verdicts[i].step >= 0)
			keep[entry->verdicts[i].step] = true;
	for (size_t i = 0; i < side_count; i++)
		plumb_record_trim(&entry->records[i], keep);
	free(keep);
}

void plumb_entry_forget(struct plumb_entry *entry, size_t side_count)
{
	for (size_t i = 0; i < side_count; i++)
		plumb_record_clear(&entry->records[i]);
}

void plumb_entry_clear(struct plumb_entry *entry, size_t side_count)
{
	plumb_entry_forget(entry, side_count);
	for (size_t i = 0; i < side_count; i++)
		plumb_verdict_clear(&entry->verdicts[i]);
	free(entry->records);
	free(entry->verdicts);
}
