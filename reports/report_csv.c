/* Comma-separated values by RFC 4180: a head, CRLF, quotes doubled inside quotes. */
#include "report_change.h"
#include "report_form.h"
#include "report_known.h"

#include <string.h>

static void put_field(FILE *out, const char *text, bool last)
{
	if (text[strcspn(text, ",\"\r\n")] == '\0') {
		fputs(text, out);
	} else {
		putc('"', out);
		for (; *text; text++) {
			if (*text == '"')
				putc('"', out);
			putc(*text, out);
		}
		putc('"', out);
	}
	fputs(last ? "\r\n" : ",", out);
}

static void put_line(const struct plumb_report_row *row, const struct plumb_report_column *column,
	const struct plumb_report_cell *cell, const char *change, FILE *out)
{
	char line[32];

	put_field(out, row->id, false);
	put_field(out, row->clause, false);
	put_field(out, column->label, false);
	put_field(out, plumb_report_text(column->side, "name"), false);
	put_field(out, plumb_report_text(column->side, "version"), false);
	put_field(out, plumb_verdict_name(cell->verdict), false);
	if (change)
		put_field(out, change, false);
	put_field(out, plumb_report_text(cell->said, "text"), false);
	put_field(out, plumb_report_text(cell->said, "document"), false);
	put_field(out, plumb_report_text(cell->said, "oracle"), false);
	put_field(out, plumb_report_text(cell->said, "subject"), false);
	put_field(out, plumb_report_text(cell->line, "why"), false);
	put_field(out, plumb_report_text(cell->line, "file"), false);
	snprintf(line, sizeof line, "%lld",
		(long long)json_integer_value(json_object_get(cell->line, "line")));
	put_field(out, line, false);
	put_field(out, plumb_report_is_known(cell) ? "known" : plumb_report_departure(cell), false);
	put_field(out, plumb_report_known_reason(cell), true);
}

void plumb_report_csv(const struct plumb_report *report, FILE *out)
{
	fprintf(out,
		"row,clause,side,name,version,verdict,%stext,document,oracle,subject,why,file,"
		"line,baseline,reason\r\n",
		report->is_comparison ? "change," : "");
	for (size_t i = 0; i < report->row_count; i++) {
		const struct plumb_report_row *row = &report->rows[i];
		const char *change =
			report->is_comparison ? plumb_report_change_name(row->change) : NULL;
		for (size_t column = 0; column < report->column_count; column++)
			if (row->cells[column].said)
				put_line(row, &report->columns[column], &row->cells[column], change,
					out);
	}
}
