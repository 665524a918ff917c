#include "suite.h"
#include "table.h"
#include "table_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file t.json with this text, and everything that loading it says. */
static void check_file(const char *text, const char *want)
{
	char *said = NULL;

	files_put("t.json", text);
	struct plumb_tables *tables = files_load(NULL, NULL, &said);
	CHECK_TEXT(said, want);
	CU_ASSERT_EQUAL(tables == NULL, *want != '\0');
	plumb_tables_free(tables);
	free(said);
}

/* A row of these keys, on line 3 of t.json; of what is said, `t.json:3: r: ` is left out. */
static void check_row(const char *keys, const char *want)
{
	char text[3000];
	char whole[500] = "";

	snprintf(text, sizeof(text),
		"{'table': 't', 'axes': {'x': {'one': 1, 'two': {'const': 'AF_INET'}},\n"
		"'y': {'a': {'m': {'axis': 'x'}, 'n': 'socket'}}}, 'rows': [\n"
		"{'id': 'r', 'clause': 'a.b', 'why': 'It is.', %s}]}\n",
		keys);
	if (*want) {
		snprintf(whole, sizeof(whole), "t.json:3: r: %s\n", want);
	}
	check_file(text, whole);
}

static void check_rows(const char *const (*samples)[2], size_t count)
{
	files_begin();
	files_put("capabilities.json",
		"{'capabilities': [{'name': 'unix', 'why': 'W.', 'test': {'libc': 'x'}}]}");
	for (size_t i = 0; i < count; i++) {
		check_row(samples[i][0], samples[i][1]);
	}
	files_end();
}

#define CHECK_ROWS(samples) check_rows((samples), sizeof(samples) / sizeof(*(samples)))

/* --- what is taken -----------------------------------------------------------------------------
 */

static const char good[] =
	"{'$schema': 'x', 'table': 't',\n"
	"'axes': {'x': {'one': {'v': 1, 'n': 'unix'}, 'two': {'v': 2.5, 'n': 'glibc'}}},\n"
	"'rows': [\n"
	"{'id': 'r', 'clause': 'a.b', 'why': 'It is.', 'over': ['x', 's'],\n"
	"  'needs': [{'axis': 'x.n'}],\n"
	"  'do': [\n"
	"    {'let': {'axis': 's'}, 'as': 'v'},\n"
	"    {'call': ['f', {'var': 'v'}],\n"
	"      'gives': {'axis': 'x.v'}}]},\n"
	"{'id': 'q', 'clause': 'a.c', 'why': 'So it is.', 'get': 'AF_INET'}]}";

static void put_good(void)
{
	files_put("t.json", good);
	files_put(
		"axes.json", "{'axes': {'s': {'k': 's', 'l': [{'bytes': '00'}]}, 'x': {'z': 1}}}");
	files_put("capabilities.json",
		"{'capabilities': [{'name': 'unix', 'why': 'W.', 'probe': [{'get': 'AF_UNIX'}]},\n"
		"{'name': 'glibc', 'why': 'W.', 'test': {'libc': 'glibc'}}]}");
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
	CHECK_JSON(table->rows[3].steps, "[{'let': [{'bytes': '00'}], 'as': 'v'}, "
					 "{'call': ['f', {'var': 'v'}], 'gives': 2.5}]");
	CHECK_NUMBER(table->rows[3].step_lines[0], 7);
	CHECK_NUMBER(table->rows[3].step_lines[1], 8);
	CHECK_JSON(table->rows[4].needs, "[]");
	CHECK_JSON(table->rows[4].steps, "[{'get': 'AF_INET'}]");
	CHECK_NUMBER(table->rows[4].step_lines[0], 10);
	CHECK_NUMBER(json_array_size(tables->capabilities), 2);
}

