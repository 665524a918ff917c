/* https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
#include "report_form.h"
#include "report_known.h"
#include "report_repro.h"

#include <string.h>

enum { SHOWN_OF_A_STEP = 10 };

/* A property ends at a colon or a comma, a message at the line's end. */
static void put_escaped(FILE *out, const char *text, const char *special)
{
	for (; *text; text++)
		if (strchr(special, *text))
			fprintf(out, "%%%02X", (unsigned char)*text);
		else
			putc(*text, out);
}

static void put_command(const struct plumb_report_column *column,
	const struct plumb_report_row *row, const struct plumb_report_cell *cell, FILE *out)
{
	static const char in_property[] = "%\r\n:,", in_message[] = "%\r\n";

	fputs("::error file=", out);
	put_escaped(out, plumb_report_text(cell->line, "file"), in_property);
	fprintf(out, ",line=%lld,title=",
		(long long)json_integer_value(json_object_get(cell->line, "line")));
	put_escaped(out, row->id, in_property);
	fputs("::", out);
	put_escaped(out, column->label, in_message);
	fprintf(out, ": %s: ", plumb_verdict_name(cell->verdict));
	put_escaped(out, plumb_report_reason(cell), in_message);
	putc('\n', out);
}

void plumb_report_annotations(const struct plumb_report *report, FILE *out)
{
	size_t shown = 0;

	for (size_t i = 0; i < report->row_count; i++) {
		for (size_t column = 0; column < report->column_count; column++) {
			const struct plumb_report_cell *cell = &report->rows[i].cells[column];
			if (plumb_report_is_to_look_at(cell) && shown++ < SHOWN_OF_A_STEP)
				put_command(&report->columns[column], &report->rows[i], cell, out);
		}
	}
	if (shown > SHOWN_OF_A_STEP)
		fprintf(out, "::notice::%zu more rows are to be looked at\n",
			shown - SHOWN_OF_A_STEP);
}
