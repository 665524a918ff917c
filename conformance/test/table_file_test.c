/* Refused files: those that are not tables, and malformed files that all tables share. */
#include "suite.h"
#include "table_files.h"
#include "table_stand.h"
#include "tables/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
	for (int i = 0; i < 30; i++)
		fprintf(file, "%s{\"id\": \"r%d\"}\n", i ? ", " : "", i);
	fputs("]}", file);
	fclose(file);
	CU_ASSERT_PTR_NULL(files_load(NULL, NULL, &said));
	for (const char *at = said; (at = strchr(at, '\n')); at++)
		lines++;
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
	table_put_good();
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
			"{'capabilities': [{'name': 'a', 'why': 'W.', 'probe': [{'get': 'a'}],\n"
			"'given': 'kernel'}]}",
			"capabilities.json:2: a: given: neither lab nor watch\n"},
		{"capabilities.json",
			"{'capabilities': [{'name': 'a', 'why': 'W.', 'probe': [{'get': 'a'}]},\n"
			"{'name': 'a', 'why': 'W.', 'probe': [{'get': 'a'}]}]}",
			"capabilities.json:2: a twice\n"},
		{"capabilities.json", "{'capabilities': []}",
			"t.json:5: r/one/k: needs: no such capability: unix\n"},
	};

	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		check_shared(samples[i][0], samples[i][1], samples[i][2]);
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

CU_TestInfo table_file_tests[] = {
	{"what is no JSON is refused with its line", test_bytes},
	{"what is no file is refused", test_missing_files},
	{"twenty errors are enough", test_many_errors},
	{"the shared files are checked too", test_shared_files},
	{"every table's errors are told", test_every_table_is_told},
	CU_TEST_INFO_NULL,
};
