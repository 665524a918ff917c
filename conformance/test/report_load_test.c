/* Results files: which are refused and at which line, and how several become one model. */
#include "report_change.h"
#include "report_model.h"
#include "report_sample.h"
#include "suite.h"
#include "table_files.h"
#include "tables/clause.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The file must be refused with this message after its path. */
static void check_refused(const char *text, const char *want)
{
	char *said = NULL, *path;
	size_t size = 0;
	FILE *errors = open_memstream(&said, &size);

	files_begin();
	files_put("r.jsonl", text);
	path = files_path("r.jsonl");
	CU_ASSERT_PTR_NULL(plumb_report_load(path, errors));
	fclose(errors);
	CU_ASSERT(strncmp(said, path, strlen(path)) == 0);
	CHECK_TEXT(said + (strlen(said) > strlen(path) ? strlen(path) : 0), want);
	free(said);
	free(path);
	files_end();
}

static void test_refused_heads(void)
{
	check_refused("", ":1: the file is empty\n");
	check_refused("{'plumbline'\n", ":1: ':' expected near end of file\n");
	check_refused("[]\n", ":1: not the head of a results file, which \"plumbline\" begins\n");
	check_refused("{'plumbline': '2', 'format': 2}\n",
		":1: format 2, where this program reads format 1\n");
	check_refused("{'plumbline': '0', 'format': 1}\n", ":1: the head has no \"started\"\n");
	check_refused(HEAD("'3'", REF), ":1: \"rows\" of the head is not an integer\n");
	check_refused(HEAD("-1", REF), ":1: \"rows\" of the head is negative\n");
	check_refused(HEAD("0", ""), ":1: the head has no subject\n");
	check_refused(HEAD("0", "5"), ":1: a subject is not an object\n");
	check_refused(HEAD("0", REF ", " REF), ":1: two subjects are called \"ref\"\n");
	check_refused(HEAD("0", SIDE("", "")), ":1: \"side\" of a subject is no name\n");
	check_refused(HEAD("0", SIDE("x", ", 'standard': 'mine'")),
		":1: there is no standard \"mine\"\n");
}

static void test_refused_rows(void)
{
	static const char good[] = ROW("a/r", "a.b", VERDICT("ref", "PASS", ""));
	char text[4096];

	check_refused(HEAD("1", REF) "{'row': 'a/r'}\n", ":2: the row has no \"clause\"\n");
	check_refused(HEAD("1", REF) "{'row': 'a/r', 'row': 'a/r'}\n",
		":2: duplicate object key near '\"row\"'\n");
	check_refused(HEAD("1", REF) ROW("a/r", "a.b", VERDICT("ref", "GOOD", "")),
		":2: there is no verdict \"GOOD\"\n");
	check_refused(HEAD("1", REF) ROW("a/r", "a.b", VERDICT("rex", "PASS", "")),
		":2: subject 1 is not \"rex\" in the head\n");
	check_refused(
		HEAD("1", REF) ROW("a/r", "a.b", ""), ":2: 0 subjects, where the head has 1\n");
	check_refused(HEAD("1", REF) ROW("a/r", "a.b", VERDICT("ref", "FAIL", ", 'step': 1")),
		":2: step 1 of 1 does not exist\n");
	check_refused(HEAD("1", REF) ROW("a\\nr", "a.b", VERDICT("ref", "PASS", "")),
		":2: the row's id or clause is no name\n");
	snprintf(text, sizeof(text), "%s%s%s", HEAD("2", REF), good, good);
	check_refused(text, ":3: row a/r was already in line 2\n");
	snprintf(text, sizeof(text), "%s%s", HEAD("0", REF), good);
	check_refused(text, ":1: the head announces fewer rows than there are\n");
	snprintf(text, sizeof(text), "%s%.40s\n", HEAD("1", REF), good);
	check_refused(text, ":2: premature end of input near '\"'\n");
	snprintf(text, sizeof(text), "%.40s", HEAD("1", REF));
	check_refused(text, ":1: premature end of input near '\"sta'\n");
}

static void test_refused_tails(void)
{
	static const char start[] = HEAD("1", REF) ROW("a/r", "a.b", VERDICT("ref", "PASS", ""));
	char text[4096];

	snprintf(text, sizeof(text), "%s%s", start, TAIL(COUNT("ref", "0", "0", "1")));
	check_refused(text, ":3: 0 times PASS of \"ref\", where the rows have 1\n");
	snprintf(text, sizeof(text), "%s%s", start, TAIL(COUNT("rex", "1", "0", "0")));
	check_refused(text, ":3: counts of a side that the head does not have\n");
	snprintf(text, sizeof(text), "%s%s", start, TAIL("{'side': 'ref', 'PASS': 1}"));
	check_refused(text, ":3: the counts of \"ref\" have no DRIFT\n");
	snprintf(text, sizeof(text), "%s%s{}\n", start, TAIL(COUNT("ref", "1", "0", "0")));
	check_refused(text, ":4: there is a line after the last one\n");
	snprintf(text, sizeof(text), "%s{'counts': []}\n", start);
	check_refused(text, ":3: the last line has no \"took_ns\"\n");
}

