/* https://shields.io/badges/endpoint-badge */
#include "report_form.h"

#include "base/heap.h"
#include "base/share.h"
#include "base/text.h"
#include <stdlib.h>

static size_t total_of(
	const struct plumb_report *report, enum plumb_verdict_kind verdict, bool is_oracle)
{
	size_t total = 0;

	for (size_t i = 0; i < report->column_count; i++)
		if (report->columns[i].is_oracle == is_oracle)
			total += report->columns[i].counts[verdict];
	return total;
}

static size_t bad_total(const struct plumb_report *report, bool is_oracle)
{
	size_t bad = 0;

	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++)
		if (plumb_verdict_is_bad((enum plumb_verdict_kind)i))
			bad += total_of(report, (enum plumb_verdict_kind)i, is_oracle);
	return bad;
}

/* "94.2 %" of all rows, including those that were not played. */
static char *message_of(const struct plumb_report *report)
{
	size_t unexplained = bad_total(report, true), good = 0, total = 0;
	char share[PLUMB_SHARE_SIZE];
	struct plumb_text text = {0};

	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++) {
		enum plumb_verdict_kind verdict = (enum plumb_verdict_kind)i;
		total += total_of(report, verdict, false);
		if (plumb_verdict_is_good(verdict) && verdict != PLUMB_SKIP)
			good += total_of(report, verdict, false);
	}
	plumb_text_add(&text, plumb_share(share, good, total));
	if (unexplained)
		plumb_text_add_f(&text, ", oracle disagrees on %zu", unexplained);
	if (!plumb_report_is_complete(report))
		plumb_text_add(&text, ", interrupted");
	return plumb_have_text(&text);
}

static const char *colour_of(const struct plumb_report *report)
{
	for (size_t i = 0; i < report->column_count; i++)
		if (report->columns[i].to_look_at)
			return "red";
	if (!plumb_report_is_complete(report) || report->row_count == 0)
		return "lightgrey";
	return "brightgreen";
}

void plumb_report_badge(const struct plumb_report *report, FILE *out)
{
	char *message = message_of(report);
	json_t *badge = plumb_have(json_pack("{s:i, s:s, s:s, s:s}", "schemaVersion", 1, "label",
		"plumbline", "message", message, "color", colour_of(report)));

	json_dumpf(badge, out, JSON_INDENT(2));
	putc('\n', out);
	json_decref(badge);
	free(message);
}
