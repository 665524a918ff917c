/* Correct tables, and their rows. */
#include "steps/step_json.h"
#include "suite.h"
#include "table_files.h"
#include "table_stand.h"
#include "tables/table.h"

#include <stdio.h>
#include <stdlib.h>

static void check_steps(const struct plumb_steps *steps, const char *want)
{
	json_t *json = plumb_steps_json(steps);

	CHECK_JSON(json, want);
	json_decref(json);
}

static void check_expanded(const struct plumb_tables *tables)
{
	static const char *const ids[] = {
		"t/r/one/k", "t/r/one/l", "t/r/two/k", "t/r/two/l", "t/q"};
	const struct plumb_table *table = tables->tables[0];

	CHECK_NUMBER(tables->table_count, 1);
	CHECK_TEXT(table->name, "t");
	CHECK_NUMBER(table->row_count, 5);
	for (size_t i = 0; i < 5 && i < table->row_count; i++) {
		CHECK_TEXT(table->rows[i].id, ids[i]);
		CU_ASSERT_PTR_EQUAL(table->rows[i].table, table);
		CHECK_NUMBER(table->rows[i].line, i < 4 ? 4 : 10);
	}
	CHECK_TEXT(table->rows[3].clause, "a.b");
	CHECK_TEXT(table->rows[3].why, "It is.");
	CHECK_JSON(table->rows[3].needs, "['glibc']");
	check_steps(&table->rows[3].steps, "[{'let': [{'bytes': '00'}], 'as': 'v'}, "
					   "{'call': ['f', {'var': 'v'}], 'gives': 2.5}]");
	CHECK_NUMBER(table->rows[3].steps.steps[0].line, 7);
	CHECK_NUMBER(table->rows[3].steps.steps[1].line, 8);
	CHECK_JSON(table->rows[4].needs, "[]");
	check_steps(&table->rows[4].steps, "[{'get': 'AF_INET'}]");
	CHECK_NUMBER(table->rows[4].steps.steps[0].line, 10);
	CHECK_NUMBER(json_object_size(tables->capabilities), 2);
}

static void test_expansion(void)
{
	char *said = NULL;

	files_begin();
	table_put_good();
	struct plumb_tables *tables = files_load(NULL, NULL, &said);
	CHECK_TEXT(said, "");
	CU_ASSERT_PTR_NOT_NULL(tables);
	if (tables)
		check_expanded(tables);
	plumb_tables_free(tables);
	free(said);
	tables = files_load("t.json", NULL, &said);
	CHECK_TEXT(said, "");
	CU_ASSERT_PTR_NOT_NULL(tables);
	if (tables)
		check_expanded(tables);
	plumb_tables_free(tables);
	free(said);
	files_end();
}

static void test_tables_are_sorted(void)
{
	static const char *const names[] = {"b", "B", "a_", "a"};
	static const char *const sorted[] = {"B", "a", "a_", "b"};
	char text[200];
	char *said = NULL;

	files_begin();
	for (size_t i = 0; i < 4; i++) {
		char file[20];
		snprintf(file, sizeof(file), "%s.json", names[i]);
		snprintf(text, sizeof(text),
			"{'table': '%s', 'rows': [{'id': 'r', 'clause': 'a.b', 'why': 'W.', 'get': "
			"'x'}]}",
			names[i]);
		files_put(file, text);
	}
	files_put("notes.txt", "no table");
	files_put(".hidden.json", "no table");
	struct plumb_tables *tables = files_load(NULL, NULL, &said);
	CHECK_TEXT(said, "");
	CU_ASSERT_PTR_NOT_NULL(tables);
	for (size_t i = 0; tables && i < 4; i++)
		CHECK_TEXT(tables->tables[i]->name, sorted[i]);
	plumb_tables_free(tables);
	free(said);
	files_end();
}

static void test_good_rows(void)
{
	static const char *const samples[][2] = {
		{"'call': ['f', 1, {'tuple': [null]}], 'with': {'a': true}, 'gives': {'any': "
		 "'int'}",
			""},
		{"'over': ['x'], 'get': 'AF_INET', 'gives': {'axis': 'x'}", ""},
		{"'over': ['y', 'x'], 'call': [{'axis': 'y.n'}, {'axis': 'y.m'}]", ""},
		{"'get': 'A', 'absent': true", ""},
		{"'call': ['f'], 'raises': 'TypeError'", ""},
		{"'call': ['f'], 'raises': {'error': ['EBADF', null]}, 'text': {'prefix': 'a'}",
			""},
		{"'call': ['f'], 'raises': {'timeout': null}, 'takes': [0.05, null]", ""},
		{"'call': ['f'], 'raises': {'gaierror': 'EAI_NONAME'}, 'takes': [0, 1]", ""},
		{"'call': ['f'], 'raises': {'herror': 'HOST_NOT_FOUND'}", ""},
		{"'needs': ['unix', 'cpython>=3.8'], 'get': 'A'", ""},
		{"'call': ['f'], 'gives': 5, 'drift': [{'since': '3.9', 'before': '3.10', 'gives': "
		 "6, "
		 "'why': 'W.'}, {'absent': true, 'why': 'W.'}], 'defect': [{'raises': 'error', "
		 "'why': "
		 "'W.'}]",
			""},
		{"'over': ['x'], 'get': 'A', 'gives': 1, 'drift': [{'gives': {'axis': 'x'}, 'why': "
		 "'W.'}]",
			""},
		{"'do': [{'call': ['socketpair'], 'as': ['a', 'b']}, {'set': ['a.x', {'var': "
		 "'b.y'}]}, "
		 "{'get': 'a.x', 'gives': {'var': 'b'}}, {'del': 'a'}]",
			""},
		{"'do': [{'peer': ['listen', 'inet'], 'as': 'p'}, {'call': ['f', {'peer': "
		 "'p.port'}]}, "
		 "{'peer': ['accept', 'p'], 'as': 'q'}, {'peer': ['receive', 'q', {'bytes': "
		 "'61'}]}, "
		 "{'meanwhile': [['wait', 0.01], ['close', 'q']]}]",
			""},
		{"'get': 'socket.recv'", ""},
	};
	TABLE_CHECK_ROWS(samples);
}

CU_TestInfo table_good_tests[] = {
	{"rows are expanded over their axes", test_expansion},
	{"tables are sorted by name", test_tables_are_sorted},
	{"good rows are taken", test_good_rows},
	CU_TEST_INFO_NULL,
};
