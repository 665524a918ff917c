/* Tables that are refused as a whole, and tables with refused axes. */
#include "suite.h"
#include "table_files.h"
#include "table_stand.h"
#include "tables/table.h"

#include <stdio.h>
#include <stdlib.h>

#define ROW "{'id': 'r', 'clause': 'a.b', 'why': 'W.', 'get': 'A'}"

static void test_tables(void)
{
	static const char *const samples[][2] = {
		{"", "t.json:1: '[' or '{' expected near end of file\n"},
		{"[]", "t.json:1: not an object\n"},
		{"{'table': 't',\n 'rows': [" ROW "],}",
			"t.json:2: string or '}' expected near '}'\n"},
		{"{'table': 't',\n 'table': 't', 'rows': [" ROW "]}",
			"t.json:2: duplicate object key near '\"table\"'\n"},
		{"{'table': 't', 'rows': [" ROW "], 'row': 1}", "t.json:1: unknown key: row\n"},
		{"{\n'rows': [" ROW "]}", "t.json:1: missing key: table\n"},
		{"{'table': 't'}", "t.json:1: missing key: rows\n"},
		{"{'table': 't',\n'rows': []}", "t.json:2: rows: none\n"},
		{"{'table': 't',\n'rows': {}}", "t.json:2: rows: not a list\n"},
		{"{'table': 't',\n'rows': [\n5]}", "t.json:2: row 1 is no object\n"},
		{"{\n'table': 'u', 'rows': [" ROW "]}",
			"t.json:2: table: u, but the file is t.json\n"},
		{"{'table': 't', 'rows': [\n" ROW ",\n" ROW "]}",
			"t.json:3: id: r is that of the row on line 2 as well\n"},
		{"{'table': 't', 'rows': [\n{'id': 'R',\n'clause': 'ab',\n'why': 'w', 'get': "
		 "'A'}]}",
			"t.json:2: id: not lower-case words with hyphens between them\n"
			"t.json:3: clause: not NAME.PROMISE\n"
			"t.json:4: why: not a sentence in one line, with a full stop\n"},
		{"{'table': 't', 'rows': [{}]}", "t.json:1: missing key: id\n"
						 "t.json:1: missing key: clause\n"
						 "t.json:1: missing key: why\n"},
		{"{'table': 't', 'rows': [{'id': 'r', 'clause': 'a.b', 'why': 'W.', 'do': [\n"
		 "{'get': 'A',\n'gives': 1,\n'drift': [\n{'gives': 2, 'since':\n'3.x',\n'why': "
		 "'W.'}]}]}]}",
			"t.json:5: r: since: not a version of CPython\n"},
	};

	TABLE_CHECK_FILES(samples);
}

static void test_axes(void)
{
	static const char *const samples[][2] = {
		{"{'table': 't', 'axes': {\n'x': {}}, 'rows': [" ROW "]}",
			"t.json:2: axes: x: not an object of named values\n"},
		{"{'table': 't', 'axes': {\n'x': [1]}, 'rows': [" ROW "]}",
			"t.json:2: axes: x: not an object of named values\n"},
		{"{'table': 't', 'axes': {\n'x y': {'a': 1}}, 'rows': [" ROW "]}",
			"t.json:2: axes: not a word: x y\n"},
		{"{'table': 't', 'axes': {'x': {\n'a/b': 1}}, 'rows': [" ROW "]}",
			"t.json:2: axes: x: not a word: a/b\n"},
		{"{'table': 't', 'axes': {'x': {'a': [{'axis': 'x'}]}}, 'rows': [" ROW "]}",
			"t.json:1: axes: x stands for itself\n"},
		{"{'table': 't', 'axes': {'x': {'a': {'axis': 'y.b'}},\n"
		 "'y': {'a': {'b': {'axis': 'z'}}},\n'z': {'a': {'tuple': [{'axis': 'x.b'}]}}},\n"
		 "'rows': [" ROW "]}",
			"t.json:1: axes: x stands for itself\n"
			"t.json:2: axes: y stands for itself\n"
			"t.json:3: axes: z stands for itself\n"},
		{"{'table': 't', 'axes': {'x': {'a': 1, 'b': 2}}, 'rows': [\n{'id': 'r', 'clause': "
		 "'a.b',\n"
		 "'why': 'W.', 'over': ['x'],\n'call': ['f', {'axis': 'x.m'}]}]}",
			"t.json:2: r/a: axis: x has no m in its value a\n"},
		{"{'table': 't', 'axes': {'x': {'a': 'A', 'b': 2}}, 'rows': [\n{'id': 'r', "
		 "'clause': 'a.b',\n"
		 "'why': 'W.', 'over': ['x'],\n'get': {'axis': 'x'}}]}",
			"t.json:4: r/b: get: not a string\n"},
	};

	TABLE_CHECK_FILES(samples);
}

