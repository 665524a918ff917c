/* A summary in GitHub's Markdown: a line for each implementation, then the rows that need
 * attention. */
#include "report_change.h"
#include "report_form.h"
#include "report_known.h"
#include "report_repro.h"
#include "report_sentences.h"

#include "base/share.h"
#include <stdlib.h>
#include <string.h>

/* A step's summary may have 1 MiB, and nobody reads more than that anyway. */
enum { SHOWN_ROWS = 200, SHOWN_VARIANTS = 50 };

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

/* `gevent.socket 22.10.2`, or what the implementation calls itself. */
static void put_title(const json_t *side, FILE *out)
{
	bool is_package = *plumb_report_text(side, "module_version");

	put_text(out, plumb_report_text(side, is_package ? "module" : "name"));
	putc(' ', out);
	put_text(out, plumb_report_text(side, is_package ? "module_version" : "version"));
}

/* `5,706 of 6,055 (94.2 %), 2 % not run`: of all rows, those that were skipped among them. */
static void put_share(const struct plumb_report_column *column, FILE *out)
{
	char good_text[PLUMB_SHARE_SIZE], all_text[PLUMB_SHARE_SIZE], share[PLUMB_SHARE_SIZE];
	size_t good = 0, all = 0, skipped = column->counts[PLUMB_SKIP];

	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++) {
		all += column->counts[i];
		if (i != PLUMB_SKIP && plumb_verdict_is_good((enum plumb_verdict_kind)i))
			good += column->counts[i];
	}
	fprintf(out, " | %s of %s (%s)", plumb_digits(good_text, good), plumb_digits(all_text, all),
		plumb_share(share, good, all));
	if (skipped)
		fprintf(out, ", %s not run", plumb_share(share, skipped, all));
	fputs(" |", out);
}

static void put_columns(const struct plumb_report *report, FILE *out)
{
	fputs("| | implementation | passed of all |", out);
	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++)
		if (is_shown(report, i))
			fprintf(out, " %s |", plumb_verdict_word((enum plumb_verdict_kind)i));
	fputs(has_known(report) ? " known |\n|---|---|---|--:|" : "\n|---|---|---|", out);
	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++)
		if (is_shown(report, i))
			fputs("--:|", out);
	putc('\n', out);
	for (size_t i = 0; i < report->column_count; i++) {
		const struct plumb_report_column *column = &report->columns[i];
		fputs("| ", out);
		put_text(out, column->label);
		fputs(" | ", out);
		put_title(column->side, out);
		put_share(column, out);
		for (int verdict = 0; verdict < PLUMB_VERDICT_KINDS; verdict++)
			if (is_shown(report, verdict))
				fprintf(out, " %zu |", column->counts[verdict]);
		if (has_known(report))
			fprintf(out, " %zu |", column->known);
		putc('\n', out);
	}
}

/* The table's line, as a link where it is known where the tables can be read. */
static void put_place(
	const struct plumb_report *report, const struct plumb_report_cell *cell, FILE *out)
{
	const char *file = plumb_report_text(cell->line, "file");
	long long line = json_integer_value(json_object_get(cell->line, "line"));
	const char *url = report->source_url;

	putc(' ', out);
	if (url)
		putc('[', out);
	put_text(out, file);
	fprintf(out, ":%lld", line);
	if (url)
		fprintf(out, "](<%s%s%s#L%lld>)", url, url[strlen(url) - 1] == '/' ? "" : "/", file,
			line);
	fputs(" |\n", out);
}

/* The first row; the others are folded away. */
static void put_variants(const struct plumb_report_sentence *sentence, FILE *out)
{
	size_t more = sentence->row_count - 1;

	put_code(out, sentence->rows[0]->id);
	if (more == 0)
		return;
	fprintf(out, " <details><summary>%zu more</summary>", more);
	for (size_t i = 1; i <= more && i < SHOWN_VARIANTS; i++) {
		fputs(i == 1 ? "" : "<br>", out);
		put_code(out, sentence->rows[i]->id);
	}
	fputs(more >= SHOWN_VARIANTS ? "<br>...</details>" : "</details>", out);
}

