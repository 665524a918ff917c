/* A summary in GitHub's Markdown: a line for each implementation, then what is to be looked at. */
#include "report_change.h"
#include "report_form.h"
#include "report_known.h"
#include "report_repro.h"

#include <stdlib.h>
#include <string.h>

/* A step's summary may have 1 MiB, and nobody reads more than that anyway. */
enum { SHOWN_ROWS = 200 };

/* As text, whatever it holds; a line's end would end the table's line too. */
static void put_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\`*_{}[]<>#|&~!$", *text))
			putc('\\', out);
		putc((unsigned char)*text < ' ' ? ' ' : *text, out);
	}
}

static size_t longest_fence(const char *text)
{
	size_t longest = 0;

	while (*text) {
		size_t length = strspn(text, "`");
		longest = length > longest ? length : longest;
		text += length ? length : 1;
	}
	return longest;
}

static void put_fence(FILE *out, size_t length)
{
	while (length-- > 0)
		putc('`', out);
}

/* A fence is one longer than any within. In a table | is escaped even in code. */
static void put_code(FILE *out, const char *text)
{
	size_t fence = longest_fence(text) + 1;
	bool padded = *text == '`' || (*text && text[strlen(text) - 1] == '`');

	if (!*text)
		return;
	put_fence(out, fence);
	if (padded)
		putc(' ', out);
	for (; *text; text++) {
		if (*text == '|')
			putc('\\', out);
		putc((unsigned char)*text < ' ' ? ' ' : *text, out);
	}
	if (padded)
		putc(' ', out);
	put_fence(out, fence);
}

/* Whether some implementation was played with a baseline that lists failures. */
static bool has_known(const struct plumb_report *report)
{
	size_t known = 0;

	for (size_t i = 0; i < report->column_count; i++)
		known += report->columns[i].known;
	return known > 0;
}

/* Verdicts that few have take no room where nobody has them. */
static bool is_shown(const struct plumb_report *report, int verdict)
{
	bool is_rare = verdict == PLUMB_AS_DOCUMENT || verdict == PLUMB_LACKS;

	return !is_rare || plumb_report_total(report, (enum plumb_verdict_kind)verdict) > 0;
}

static void put_columns(const struct plumb_report *report, FILE *out)
{
	fputs("| | implementation |", out);
	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++)
		if (is_shown(report, i))
			fprintf(out, " %s |", plumb_verdict_word((enum plumb_verdict_kind)i));
	fputs(has_known(report) ? " known |\n|---|---|--:|" : "\n|---|---|", out);
	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++)
		if (is_shown(report, i))
			fputs("--:|", out);
	putc('\n', out);
	for (size_t i = 0; i < report->column_count; i++) {
		const struct plumb_report_column *column = &report->columns[i];
		fputs("| ", out);
		put_text(out, column->label);
		fputs(" | ", out);
		put_text(out, plumb_report_text(column->side, "name"));
		putc(' ', out);
		put_text(out, plumb_report_text(column->side, "version"));
		fputs(" |", out);
		for (int verdict = 0; verdict < PLUMB_VERDICT_KINDS; verdict++)
			if (is_shown(report, verdict))
				fprintf(out, " %zu |", column->counts[verdict]);
		if (has_known(report))
			fprintf(out, " %zu |", column->known);
		putc('\n', out);
	}
}

static void put_place(const struct plumb_report_cell *cell, FILE *out)
{
	putc(' ', out);
	put_text(out, plumb_report_text(cell->line, "file"));
	fprintf(out, ":%lld |\n",
		(long long)json_integer_value(json_object_get(cell->line, "line")));
}

static void put_bad(const struct plumb_report_row *row, const struct plumb_report_cell *cell,
	bool is_oracle, FILE *out)
{
	const char *document = plumb_report_text(cell->said, "document");

	fprintf(out, "| %s | ", plumb_verdict_name(cell->verdict));
	put_code(out, row->id);
	fputs(" | ", out);
	put_text(out, *document ? plumb_report_text(cell->line, "why") : plumb_report_reason(cell));
	fputs(" | ", out);
	put_code(out, document);
	fputs(" | ", out);
	put_code(out, plumb_report_text(cell->said, is_oracle ? "oracle" : "subject"));
	fputs(" |", out);
	put_place(cell, out);
}

