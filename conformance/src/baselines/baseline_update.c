#include "baseline_parts.h"

#include "base/heap.h"
#include "base/text.h"
#include "base/whole.h"
#include "base/word.h"
#include "baseline_text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The new contents: each line of the file, and what is added after it. */
struct update {
	const struct plumb_baseline *baseline;
	char **lines;		  /* NULL: removed */
	struct plumb_text *after; /* whole lines, behind each of them */
	struct plumb_text end;	  /* whole lines, behind all */
	struct plumb_baseline_changes changes;
};

/* Takes the text over, as plumb_text_take() gives it. */
static char *have(char *text)
{
	if (!text)
		plumb_out_of_memory();
	return text;
}

static bool is_failure(enum plumb_verdict_kind kind)
{
	return PLUMB_BASELINE_BIT(kind) & plumb_baseline_failures;
}

static void add_comment(struct plumb_text *out, const char *text, const char *reason)
{
	if (text && *text)
		plumb_text_add_f(out, " # %s", text);
	if (reason)
		plumb_text_add_f(out, " ## %s", reason);
}

/* --- a line for a row ------------------------------------------------------------------------- */

/*
 * The verdicts with which the note would match its line. A skip is added to those of the line, for
 * it says nothing about the machine on which the line was written.
 */
static char *verdicts_for(const struct plumb_baseline_note *note)
{
	const struct plumb_baseline_line *line = note->line;

	if (!line)
		return plumb_copy(plumb_verdict_name(note->kind));
	if (note->of_machine || line->verdicts & PLUMB_BASELINE_BIT(note->kind))
		return plumb_copy(line->verdict);
	if (note->kind == PLUMB_SKIP)
		return plumb_format("%s,SKIP", line->verdict);
	return plumb_copy(plumb_verdict_name(note->kind));
}

/* Likewise its text: the line's own where it fits, or where there is nothing to hold it against. */
static char *text_for(const struct plumb_baseline_note *note)
{
	const struct plumb_baseline_line *line = note->line;
	bool compares =
		!line || is_failure(note->kind) || line->verdicts == PLUMB_BASELINE_BIT(PLUMB_SKIP);

	if (line && (!compares || note->of_machine || plumb_baseline_text_fits(line, note->text)))
		return plumb_copy(line->text ? line->text : "");
	return plumb_baseline_text_start(note->text);
}

/* Whether nothing remains to be said of the row: it passes, and is not expected to waver. */
static bool is_over(const struct plumb_baseline_note *note)
{
	return note->kind < PLUMB_SKIP &&
	       !(note->line && note->line->verdicts & PLUMB_BASELINE_BIT(note->kind));
}

static void write_row(struct plumb_text *out, const struct plumb_baseline_note *note)
{
	char *verdicts = verdicts_for(note), *text = text_for(note);

	plumb_text_add_f(out, "%s %s", note->row, verdicts);
	add_comment(out, text, note->line ? note->line->reason : NULL);
	plumb_text_add(out, "\n");
	free(verdicts);
	free(text);
}

/* The line as it was up to the verdict, so that columns stay; the rest as it has become. */
static char *rewritten(const struct plumb_baseline_note *note)
{
	const struct plumb_baseline_line *line = note->line;
	const char *old = line->raw + line->verdict_at + strlen(line->verdict);
	char *verdicts = verdicts_for(note), *text = text_for(note);
	size_t gap = strspn(old, " \t"), grown = strlen(verdicts), was = strlen(line->verdict);
	struct plumb_text out = {0};

	plumb_text_add_n(&out, line->raw, line->verdict_at);
	plumb_text_add(&out, verdicts);
	if ((*text || line->reason) && old[gap] == '#')
		while (grown++ + 1 < was + gap)
			plumb_text_add(&out, " ");
	add_comment(&out, text, line->reason);
	free(verdicts);
	free(text);
	return have(plumb_text_take(&out, 0));
}

/* --- a line of the file ----------------------------------------------------------------------- */

static void replace(struct update *update, size_t i, char *text)
{
	free(update->lines[i]);
	update->lines[i] = text;
	if (text)
		update->changes.changed++;
	else
		update->changes.removed++;
}

