/* Every table in fixtures/tables is refused at the place and with the words in expected.txt. */
#include "base/heap.h"
#include "base/place.h"
#include "suite.h"
#include "tables/clause.h"
#include "tables/table.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether one of the lines begins with this place and contains these words. */
static bool is_said(const char *said, const char *place, const char *words)
{
	for (const char *line = said; *line; line += strcspn(line, "\n") + 1) {
		char *one = strndup(line, strcspn(line, "\n"));
		const char *file = strstr(one, "fixtures/tables/");
		bool is = file &&
			  strncmp(file + strlen("fixtures/tables/"), place, strlen(place)) == 0 &&
			  strstr(one, words);
		free(one);
		if (is)
			return true;
	}
	return false;
}

/* The complaints about a table, which must not load. */
static char *load(const char *directory, const char *name, const struct plumb_clauses *clauses)
{
	char *path = plumb_format("%s/%s", directory, name);
	char *said = NULL;
	size_t size = 0;
	FILE *errors = open_memstream(&said, &size);
	struct plumb_tables *tables = plumb_tables_load_checked(path, clauses, errors);

	fclose(errors);
	CU_ASSERT_PTR_NULL(tables);
	plumb_tables_free(tables);
	free(path);
	return said;
}

/* `file:line: words`; anything else in expected.txt is a comment. */
static bool check_line(
	const char *directory, char *line, const struct plumb_clauses *clauses, json_t *seen)
{
	char *colon = strchr(line, ':');
	char *words = colon ? strstr(colon, ": ") : NULL;

	if (*line == '#' || !words)
		return false;
	words[1] = '\0'; /* keep the colon: line 1 is not line 10 */
	words += 2;
	words[strcspn(words, "\n")] = '\0';
	char *name = strndup(line, (size_t)(colon - line));
	char *said = load(directory, name, clauses);
	json_object_set_new(seen, name, json_true());
	if (!is_said(said, line, words)) {
		CHECK_HOLDS(said, line);
		CHECK_HOLDS(said, words);
		CU_FAIL("they are not on one line");
	}
	free(said);
	free(name);
	return true;
}

/* A table that expected.txt does not list proves nothing. */
static void check_all_seen(const char *directory, const json_t *seen)
{
	char *pattern = plumb_format("%s/*.json", directory);
	glob_t found = {0};

	CU_ASSERT_EQUAL(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *name = strrchr(found.gl_pathv[i], '/') + 1;
		if (!json_object_get(seen, name))
			CHECK_TEXT(name, "in expected.txt");
	}
	globfree(&found);
	free(pattern);
}

static void test_fixtures(void)
{
	char *directory = plumb_place_of("fixtures/tables");
	char *clauses_path = plumb_place_of("docs/clauses.json");
	char *path = plumb_format("%s/expected.txt", directory);
	struct plumb_clauses *clauses = plumb_clauses_load(clauses_path, stderr);
	json_t *seen = json_object();
	FILE *expected = fopen(path, "r");
	char line[500];
	int count = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(expected);
	CU_ASSERT_PTR_NOT_NULL_FATAL(clauses);
	while (fgets(line, sizeof(line), expected))
		count += check_line(directory, line, clauses, seen);
	CU_ASSERT(count > 0);
	check_all_seen(directory, seen);
	fclose(expected);
	json_decref(seen);
	plumb_clauses_free(clauses);
	free(path);
	free(clauses_path);
	free(directory);
}

CU_TestInfo fixture_tests[] = {
	{"malformed tables are refused where they are wrong", test_fixtures},
	CU_TEST_INFO_NULL,
};