static void test_expansion(void)
{
	char *said = NULL;

	files_begin();
	put_good();
	struct plumb_tables *tables = files_load(NULL, NULL, &said);
	CHECK_TEXT(said, "");
	CU_ASSERT_PTR_NOT_NULL(tables);
	if (tables) {
		check_expanded(tables);
	}
	plumb_tables_free(tables);
	free(said);
	tables = files_load("t.json", NULL, &said);
	CHECK_TEXT(said, "");
	CU_ASSERT_PTR_NOT_NULL(tables);
	if (tables) {
		check_expanded(tables);
	}
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
	for (size_t i = 0; tables && i < 4; i++) {
		CHECK_TEXT(tables->tables[i]->name, sorted[i]);
	}
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
	CHECK_ROWS(samples);
}

/* --- what is refused: rows -----------------------------------------------------------------------
 */

static void test_row_keys(void)
{
	static const char *const samples[][2] = {
		{"'get': 'A', 'expect': 1", "unknown key: expect"},
		{"'get': 'A', 'as': 'a'", "unknown key: as"},
		{"'needs': 'unix', 'get': 'A'", "needs: not a list"},
		{"'needs': [], 'get': 'A'", "needs: nothing"},
		{"'needs': ['linux'], 'get': 'A'", "needs: no such capability: linux"},
		{"'needs': ['unix', 'unix'], 'get': 'A'", "needs: unix twice"},
		{"'needs': [5], 'get': 'A'", "needs: no such capability: not a word"},
		{"'needs': ['cpython>=x'], 'get': 'A'", "needs: no such capability: cpython>=x"},
		{"'over': ['z'], 'get': 'A'", "over: no such axis: z"},
		{"'over': [], 'get': 'A'", "over: no axes"},
		{"'over': ['x', 'x'], 'get': {'axis': 'x'}", "over: x twice"},
		{"'over': ['x'], 'get': 'A'", "over: x is not used"},
		{"'gives': 5", "a row without do, call, get, set or let"},
		{"'do': []", "do: no steps"},
		{"'do': [{'get': 'A'}], 'gives': 5", "gives beside do"},
		{"'do': [{'get': 'A'}], 'call': ['f']", "call beside do"},
		{"'call': ['f'], 'get': 'A'", "get beside call"},
		{"'do': [5]", "a step that is no object"},
		{"'do': [{'gives': 5}]",
			"no step: neither call, get, set, let, del, peer, meanwhile nor kernel"},
		{"'do': [{'get': 'A', 'give': 5}]", "unknown key: give"},
		{"'do': [{'get': 'A', 'with': {'a': 1}}]", "unknown key: with"},
		{"'do': [{'peer': ['wait', 0.1], 'gives': 1}]", "unknown key: gives"},
	};
	CHECK_ROWS(samples);
}

static void test_row_axes(void)
{
	static const char *const samples[][2] = {
		{"'get': {'axis': 'x'}", "axis: the row is not over x"},
		{"'get': {'axis': 'z'}", "axis: no such axis: z"},
		{"'get': {'axis': 5}", "get: not a string"},
	};
	CHECK_ROWS(samples);
}

static void test_actions(void)
{
	static const char *const samples[][2] = {
		{"'call': []", "call: not a name"},
		{"'call': 'f'", "call: not a list"},
		{"'call': ['f-g']", "call: not a name"},
		{"'call': ['f', {'any': 'int'}]", "call: any: cannot stand in an argument"},
		{"'call': ['f', {'bytes': 'x'}]",
			"call: bytes: not hex in lower case, two digits a byte"},
		{"'call': ['f'], 'with': {}", "with: empty"},
		{"'call': ['f'], 'with': {'a b': 1}", "with: not a name: a b"},
		{"'call': ['f'], 'with': {'a': {'object': 'x'}}",
			"with: object: cannot stand in an argument"},
		{"'get': 5", "get: not a string"},
		{"'get': 'a..b'", "get: not a name"},
		{"'set': ['a.b']", "set: not [name, value]"},
		{"'set': ['a', 1]", "set: not an attribute"},
		{"'let': {'x': 1}", "let: no such tag: x"},
		{"'do': [{'let': 1, 'as': 'a.b'}]", "as: not a name without dots"},
		{"'do': [{'let': 1, 'as': []}]", "as: not a name, and no list of names"},
		{"'do': [{'let': 1, 'as': ['a', 'a']}]", "as: a twice"},
		{"'do': [{'call': ['f'], 'as': 'a', 'raises': 'error'}]",
			"as: nothing to name where it fails"},
		{"'do': [{'set': ['a.b', 1], 'as': 'c'}]", "unknown key: as"},
		{"'do': [{'peer': [5]}]", "peer: no word for what it does"},
		{"'do': [{'meanwhile': []}]", "meanwhile: no steps"},
		{"'do': [{'peer': ['wait', 1], 'as': ['a', 'b']}]", "as: not a string"},
	};
	CHECK_ROWS(samples);
}

