/*
 * The page of deviations: for each baseline, what its subject does differently, why, and what to do
 * about it. It needs no script, and is also XML, so that any parser can read it.
 */
#include "report_advice.h"
#include "report_assets.h"
#include "report_baseline_head.h"
#include "report_form.h"
#include "report_reasons.h"
#include "report_xml_text.h"

#include "base/heap.h"
#include <stdlib.h>
#include <string.h>

/* The page's part about one baseline. */
struct subject {
	const struct plumb_report *report;
	struct plumb_report_baseline_head head;
	struct plumb_report_reasons reasons;
	size_t column; /* of the results; column_count if they lack the subject */
};

/* --- text ------------------------------------------------------------------------------------- */

static void put_escaped(FILE *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '<')
			fputs("&lt;", out);
		else if (text[i] == '>')
			fputs("&gt;", out);
		else if (text[i] == '&')
			fputs("&amp;", out);
		else if (text[i] == '"')
			fputs("&quot;", out);
		else
			putc(text[i], out);
}

static void put_text(FILE *out, const char *text)
{
	char *clean = plumb_report_xml_text(text);

	put_escaped(out, clean, strlen(clean));
	free(clean);
}

/* Writes the text, with its web addresses as links. */
static void put_prose(FILE *out, const char *text)
{
	char *clean = plumb_report_xml_text(text);

	for (const char *at = clean; *at;) {
		bool is_link = strncmp(at, "https://", 8) == 0 || strncmp(at, "http://", 7) == 0;
		size_t length = strcspn(at, " ");
		if (is_link) {
			fputs("<a href=\"", out);
			put_escaped(out, at, length);
			fputs("\">", out);
		}
		put_escaped(out, at, length);
		fputs(is_link ? "</a>" : "", out);
		at += length;
		while (*at == ' ')
			putc(*at++, out);
	}
	free(clean);
}

static void put_verdicts(FILE *out, unsigned verdicts)
{
	const char *before = "";

	if (verdicts & PLUMB_BASELINE_BIT(PLUMB_PASS)) {
		fputs("FLAKY", out);
		return;
	}
	for (int kind = 0; kind < PLUMB_VERDICT_KINDS; kind++) {
		if (!(verdicts & PLUMB_BASELINE_BIT(kind)))
			continue;
		fprintf(out, "%s%s", before, plumb_verdict_name((enum plumb_verdict_kind)kind));
		before = ", ";
	}
}

/* --- one line of a baseline ------------------------------------------------------------------- */

/* Writes each sentence once: many rows of a glob share one. */
static void put_sentences(FILE *out, const struct plumb_report_listed *listed)
{
	const char *last = "";

	for (size_t i = 0; i < listed->row_count; i++) {
		const char *why = listed->rows[i]->why;
		if (strcmp(why, last) == 0)
			continue;
		fputs(*last ? " " : "", out);
		put_text(out, why);
		last = why;
	}
	if (listed->line->missing) {
		fputs("The name is missing: ", out);
		put_text(out, listed->line->missing);
		fputs(".", out);
	} else if (listed->line->says) {
		fputs("Every row that fails with this text.", out);
	} else if (listed->row_count == 0) {
		fputs("The tables no longer have this row.", out);
	}
}

static void put_answer(FILE *out, const char *what, const json_t *said, const char *key)
{
	const char *text = plumb_report_text(said, key);

	if (!*text)
		return;
	fprintf(out, "<dt>%s</dt><dd><code>", what);
	put_text(out, text);
	fputs("</code></dd>", out);
}

static const json_t *said_of(const struct subject *subject, const char *row)
{
	const struct plumb_report *report = subject->report;

	if (subject->column == report->column_count)
		return NULL;
	for (size_t i = 0; i < report->row_count; i++)
		if (strcmp(report->rows[i].id, row) == 0)
			return report->rows[i].cells[subject->column].said;
	return NULL;
}

/* Writes the answers in the results, if they are as the line says; for a glob, those of one row. */
static bool put_answers(
	const struct subject *subject, const struct plumb_report_listed *listed, FILE *out)
{
	for (size_t i = 0; i < listed->row_count; i++) {
		const json_t *said = said_of(subject, listed->rows[i]->id);
		enum plumb_verdict_kind verdict =
			plumb_verdict_named(plumb_report_text(said, "verdict"));
		if (!plumb_verdict_is_bad(verdict) ||
			!plumb_baseline_text_fits(listed->line, plumb_report_text(said, "text")) ||
			!*plumb_report_text(said, "subject"))
			continue;
		fputs("<dl>", out);
		put_answer(out, "document", said, "document");
		put_answer(out, "oracle", said, "oracle");
		put_answer(out, "here", said, "subject");
		fputs("</dl>", out);
		return true;
	}
	return false;
}

/* Writes the row's id; for several rows the pattern, as a link to the first. */
static void put_pattern(
	const struct subject *subject, const struct plumb_report_listed *listed, FILE *out)
{
	const char *page = listed->row_count ? subject->report->page_url : NULL;

	if (page) {
		fputs("<a href=\"", out);
		put_text(out, page);
		fputs("#row=", out);
		put_text(out, listed->rows[0]->id);
		fputs("\">", out);
	}
	fputs("<code>", out);
	put_text(out, listed->line->pattern);
	fputs(page ? "</code></a>" : "</code>", out);
}