/* An axis with a dot in its name is not mistaken for a member of an axis with a shorter name. */
static void test_longest_axis(void)
{
	files_begin();
	table_check_file(
		"{'table': 't', 'axes': {'v': {'a': {'3': 'M', '3.7': 'N'}}, 'v.3': {'b': "
		"'AF_INET'}},\n"
		"'rows': [{'id': 'r', 'clause': 'a.b', 'why': 'W.', 'over': ['v.3'], 'get': "
		"{'axis': "
		"'v.3'}}]}",
		"");
	files_end();
}

static void test_bounds(void)
{
	struct plumb_tables *tables;
	char *said = NULL;
	FILE *file;
	char *path;

	files_begin();
	path = files_path("t.json");
	file = fopen(path, "w");
	fputs("{\"table\": \"t\", \"axes\": {\"x\": {", file);
	for (int i = 0; i < 32; i++)
		fprintf(file, "%s\"v%d\": %d", i ? ", " : "", i, i);
	fputs("}, \"y\": {", file);
	for (int i = 0; i < 32; i++)
		fprintf(file, "%s\"v%d\": %d", i ? ", " : "", i, i);
	fputs("}},\n\"rows\": [{\"id\": \"r\", \"clause\": \"a.b\", \"why\": \"W.\",\n"
	      "\"over\": [\"x\", \"y\"], \"call\": [\"f\", {\"axis\": \"x\"}, {\"axis\": "
	      "\"y\"}]}]}",
		file);
	fclose(file);
	tables = files_load(NULL, NULL, &said);
	CU_ASSERT_PTR_NULL(tables);
	CHECK_TEXT(said, "t.json:3: r: over: more than 1000 combinations\n");
	free(said);
	free(path);
	files_end();
}

/* A few nested axes can stand for more rows than any memory holds; they must be refused. */
static void test_growth(void)
{
	char *said = NULL;
	FILE *file;
	char *path;

	files_begin();
	path = files_path("t.json");
	file = fopen(path, "w");
	fputs("{\"table\": \"t\", \"axes\": {\"a0\": {\"v\": 1}", file);
	for (int i = 1; i < 20; i++) {
		fprintf(file, ", \"a%d\": {\"v\": [", i);
		for (int k = 0; k < 10; k++)
			fprintf(file, "%s{\"axis\": \"a%d\"}", k ? ", " : "", i - 1);
		fputs("]}", file);
	}
	fputs("},\n\"rows\": [{\"id\": \"r\", \"clause\": \"a.b\", \"why\": \"W.\", \"over\": [",
		file);
	for (int i = 0; i < 20; i++)
		fprintf(file, "%s\"a%d\"", i ? ", " : "", i);
	fputs("],\n\"call\": [\"f\", {\"axis\": \"a19\"}]}]}", file);
	fclose(file);
	CU_ASSERT_PTR_NULL(files_load(NULL, NULL, &said));
	CHECK_TEXT(said, "t.json:2: r/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v: the row grows too "
			 "large with its axes\n");
	free(said);
	free(path);
	files_end();
}

CU_TestInfo table_whole_tests[] = {
	{"tables have their form, and complaints their line", test_tables},
	{"axes have their form, and no cycles", test_axes},
	{"the longest name of an axis counts", test_longest_axis},
	{"combinations are bounded", test_bounds},
	{"so is what a row grows to", test_growth},
	CU_TEST_INFO_NULL,
};
