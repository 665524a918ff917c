#include "baseline_parts.h"

#include "base/heap.h"
#include "base/utf8.h"
#include "base/word.h"
#include "baseline_condition.h"
#include <assert.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

const unsigned plumb_baseline_failures =
	PLUMB_BASELINE_BIT(PLUMB_LACKS) | PLUMB_BASELINE_BIT(PLUMB_FAIL) |
	PLUMB_BASELINE_BIT(PLUMB_BROKEN) | PLUMB_BASELINE_BIT(PLUMB_CRASH) |
	PLUMB_BASELINE_BIT(PLUMB_HANG);

/* --- which lines count ------------------------------------------------------------------------ */

/* Of two lines for a row the one under a condition says more. */
static void add_id(struct plumb_baseline *baseline, struct plumb_baseline_line *line)
{
	struct plumb_baseline_line *other;

	HASH_FIND_STR(baseline->by_id, line->pattern, other);
	if (other && (other->condition || !line->condition))
		return;
	if (other)
		HASH_DEL(baseline->by_id, other);
	HASH_ADD_KEYPTR(hh, baseline->by_id, line->pattern, strlen(line->pattern), line);
}

void plumb_baseline_start(struct plumb_baseline *baseline, const json_t *start)
{
	char why[160];

	baseline->start = json_incref((json_t *)start);
	for (size_t i = 0; i < baseline->line_count; i++) {
		struct plumb_baseline_line *line = &baseline->lines[i];
		line->holds = line->pattern;
		if (line->condition) {
			bool good = plumb_baseline_condition(
				line->condition, start, &line->holds, why, sizeof why);
			assert(good);
			(void)good;
		}
		if (line->holds && !line->is_glob && !line->missing && !line->says)
			add_id(baseline, line);
	}
}

bool plumb_baseline_fits(const struct plumb_baseline_line *line, const char *row)
{
	if (line->missing || line->says)
		return false;
	return line->is_glob ? fnmatch(line->pattern, row, 0) == 0
			     : strcmp(line->pattern, row) == 0;
}

bool plumb_baseline_text_fits(const struct plumb_baseline_line *line, const char *text)
{
	/* Those before the line's text are not part of it. */
	text += strspn(text, " \t");
	return !line->text || strncmp(text, line->text, strlen(line->text)) == 0;
}

/* The line of the name that the row lacks, one under a condition before one without. */
static struct plumb_baseline_line *find_name(struct plumb_baseline *baseline, const char *lacks)
{
	struct plumb_baseline_line *found = NULL;

	for (size_t i = 0; lacks && i < baseline->line_count; i++) {
		struct plumb_baseline_line *line = &baseline->lines[i];
		if (line->holds && line->missing &&
			strcmp(line->missing, plumb_last_name(lacks)) == 0 &&
			(!found || !found->condition))
			found = line;
	}
	return found;
}

static bool is_said(const struct plumb_baseline_line *line, const struct plumb_baseline_note *note)
{
	return line->holds && line->says && line->verdicts & PLUMB_BASELINE_BIT(note->kind) &&
	       plumb_baseline_text_fits(line, note->text) && fnmatch(line->says, note->row, 0) == 0;
}

/* The line of the text with which the row fails, one under a condition before one without. */
static struct plumb_baseline_line *find_text(
	struct plumb_baseline *baseline, const struct plumb_baseline_note *note)
{
	struct plumb_baseline_line *found = NULL;

	for (size_t i = 0; i < baseline->line_count; i++) {
		struct plumb_baseline_line *line = &baseline->lines[i];
		if ((!found || (line->condition && !found->condition)) && is_said(line, note))
			found = line;
	}
	return found;
}

/* The line of a row by its id or by a glob, or by what it lacks or says; see docs/baselines.md. */
static struct plumb_baseline_line *find(
	struct plumb_baseline *baseline, const struct plumb_baseline_note *note)
{
	const char *row = note->row;
	struct plumb_baseline_line *line;

	HASH_FIND_STR(baseline->by_id, row, line);
	line = line ? line : find_name(baseline, note->lacks);
	line = line ? line : find_text(baseline, note);
	for (size_t i = 0; !line && i < baseline->line_count; i++)
		if (baseline->lines[i].holds && baseline->lines[i].is_glob &&
			plumb_baseline_fits(&baseline->lines[i], row))
			line = &baseline->lines[i];
	return line;
}

/* The line that names the row, whatever comes of it. */
static const struct plumb_baseline_line *listed(struct plumb_baseline *baseline, const char *row)
{
	struct plumb_baseline_note note = {.row = (char *)row, .kind = PLUMB_PASS, .text = ""};

	return find(baseline, &note);
}

