#include "terminal.h"

#include "base/heap.h"
#include "base/share.h"
#include "base/text.h"
#include "base/utf8.h"
#include "terminal_parts.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const red = "31", *const green = "32", *const yellow = "33";

/* https://no-color.org: set and not empty means none. */
static bool has_colour(void)
{
	const char *no = getenv("NO_COLOR");
	const char *kind = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no && *no) && !(kind && strcmp(kind, "dumb") == 0);
}

void plumb_terminal_in(const char *colour, const char *text)
{
	if (has_colour())
		printf("\033[%sm%s\033[0m", colour, text);
	else
		fputs(text, stdout);
}

void plumb_terminal_erase(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

void plumb_terminal_progress(size_t over, size_t total)
{
	static size_t shown;

	if (over < total && over - shown < 20)
		return;
	shown = over;
	if (over == total)
		plumb_terminal_erase();
	else
		fprintf(stderr, "\r%zu of %zu rows", over, total);
	fflush(stderr);
}

/* A word of an adapter's about itself. */
static void add_said(
	struct plumb_text *text, const char *before, const json_t *start, const char *key)
{
	enum { LONGEST = 60 };
	char *said = plumb_one_line(json_string_value(json_object_get(start, key)), LONGEST);

	plumb_text_add_f(text, "%s%s", *said ? before : "", said);
	free(said);
}

char *plumb_terminal_who(const struct plumb_side *side)
{
	const json_t *start = side->start_answer;
	struct plumb_text text = {0};

	plumb_text_add(&text, "");
	add_said(&text, "", start, "name");
	add_said(&text, " ", start, "version");
	if (json_object_get(start, "module_version")) {
		add_said(&text, ", ", start, "module");
		add_said(&text, " ", start, "module_version");
	}
	add_said(&text, ", ", start, "libc");
	return plumb_have_text(&text);
}

static const char *judged_by(enum plumb_standard standard)
{
	switch (standard) {
	case PLUMB_STANDARD_DOCUMENT:
		return ", judged by the document";
	case PLUMB_STANDARD_BOTH:
		return ", judged by the document and in CPython's detail";
	default:
		return ", judged by the oracle";
	}
}

void plumb_terminal_head(const struct plumb_side *sides, size_t side_count, size_t row_count)
{
	for (size_t i = 0; i < side_count; i++) {
		char *who = plumb_terminal_who(&sides[i]);
		printf("%-8s %s (%s)%s\n", sides[i].is_oracle ? "oracle" : "subject",
			sides[i].subject.name, who,
			sides[i].is_oracle ? "" : judged_by(sides[i].standard));
		free(who);
	}
	printf("%zu rows\n", row_count);
	fflush(stdout);
}

static const char *colour_of(enum plumb_verdict_kind kind)
{
	if (kind == PLUMB_PASS)
		return green;
	return plumb_verdict_is_good(kind) ? yellow : red;
}

/* `5,706 of 6,055 (94.2 %), 2 % not run`: of all rows, so that nothing is left out silently. */
static void print_share(const struct plumb_tally *tally)
{
	char passed[PLUMB_SHARE_SIZE], all[PLUMB_SHARE_SIZE], share[PLUMB_SHARE_SIZE];
	size_t good = 0, total = 0;

	for (enum plumb_verdict_kind kind = 0; kind < PLUMB_VERDICT_KINDS; kind++) {
		total += tally->count[kind];
		if (kind != PLUMB_SKIP && plumb_verdict_is_good(kind))
			good += tally->count[kind];
	}
	printf("    %s of %s (%s)", plumb_digits(passed, good), plumb_digits(all, total),
		plumb_share(share, good, total));
	if (tally->count[PLUMB_SKIP])
		printf(", %s not run", plumb_share(share, tally->count[PLUMB_SKIP], total));
	putchar('\n');
}

struct cause {
	const char *name;
	int count;
	size_t number; /* in the order they came */
};

/* The most frequent first. */
static int compare_causes(const void *one, const void *other)
{
	const struct cause *a = one, *b = other;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

/* Adds a word to the line of so many columns, or begins another line; the column after it. */
static int print_word(const char *word, int column, bool first)
{
	int length = (int)strlen(word);

	if (!first && column + 2 + length > plumb_summary_width()) {
		printf(",\n      %s", word);
		return 6 + length;
	}
	printf("%s%s", first ? "" : ", ", word);
	return column + (first ? 0 : 2) + length;
}

/* `not run, for want of: lab 218, idna 3`: the most frequent of them. */
static void print_causes(const char *what, const json_t *counts)
{
	enum { MOST = 20, LONGEST = 60 };
	size_t total = json_object_size(counts), number = 0;
	struct cause *causes = plumb_new(total, sizeof *causes);
	const char *name;
	json_t *count;
	int column;

	json_object_foreach((json_t *)counts, name, count) {
		causes[number] = (struct cause){name, (int)json_integer_value(count), number};
		number++;
	}
	qsort(causes, total, sizeof *causes, compare_causes);
	column = total ? printf("    %s: ", what) : 0;
	for (size_t i = 0; i < total && i < MOST; i++) {
		char *shown = plumb_one_line(causes[i].name, LONGEST);
		char *word = plumb_format("%s %d", shown, causes[i].count);
		column = print_word(word, column, i == 0);
		free(word);
		free(shown);
	}
	if (total > MOST)
		printf(" and %zu more", total - MOST);
	if (total)
		putchar('\n');
	free(causes);
}

static void print_tally(const struct plumb_tally *tally, const struct plumb_side *side)
{
	char text[64];

	printf("%-8s %s: ", side->is_oracle ? "oracle" : "subject", side->subject.name);
	for (enum plumb_verdict_kind kind = 0; kind < PLUMB_VERDICT_KINDS; kind++) {
		bool always = kind == PLUMB_PASS || kind == PLUMB_FAIL || kind == PLUMB_SKIP;
		size_t number = tally->count[kind] - tally->known[kind];
		if (!always && !number)
			continue;
		snprintf(text, sizeof text, "%zu %s", number, plumb_verdict_word(kind));
		fputs(kind == PLUMB_PASS ? "" : ", ", stdout);
		if (number)
			plumb_terminal_in(colour_of(kind), text);
		else
			fputs(text, stdout);
	}
	if (tally->has_baseline)
		printf(", %zu known failures", plumb_tally_known(tally));
	putchar('\n');
	print_share(tally);
	print_causes("not run, for want of", tally->missing);
	print_causes("names that are missing", tally->lacking);
}

void plumb_terminal_baseline(const struct plumb_baseline *baseline, bool verbose)
{
	enum { MOST = 12 };
	size_t departures = plumb_baseline_departures(baseline);

	plumb_terminal_erase();
	if (departures > 0)
		putchar('\n');
	plumb_baseline_print(baseline, stdout, verbose ? departures : MOST);
	if (!verbose && departures > MOST)
		printf("and %zu more that the baseline did not predict: --verbose prints them\n",
			departures - MOST);
	fflush(stdout);
}

void plumb_terminal_counts(const struct plumb_tally *tallies, const struct plumb_side *sides,
	size_t side_count, const struct plumb_run_end *ending)
{
	char digits[PLUMB_SHARE_SIZE];
	size_t subject = 0;

	plumb_terminal_erase();
	for (size_t i = 0; i < side_count; i++) {
		putchar('\n');
		print_tally(&tallies[i], &sides[i]);
		if (!sides[i].is_oracle)
			plumb_summary_print(ending->summary, subject++);
	}
	printf("\n%s %s in %.1f s\n", plumb_digits(digits, ending->row_count),
		ending->row_count == 1 ? "row" : "rows", (double)ending->took_ns / 1e9);
	fflush(stdout);
}
