#include "report_reasons.h"

#include "base/heap.h"
#include "report_advice.h"
#include <stdlib.h>
#include <string.h>

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The file's lines are sorted by table, so those with one reason are often far apart. */
static struct plumb_report_reason *reason_of(
	struct plumb_report_reasons *reasons, const struct plumb_baseline_line *line)
{
	struct plumb_report_reason *reason;

	for (size_t i = 0; i < reasons->count; i++) {
		reason = &reasons->reasons[i];
		if (same(reason->reason, line->reason) && same(reason->condition, line->condition))
			return reason;
	}
	reasons->reasons = plumb_grow(reasons->reasons, reasons->count + 1, sizeof *reason);
	reason = &reasons->reasons[reasons->count++];
	*reason =
		(struct plumb_report_reason){.reason = line->reason, .condition = line->condition};
	return reason;
}

static bool has_own_line(const struct plumb_baseline *baseline, const char *row)
{
	for (size_t i = 0; i < baseline->line_count; i++) {
		const struct plumb_baseline_line *line = &baseline->lines[i];
		if (line->pattern && !line->is_glob && strcmp(line->pattern, row) == 0)
			return true;
	}
	return false;
}

static void list_rows(struct plumb_report_listed *listed, const struct plumb_baseline *baseline,
	const struct plumb_table *table)
{
	for (size_t i = 0; i < table->row_count; i++) {
		const struct plumb_row *row = &table->rows[i];
		if (!plumb_baseline_fits(listed->line, row->id) ||
			(listed->line->is_glob && has_own_line(baseline, row->id)))
			continue;
		listed->rows =
			plumb_grow(listed->rows, listed->row_count + 1, sizeof(*listed->rows));
		listed->rows[listed->row_count++] = row;
	}
}

static void add_line(struct plumb_report_reasons *reasons, const struct plumb_baseline *baseline,
	const struct plumb_baseline_line *line, const struct plumb_tables *tables)
{
	struct plumb_report_reason *reason = reason_of(reasons, line);
	struct plumb_report_listed *listed;

	reason->listed =
		plumb_grow(reason->listed, reason->listed_count + 1, sizeof *reason->listed);
	listed = &reason->listed[reason->listed_count++];
	*listed = (struct plumb_report_listed){.line = line};
	for (size_t t = 0; t < tables->table_count; t++)
		list_rows(listed, baseline, tables->tables[t]);
	reason->row_count += listed->row_count;
	reason->verdicts |= line->verdicts;
	reason->advices |= plumb_report_advice_of(line);
	reasons->row_count += listed->row_count;
}

/* qsort() is not stable: the first line orders equal elements. */
static int compare(const void *a, const void *b)
{
	const struct plumb_report_reason *left = a, *right = b;

	if (left->row_count != right->row_count)
		return left->row_count > right->row_count ? -1 : 1;
	return left->listed[0].line->number - right->listed[0].line->number;
}

void plumb_report_reasons_make(struct plumb_report_reasons *reasons,
	const struct plumb_baseline *baseline, const struct plumb_tables *tables)
{
	*reasons = (struct plumb_report_reasons){0};
	for (size_t i = 0; i < baseline->line_count; i++)
		if (baseline->lines[i].pattern)
			add_line(reasons, baseline, &baseline->lines[i], tables);
	if (reasons->count > 1)
		qsort(reasons->reasons, reasons->count, sizeof *reasons->reasons, compare);
}

void plumb_report_reasons_clear(struct plumb_report_reasons *reasons)
{
	for (size_t i = 0; i < reasons->count; i++) {
		for (size_t k = 0; k < reasons->reasons[i].listed_count; k++)
			free(reasons->reasons[i].listed[k].rows);
		free(reasons->reasons[i].listed);
	}
	free(reasons->reasons);
}