static struct plumb_clauses *clauses; /* lives as long as the last joined model */

static struct plumb_report *join(const char *const *names, size_t count, char **said)
{
	char *paths[4], *clauses_path = files_path("clauses.txt");
	size_t size = 0;
	FILE *errors = open_memstream(said, &size);
	struct plumb_report *report;

	clauses = plumb_clauses_load(clauses_path, stderr);
	for (size_t i = 0; i < count; i++)
		paths[i] = files_path(names[i]);
	report = plumb_report_join((const char *const *)paths, count, clauses, errors);
	fclose(errors);
	for (size_t i = 0; i < count; i++)
		free(paths[i]);
	free(clauses_path);
	return report;
}

static void leave(struct plumb_report *report, char *said)
{
	plumb_report_free(report);
	plumb_clauses_free(clauses);
	free(said);
	files_end();
}

#define SECOND                                                                                     \
	HEAD("2", SIDE("ref", ""))                                                                 \
	ROW("a/none", "a.one", VERDICT("ref", "PASS", ""))                                         \
	ROW("z/new", "z.unknown", VERDICT("ref", "HANG", ""))

static void test_join(void)
{
	static const char *const names[] = {"r.jsonl", "s.jsonl"};
	static const char *const order[] = {"a/none", "a/bad", "b/good", "z/new"};
	struct plumb_report *report;
	char *said = NULL;

	files_begin();
	files_put("r.jsonl", SAMPLE);
	files_put("s.jsonl", SECOND);
	files_put("clauses.txt", SAMPLE_CLAUSES);
	report = join(names, 2, &said);
	CHECK_TEXT(said, "");
	if (!report) {
		leave(report, said);
		return;
	}
	CHECK_NUMBER(report->row_count, 4);
	for (size_t i = 0; i < report->row_count; i++)
		CHECK_TEXT(report->rows[i].id, order[i]);
	CHECK_NUMBER(report->column_count, 3);
	CHECK_TEXT(report->columns[0].label, "oracle");
	CHECK_HOLDS(report->columns[1].label, "ref (/");
	CHECK_HOLDS(report->columns[2].label, "s.jsonl)");
	CHECK_NUMBER(report->rows[0].cells[1].verdict, PLUMB_SKIP);
	CHECK_NUMBER(report->rows[0].cells[2].verdict, PLUMB_PASS);
	CHECK_NUMBER(report->rows[3].cells[1].verdict, PLUMB_VERDICT_NONE);
	CHECK_NUMBER(report->columns[0].counts[PLUMB_PASS], 4);
	CHECK_NUMBER(report->columns[2].counts[PLUMB_HANG], 1);
	CHECK_NUMBER(plumb_report_total(report, PLUMB_PASS), 6);
	CU_ASSERT_TRUE(report->files[0]->complete);
	CU_ASSERT_FALSE(plumb_report_is_complete(report)); /* the second file has no last line */
	leave(report, said);
}

static void test_twice(void)
{
	static const char *const names[] = {"r.jsonl", "r.jsonl"};
	char *said = NULL;

	files_begin();
	files_put("r.jsonl", SAMPLE);
	files_put("clauses.txt", SAMPLE_CLAUSES);
	CU_ASSERT_PTR_NULL(join(names, 2, &said));
	CHECK_HOLDS(said, "r.jsonl: given twice\n");
	leave(NULL, said);
}

static void test_compare(void)
{
	static const char *const names[] = {"r.jsonl", "s.jsonl"};
	struct plumb_report *report;
	char *said = NULL;

	files_begin();
	files_put("r.jsonl", SAMPLE);
	files_put("s.jsonl", SECOND);
	files_put("clauses.txt", SAMPLE_CLAUSES);
	report = join(names, 2, &said);
	CHECK_TEXT(said, "");
	if (!report) {
		leave(report, said);
		return;
	}
	CU_ASSERT_TRUE(plumb_report_compare(report));
	CHECK_NUMBER(report->pair_count, 1);
	CHECK_NUMBER(report->row_count, 4);
	CHECK_NUMBER(report->rows[0].change, PLUMB_REPORT_BETTER);
	CHECK_NUMBER(report->rows[1].change, PLUMB_REPORT_GONE);
	CHECK_NUMBER(report->rows[3].change, PLUMB_REPORT_NEW);
	CU_ASSERT_TRUE(plumb_report_change_is_bad(&report->rows[3], &report->pairs[0]));
	CU_ASSERT_FALSE(plumb_report_change_is_bad(&report->rows[0], &report->pairs[0]));
	leave(report, said);
}

CU_TestInfo report_load_tests[] = {
	{"a head that is wrong is refused, with its line", test_refused_heads},
	{"a row that is wrong is refused, with its line", test_refused_rows},
	{"counts that are wrong are refused, with their line", test_refused_tails},
	{"several files become rows by columns in the document's order", test_join},
	{"a file that is given twice is refused", test_twice},
	{"a comparison keeps what has changed", test_compare},
	CU_TEST_INFO_NULL,
};
