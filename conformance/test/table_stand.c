#include "table_stand.h"

#include "suite.h"
#include "table_files.h"
#include "tables/table.h"

#include <stdio.h>
#include <stdlib.h>

void table_check_file(const char *text, const char *want)
{
	char *said = NULL;

	files_put("t.json", text);
	struct plumb_tables *tables = files_load(NULL, NULL, &said);
	CHECK_TEXT(said, want);
	CU_ASSERT_EQUAL(tables == NULL, *want != '\0');
	plumb_tables_free(tables);
	free(said);
}

/*
 * Loads a row with these keys, on line 3 of t.json, and checks the message after `t.json:3: r: `.
 */
static void check_row(const char *keys, const char *want)
{
	char text[3000];
	char whole[500] = "";

	snprintf(text, sizeof(text),
		"{'table': 't', 'axes': {'x': {'one': 1, 'two': {'const': 'AF_INET'}},\n"
		"'y': {'a': {'m': {'axis': 'x'}, 'n': 'socket'}}}, 'rows': [\n"
		"{'id': 'r', 'clause': 'a.b', 'why': 'It is.', %s}]}\n",
		keys);
	if (*want)
		snprintf(whole, sizeof(whole), "t.json:3: r: %s\n", want);
	table_check_file(text, whole);
}

void table_check_rows(const char *const (*samples)[2], size_t count)
{
	files_begin();
	files_put("capabilities.json",
		"{'capabilities': [{'name': 'unix', 'why': 'W.', 'test': {'libc': 'x'}}, "
		"{'name': 'threads', 'why': 'W.', 'test': {'libc': 'x'}}]}");
	for (size_t i = 0; i < count; i++)
		check_row(samples[i][0], samples[i][1]);
	files_end();
}

void table_check_files(const char *const (*samples)[2], size_t count)
{
	files_begin();
	for (size_t i = 0; i < count; i++)
		table_check_file(samples[i][0], samples[i][1]);
	files_end();
}

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

void table_put_good(void)
{
	files_put("t.json", good);
	files_put(
		"axes.json", "{'axes': {'s': {'k': 's', 'l': [{'bytes': '00'}]}, 'x': {'z': 1}}}");
	files_put("capabilities.json",
		"{'capabilities': [{'name': 'unix', 'why': 'W.', 'probe': [{'get': 'AF_UNIX'}]},\n"
		"{'name': 'glibc', 'why': 'W.', 'test': {'libc': 'glibc'}}]}");
}
