#include "summary.h"

#include "base/heap.h"
#include "base/text.h"
#include "finding.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <uthash.h>

enum { MOST_SENTENCES = 40, WIDTH = 100, NARROWEST = 60 };

/* A sentence about a documented name, of one subject. */
struct group {
	char *key;
	size_t subject;
	char *name; /* what is documented: recv */
	char *why;
	char *row;		      /* the first that does not hold */
	enum plumb_verdict_kind kind; /* the gravest of those */
	size_t total, bad, number;
	UT_hash_handle hh;
};

struct plumb_summary {
	struct group *groups; /* in the order they came */
	size_t lacking;	      /* rows that lack a name, of all subjects */
};

struct plumb_summary *plumb_summary_new(void)
{
	return plumb_new(1, sizeof(struct plumb_summary));
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static struct group *group_of(
	struct plumb_summary *summary, size_t subject, const struct plumb_row *row)
{
	char *name = plumb_format("%.*s", (int)strcspn(row->clause, "."), row->clause);
	char *key = plumb_format("%zu %s %s", subject, name, row->why);
	struct group *group;

	HASH_FIND_STR(summary->groups, key, group);
	if (group) {
		free(name);
		free(key);
		return group;
	}
	group = plumb_new(1, sizeof *group);
	*group = (struct group){.key = key,
		.subject = subject,
		.name = name,
		.why = plumb_copy(row->why),
		.number = HASH_COUNT(summary->groups)};
	HASH_ADD_KEYPTR(hh, summary->groups, group->key, strlen(group->key), group);
	return group;
}

void plumb_summary_pass(struct plumb_summary *summary, const struct plumb_row *row, size_t subject)
{
	group_of(summary, subject, row)->total++;
}

void plumb_summary_add(struct plumb_summary *summary, const struct plumb_row *row, size_t subject,
	const json_t *verdict)
{
	struct group *group = group_of(summary, subject, row);
	enum plumb_verdict_kind kind = plumb_verdict_named(text_of(verdict, "verdict"));

	group->total++;
	if (plumb_finding_is_good(verdict) || json_object_get(verdict, "baseline"))
		return;
	summary->lacking += kind == PLUMB_LACKS;
	if (kind == PLUMB_LACKS)
		return;
	if (group->bad++ == 0)
		group->row = plumb_copy(row->id);
	if (kind > group->kind)
		group->kind = kind;
}

/* --- printing --------------------------------------------------------------------------------- */

int plumb_summary_width(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return WIDTH;
	return size.ws_col < NARROWEST ? NARROWEST : size.ws_col;
}

/* The gravest first, then those with most rows, then as they came. */
static int compare(const void *one, const void *other)
{
	const struct group *a = *(struct group *const *)one, *b = *(struct group *const *)other;

	if (a->bad != b->bad)
		return a->bad > b->bad ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind > b->kind ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

/* Those of the subject that do not hold, in that order; the caller frees the list. */
static struct group **bad_groups(const struct plumb_summary *summary, size_t subject, size_t *count)
{
	struct group **list = plumb_new(HASH_COUNT(summary->groups), sizeof *list);
	struct group *group, *next;

	*count = 0;
	HASH_ITER(hh, summary->groups, group, next)
	{
		if (group->subject == subject && group->bad)
			list[(*count)++] = group;
	}
	qsort(list, *count, sizeof *list, compare);
	return list;
}

/* `22 of 27`, the gravest verdict, a row, and as much of the sentence as fits. */
static void print_group(const struct group *group)
{
	char *line = plumb_format("%5zu of %-4zu %-7s %s  %s", group->bad, group->total,
		plumb_verdict_name(group->kind), group->row, group->why);
	int width = plumb_summary_width(), length = (int)strlen(line);

	if (length > width) {
		for (length = width - 3;
			length > 0 && ((unsigned char)line[length] & 0xc0) == 0x80;)
			length--;
		printf("%.*s...\n", length, line);
	} else {
		puts(line);
	}
	free(line);
}

/* Adds `more` to the line, or begins the next one. */
static void put_word(struct plumb_text *line, const char *more)
{
	if (line->length && line->length + 2 + strlen(more) > (size_t)plumb_summary_width()) {
		printf("%s,\n", line->data);
		line->length = 0;
	}
	plumb_text_add_f(line, "%s%s", line->length ? ", " : "      ", more);
}

static void end_words(struct plumb_text *line)
{
	if (line->length)
		puts(line->data);
	free(plumb_text_take(line, 0));
}

/* `recv 22, makefile 14`: rows by the names under which they are documented. */
static void print_names(struct group *const *list, size_t count)
{
	struct plumb_text line = {0};

	puts("    by name");
	for (size_t i = 0; i < count; i++) {
		size_t rows = 0, first = i;
		for (size_t k = 0; k < count; k++) {
			if (strcmp(list[k]->name, list[i]->name) != 0)
				continue;
			rows += list[k]->bad;
			first = k < first ? k : first;
		}
		if (first == i) {
			char *word = plumb_format("%s %zu", list[i]->name, rows);
			put_word(&line, word);
			free(word);
		}
	}
	end_words(&line);
}

void plumb_summary_print(const struct plumb_summary *summary, size_t number)
{
	size_t count;
	struct group **list = bad_groups(summary, number, &count);

	for (size_t i = 0; i < count && i < MOST_SENTENCES; i++)
		print_group(list[i]);
	if (count > MOST_SENTENCES)
		printf("    and %zu more sentences: --verbose prints every row\n",
			count - MOST_SENTENCES);
	if (count > 1)
		print_names(list, count);
	free(list);
}

/* --- what comes next -------------------------------------------------------------------------- */

/* The same where it holds what must not be printed as it is: $'a\xff'. */
static char *escaped(const char *text)
{
	struct plumb_text copy = {0};

	plumb_text_add(&copy, "$'");
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;
		if (byte == '\'' || byte == '\\')
			plumb_text_add_f(&copy, "\\%c", byte);
		else if (byte < 0x20 || byte > 0x7e)
			plumb_text_add_f(&copy, "\\x%02x", byte);
		else
			plumb_text_add_n(&copy, text, 1);
	}
	plumb_text_add(&copy, "'");
	return plumb_have_text(&copy);
}

static bool is_plain(const char *text)
{
	while (*text >= 0x20 && *text <= 0x7e)
		text++;
	return !*text;
}

/* A word of a shell's. */
static char *quoted(const char *text)
{
	struct plumb_text copy = {0};

	if (!is_plain(text))
		return escaped(text);
	if (*text && text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789_-./:=+,%@")] == '\0')
		return plumb_copy(text);
	plumb_text_add(&copy, "'");
	for (; *text; text++)
		if (*text == '\'')
			plumb_text_add(&copy, "'\\''");
		else
			plumb_text_add_n(&copy, text, 1);
	plumb_text_add(&copy, "'");
	return plumb_have_text(&copy);
}

/* The row on which to begin: the first sentence's. NULL: there is none. */
static const struct group *first_group(const struct plumb_summary *summary)
{
	size_t count;
	struct group **list = bad_groups(summary, 0, &count);
	const struct group *first = count ? list[0] : NULL;

	free(list);
	return first;
}

/* ` --NAME VALUE`; a new string, empty if the value is NULL. */
static char *option_of(const char *name, const char *value)
{
	char *word = quoted(value ? value : "");
	char *option = value ? plumb_format(" --%s %s", name, word) : plumb_copy("");

	free(word);
	return option;
}

/* Scripts are Python's: libpysock and other adapters have no use for them. */
static void print_repro(
	const char *program, const char *tables, const char *subject, const char *row)
{
	const char *module = strncmp(subject, "python:", 7) == 0 ? strchr(subject + 7, ':') : NULL;
	char *word = quoted(module ? module + 1 : "");

	if (strncmp(subject, "python:", 7) == 0)
		printf("    %s repro%s %s%s%s%s\n", program, tables, module ? "--module " : "",
			module ? word : "", module ? " " : "", row);
	free(word);
}

void plumb_summary_print_next(const struct plumb_summary *summary, const struct plumb_next *next)
{
	const struct group *first = first_group(summary);
	char *program = quoted(program_invocation_name), *subject = quoted(next->subject);
	char *results = quoted(next->results ? next->results : "");
	char *baseline = quoted(next->baseline ? next->baseline : "baseline.txt");
	char *tables = option_of("tables", next->tables);
	char *oracle = option_of("oracle", next->oracle);

	if (first || summary->lacking || next->departs) {
		puts("\nnext");
		if (first)
			printf("    %s run --verbose%s%s%s --filter %s %s\n", program, tables,
				oracle, next->options, first->row, subject);
		if (first)
			print_repro(program, tables, next->subject, first->row);
		if (next->results)
			printf("    %s report --out report.html %s/results.jsonl\n", program,
				results);
		printf("    %s run%s%s%s --baseline %s --update-baseline %s\n", program, tables,
			oracle, next->options, baseline, subject);
	}
	free(program);
	free(subject);
	free(results);
	free(baseline);
	free(tables);
	free(oracle);
}

void plumb_summary_free(struct plumb_summary *summary)
{
	struct group *group, *next;

	if (!summary)
		return;
	HASH_ITER(hh, summary->groups, group, next)
	{
		HASH_DEL(summary->groups, group);
		free(group->key);
		free(group->name);
		free(group->why);
		free(group->row);
		free(group);
	}
	free(summary);
}