static void test_expectations(void)
{
	static const char *const samples[][2] = {
		{"'get': 'A', 'gives': 1, 'raises': 'error'", "raises beside gives"},
		{"'get': 'A', 'gives': 1, 'absent': true", "absent beside gives"},
		{"'get': 'A', 'absent': false", "absent: not true"},
		{"'get': 'A', 'text': 'a'", "text without raises"},
		{"'get': 'A', 'gives': {'index': 1}",
			"gives: index: cannot stand in an expectation"},
		{"'get': 'A', 'raises': ['error']", "raises: not an object or a string"},
		{"'get': 'A', 'raises': 'not a class'", "raises: not a class"},
		{"'get': 'A', 'raises': {'TypeError': null}",
			"raises: not a class, and not one of error, gaierror, herror and timeout "
			"with its "
			"code"},
		{"'get': 'A', 'raises': {'error': 9}", "raises: not a code of error: not a name"},
		{"'get': 'A', 'raises': {'error': 'ebadf'}", "raises: not a code of error: ebadf"},
		{"'get': 'A', 'raises': {'error': 'EAI_NONAME'}",
			"raises: not a code of error: EAI_NONAME"},
		{"'get': 'A', 'raises': {'gaierror': 'EBADF'}",
			"raises: not a code of gaierror: EBADF"},
		{"'get': 'A', 'raises': {'herror': 'NONAME'}",
			"raises: not a code of herror: NONAME"},
		{"'get': 'A', 'raises': {'error': ['EBADF']}",
			"raises: a list of less than two codes"},
		{"'get': 'A', 'raises': {'timeout': 'ETIMEDOUT'}", "raises: a timeout has no code"},
		{"'get': 'A', 'takes': [1]", "takes: not [at least, at most]"},
		{"'get': 'A', 'takes': [null, null]", "takes: not [at least, at most]"},
		{"'get': 'A', 'takes': [2, 1]", "takes: at least more than at most"},
		{"'get': 'A', 'takes': [-1, 1]", "takes: neither seconds nor null"},
		{"'get': 'A', 'takes': ['1', 1]", "takes: neither seconds nor null"},
	};
	CHECK_ROWS(samples);
}

#define DRIFT(keys) "'get': 'A', 'gives': 1, 'drift': [{" keys "}]"