/* The answers are those of the first row. */
static void put_sentence(const struct plumb_report *report, size_t number,
	const struct plumb_report_sentence *sentence, FILE *out)
{
	const struct plumb_report_cell *cell = &sentence->rows[0]->cells[number];
	const char *answer = plumb_report_text(
		cell->said, report->columns[number].is_oracle ? "oracle" : "subject");

	fprintf(out, "| %zu of %zu ✗ | %s | ", sentence->row_count, sentence->total,
		plumb_verdict_name(sentence->worst));
	put_text(out, sentence->why);
	fputs(" | ", out);
	put_variants(sentence, out);
	fputs(" | ", out);
	put_code(out, plumb_report_text(cell->said, "document"));
	fputs(" | ", out);
	if (*answer)
		put_code(out, answer);
	else
		put_text(out, plumb_report_reason(cell));
	fputs(" |", out);
	put_place(report, cell, out);
}

static void put_bad_rows(const struct plumb_report *report, size_t number, FILE *out)
{
	const struct plumb_report_column *column = &report->columns[number];
	struct plumb_report_sentences sentences;

	if (column->to_look_at == 0)
		return;
	plumb_report_sentences_make(&sentences, report, number);
	fputs("\n### ", out);
	put_text(out, column->label);
	fprintf(out, ": %zu to look at, in %zu %s\n\n", column->to_look_at, sentences.count,
		sentences.count == 1 ? "sentence" : "sentences");
	fputs("| | | sentence | row | document | answer | table |\n|---|---|---|---|---|---|---|\n",
		out);
	for (size_t i = 0; i < sentences.count && i < SHOWN_ROWS; i++)
		put_sentence(report, number, sentences.sentences[i], out);
	if (sentences.count > SHOWN_ROWS)
		fprintf(out, "\n%zu more sentences are in the results.\n",
			sentences.count - SHOWN_ROWS);
	putc('\n', out);
	plumb_report_sentences_clear(&sentences);
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

static void put_change(const struct plumb_report *report, const struct plumb_report_row *row,
	const struct plumb_report_pair *pair, FILE *out)
{
	const struct plumb_report_cell *before = &row->cells[pair->before];
	const struct plumb_report_cell *after = &row->cells[pair->after];

	fprintf(out, "| %s | ", plumb_report_change_name(plumb_report_change_of(row, pair)));
	put_code(out, row->id);
	fprintf(out, " | %s | %s | ", plumb_verdict_name(before->verdict),
		plumb_verdict_name(after->verdict));
	put_text(out, plumb_report_text(after->said, "text"));
	fputs(" |", out);
	put_place(report, after->said ? after : before, out);
}

/* `350 worse, 66 better, 26 changed`: the gravest first. */
static void put_totals(
	const struct plumb_report *report, const struct plumb_report_pair *pair, FILE *out)
{
	size_t counts[PLUMB_REPORT_CHANGES] = {0};
	const char *between = "";

	for (size_t i = 0; i < report->row_count; i++)
		counts[plumb_report_change_of(&report->rows[i], pair)]++;
	for (int change = PLUMB_REPORT_CHANGES - 1; change > PLUMB_REPORT_SAME; change--) {
		if (!counts[change])
			continue;
		fprintf(out, "%s%zu %s", between, counts[change],
			plumb_report_change_name((enum plumb_report_change)change));
		between = ", ";
	}
	fputs(*between ? "\n\n" : "", out);
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
	put_totals(report, pair, out);
	for (size_t i = 0; i < report->row_count; i++) {
		const struct plumb_report_row *row = &report->rows[i];
		if (plumb_report_change_of(row, pair) == PLUMB_REPORT_SAME)
			continue;
		if (changes++ == 0)
			fputs("| | row | before | after | why | table |\n"
			      "|---|---|---|---|---|---|\n",
				out);
		if (changes <= SHOWN_ROWS)
			put_change(report, row, pair, out);
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