/* Whether all that a glob's rows ask for is that they may be skipped. */
static const struct plumb_baseline_note *only_skips(
	const struct plumb_baseline *baseline, const struct plumb_baseline_line *line)
{
	const struct plumb_baseline_note *skipped = NULL;

	for (size_t i = 0; i < baseline->note_count; i++) {
		const struct plumb_baseline_note *note = &baseline->notes[i];
		if (note->line != line || !note->departs)
			continue;
		if (note->kind != PLUMB_SKIP || line->verdicts & PLUMB_BASELINE_BIT(PLUMB_SKIP))
			return NULL;
		skipped = note;
	}
	return skipped;
}

/* Drops the glob and gives a line to each of its rows that still needs one. */
static void resolve_glob(struct update *update, size_t i)
{
	const struct plumb_baseline *baseline = update->baseline;
	const struct plumb_baseline_line *line = &baseline->lines[i];
	struct plumb_text out = {0};
	size_t length;
	char *text;

	for (size_t k = 0; k < baseline->note_count; k++)
		if (baseline->notes[k].line == line && !is_over(&baseline->notes[k]))
			write_row(&out, &baseline->notes[k]);
	length = out.length;
	text = have(plumb_text_take(&out, 0));
	if (length > 0)
		text[length - 1] = '\0';
	if (length == 0) {
		free(text);
		text = NULL;
	}
	replace(update, i, text);
}

static void update_line(struct update *update, size_t i)
{
	const struct plumb_baseline *baseline = update->baseline;
	const struct plumb_baseline_line *line = &baseline->lines[i];
	const struct plumb_baseline_note *departed = NULL, *skipped;

	if (!line->holds)
		return;
	for (size_t k = 0; !departed && k < baseline->note_count; k++)
		if (baseline->notes[k].line == line && baseline->notes[k].departs)
			departed = &baseline->notes[k];
	skipped = departed ? only_skips(baseline, line) : NULL;
	if (!line->exists)
		replace(update, i, NULL);
	else if (skipped)
		replace(update, i, rewritten(skipped));
	else if (departed && line->is_glob)
		resolve_glob(update, i);
	else if (departed)
		replace(update, i, is_over(departed) ? NULL : rewritten(departed));
}

/* --- new failures ----------------------------------------------------------------------------- */

static size_t table_length(const char *row)
{
	return strcspn(row, "/");
}

/* The last line of the row's table outside of conditions. */
static struct plumb_text *group_of(struct update *update, const char *row)
{
	const struct plumb_baseline *baseline = update->baseline;
	size_t length = table_length(row);

	for (size_t i = baseline->line_count; i > 0; i--) {
		const struct plumb_baseline_line *line = &baseline->lines[i - 1];
		if (line->pattern && !line->condition && table_length(line->pattern) == length &&
			strncmp(line->pattern, row, length) == 0)
			return &update->after[i - 1];
	}
	return &update->end;
}

/* A line for the name, and not for each row that lacks it. */
static void add_name(struct update *update, const char *lacks)
{
	char *line = plumb_format("lacks:%s LACKS\n", plumb_last_name(lacks));

	if (!update->end.data || !strstr(update->end.data, line)) {
		plumb_text_add(&update->end, line);
		update->changes.added++;
	}
	free(line);
}

/* Whatever else an adapter calls missing has no line of its own: its row has. */
static bool has_name(const struct plumb_baseline_note *note)
{
	return note->lacks && plumb_is_name(plumb_last_name(note->lacks));
}