static void test_alternatives(void)
{
	static const char *const samples[][2] = {
		{"'get': 'A', 'gives': 1, 'drift': []", "drift: no alternatives"},
		{"'get': 'A', 'gives': 1, 'defect': {}", "defect: not a list"},
		{DRIFT("'gives': 2"), "missing key: why"},
		{DRIFT("'gives': 2, 'why': 'no stop'"),
			"why: not a sentence in one line, with a full stop"},
		{DRIFT("'why': 'W.'"), "an alternative without gives, raises or absent"},
		{DRIFT("'gives': 1, 'why': 'W.'"), "an alternative that is the promise itself"},
		{DRIFT("'gives': 2, 'until': '3.8', 'why': 'W.'"), "unknown key: until"},
		{DRIFT("'gives': 2, 'takes': [0, 1], 'why': 'W.'"), "unknown key: takes"},
		{DRIFT("'gives': 2, 'since': '3', 'why': 'W.'"), "since: not a version of CPython"},
		{DRIFT("'gives': 2, 'before': '3.x', 'why': 'W.'"),
			"before: not a version of CPython"},
		{DRIFT("'gives': 2, 'since': 3.9, 'why': 'W.'"), "since: not a string"},
		{DRIFT("'gives': 2, 'since': '3.10', 'before': '3.9', 'why': 'W.'"),
			"since 3.10, but before 3.9"},
		{DRIFT("'gives': 2, 'since': '3.9', 'before': '3.9.0', 'why': 'W.'"),
			"since 3.9, but before 3.9.0"},
		{DRIFT("'gives': {'any': 'x'}, 'why': 'W.'"),
			"gives: any: not int, bool, float, str, bytes, list, tuple or value"},
		{DRIFT("'raises': {'error': 5}, 'why': 'W.'"),
			"raises: not a code of error: not a name"},
	};
	CHECK_ROWS(samples);
}

static void test_names(void)
{
	static const char *const samples[][2] = {
		{"'call': ['s.recv', 1]", "call: s is no variable of the row"},
		{"'call': ['f', [{'tuple': [{'var': 's.a'}]}]]",
			"call: s is no variable of the row"},
		{"'call': ['f'], 'with': {'a': {'var': 's'}}", "with: s is no variable of the row"},
		{"'call': ['f'], 'gives': {'one-of': [{'var': 's'}]}",
			"gives: s is no variable of the row"},
		{"'call': ['f', {'peer': 'p'}]", "call: p is no peer of the row"},
		{"'get': 'A', 'gives': 1, 'drift': [{'gives': {'var': 's'}, 'why': 'W.'}]",
			"drift: s is no variable of the row"},
		{"'do': [{'get': 's'}, {'let': 1, 'as': 's'}]",
			"get: s is used before it is named"},
		{"'do': [{'let': {'var': 's'}, 'as': 's'}]", "let: s is used before it is named"},
		{"'do': [{'let': 1, 'as': 's'}, {'del': 's'}, {'get': 's.a'}]",
			"get: s is used after its del"},
		{"'do': [{'del': 's'}]", "del: s is no variable of the row"},
		{"'do': [{'peer': ['accept', 'p'], 'as': 'q'}]", "peer: p is no peer of the row"},
		{"'do': [{'peer': ['listen', 'inet'], 'as': 'p'}, {'let': {'var': 'p'}}]",
			"let: p is no variable of the row"},
		{"'do': [{'meanwhile': [['close', 'q']]}, {'peer': ['listen', 'inet'], 'as': 'q'}]",
			"meanwhile: q is used before it is named"},
	};
	CHECK_ROWS(samples);
}

/* --- what is refused: tables
 * ----------------------------------------------------------------------- */

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

	files_begin();
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		check_file(samples[i][0], samples[i][1]);
	}
	files_end();
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

	files_begin();
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		check_file(samples[i][0], samples[i][1]);
	}
	files_end();
}

