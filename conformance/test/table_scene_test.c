/* Short forms of rows and what they stand for: scenes, repeated steps, texts, axes of clauses. */
#include "shell.h"
#include "suite.h"
#include "table_files.h"
#include "table_stand.h"

/* Two tables of the same name must give the same rows; a shared scene lies beside the first. */
static void check_same(const char *short_form, const char *long_form)
{
	struct shell shell =
		shell_run("mkdir -p short long\n"
			  "printf '%%s' '{\"scenes\": {\"pair\": [{\"call\": [\"socketpair\"], "
			  "\"as\": [\"a\", \"b\"]}]}}' >short/scenes.json\n"
			  "cat >short/t.json <<'END'\n{\"table\": \"t\", %s}\nEND\n"
			  "cat >long/t.json <<'END'\n{\"table\": \"t\", %s}\nEND\n"
			  "for form in short long; do "
			  "\"$PLUMBLINE\" export --tables $form --out $form/out || exit; done; "
			  "cmp short/out long/out",
			short_form, long_form);

	CHECK_TEXT(shell.err, "");
	CHECK_TEXT(shell.out, "");
	CHECK_NUMBER(shell.status, 0);
	shell_clear(&shell);
}

#define ROW "\"id\": \"r\", \"clause\": \"recv.eof\", \"why\": \"It is.\", "

static void test_scenes(void)
{
	check_same("\"rows\": [{" ROW "\"given\": \"pair\", \"do\": [{\"call\": [\"a.close\"]}]}]",
		"\"rows\": [{" ROW "\"do\": [{\"call\": [\"socketpair\"], \"as\": [\"a\", \"b\"]}, "
		"{\"call\": [\"a.close\"]}]}]");
	/* The table's own scene hides the shared one, and may contain axes. */
	check_same("\"axes\": {\"n\": {\"x\": 1, \"y\": 2}}, "
		   "\"scenes\": {\"pair\": [{\"let\": {\"axis\": \"n\"}, \"as\": \"a\"}]}, "
		   "\"rows\": [{" ROW "\"over\": [\"n\"], \"given\": \"pair\", "
		   "\"get\": \"a\", \"gives\": {\"axis\": \"n\"}}]",
		"\"axes\": {\"n\": {\"x\": 1, \"y\": 2}}, "
		"\"rows\": [{" ROW "\"over\": [\"n\"], \"do\": ["
		"{\"let\": {\"axis\": \"n\"}, \"as\": \"a\"}, "
		"{\"get\": \"a\", \"gives\": {\"axis\": \"n\"}}]}]");
}

/* Each value of an axis may name the scene in which its rows play. */
static void test_scenes_of_an_axis(void)
{
	check_same("\"axes\": {\"n\": {\"x\": {\"scene\": \"pair\"}, \"y\": {\"scene\": "
		   "\"other\"}}}, \"scenes\": {\"other\": [{\"let\": 1, \"as\": \"a\"}, "
		   "{\"let\": 2}]}, "
		   "\"rows\": [{" ROW "\"over\": [\"n\"], \"given\": {\"axis\": \"n.scene\"}, "
		   "\"get\": \"a\"}]",
		"\"axes\": {\"z\": {\"z\": 1}, \"n\": {"
		"\"x\": {\"scene\": \"first\"}, \"y\": {\"scene\": \"second\"}}}, "
		"\"scenes\": {\"second\": [{\"let\": 1, \"as\": \"a\"}, {\"let\": 2}], "
		"\"first\": [{\"call\": [\"socketpair\"], \"as\": [\"a\", \"b\"]}]}, "
		"\"rows\": [{" ROW "\"over\": [\"n\"], \"given\": {\"axis\": \"n.scene\"}, "
		"\"get\": \"a\"}]");
}

static void test_times(void)
{
	check_same("\"rows\": [{" ROW "\"given\": \"pair\", \"do\": ["
		   "{\"call\": [\"a.recv\", 1], \"times\": 3, \"gives\": 1}, "
		   "{\"call\": [\"a.close\"]}]}]",
		"\"rows\": [{" ROW "\"do\": [{\"call\": [\"socketpair\"], \"as\": [\"a\", \"b\"]}, "
		"{\"call\": [\"a.recv\", 1], \"gives\": 1}, "
		"{\"call\": [\"a.recv\", 1], \"gives\": 1}, "
		"{\"call\": [\"a.recv\", 1], \"gives\": 1}, {\"call\": [\"a.close\"]}]}]");
}

static void test_texts(void)
{
	check_same(
		"\"axes\": {\"n\": {\"x\": \"ab\"}}, \"rows\": [{" ROW "\"over\": [\"n\"], "
		"\"call\": [\"f\", {\"ascii\": \"hi\\n\"}, {\"ascii\": [\"a\", 9]}, "
		"{\"bytearray\": {\"ascii\": \"a\"}}, {\"memoryview\": {\"ascii\": [\"a\", 2]}}, "
		"{\"ascii\": {\"axis\": \"n\"}}], \"gives\": {\"prefix\": {\"ascii\": \"\"}}}]",
		"\"axes\": {\"n\": {\"x\": \"6162\"}}, \"rows\": [{" ROW "\"over\": [\"n\"], "
		"\"call\": [\"f\", {\"bytes\": \"68690a\"}, {\"bytes\": [\"61\", 9]}, "
		"{\"bytearray\": \"61\"}, {\"memoryview\": [\"61\", 2]}, "
		"{\"bytes\": {\"axis\": \"n\"}}], \"gives\": {\"prefix\": {\"bytes\": \"\"}}}]");
}

