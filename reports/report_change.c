#include "report_change.h"

#include "base/heap.h"
#include <stdlib.h>
#include <string.h>

const char *plumb_report_change_name(enum plumb_report_change change)
{
	static const char *const names[PLUMB_REPORT_CHANGES] = {
		[PLUMB_REPORT_SAME] = "same",
		[PLUMB_REPORT_NEW] = "new",
		[PLUMB_REPORT_GONE] = "gone",
		[PLUMB_REPORT_BETTER] = "better",
		[PLUMB_REPORT_CHANGED] = "changed",
		[PLUMB_REPORT_WORSE] = "worse",
	};

	return names[change];
}

/* A skip is worse than a pass, because it is not known whether the row still passes. */
static int level(enum plumb_verdict_kind verdict)
{
	static const int levels[PLUMB_VERDICT_KINDS] = {
		[PLUMB_PASS] = 0,
		[PLUMB_DRIFT] = 0,
		[PLUMB_AS_DOCUMENT] = 0,
		[PLUMB_SKIP] = 1,
		[PLUMB_LACKS] = 2,
		[PLUMB_FAIL] = 2,
		[PLUMB_BROKEN] = 2,
		[PLUMB_CRASH] = 3,
		[PLUMB_HANG] = 3,
	};

	return levels[verdict];
}

static bool says_the_same(const struct plumb_report_cell *a, const struct plumb_report_cell *b)
{
	static const char *const keys[] = {"verdict", "text", "document", "oracle", "subject"};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (strcmp(plumb_report_text(a->said, keys[i]),
			    plumb_report_text(b->said, keys[i])) != 0)
			return false;
	return true;
}

enum plumb_report_change plumb_report_change_of(
	const struct plumb_report_row *row, const struct plumb_report_pair *pair)
{
	const struct plumb_report_cell *before = &row->cells[pair->before];
	const struct plumb_report_cell *after = &row->cells[pair->after];

	if (!before->said)
		return after->said ? PLUMB_REPORT_NEW : PLUMB_REPORT_SAME;
	if (!after->said)
		return PLUMB_REPORT_GONE;
	if (level(after->verdict) != level(before->verdict))
		return level(after->verdict) > level(before->verdict) ? PLUMB_REPORT_WORSE
								      : PLUMB_REPORT_BETTER;
	return says_the_same(before, after) ? PLUMB_REPORT_SAME : PLUMB_REPORT_CHANGED;
}

bool plumb_report_change_is_bad(
	const struct plumb_report_row *row, const struct plumb_report_pair *pair)
{
	switch (plumb_report_change_of(row, pair)) {
	case PLUMB_REPORT_WORSE:
		return true;
	case PLUMB_REPORT_NEW:
		return plumb_verdict_is_bad(row->cells[pair->after].verdict);
	default:
		return false;
	}
}

static void add_pair(struct plumb_report *report, size_t before, size_t after)
{
	report->pairs = plumb_grow(report->pairs, report->pair_count + 1, sizeof *report->pairs);
	report->pairs[report->pair_count++] = (struct plumb_report_pair){before, after};
}

/* An oracle that both files share is one column, without a partner. */
static void pair_by_name(struct plumb_report *report)
{
	for (size_t i = 0; i < report->column_count; i++) {
		const struct plumb_report_column *a = &report->columns[i];
		for (size_t j = i + 1; j < report->column_count; j++) {
			const struct plumb_report_column *b = &report->columns[j];
			if (a->file == b->file || a->is_oracle != b->is_oracle)
				continue;
			if (a->is_oracle || strcmp(plumb_report_text(a->side, "side"),
						    plumb_report_text(b->side, "side")) == 0)
				add_pair(report, i, j);
		}
	}
}

static size_t subjects_of(
	const struct plumb_report *report, const struct plumb_report_file *file, size_t *first)
{
	size_t count = 0;

	for (size_t i = 0; i < report->column_count; i++) {
		if (report->columns[i].is_oracle || report->columns[i].file != file)
			continue;
		if (count++ == 0)
			*first = i;
	}
	return count;
}

static void pair_by_order(struct plumb_report *report)
{
	size_t before = 0, after = 0;
	size_t count = subjects_of(report, report->files[0], &before);

	if (count != subjects_of(report, report->files[1], &after))
		return;
	for (size_t i = 0; i < count; i++)
		add_pair(report, before + i, after + i);
}

static bool has_subject_pair(const struct plumb_report *report)
{
	for (size_t i = 0; i < report->pair_count; i++)
		if (!report->columns[report->pairs[i].before].is_oracle)
			return true;
	return false;
}

static void keep_changed_rows(struct plumb_report *report)
{
	size_t kept = 0;

	for (size_t i = 0; i < report->row_count; i++) {
		struct plumb_report_row *row = &report->rows[i];
		for (size_t pair = 0; pair < report->pair_count; pair++) {
			enum plumb_report_change change =
				plumb_report_change_of(row, &report->pairs[pair]);
			if (change > row->change)
				row->change = change;
		}
		if (row->change == PLUMB_REPORT_SAME) {
			free(row->name);
			free(row->cells);
		} else {
			report->rows[kept++] = *row;
		}
	}
	report->row_count = kept;
}

bool plumb_report_compare(struct plumb_report *report)
{
	pair_by_name(report);
	if (!has_subject_pair(report))
		pair_by_order(report);
	report->is_comparison = true;
	if (!has_subject_pair(report))
		return false;
	keep_changed_rows(report);
	return true;
}