/* An axis with a dot in its name is not mistaken for a member of a shorter one. */
static void test_longest_axis(void)
{
	files_begin();
	check_file("{'table': 't', 'axes': {'v': {'a': {'3': 'M', '3.7': 'N'}}, 'v.3': {'b': "
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
	for (int i = 0; i < 32; i++) {
		fprintf(file, "%s\"v%d\": %d", i ? ", " : "", i, i);
	}
	fputs("}, \"y\": {", file);
	for (int i = 0; i < 32; i++) {
		fprintf(file, "%s\"v%d\": %d", i ? ", " : "", i, i);
	}
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

/* A few axes that stand ten times in one another are more than any memory holds. */
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
		for (int k = 0; k < 10; k++) {
			fprintf(file, "%s{\"axis\": \"a%d\"}", k ? ", " : "", i - 1);
		}
		fputs("]}", file);
	}
	fputs("},\n\"rows\": [{\"id\": \"r\", \"clause\": \"a.b\", \"why\": \"W.\", \"over\": [",
		file);
	for (int i = 0; i < 20; i++) {
		fprintf(file, "%s\"a%d\"", i ? ", " : "", i);
	}
	fputs("],\n\"call\": [\"f\", {\"axis\": \"a19\"}]}]}", file);
	fclose(file);
	CU_ASSERT_PTR_NULL(files_load(NULL, NULL, &said));
	CHECK_TEXT(said, "t.json:2: r/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v/v: the row grows "
			 "beyond all bounds "
			 "with its axes\n");
	free(said);
	free(path);
	files_end();
}

/* --- what is refused: files
 * ------------------------------------------------------------------------ */

static void check_bytes(const void *bytes, size_t size, const char *want)
{
	char *said = NULL;

	files_put_bytes("t.json", bytes, size);
	CU_ASSERT_PTR_NULL(files_load(NULL, NULL, &said));
	CHECK_HOLDS(said, want);
	free(said);
}

static void test_bytes(void)
{
	static const char mark[] = "\xef\xbb\xbf{}";
	static const char invalid[] = "{\n\"table\": \"\xff\"}";
	static const char surrogate[] = "{\n\n\"table\": \"\\ud800\"}";
	static const char nul[] = "{\n\"table\": \0}";
	char *deep = malloc(1000000);

	files_begin();
	check_bytes(mark, sizeof(mark) - 1, "t.json:1: begins with a byte order mark\n");
	check_bytes(invalid, sizeof(invalid) - 1, "t.json:2: unable to decode byte 0xff");
	check_bytes(surrogate, sizeof(surrogate) - 1, "t.json:3: invalid Unicode '\\uD800'");
	check_bytes(nul, sizeof(nul) - 1, "t.json:2: ");
	memset(deep, '[', 1000000);
	check_bytes(deep, 1000000, "t.json:1: nested more than 80 deep\n");
	memset(deep, '"', 1000000);
	check_bytes(deep, 999999, "t.json:1: ");
	free(deep);
	files_end();
}

static void test_missing_files(void)
{
	char *said = NULL;
	char *pipe = NULL;

	files_begin();
	CU_ASSERT_PTR_NULL(files_load("none.json", NULL, &said));
	CHECK_TEXT(said, "none.json: No such file or directory\n");
	free(said);
	CU_ASSERT_PTR_NULL(files_load("", NULL, &said));
	CHECK_HOLDS(said, "no tables in it\n");
	free(said);
	files_put("axes.json", "{'axes': {}}");
	CU_ASSERT_PTR_NULL(files_load("axes.json", NULL, &said));
	CHECK_TEXT(said, "axes.json: not a table: its name is not NAME.json\n");
	free(said);
	pipe = files_path("t.json");
	mkfifo(pipe, 0600);
	CU_ASSERT_PTR_NULL(files_load(NULL, NULL, &said));
	CHECK_TEXT(said, "t.json: not a file\n");
	free(said);
	free(pipe);
	files_end();
}

static void test_many_errors(void)
{
	char *said = NULL;
	char *path;
	FILE *file;
	int lines = 0;

	files_begin();
	path = files_path("t.json");
	file = fopen(path, "w");
	fputs("{\"table\": \"t\", \"rows\": [\n", file);
	for (int i = 0; i < 30; i++) {
		fprintf(file, "%s{\"id\": \"r%d\"}\n", i ? ", " : "", i);
	}
	fputs("]}", file);
	fclose(file);
	CU_ASSERT_PTR_NULL(files_load(NULL, NULL, &said));
	for (const char *at = said; (at = strchr(at, '\n')); at++) {
		lines++;
	}
	CHECK_NUMBER(lines, 21);
	CHECK_HOLDS(said, "t.json: and 40 more\n");
	free(said);
	free(path);
	files_end();
}