static bool lists_hang(const struct plumb_baseline_line *line, const char *row)
{
	return line->holds && line->verdicts & PLUMB_BASELINE_BIT(PLUMB_HANG) &&
	       (line->says ? fnmatch(line->says, row, 0) == 0 : plumb_baseline_fits(line, row));
}

/* Which text a row will fail with is not known yet: any line of its glob may be the one. */
bool plumb_baseline_hangs(struct plumb_baseline *baseline, const char *row)
{
	const struct plumb_baseline_line *line;

	HASH_FIND_STR(baseline->by_id, row, line);
	if (line)
		return lists_hang(line, row);
	for (size_t i = 0; i < baseline->line_count; i++)
		if (lists_hang(&baseline->lines[i], row))
			return true;
	return false;
}

/* --- weighing --------------------------------------------------------------------------------- */

static enum plumb_verdict_kind kind_of(const json_t *verdict)
{
	return plumb_verdict_named(json_string_value(json_object_get(verdict, "verdict")));
}

static bool is_failure(enum plumb_verdict_kind kind)
{
	return PLUMB_BASELINE_BIT(kind) & plumb_baseline_failures;
}

/* The beginning of its first line, with nothing in it that could drive a terminal. */
static char *short_text(const char *text)
{
	char *line = plumb_format("%.*s", (int)strcspn(text, "\n"), text);
	char *shown = plumb_one_line(line, 117);

	free(line);
	return shown;
}

/*
 * How the note differs from its line, as a new string; NULL: it does not. A row that this machine
 * cannot play says nothing about the line.
 */
static char *departure(const struct plumb_baseline_note *note)
{
	const struct plumb_baseline_line *line = note->line;
	bool skips = note->kind == PLUMB_SKIP && line &&
		     line->verdicts == PLUMB_BASELINE_BIT(PLUMB_SKIP);
	char *text, *what;

	if (note->of_machine || (!line && !is_failure(note->kind)))
		return NULL;
	if (!line)
		return plumb_format("%s, and it is not listed", plumb_verdict_name(note->kind));
	if (!(line->verdicts & PLUMB_BASELINE_BIT(note->kind)))
		return plumb_format("%s is listed, but it is %s", line->verdict,
			plumb_verdict_name(note->kind));
	if ((!is_failure(note->kind) && !skips) || plumb_baseline_text_fits(line, note->text))
		return NULL;
	text = short_text(note->text);
	what = plumb_format("the text begins otherwise: %s", text);
	free(text);
	return what;
}

/* `FILE:LINE`, or `FILE` where there is no line; a new string. */
static char *place_of(const struct plumb_baseline *baseline, const struct plumb_baseline_line *line)
{
	char *path = plumb_one_line(baseline->path, PATH_MAX);
	char *place = line ? plumb_format("%s:%d", path, line->number) : plumb_copy(path);

	free(path);
	return place;
}

static void mark(const struct plumb_baseline *baseline, const struct plumb_baseline_note *note,
	json_t *verdict)
{
	if (note->departs) {
		char *place = place_of(baseline, note->line);
		char *text = plumb_format("%s: %s", place, note->departs);
		json_object_set_new(verdict, "baseline", plumb_have(json_string(text)));
		free(text);
		free(place);
	} else if (is_failure(note->kind)) {
		json_object_set_new(verdict, "known", json_true());
		if (note->line->reason)
			json_object_set_new(
				verdict, "reason", plumb_have(json_string(note->line->reason)));
	}
}

void plumb_baseline_weigh(struct plumb_baseline *baseline, struct plumb_baseline_note *note)
{
	free(note->departs);
	note->line = find(baseline, note);
	if (note->line && (note->line->missing || note->line->says))
		note->line->exists = true;
	note->departs = departure(note);
}

bool plumb_baseline_note(struct plumb_baseline *baseline, const char *row, json_t *verdict)
{
	const char *text = json_string_value(json_object_get(verdict, "text"));
	const char *lacks = json_string_value(json_object_get(verdict, "lacks"));
	struct plumb_baseline_note *note;
	enum plumb_verdict_kind kind = kind_of(verdict);

	if (!is_failure(kind) && !listed(baseline, row))
		return false;
	baseline->notes =
		plumb_grow(baseline->notes, baseline->note_count + 1, sizeof *baseline->notes);
	note = &baseline->notes[baseline->note_count++];
	*note = (struct plumb_baseline_note){.row = plumb_copy(row),
		.kind = kind,
		.of_machine = json_is_true(json_object_get(verdict, "machine")),
		.text = plumb_copy(text ? text : ""),
		.lacks = lacks ? plumb_copy(lacks) : NULL};
	plumb_baseline_weigh(baseline, note);
	mark(baseline, note, verdict);
	return !note->departs && is_failure(kind);
}

