#include "baseline_parts.h"

#include "base/complaint.h"
#include "base/heap.h"
#include "base/line_file.h"
#include "base/utf8.h"
#include "base/word.h"
#include "baseline_condition.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char blanks[] = " \t\r";

struct loader {
	struct plumb_baseline *baseline;
	struct plumb_complaints complaints;
	const char *condition; /* of the section; NULL: there is none */
	int condition_number;  /* its line */
};

/* The next word of the text, which ends at a blank or before a comment. */
static char *take_word(const char **text)
{
	size_t length;
	char *word;

	*text += strspn(*text, blanks);
	length = strcspn(*text, " \t\r#");
	word = plumb_format("%.*s", (int)length, *text);
	*text += length;
	return word;
}

/* --- conditions ------------------------------------------------------------------------------- */

static void begin_section(struct loader *loader, const char *text, int number)
{
	struct plumb_baseline *baseline = loader->baseline;
	char *condition = plumb_format("%.*s", (int)strcspn(text, "#"), text);
	char why[160];
	bool holds;

	if (loader->condition)
		plumb_complain(&loader->complaints, number, "an 'if' inside the 'if' of line %d",
			loader->condition_number);
	if (!plumb_baseline_condition(condition, NULL, &holds, why, sizeof why))
		plumb_complain(&loader->complaints, number, "%s", why);
	baseline->conditions =
		plumb_grow(baseline->conditions, baseline->condition_count + 1, sizeof(char *));
	baseline->conditions[baseline->condition_count++] = condition;
	loader->condition = condition;
	loader->condition_number = number;
}

static void end_section(struct loader *loader, const char *text, int number)
{
	if (!loader->condition)
		plumb_complain(&loader->complaints, number, "an 'end' without an 'if'");
	else if (text[strspn(text, blanks)] && text[strspn(text, blanks)] != '#')
		plumb_complain(&loader->complaints, number, "'end' stands alone");
	loader->condition = NULL;
}

/* --- lines of rows ---------------------------------------------------------------------------- */

static bool read_pattern(struct loader *loader, struct plumb_baseline_line *line)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789_.-/*?[]!^";
	static const char missing[] = "lacks:", says[] = "says:";
	const char *id = line->pattern;

	if (strncmp(line->pattern, missing, sizeof missing - 1) == 0 &&
		plumb_is_name(line->pattern + sizeof missing - 1)) {
		line->missing = line->pattern + sizeof missing - 1;
		return true;
	}
	if (strncmp(id, says, sizeof says - 1) == 0)
		line->says = id += sizeof says - 1;
	line->is_glob = !line->says && strpbrk(id, "*?[");
	if (id[strspn(id, letters)] || !strpbrk(id, "/*?[")) {
		plumb_complain(&loader->complaints, line->number,
			"'%s' is neither the id of a row nor a glob", line->pattern);
		return false;
	}
	return true;
}

static unsigned verdicts_of(const char *name)
{
	if (strcmp(name, "FLAKY") == 0)
		return PLUMB_BASELINE_BIT(PLUMB_PASS) | PLUMB_BASELINE_BIT(PLUMB_AS_DOCUMENT) |
		       plumb_baseline_failures;
	for (int kind = PLUMB_AS_DOCUMENT; kind < PLUMB_VERDICT_KINDS; kind++)
		if (strcmp(name, plumb_verdict_name((enum plumb_verdict_kind)kind)) == 0)
			return PLUMB_BASELINE_BIT(kind);
	return 0;
}

static bool read_verdicts(struct loader *loader, struct plumb_baseline_line *line)
{
	char *copy = plumb_copy(line->verdict), *rest = copy, *name;
	bool good = true;

	while (good && (name = strsep(&rest, ","))) {
		unsigned verdicts = verdicts_of(name);
		line->verdicts |= verdicts;
		good = verdicts;
		if (!good)
			plumb_complain(&loader->complaints, line->number,
				"'%s' is none of FAIL, BROKEN, CRASH, HANG, LACKS, DOCUMENT, SKIP "
				"and FLAKY",
				name);
	}
	free(copy);
	if (good && line->missing && line->verdicts != PLUMB_BASELINE_BIT(PLUMB_LACKS)) {
		plumb_complain(&loader->complaints, line->number,
			"a line of a missing name is LACKS, and nothing else");
		good = false;
	}
	return good;
}

/* Without the blanks at either end, as it can be shown; NULL where nothing is left. */
static char *trimmed(const char *text, size_t length)
{
	size_t skipped = strspn(text, blanks);

	if (skipped >= length)
		return NULL;
	text += skipped;
	length -= skipped;
	while (strchr(blanks, text[length - 1]))
		length--;
	char *part = plumb_format("%.*s", (int)length, text);
	char *shown = plumb_one_line(part, length * 6);
	free(part);
	return shown;
}

/* Finds `##` as a separate word, or the end. */
static const char *find_reason(const char *text)
{
	const char *at = text;

	while ((at = strstr(at, "##"))) {
		bool begins = at == text || strchr(blanks, at[-1]);
		if (begins && (!at[2] || strchr(blanks, at[2])))
			return at;
		at++;
	}
	return text + strlen(text);
}

/* From the `#` on. */
static void read_comment(struct plumb_baseline_line *line, const char *comment)
{
	const char *reason = find_reason(comment);

	if (reason > comment)
		line->text = trimmed(comment + 1, (size_t)(reason - comment) - 1);
	if (*reason)
		line->reason = trimmed(reason + 2, strlen(reason + 2));
}

