/* An adapter's output: cut into lines, which are read as answers. */
#include "suite.h"

#include "adapters/answer_line.h"
#include "base/heap.h"
#include "base/line_buffer.h"
#include <stdlib.h>
#include <string.h>

static void count_line(void *context, const char *line, size_t length)
{
	char *lines = context;

	CU_ASSERT_PTR_NOT_NULL(line);
	strncat(lines, "[", 2);
	strncat(lines, line ? line : "none", length);
	strncat(lines, "]", 2);
}

/* An empty first line arrives when there is no buffer yet. */
static void test_lines(void)
{
	struct plumb_line_buffer *buffer = plumb_line_buffer_new();
	char lines[64] = "";

	CU_ASSERT(plumb_line_buffer_feed(buffer, "\n\none\nt", 7, count_line, lines));
	CU_ASSERT(plumb_line_buffer_feed(buffer, "wo\n", 3, count_line, lines));
	CHECK_TEXT(lines, "[][][one][two]");
	plumb_line_buffer_free(buffer);
}

static void test_longest_line(void)
{
	struct plumb_line_buffer *buffer = plumb_line_buffer_new();
	char *line = plumb_new(PLUMB_LINE_LIMIT, 1);
	char lines[64] = "";

	memset(line, 'x', PLUMB_LINE_LIMIT);
	CU_ASSERT(plumb_line_buffer_feed(buffer, line, PLUMB_LINE_LIMIT, count_line, lines));
	CU_ASSERT(!plumb_line_buffer_feed(buffer, line, 1, count_line, lines));
	plumb_line_buffer_free(buffer);
	free(line);
}

/* A line with a list of count items, or a string of count characters. */
static char *line_of(const char *open, const char *item, size_t count, const char *close)
{
	size_t length = strlen(item);
	char *line = plumb_new(strlen(open) + count * length + strlen(close) + 1, 1), *at = line;

	at = stpcpy(at, open);
	for (size_t i = 0; i < count; i++)
		at = stpcpy(at, item);
	strcpy(at, close);
	return line;
}

/* Frees the line. */
static void check_line(char *line, const char *want)
{
	char why[512] = "an object";
	json_t *answer = plumb_answer_line_read(line, strlen(line), why, sizeof why);

	CHECK_TEXT(why, want);
	CU_ASSERT_EQUAL(answer != NULL, strcmp(want, "an object") == 0);
	json_decref(answer);
	free(line);
}

static void test_values(void)
{
	static const char many[] = "answered a line of more than 100000 values";

	/* Values: the object, its two members, the repeated items, and the last one. */
	check_line(
		line_of("{\"steps\": [", "{},", (PLUMB_ANSWER_VALUES - 4) / 2, "0]}"), "an object");
	check_line(line_of("{\"steps\": [", "{},", (PLUMB_ANSWER_VALUES - 2) / 2, "0]}"), many);
	check_line(line_of("{\"steps\": \"", "[{,:\\\"", PLUMB_ANSWER_VALUES, "\"}"), "an object");
	check_line(line_of("[", "[", PLUMB_ANSWER_VALUES, ""), many);
	check_line(line_of("\"", "[", 3, ""),
		"answered what is not a JSON object: premature end of input near '\"[[[': "
		"b\"\\\"[[[\"");
	check_line(line_of("[", "1", 1, "]"), "answered what is not a JSON object: b\"[1]\"");
}

CU_TestInfo line_tests[] = {
	{"lines are cut where they end", test_lines},
	{"a line of 16 MiB is the longest", test_longest_line},
	{"a line has so many values at most", test_values},
	CU_TEST_INFO_NULL,
};
