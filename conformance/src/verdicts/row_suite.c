#include "row_suite.h"

#include "base/heap.h"
#include "finding.h"
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* What CUnit's test looks up by the names of its suite and itself. */
struct entry {
	char *key;
	char *file;
	unsigned line;
	char *text; /* why it fails; NULL: it passes */
	UT_hash_handle hh;
};

struct plumb_row_suite {
	struct entry *entries;
};

/* CUnit's test functions have no argument. */
static struct plumb_row_suite *current;

static char *make_key(const char *suite, const char *test)
{
	return plumb_format("%s\n%s", suite, test);
}

static void test_row(void)
{
	char *key = make_key(CU_get_current_suite()->pName, CU_get_current_test()->pName);
	struct entry *entry;

	HASH_FIND_STR(current->entries, key, entry);
	free(key);
	if (!entry)
		CU_assertImplementation(CU_FALSE, 0, "the row was not played", "", "", CU_FALSE);
	else
		CU_assertImplementation(entry->text == NULL, entry->line,
			entry->text ? entry->text : "PASS", entry->file, "", CU_FALSE);
}

struct plumb_row_suite *plumb_row_suite_new(void)
{
	struct plumb_row_suite *suite = plumb_new(1, sizeof *suite);

	if (CU_initialize_registry() != CUE_SUCCESS) {
		free(suite);
		return NULL;
	}
	CU_set_fail_on_inactive(CU_FALSE);
	current = suite;
	return suite;
}

static CU_pSuite suite_named(const char *name)
{
	CU_pSuite suite = CU_get_suite(name);

	return suite ? suite : CU_add_suite(name, NULL, NULL);
}

static void add_verdict(
	struct plumb_row_suite *suite, const json_t *line, const json_t *verdict, const char *row)
{
	const char *kind = json_string_value(json_object_get(verdict, "verdict"));
	const char *text = json_string_value(json_object_get(verdict, "text"));
	const char *baseline = json_string_value(json_object_get(verdict, "baseline"));
	bool is_known = json_is_true(json_object_get(verdict, "known"));
	char *name = plumb_format("%s %.*s", json_string_value(json_object_get(verdict, "side")),
		(int)strcspn(row, "/"), row);
	struct entry *entry = plumb_new(1, sizeof *entry);
	CU_pTest test = CU_add_test(suite_named(name), row, test_row);

	entry->key = make_key(name, row);
	entry->file = plumb_copy(json_string_value(json_object_get(line, "file")));
	entry->line = (unsigned)json_integer_value(json_object_get(line, "line"));
	if (baseline)
		entry->text = plumb_format("%s: %s", kind, baseline);
	else if (!plumb_finding_is_good(verdict))
		entry->text = plumb_format("%s: %s", kind, text ? text : "");
	HASH_ADD_KEYPTR(hh, suite->entries, entry->key, strlen(entry->key), entry);
	if (test && !baseline && (strcmp(kind, "SKIP") == 0 || is_known))
		CU_set_test_active(test, CU_FALSE);
	free(name);
}

void plumb_row_suite_add(struct plumb_row_suite *suite, const json_t *line)
{
	const char *row = json_string_value(json_object_get(line, "row"));
	const json_t *verdict;
	size_t i;

	if (json_object_get(line, "oracle"))
		add_verdict(suite, line, json_object_get(line, "oracle"), row);
	json_array_foreach(json_object_get(line, "subjects"), i, verdict)
		add_verdict(suite, line, verdict, row);
}

void plumb_row_suite_run(struct plumb_row_suite *suite)
{
	(void)suite;
	CU_basic_set_mode(CU_BRM_SILENT);
	CU_basic_run_tests();
	fflush(stdout);
}

void plumb_row_suite_free(struct plumb_row_suite *suite)
{
	struct entry *entry, *next;

	if (!suite)
		return;
	CU_cleanup_registry();
	HASH_ITER(hh, suite->entries, entry, next)
	{
		HASH_DEL(suite->entries, entry);
		free(entry->key);
		free(entry->file);
		free(entry->text);
		free(entry);
	}
	free(suite);
}