static void test_clauses(void)
{
	check_same(
		"\"axes\": {\"n\": {\"x\": {\"f\": \"recv\", \"c\": \"recv.eof\"}}}, "
		"\"rows\": [{\"id\": \"r\", \"clause\": {\"axis\": \"n.c\"}, \"why\": \"It is.\", "
		"\"over\": [\"n\"], \"get\": {\"axis\": \"n.f\"}}]",
		"\"axes\": {\"n\": {\"x\": \"recv\"}}, "
		"\"rows\": [{" ROW "\"over\": [\"n\"], \"get\": {\"axis\": \"n\"}}]");
}

static void test_refused(void)
{
	static const char *const samples[][2] = {
		{"'given': 'nobody', 'get': 'A'", "given: no such scene: nobody"},
		{"'given': 5, 'get': 'A'", "given: not an object or a string"},
		{"'do': [{'get': 'A', 'times': 1}]", "times: not a number from 2 to 1000"},
		{"'do': [{'get': 'A', 'times': 1001}]", "times: not a number from 2 to 1000"},
		{"'do': [{'get': 'A', 'times': 'x'}]", "times: not a number from 2 to 1000"},
		{"'times': 2, 'get': 'A'", "unknown key: times"},
		{"'call': ['f', {'ascii': 5}]", "ascii: not a text of ASCII, and no [text, count]"},
		{"'call': ['f', {'ascii': 'é'}]",
			"ascii: not a text of ASCII, and no [text, count]"},
		{"'call': ['f', {'ascii': ['a']}]",
			"ascii: not a text of ASCII, and no [text, count]"},
		{"'call': ['f', {'ascii': ['a', -1]}]",
			"call: bytes: repeated less than 0 or more than 67108864 times"},
	};
	TABLE_CHECK_ROWS(samples);
}

static void test_refused_tables(void)
{
	static const char *const samples[][2] = {
		{"{'table': 't', 'scenes': {'a': []},\n'rows': [{'id': 'r', 'clause': 'a.b', "
		 "'why': 'W.', 'get': 'A'}]}",
			"t.json:1: scenes: a: not a list of steps\n"},
		{"{'table': 't', 'scenes': {'a': [\n{'get': 'b', 'give': 1}]},\n'rows': [{'id': "
		 "'r', 'clause': 'a.b', 'why': 'W.', 'given': 'a', 'get': 'A'}]}",
			"t.json:2: r: unknown key: give\n"},
		{"{'table': 't', 'axes': {'n': {'x': 'no clause'}},\n'rows': [{'id': 'r', "
		 "'clause': {'axis': 'n'}, 'why': 'W.', 'over': ['n'], 'get': 'A'}]}",
			"t.json:2: r/x: clause: not NAME.PROMISE\n"},
		{"{'table': 't', 'axes': {'n': {'x': 'a.b'}},\n'rows': [{'id': 'r', "
		 "'clause': {'axis': 'm'}, 'why': 'W.', 'over': ['n'], 'get': 'A'}]}",
			"t.json:2: r/x: clause: axis: no such axis: m\n"},
		{"{'table': 't', 'axes': {'n': {'x': 'nobody'}},\n'rows': [{'id': 'r', "
		 "'clause': 'a.b', 'why': 'W.', 'over': ['n'], 'given': {'axis': 'n'}, 'get': "
		 "'A'}]}",
			"t.json:2: r/x: given: no such scene: nobody\n"},
		{"{'table': 't', 'axes': {'n': {'x': 1}},\n'rows': [{'id': 'r', "
		 "'clause': 'a.b', 'why': 'W.', 'over': ['n'], 'given': {'axis': 'n'}, 'get': "
		 "'A'}]}",
			"t.json:2: r/x: given: not a string\n"},
		{"{'table': 't',\n'rows': [{'id': 'r', 'clause': 'a.b', 'why': 'W.', "
		 "'given': {'axis': 'm'}, 'get': 'A'}]}",
			"t.json:2: r: given: axis: no such axis: m\n"},
	};
	TABLE_CHECK_FILES(samples);
}

CU_TestInfo table_scene_tests[] = {
	{"a row begins with its scene", test_scenes},
	{"a scene may be an axis", test_scenes_of_an_axis},
	{"a step may stand for several", test_times},
	{"texts are bytes", test_texts},
	{"a clause may be an axis", test_clauses},
	{"wrong short forms are refused", test_refused},
	{"wrong scenes and clauses are refused", test_refused_tables},
	CU_TEST_INFO_NULL,
};