static const char *reason_of(const struct plumb_baseline_line *line)
{
	return line->reason ? line->reason : "";
}

const char *plumb_baseline_reason(struct plumb_baseline *baseline, const char *row)
{
	const struct plumb_baseline_line *line = listed(baseline, row);

	return line ? reason_of(line) : NULL;
}

const char *plumb_baseline_lacked(
	const struct plumb_baseline *baseline, size_t i, const char **reason)
{
	for (size_t k = 0; k < baseline->line_count; k++) {
		const struct plumb_baseline_line *line = &baseline->lines[k];
		if (!line->holds || !line->missing || i-- > 0)
			continue;
		*reason = reason_of(line);
		return line->missing;
	}
	return NULL;
}

/* --- the end ---------------------------------------------------------------------------------- */

static void see_row(struct plumb_baseline *baseline, const char *row)
{
	for (size_t i = 0; i < baseline->line_count; i++) {
		struct plumb_baseline_line *line = &baseline->lines[i];
		if (line->pattern && !line->exists)
			line->exists = plumb_baseline_fits(line, row);
	}
}

void plumb_baseline_end(
	struct plumb_baseline *baseline, const struct plumb_tables *tables, bool whole)
{
	baseline->tables = tables;
	for (size_t t = 0; t < tables->table_count; t++)
		for (size_t r = 0; r < tables->tables[t]->row_count; r++)
			see_row(baseline, tables->tables[t]->rows[r].id);
	whole = whole && !plumb_baseline_has_others(baseline, tables);
	for (size_t i = 0; !whole && i < baseline->line_count; i++)
		if (baseline->lines[i].missing || baseline->lines[i].says)
			baseline->lines[i].exists = true;
}

static bool is_without_row(const struct plumb_baseline_line *line)
{
	return line->holds && !line->exists;
}

size_t plumb_baseline_departures(const struct plumb_baseline *baseline)
{
	size_t count = 0;

	for (size_t i = 0; i < baseline->note_count; i++)
		count += baseline->notes[i].departs != NULL;
	for (size_t i = 0; i < baseline->line_count; i++)
		count += is_without_row(&baseline->lines[i]);
	return count;
}

void plumb_baseline_print(const struct plumb_baseline *baseline, FILE *out, size_t most)
{
	for (size_t i = 0; i < baseline->note_count; i++) {
		const struct plumb_baseline_note *note = &baseline->notes[i];
		char *place = place_of(baseline, note->line);
		if (note->departs && most && most--)
			fprintf(out, "%s: %s: %s\n", place, note->row, note->departs);
		free(place);
	}
	for (size_t i = 0; i < baseline->line_count; i++) {
		const struct plumb_baseline_line *line = &baseline->lines[i];
		char *place = place_of(baseline, line);
		if (is_without_row(line) && most && most--)
			fprintf(out, "%s: %s: %s\n", place, line->pattern,
				line->missing ? "no row lacks it"
				: line->says  ? "no row fails with its text"
					      : "there is no such row");
		free(place);
	}
}

bool plumb_baseline_has_others(
	const struct plumb_baseline *baseline, const struct plumb_tables *tables)
{
	for (size_t i = 0; i < baseline->line_count; i++) {
		const char *pattern = baseline->lines[i].pattern;
		size_t length = pattern ? strcspn(pattern, "/*?[") : 0;
		bool found = !pattern || pattern[length] != '/' || baseline->lines[i].missing ||
			     baseline->lines[i].says;
		for (size_t t = 0; !found && t < tables->table_count; t++)
			found = strlen(tables->tables[t]->name) == length &&
				strncmp(tables->tables[t]->name, pattern, length) == 0;
		if (!found)
			return true;
	}
	return false;
}

void plumb_baseline_free(struct plumb_baseline *baseline)
{
	if (!baseline)
		return;
	HASH_CLEAR(hh, baseline->by_id);
	for (size_t i = 0; i < baseline->line_count; i++) {
		struct plumb_baseline_line *line = &baseline->lines[i];
		free(line->raw);
		free(line->pattern);
		free(line->text);
		free(line->reason);
		free(line->verdict);
	}
	for (size_t i = 0; i < baseline->note_count; i++) {
		free(baseline->notes[i].row);
		free(baseline->notes[i].text);
		free(baseline->notes[i].lacks);
		free(baseline->notes[i].departs);
	}
	for (size_t i = 0; i < baseline->condition_count; i++)
		free(baseline->conditions[i]);
	json_decref(baseline->start);
	free(baseline->lines);
	free(baseline->notes);
	free(baseline->conditions);
	free(baseline->path);
	free(baseline);
}