static void put_listed(
	const struct subject *subject, const struct plumb_report_listed *listed, FILE *out)
{
	const struct plumb_baseline_line *line = listed->line;

	fputs("<tr><td>", out);
	put_pattern(subject, listed, out);
	if (line->is_glob)
		fprintf(out, " <span class=\"quiet\">%zu %s</span>", listed->row_count,
			listed->row_count == 1 ? "row" : "rows");
	fputs("</td><td>", out);
	put_verdicts(out, line->verdicts);
	fputs("</td><td>", out);
	put_sentences(out, listed);
	fputs("</td><td>", out);
	if (!put_answers(subject, listed, out) && line->text) {
		fputs("<code>", out);
		put_text(out, line->text);
		fputs("</code>", out);
	}
	fputs("</td></tr>\n", out);
}

/* --- one subject ------------------------------------------------------------------------------ */

static void put_reason(
	const struct subject *subject, const struct plumb_report_reason *reason, FILE *out)
{
	fputs("<details class=\"deviation\">\n<summary>", out);
	put_prose(out, reason->reason ? reason->reason : "No reason is given.");
	fprintf(out, " <span class=\"tag\">%zu %s: ", reason->row_count,
		reason->row_count == 1 ? "row" : "rows");
	put_verdicts(out, reason->verdicts);
	fputs("</span></summary>\n", out);
	if (reason->condition) {
		fputs("<p>Only where <code>", out);
		put_text(out, reason->condition);
		fputs("</code>.</p>\n", out);
	}
	fputs("<p>What to do about it:</p>\n<ul>\n", out);
	for (int i = 0; i < PLUMB_REPORT_ADVICES; i++)
		if (reason->advices & (1U << i))
			fprintf(out, "<li>%s</li>\n", plumb_report_advice(i));
	fputs("</ul>\n<table>\n<thead><tr><th>Row</th><th>Verdict</th><th>What it should do</th>"
	      "<th>What it does</th></tr></thead>\n<tbody>\n",
		out);
	for (size_t i = 0; i < reason->listed_count; i++)
		put_listed(subject, &reason->listed[i], out);
	fputs("</tbody>\n</table>\n</details>\n", out);
}

static void put_subject(const struct subject *subject, FILE *out)
{
	fputs("<section class=\"subject\" id=\"", out);
	put_text(out, subject->head.name);
	fputs("\">\n<h2>", out);
	put_text(out, subject->head.name);
	fputs("</h2>\n<p>", out);
	put_prose(out, subject->head.about);
	fputs("</p>\n", out);
	if (*subject->head.commands) {
		fputs("<p class=\"quiet\">To check whether it still does so:</p>\n<pre>", out);
		put_text(out, subject->head.commands);
		fputs("</pre>\n", out);
	}
	if (subject->reasons.count == 0)
		fputs("<p>Nothing is listed.</p>\n", out);
	for (size_t i = 0; i < subject->reasons.count; i++)
		put_reason(subject, &subject->reasons.reasons[i], out);
	fputs("</section>\n", out);
}

static void make_subject(struct subject *subject, const struct plumb_report *report,
	const struct plumb_baseline *from)
{
	*subject = (struct subject){.report = report, .column = report->column_count};
	plumb_report_baseline_head_read(&subject->head, from);
	plumb_report_reasons_make(&subject->reasons, from, report->tables);
	for (size_t i = 0; subject->head.side && i < report->column_count; i++)
		if (!report->columns[i].is_oracle &&
			strcmp(plumb_report_text(report->columns[i].side, "side"),
				subject->head.side) == 0)
			subject->column = i;
}

static void clear_subject(struct subject *subject)
{
	plumb_report_baseline_head_clear(&subject->head);
	plumb_report_reasons_clear(&subject->reasons);
}

/* --- the page --------------------------------------------------------------------------------- */

static void put_head(const struct plumb_report *report, FILE *out)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	      "style-src 'unsafe-inline'\"/>\n"
	      "<title>Plumbline: deviations</title>\n<style>\n",
		out);
	fputs((const char *)plumb_report_page_css, out);
	fputs("</style>\n</head>\n<body>\n<header class=\"head\"><div class=\"title\">"
	      "<h1>Deviations</h1>\n<p>The known differences of each implementation from the "
	      "document, or from the oracle, with their causes and what to do about them. "
	      "Rows with the same cause are grouped. Made from the baselines.</p>"
	      "</div>",
		out);
	if (report->page_url) {
		fputs("<nav class=\"views\" aria-label=\"Views\"><a href=\"", out);
		put_text(out, report->page_url);
		fputs("\">All rows</a></nav>", out);
	}
	fputs("</header>\n<main>\n", out);
}

static void put_index(const struct subject *subjects, size_t count, FILE *out)
{
	fputs("<table class=\"index\">\n<thead><tr><th>Implementation</th><th>Rows</th>"
	      "<th>Causes</th><th>About</th></tr></thead>\n<tbody>\n",
		out);
	for (size_t i = 0; i < count; i++) {
		const struct subject *subject = &subjects[i];
		fputs("<tr><td><a href=\"#", out);
		put_text(out, subject->head.name);
		fputs("\">", out);
		put_text(out, subject->head.name);
		fprintf(out, "</a></td><td>%zu</td><td>%zu</td><td>", subject->reasons.row_count,
			subject->reasons.count);
		put_prose(out, subject->head.about);
		fputs("</td></tr>\n", out);
	}
	fputs("</tbody>\n</table>\n", out);
}

void plumb_report_deviations(const struct plumb_report *report, FILE *out)
{
	struct subject *subjects = plumb_new(report->baseline_count, sizeof *subjects);

	for (size_t i = 0; i < report->baseline_count; i++)
		make_subject(&subjects[i], report, report->baselines[i]);
	put_head(report, out);
	put_index(subjects, report->baseline_count, out);
	for (size_t i = 0; i < report->baseline_count; i++) {
		put_subject(&subjects[i], out);
		clear_subject(&subjects[i]);
	}
	fputs("</main>\n</body>\n</html>\n", out);
	free(subjects);
}