static void put_bad_rows(const struct plumb_report *report, size_t number, FILE *out)
{
	const struct plumb_report_column *column = &report->columns[number];
	size_t bad = column->to_look_at, shown = 0;

	if (bad == 0)
		return;
	fputs("\n### ", out);
	put_text(out, column->label);
	fprintf(out, ": %zu to look at\n\n", bad);
	fputs("| | row | | document | answer | table |\n|---|---|---|---|---|---|\n", out);
	for (size_t i = 0; i < report->row_count && shown < SHOWN_ROWS; i++) {
		const struct plumb_report_cell *cell = &report->rows[i].cells[number];
		if (!plumb_report_is_to_look_at(cell))
			continue;
		put_bad(&report->rows[i], cell, column->is_oracle, out);
		shown++;
	}
	if (shown < bad)
		fprintf(out, "\n%zu more are in the results.\n", bad - shown);
	putc('\n', out);
}

/* The command for all of them, which a reader narrows down. */
static void put_repeat(const struct plumb_report *report, size_t number, FILE *out)
{
	const struct plumb_report_column *column = &report->columns[number];
	char *repro;

	for (size_t i = 0; i < report->row_count; i++) {
		if (!plumb_report_is_to_look_at(&report->rows[i].cells[number]))
			continue;
		repro = plumb_report_repro(column, report->rows[i].id);
		fputs("To repeat the first: ", out);
		put_code(out, repro);
		putc('\n', out);
		free(repro);
		return;
	}
}

static void put_change(
	const struct plumb_report_row *row, const struct plumb_report_pair *pair, FILE *out)
{
	const struct plumb_report_cell *before = &row->cells[pair->before];
	const struct plumb_report_cell *after = &row->cells[pair->after];

	fprintf(out, "| %s | ", plumb_report_change_name(plumb_report_change_of(row, pair)));
	put_code(out, row->id);
	fprintf(out, " | %s | %s | ", plumb_verdict_name(before->verdict),
		plumb_verdict_name(after->verdict));
	put_text(out, plumb_report_text(after->said, "text"));
	fputs(" |", out);
	put_place(after->said ? after : before, out);
}

static void put_changes(
	const struct plumb_report *report, const struct plumb_report_pair *pair, FILE *out)
{
	size_t changes = 0;

	fputs("\n### ", out);
	put_text(out, report->columns[pair->before].label);
	fputs(" → ", out);
	put_text(out, report->columns[pair->after].label);
	fputs("\n\n", out);
	for (size_t i = 0; i < report->row_count; i++) {
		const struct plumb_report_row *row = &report->rows[i];
		if (plumb_report_change_of(row, pair) == PLUMB_REPORT_SAME)
			continue;
		if (changes++ == 0)
			fputs("| | row | before | after | why | table |\n"
			      "|---|---|---|---|---|---|\n",
				out);
		if (changes <= SHOWN_ROWS)
			put_change(row, pair, out);
	}
	if (changes > SHOWN_ROWS)
		fprintf(out, "\n%zu more are in the results.\n", changes - SHOWN_ROWS);
	if (changes == 0)
		fputs("Nothing has changed.\n", out);
}

void plumb_report_markdown(const struct plumb_report *report, FILE *out)
{
	fputs("## Plumbline\n\n", out);
	put_columns(report, out);
	if (!plumb_report_is_complete(report))
		fputs("\n**A run was interrupted: rows are missing.**\n", out);
	for (size_t i = 0; i < report->pair_count; i++)
		put_changes(report, &report->pairs[i], out);
	for (size_t i = 0; !report->is_comparison && i < report->column_count; i++) {
		put_bad_rows(report, i, out);
		put_repeat(report, i, out);
	}
}