/*
 * Accept lines from before the verdicts LACKS and DOCUMENT, when such rows were FAIL or BROKEN: the
 * text shows it, or is missing.
 */
static void take_old_names(struct plumb_baseline_line *line)
{
	static const struct {
		const char *text;
		enum plumb_verdict_kind kind;
	} texts[] = {
		{"there is no name '", PLUMB_LACKS}, {"as the document says", PLUMB_AS_DOCUMENT}};

	if (!(line->verdicts & (PLUMB_BASELINE_BIT(PLUMB_FAIL) | PLUMB_BASELINE_BIT(PLUMB_BROKEN))))
		return;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (!line->text || strncmp(line->text, texts[i].text, strlen(texts[i].text)) == 0)
			line->verdicts |= PLUMB_BASELINE_BIT(texts[i].kind);
}

/* Without a text it would list every failure that there is. */
static void check_says(struct loader *loader, const struct plumb_baseline_line *line)
{
	if (line->says && (!line->text || line->verdicts & ~plumb_baseline_failures))
		plumb_complain(&loader->complaints, line->number,
			"a line of 'says:' has a verdict of failures and, after '#', how their "
			"text begins");
}

static void read_row(struct loader *loader, struct plumb_baseline_line *line)
{
	const char *rest = line->raw;

	line->pattern = take_word(&rest);
	rest += strspn(rest, blanks);
	line->verdict_at = (size_t)(rest - line->raw);
	line->verdict = take_word(&rest);
	rest += strspn(rest, blanks);
	line->condition = loader->condition;
	if (!read_pattern(loader, line) || !read_verdicts(loader, line))
		return;
	if (*rest && *rest != '#')
		plumb_complain(&loader->complaints, line->number,
			"after the verdict there is '#' and a text, or nothing");
	read_comment(line, rest);
	check_says(loader, line);
	take_old_names(line);
}

static void read_line(struct loader *loader, struct plumb_baseline_line *line)
{
	const char *rest = line->raw;
	char *first = take_word(&rest);

	if (strncmp(line->raw, "\xef\xbb\xbf", 3) == 0)
		plumb_complain(&loader->complaints, line->number, "a byte order mark");
	else if (strcmp(first, "if") == 0)
		begin_section(loader, rest, line->number);
	else if (strcmp(first, "end") == 0)
		end_section(loader, rest, line->number);
	else if (*first)
		read_row(loader, line);
	free(first);
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool same_condition(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Lines of texts differ in these, too. */
static bool same_rows(const struct plumb_baseline_line *a, const struct plumb_baseline_line *b)
{
	return strcmp(a->pattern, b->pattern) == 0 && same_condition(a->condition, b->condition) &&
	       (!a->says || !a->text || !b->text || strcmp(a->text, b->text) == 0);
}

static void check_twice(struct loader *loader)
{
	const struct plumb_baseline *baseline = loader->baseline;

	for (size_t i = 0; i < baseline->line_count; i++) {
		const struct plumb_baseline_line *line = &baseline->lines[i];
		for (size_t k = 0; line->pattern && k < i; k++) {
			const struct plumb_baseline_line *other = &baseline->lines[k];
			if (other->pattern && same_rows(line, other))
				plumb_complain(&loader->complaints, line->number,
					"'%s' is already in line %d", line->pattern, other->number);
		}
	}
}

static bool add_line(void *context, const char *text, size_t length, bool whole)
{
	struct loader *loader = context;
	struct plumb_baseline *baseline = loader->baseline;
	struct plumb_baseline_line *line;

	baseline->lines =
		plumb_grow(baseline->lines, baseline->line_count + 1, sizeof *baseline->lines);
	line = &baseline->lines[baseline->line_count++];
	*line = (struct plumb_baseline_line){.raw = plumb_format("%.*s", (int)length, text),
		.number = (int)baseline->line_count};
	if (memchr(text, '\0', length))
		plumb_complain(&loader->complaints, line->number, "a NUL");
	else
		read_line(loader, line);
	(void)whole;
	return loader->complaints.count <= PLUMB_MOST_COMPLAINTS;
}

static void check_end(struct loader *loader)
{
	if (loader->condition)
		plumb_complain(
			&loader->complaints, loader->condition_number, "an 'if' without an 'end'");
	check_twice(loader);
}

struct plumb_baseline *plumb_baseline_parse(const char *path, const char *text, FILE *errors)
{
	struct loader loader = {.complaints = {.path = path, .errors = errors}};

	loader.baseline = plumb_new(1, sizeof *loader.baseline);
	loader.baseline->path = plumb_copy(path);
	while (*text && add_line(&loader, text, strcspn(text, "\n"), true)) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	check_end(&loader);
	if (plumb_complaints_end(&loader.complaints))
		return loader.baseline;
	plumb_baseline_free(loader.baseline);
	return NULL;
}

struct plumb_baseline *plumb_baseline_load(const char *path, bool may_be_missing, FILE *errors)
{
	struct loader loader = {.complaints = {.path = path, .errors = errors}};
	const char *wrong;

	loader.baseline = plumb_new(1, sizeof *loader.baseline);
	loader.baseline->path = plumb_copy(path);
	wrong = plumb_line_file_read(path, add_line, &loader);
	loader.baseline->was_there = !wrong;
	if (!wrong)
		check_end(&loader);
	else if (errno != ENOENT || !may_be_missing)
		plumb_complain(&loader.complaints, 0, "%s", wrong);
	if (plumb_complaints_end(&loader.complaints))
		return loader.baseline;
	plumb_baseline_free(loader.baseline);
	return NULL;
}
