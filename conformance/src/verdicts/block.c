/* A row that is not as it should be, as a block: its steps and the three answers. */
#include "terminal.h"

#include "finding.h"
#include "terminal_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where an answer begins, what it takes at least, and where other text begins. */
enum { ANSWER_AT = 18, ANSWER_WIDTH = 40, TEXT_AT = 18, LEAST_ROOM = 20 };

/* How many steps a block shows without --verbose: the last ones. */
enum { STEPS_SHOWN = 8 };

static const char *const red = "31", *const bold = "1";

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* --- lines that fit -----------------------------------------------------------------------------
 */

static int room_after(int column)
{
	int room = plumb_summary_width() - column;

	return room < LEAST_ROOM ? LEAST_ROOM : room;
}

/* No further line begins with `::`, which would be an order to the system that runs this. */
static int spare_orders(const char *text, int cut)
{
	int end = cut + (text[cut] == ' ');

	if (strncmp(text + end, "::", 2) != 0)
		return cut;
	while (strncmp(text + end, "::", 2) == 0)
		end++;
	return end;
}

/* How many bytes go on a line of so much room: up to a blank, if one is near, and whole letters. */
static int fitting(const char *text, int length, int room)
{
	int cut = room;

	if (length <= room)
		return length;
	while (cut > room / 2 && text[cut] != ' ')
		cut--;
	if (text[cut] != ' ')
		for (cut = room; cut > 1 && ((unsigned char)text[cut] & 0xc0) == 0x80;)
			cut--;
	return spare_orders(text, cut);
}

/* Prints the text, with what stands before each of its further lines; the last line's length. */
static int print_wrapped(const char *text, int length, int column, const char *before)
{
	int room = room_after(column), cut;

	for (cut = fitting(text, length, room); cut < length; cut = fitting(text, length, room)) {
		printf("%.*s\n%s", cut, text, before);
		cut += text[cut] == ' ';
		text += cut;
		length -= cut;
	}
	printf("%.*s", length, text);
	return length;
}

/*
 * Whatever it is that an adapter wrote: no line of it looks like one of this report's, or like an
 * order to the system that runs it, which may have blanks before it (`::error::`).
 */
static void print_lines(const char *text)
{
	static const char before[] = "                | ";

	do {
		int length = (int)strcspn(text, "\n");
		fputs(before, stdout);
		print_wrapped(text, length, TEXT_AT, before);
		putchar('\n');
		text += length + (text[length] == '\n');
	} while (*text);
}

/* --- answers ------------------------------------------------------------------------------------
 */

/* An answer, and who gave it with the verdict, which is never split: it goes to a line of its own.
 */
static void print_answer(
	const char *label, const char *answer, const char *who, const char *verdict)
{
	static const char before[] = "                  ";
	int end = ANSWER_AT, rest = (int)(2 + strlen(who) + (*verdict ? 2 + strlen(verdict) : 0));

	printf("        %-9s ", label);
	end += print_wrapped(answer, (int)strlen(answer), ANSWER_AT, before);
	if (*who && end < ANSWER_AT + ANSWER_WIDTH &&
		ANSWER_AT + ANSWER_WIDTH + rest <= plumb_summary_width()) {
		printf("%*s", ANSWER_AT + ANSWER_WIDTH - end, "");
		end = ANSWER_AT + ANSWER_WIDTH;
	}
	if (*who)
		fputs(end + rest > plumb_summary_width() ? "\n                  " : "  ", stdout);
	fputs(who, stdout);
	fputs(*verdict ? "  " : "", stdout);
	if (*verdict)
		plumb_terminal_in(red, verdict);
	putchar('\n');
}

/* What is wrong with the answer, in words. */
static void print_why(const json_t *verdict)
{
	json_int_t took_ns = json_integer_value(json_object_get(verdict, "took_ns"));

	if (plumb_finding_is_good(verdict))
		return;
	if (text_of(verdict, "text"))
		print_lines(text_of(verdict, "text"));
	if (took_ns)
		printf("                  it took %.3f s\n", (double)took_ns / 1e9);
}

