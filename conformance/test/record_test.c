/* The outcome of a row, reduced to what reports show. */
#include "suite.h"

#include "base/heap.h"
#include "rows/record.h"
#include "values/show.h"
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 400, SMALL = 40000 };

static void check_same(json_t *outcome)
{
	struct plumb_record record = {.outcomes = json_pack("[n, O]", outcome)};
	char *before = plumb_show_outcome(outcome, SHOWN), *after, *text;

	plumb_record_trim(&record, (const bool[]){false, true});
	after = plumb_show_outcome(json_array_get(record.outcomes, 1), SHOWN);
	text = json_dumps(record.outcomes, JSON_COMPACT);
	CHECK_TEXT(after, before);
	CU_ASSERT(strlen(text) < SMALL);
	free(before);
	free(after);
	free(text);
	json_decref(outcome);
	plumb_record_clear(&record);
}

/* A text of count pieces, for json_pack() to take over. */
static json_t *text_of(const char *piece, size_t count)
{
	char *text = plumb_new(count * strlen(piece) + 1, 1), *end = text;
	json_t *value;

	for (size_t i = 0; i < count; i++)
		end = stpcpy(end, piece);
	value = json_string(text);
	free(text);
	return value;
}

static json_t *list_of(size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_integer((json_int_t)i));
	return list;
}

static void test_shown(void)
{
	check_same(json_of("{'gives': null}"));
	check_same(json_of("{'raises': {'class': 'error', 'code': 'EBADF', 'text': 'no'}}"));
	check_same(json_pack("{s:{s:o}}", "gives", "bytes", text_of("0a1b2c", 1000003)));
	check_same(json_pack("{s:o}", "gives", text_of("\xc3\xa4\xe2\x82\xac", 300001)));
	check_same(json_pack("{s:o}", "broken", text_of("x", 100000)));
	check_same(json_pack("{s:o}", "gives", list_of(90000)));
	check_same(json_pack("{s:{s:[o, o]}}", "gives", "tuple", list_of(9), list_of(90000)));
}

static void test_dropped(void)
{
	struct plumb_record record = {.outcomes = json_of("[{'gives': 1}, {'gives': 2}]")};

	record.scope.variables = json_of("{'a': 1}");
	plumb_record_trim(&record, (const bool[]){false, true});
	CHECK_JSON(record.outcomes, "[null, {'gives': 2}]");
	CU_ASSERT_PTR_NULL(record.scope.variables);
	plumb_record_clear(&record);
	plumb_record_trim(&record, NULL);
}

CU_TestInfo record_tests[] = {
	{"what is shown stays the same", test_shown},
	{"what is not shown goes", test_dropped},
	CU_TEST_INFO_NULL,
};