static void add_failures(struct update *update)
{
	const struct plumb_baseline *baseline = update->baseline;

	for (size_t i = 0; i < baseline->note_count; i++) {
		if (!baseline->notes[i].departs || baseline->notes[i].line)
			continue;
		if (has_name(&baseline->notes[i])) {
			add_name(update, baseline->notes[i].lacks);
			continue;
		}
		write_row(group_of(update, baseline->notes[i].row), &baseline->notes[i]);
		update->changes.added++;
	}
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool ends_in_return(const char *text, size_t length)
{
	return length > 0 && text[length - 1] == '\r';
}

/* Whole lines, the last with or without its newline; they end as those of the file do. */
static void put(const char *text, bool with_return, FILE *out)
{
	do {
		size_t length = strcspn(text, "\n");
		fprintf(out, "%.*s%s\n", (int)length, text,
			with_return && !ends_in_return(text, length) ? "\r" : "");
		text += length + (text[length] == '\n');
	} while (*text);
}

static void print(const struct update *update, FILE *out)
{
	const struct plumb_baseline *baseline = update->baseline;
	const char *last = "", *first = baseline->line_count ? baseline->lines[0].raw : "";
	bool with_return = ends_in_return(first, strlen(first));

	for (size_t i = 0; i < baseline->line_count; i++) {
		if (update->lines[i])
			put(update->lines[i], with_return, out);
		if (update->after[i].length)
			put(update->after[i].data, with_return, out);
		if (update->lines[i] || update->after[i].length)
			last = update->after[i].length ? update->after[i].data : update->lines[i];
	}
	if (update->end.length && last[strspn(last, " \t\r")])
		put("", with_return, out);
	if (update->end.length)
		put(update->end.data, with_return, out);
}

static void clear(struct update *update)
{
	for (size_t i = 0; i < update->baseline->line_count; i++) {
		free(update->lines[i]);
		free(update->after[i].data);
	}
	free(update->lines);
	free(update->after);
	free(update->end.data);
}

/* The new file after one pass over its lines, as a new string. */
static char *pass(const struct plumb_baseline *baseline, struct plumb_baseline_changes *changes)
{
	size_t count = baseline->line_count, size = 0;
	struct update update = {.baseline = baseline,
		.lines = plumb_new(count, sizeof(char *)),
		.after = plumb_new(count, sizeof(struct plumb_text))};
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);

	for (size_t i = 0; i < count; i++)
		update.lines[i] = plumb_copy(baseline->lines[i].raw);
	for (size_t i = 0; i < count; i++)
		update_line(&update, i);
	add_failures(&update);
	changes->added += update.changes.added;
	changes->changed += update.changes.changed;
	changes->removed += update.changes.removed;
	if (!out)
		plumb_out_of_memory();
	print(&update, out);
	if (fclose(out))
		plumb_out_of_memory();
	clear(&update);
	return text;
}

/* The same run, compared with that text; NULL: it is malformed, as stderr says. */
static struct plumb_baseline *replay(const struct plumb_baseline *baseline, const char *text)
{
	struct plumb_baseline *next = plumb_baseline_parse(baseline->path, text, stderr);

	if (!next)
		return NULL;
	plumb_baseline_start(next, baseline->start);
	next->notes = plumb_new(baseline->note_count, sizeof *next->notes);
	for (; next->note_count < baseline->note_count; next->note_count++) {
		const struct plumb_baseline_note *old = &baseline->notes[next->note_count];
		struct plumb_baseline_note *note = &next->notes[next->note_count];
		*note = (struct plumb_baseline_note){.row = plumb_copy(old->row),
			.kind = old->kind,
			.of_machine = old->of_machine,
			.text = plumb_copy(old->text),
			.lacks = old->lacks ? plumb_copy(old->lacks) : NULL};
		plumb_baseline_weigh(next, note);
	}
	plumb_baseline_end(next, baseline->tables, true);
	return next;
}

static void write_text(const void *text, FILE *out)
{
	fputs(text, out);
}

/* Where a line went, another glob may now hold for its rows: until the run is as the file says. */
bool plumb_baseline_update(
	const struct plumb_baseline *baseline, struct plumb_baseline_changes *changes)
{
	enum { MOST_PASSES = 100 };
	struct plumb_baseline *next = NULL, *last = NULL;
	char *text;
	bool good;

	*changes = (struct plumb_baseline_changes){0};
	text = pass(baseline, changes);
	for (int i = 0; i < MOST_PASSES; i++) {
		next = replay(last ? last : baseline, text);
		plumb_baseline_free(last);
		last = next;
		if (!next || plumb_baseline_departures(next) == 0)
			break;
		free(text);
		text = pass(next, changes);
	}
	errno = EILSEQ;
	good = next;
	if (good &&
		(changes->added || changes->changed || changes->removed || !baseline->was_there))
		good = plumb_write_whole(baseline->path, write_text, text);
	plumb_baseline_free(last);
	free(text);
	return good;
}