static void check_shared(const char *name, const char *text, const char *want)
{
	char *said = NULL;

	files_begin();
	put_good();
	files_put(name, text);
	CU_ASSERT_PTR_NULL(files_load(NULL, NULL, &said));
	CHECK_TEXT(said, want);
	free(said);
	files_end();
}

static void test_shared_files(void)
{
	static const char *const samples[][3] = {
		{"axes.json", "{'axes': {\n'x': 1}}",
			"axes.json:2: axes: x: not an object of named values\n"},
		{"axes.json", "{'axis': {}}",
			"axes.json:1: unknown key: axis\naxes.json:1: missing key: axes\n"},
		{"capabilities.json", "[]", "capabilities.json:1: not an object\n"},
		{"capabilities.json", "{'capabilities': [\n{'name': 'a'}]}",
			"capabilities.json:2: a: missing key: why\n"},
		{"capabilities.json", "{'capabilities': [\n{'name': 'a', 'why': 'W.'}]}",
			"capabilities.json:2: a: neither probe nor test\n"},
		{"capabilities.json",
			"{'capabilities': [\n{'name': 'a', 'why': 'W.', 'test': {'libc': "
			"'x'},\n'probe': []}]}",
			"capabilities.json:2: a: test beside probe\n"},
		{"capabilities.json",
			"{'capabilities': [\n{'name': 'a', 'why': 'W.', 'test': {'cpu': 'x'}}]}",
			"capabilities.json:2: a: unknown key: cpu\n"},
		{"capabilities.json",
			"{'capabilities': [\n{'name': 'a', 'why': 'W.', 'probe': [\n{'get': "
			"'s.a'}]}]}",
			"capabilities.json:3: a: get: s is no variable of the row\n"},
		{"capabilities.json",
			"{'capabilities': [{'name': 'a', 'why': 'W.', 'probe': [{'get': 'a'}]},\n"
			"{'name': 'a', 'why': 'W.', 'probe': [{'get': 'a'}]}]}",
			"capabilities.json:2: a twice\n"},
		{"capabilities.json", "{'capabilities': []}",
			"t.json:5: r/one/k: needs: no such capability: unix\n"},
	};

	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		check_shared(samples[i][0], samples[i][1], samples[i][2]);
	}
}

static void test_every_table_is_told(void)
{
	char *said = NULL;

	files_begin();
	files_put("a.json", "{'table': 'a',\n'rows': 5}");
	files_put("b.json", "5");
	CU_ASSERT_PTR_NULL(files_load(NULL, NULL, &said));
	CHECK_TEXT(said, "a.json:2: rows: not a list\n"
			 "b.json:1: '[' or '{' expected near '5'\n");
	free(said);
	files_end();
}

CU_TestInfo table_tests[] = {
	{"rows are expanded over their axes", test_expansion},
	{"tables are sorted by name", test_tables_are_sorted},
	{"good rows are taken", test_good_rows},
	{"rows have their keys", test_row_keys},
	{"rows have their axes", test_row_axes},
	{"steps have their form", test_actions},
	{"expectations have their form", test_expectations},
	{"drift and defect have their form", test_alternatives},
	{"names are given before they are used", test_names},
	{"tables have their form, and complaints their line", test_tables},
	{"axes have their form, and no cycles", test_axes},
	{"the longest name of an axis counts", test_longest_axis},
	{"combinations are bounded", test_bounds},
	{"so is what a row grows to", test_growth},
	{"what is no JSON is refused with its line", test_bytes},
	{"what is no file is refused", test_missing_files},
	{"twenty errors are enough", test_many_errors},
	{"the shared files are checked too", test_shared_files},
	{"every table's errors are told", test_every_table_is_told},
	CU_TEST_INFO_NULL,
};
