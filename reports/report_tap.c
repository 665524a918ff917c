/* https://testanything.org/tap-version-14-specification.html */
#include "report_form.h"
#include "report_known.h"
#include "report_repro.h"

#include "base/heap.h"
#include <stdlib.h>

/* Escapes # in a description, where it would begin a directive, and the backslash. */
static void put_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '#' || *text == '\\')
			putc('\\', out);
		putc((unsigned char)*text < ' ' ? ' ' : *text, out);
	}
}

/* A JSON string is also a YAML string. */
static void put_string(FILE *out, const char *text)
{
	json_t *string = plumb_have(json_string(text));

	json_dumpf(string, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
	putc('\n', out);
	json_decref(string);
}

static void put_member(FILE *out, const char *key, const char *value)
{
	if (*value) {
		fprintf(out, "  %s: ", key);
		put_string(out, value);
	}
}

static void put_diagnosis(const struct plumb_report_column *column,
	const struct plumb_report_row *row, const struct plumb_report_cell *cell, FILE *out)
{
	static const char *const answers[] = {"document", "oracle", "subject"};
	const json_t *steps = json_object_get(cell->line, "steps"), *step;
	char *repro = plumb_report_repro(column, row->id);
	size_t i;

	fputs("  ---\n", out);
	put_member(out, "message", plumb_report_reason(cell));
	put_member(out, "verdict", plumb_verdict_name(cell->verdict));
	put_member(out, "baseline", plumb_report_departure(cell));
	put_member(out, "clause", row->clause);
	put_member(out, "why", plumb_report_text(cell->line, "why"));
	fprintf(out, "  steps:%s\n", json_array_size(steps) ? "" : " []");
	json_array_foreach(steps, i, step) {
		fputs("    - ", out);
		put_string(out, json_string_value(step));
	}
	for (i = 0; i < sizeof answers / sizeof answers[0]; i++)
		put_member(out, answers[i], plumb_report_text(cell->said, answers[i]));
	put_member(out, "file", plumb_report_text(cell->line, "file"));
	fprintf(out, "  line: %lld\n",
		(long long)json_integer_value(json_object_get(cell->line, "line")));
	put_member(out, "repeat", repro);
	fputs("  ...\n", out);
	free(repro);
}

static void put_test(const struct plumb_report_column *column, const struct plumb_report_row *row,
	const struct plumb_report_cell *cell, size_t number, FILE *out)
{
	bool bad = plumb_verdict_is_bad(cell->verdict) || plumb_report_is_to_look_at(cell);

	fprintf(out, "%s %zu - ", bad ? "not ok" : "ok", number);
	put_text(out, column->label);
	fputs(": ", out);
	put_text(out, row->id);
	if (plumb_report_is_known(cell)) {
		fputs(" # TODO ", out);
		put_text(out, plumb_report_known_reason(cell));
	} else if (cell->verdict == PLUMB_SKIP && !bad) {
		fputs(" # SKIP needs ", out);
		put_text(out, plumb_report_text(cell->said, "text"));
	}
	putc('\n', out);
	if (bad || cell->verdict == PLUMB_DRIFT || cell->verdict == PLUMB_AS_DOCUMENT)
		put_diagnosis(column, row, cell, out);
}

static size_t test_count(const struct plumb_report *report)
{
	size_t total = 0;

	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++)
		total += plumb_report_total(report, (enum plumb_verdict_kind)i);
	return total;
}

static void put_side(const struct plumb_report_column *column, FILE *out)
{
	fputs("# ", out);
	put_text(out, column->label);
	fputs(": ", out);
	put_text(out, plumb_report_text(column->side, "name"));
	putc(' ', out);
	put_text(out, plumb_report_text(column->side, "version"));
	fputs(", ", out);
	put_text(out, plumb_report_text(column->side, "platform"));
	putc('\n', out);
}

static void put_report(const struct plumb_report *report, int version, FILE *out)
{
	size_t number = 0;

	fprintf(out, "TAP version %d\n1..%zu\n", version, test_count(report));
	for (size_t column = 0; column < report->column_count; column++) {
		put_side(&report->columns[column], out);
		for (size_t i = 0; i < report->row_count; i++) {
			const struct plumb_report_cell *cell = &report->rows[i].cells[column];
			if (cell->said)
				put_test(&report->columns[column], &report->rows[i], cell, ++number,
					out);
		}
	}
	if (!plumb_report_is_complete(report))
		fputs("Bail out! A run was interrupted\n", out);
}

void plumb_report_tap(const struct plumb_report *report, FILE *out)
{
	put_report(report, 14, out);
}

/* The output uses nothing beyond version 13; Perl's harness stops reading at 14. */
void plumb_report_tap13(const struct plumb_report *report, FILE *out)
{
	put_report(report, 13, out);
}
