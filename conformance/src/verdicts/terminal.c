#include "terminal.h"

#include "base/heap.h"
#include "base/share.h"
#include "base/utf8.h"
#include "finding.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ANSWER_WIDTH = 40 };

static const char *const red = "31", *const green = "32", *const yellow = "33", *const bold = "1";

/* https://no-color.org: set and not empty means none. */
static bool has_colour(void)
{
	const char *no = getenv("NO_COLOR");
	const char *kind = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no && *no) && !(kind && strcmp(kind, "dumb") == 0);
}

static void print_in(const char *colour, const char *text)
{
	if (has_colour())
		printf("\033[%sm%s\033[0m", colour, text);
	else
		fputs(text, stdout);
}

static void erase_progress(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

void plumb_terminal_progress(size_t over, size_t total)
{
	static size_t shown;

	if (!isatty(STDERR_FILENO))
		return;
	if (over < total && over - shown < 20)
		return;
	shown = over;
	if (over == total)
		erase_progress();
	else
		fprintf(stderr, "\r%zu of %zu rows", over, total);
	fflush(stderr);
}

/* A word of an adapter's about itself. */
static void print_said(const char *before, const json_t *start, const char *key)
{
	enum { LONGEST = 60 };
	char *text = plumb_one_line(json_string_value(json_object_get(start, key)), LONGEST);

	printf("%s%s", *text ? before : "", text);
	free(text);
}

static void print_who(const struct plumb_side *side)
{
	const json_t *start = side->start_answer;

	print_said("", start, "name");
	print_said(" ", start, "version");
	if (json_object_get(start, "module_version")) {
		print_said(", ", start, "module");
		print_said(" ", start, "module_version");
	}
	print_said(", ", start, "libc");
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
		printf("%-8s %s (", sides[i].is_oracle ? "oracle" : "subject",
			sides[i].subject.name);
		print_who(&sides[i]);
		printf(")%s\n", sides[i].is_oracle ? "" : judged_by(sides[i].standard));
	}
	printf("%zu rows\n", row_count);
	fflush(stdout);
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void print_answer(const char *who, const json_t *verdict, const char *key)
{
	const char *answer = text_of(verdict, key);

	printf("        %-9s %-*s", who, ANSWER_WIDTH, answer ? answer : "");
}

/*
 * Whatever it is that an adapter wrote: no line of it looks like one of this report's, or like an
 * order to the system that runs it, which may have blanks before it (`::error::`).
 */
static void print_lines(const char *text)
{
	do {
		size_t length = strcspn(text, "\n");
		printf("                | %.*s\n", (int)length, text);
		text += length + (text[length] == '\n');
	} while (*text);
}

/* Ends an answer's line; the verdict stands there when it is not as it should be. */
static void print_verdict(const json_t *verdict)
{
	json_int_t took_ns = json_integer_value(json_object_get(verdict, "took_ns"));

	if (!plumb_finding_is_good(verdict)) {
		fputs("  ", stdout);
		print_in(red, text_of(verdict, "verdict"));
	}
	putchar('\n');
	if (plumb_finding_is_good(verdict))
		return;
	if (text_of(verdict, "text"))
		print_lines(text_of(verdict, "text"));
	if (took_ns)
		printf("                  it took %.3f s\n", (double)took_ns / 1e9);
}

/* The steps up to the one that decided, and what the document says of it. */
static void print_steps(const json_t *line, const json_t *verdict)
{
	const json_t *number = json_object_get(verdict, "step"), *step;
	size_t i;

	json_array_foreach(json_object_get(line, "steps"), i,
		step) if (!number || (json_int_t)i <= json_integer_value(number))
		printf("        >>> %s\n", json_string_value(step));
	if (number) {
		print_answer("document", verdict, "document");
		putchar('\n');
	}
}

static void print_oracle(
	const json_t *verdict, const json_t *oracle, const struct plumb_side *sides)
{
	if (!sides[0].is_oracle)
		return;
	print_answer("oracle", verdict, "oracle");
	fputs("  ", stdout);
	print_who(&sides[0]);
	print_verdict(oracle);
}

static void print_subject(const json_t *verdict)
{
	print_answer("subject", verdict, "subject");
	printf("  %s", text_of(verdict, "side"));
	print_verdict(verdict);
}

static void print_title(const json_t *line)
{
	erase_progress();
	putchar('\n');
	print_in(bold, text_of(line, "row"));
	printf("   %s:%d   %s\n    %s\n", text_of(line, "file"),
		(int)json_integer_value(json_object_get(line, "line")), text_of(line, "clause"),
		text_of(line, "why"));
}

/* One picture a step: subjects that went wrong at the same step share it. */
void plumb_terminal_row(const json_t *line, const struct plumb_side *sides, bool verbose)
{
	const json_t *oracle = json_object_get(line, "oracle"), *verdict, *shown = NULL;
	size_t i;

	if (oracle && !plumb_finding_is_good(oracle)) {
		print_title(line);
		puts("    The oracle disagrees with the table, and nothing explains it.");
		print_steps(line, oracle);
		print_oracle(oracle, oracle, sides);
		shown = oracle;
	}
	json_array_foreach(json_object_get(line, "subjects"), i, verdict)
	{
		if (plumb_finding_is_good(verdict) || (!verbose && !shown))
			continue;
		if (!shown)
			print_title(line);
		if (!shown || !json_equal(json_object_get(shown, "step"),
				      json_object_get(verdict, "step"))) {
			print_steps(line, verdict);
			print_oracle(verdict, oracle, sides);
		}
		print_subject(verdict);
		shown = verdict;
	}
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

	json_object_foreach((json_t *)counts, name, count)
	{
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
			print_in(colour_of(kind), text);
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
	enum { MOST = 20 };
	size_t departures = plumb_baseline_departures(baseline);

	erase_progress();
	if (departures > 0)
		putchar('\n');
	plumb_baseline_print(baseline, stdout, verbose ? departures : MOST);
	if (!verbose && departures > MOST)
		printf("and %zu more that the baseline does not say: --verbose prints them\n",
			departures - MOST);
	fflush(stdout);
}

void plumb_terminal_counts(const struct plumb_tally *tallies, const struct plumb_side *sides,
	size_t side_count, const struct plumb_run_end *ending)
{
	char digits[PLUMB_SHARE_SIZE];
	size_t subject = 0;

	erase_progress();
	for (size_t i = 0; i < side_count; i++) {
		putchar('\n');
		print_tally(&tallies[i], &sides[i]);
		if (!sides[i].is_oracle)
			plumb_summary_print(ending->summary, subject++);
	}
	printf("\n%s rows in %.1f s\n", plumb_digits(digits, ending->row_count),
		(double)ending->took_ns / 1e9);
	fflush(stdout);
}