static const char *bad_verdict(const json_t *verdict)
{
	return plumb_finding_is_good(verdict) ? "" : text_of(verdict, "verdict");
}

static const char *answer_of(const json_t *verdict, const char *key)
{
	const char *answer = text_of(verdict, key);

	return answer ? answer : "";
}

/* The number of steps up to the one that decided, or of all. */
static size_t steps_played(const json_t *line, const json_t *number)
{
	size_t count = json_array_size(json_object_get(line, "steps"));
	size_t played = number ? (size_t)json_integer_value(number) + 1 : count;

	return played < count ? played : count;
}

/*
 * The steps up to the one that decided, and what the document says of it. Few oracles contradict
 * the table, but without --verbose a long row of theirs may not hide the rest of the screen.
 */
static void print_steps(const json_t *line, const json_t *verdict, bool verbose)
{
	const json_t *number = json_object_get(verdict, "step");
	size_t played = steps_played(line, number);
	size_t left_out = verbose || played <= STEPS_SHOWN ? 0 : played - STEPS_SHOWN;

	if (left_out)
		printf("        %zu steps, which --verbose prints, and then\n", left_out);
	for (size_t i = left_out; i < played; i++) {
		const json_t *step = json_array_get(json_object_get(line, "steps"), i);
		fputs("        >>> ", stdout);
		print_wrapped(json_string_value(step), (int)strlen(json_string_value(step)), 12,
			"            ");
		putchar('\n');
	}
	if (number)
		print_answer("document", answer_of(verdict, "document"), "", "");
}

static void print_oracle(
	const json_t *verdict, const json_t *oracle, const struct plumb_side *sides)
{
	char *who;

	if (!sides[0].is_oracle)
		return;
	who = plumb_terminal_who(&sides[0]);
	print_answer("oracle", answer_of(verdict, "oracle"), who, bad_verdict(oracle));
	print_why(oracle);
	free(who);
}

static void print_subject(const json_t *verdict)
{
	print_answer("subject", answer_of(verdict, "subject"), text_of(verdict, "side"),
		bad_verdict(verdict));
	print_why(verdict);
}

/* --- the block ----------------------------------------------------------------------------------
 */

static void print_title(const json_t *line)
{
	plumb_terminal_erase();
	putchar('\n');
	plumb_terminal_in(bold, text_of(line, "row"));
	printf("   %s:%d   %s\n    ", text_of(line, "file"),
		(int)json_integer_value(json_object_get(line, "line")), text_of(line, "clause"));
	print_wrapped(text_of(line, "why"), (int)strlen(text_of(line, "why")), 4, "    ");
	putchar('\n');
}

/* One picture a step: subjects that went wrong at the same step share it. */
void plumb_terminal_row(const json_t *line, const struct plumb_side *sides, bool verbose)
{
	const json_t *oracle = json_object_get(line, "oracle"), *verdict, *shown = NULL;
	size_t i;

	if (oracle && !plumb_finding_is_good(oracle)) {
		print_title(line);
		puts("    The oracle disagrees with the table, and nothing explains it.");
		print_steps(line, oracle, verbose);
		print_oracle(oracle, oracle, sides);
		shown = oracle;
	}
	json_array_foreach(json_object_get(line, "subjects"), i, verdict) {
		if (plumb_finding_is_good(verdict) || (!verbose && !shown))
			continue;
		if (!shown)
			print_title(line);
		if (!shown || !json_equal(json_object_get(shown, "step"),
				      json_object_get(verdict, "step"))) {
			print_steps(line, verdict, verbose);
			print_oracle(verdict, oracle, sides);
		}
		print_subject(verdict);
		shown = verdict;
	}
	fflush(stdout);
}
