/*
 * The counts of `plumbline clauses`, the output of `plumbline export`, and how every command treats
 * bad conditions.
 */
#include "base/heap.h"
#include "report_sample.h"
#include "shell.h"
#include "suite.h"
#include "table_files.h"
#include "tables/clause.h"
#include "tables/coverage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLAUSES                                                                                    \
	"{'clauses': ["                                                                            \
	"{'id': 'a.b', 'name': 'a', 'kind': 'rule', 'since': '3.0', 'promise': 'B is.'},\n"        \
	"{'id': 'a.c', 'name': 'a', 'kind': 'prose', 'since': '3.0', 'promise': 'C is.'},\n"       \
	"{'id': 'a.d', 'name': 'a', 'kind': 'rule', 'since': '3.0', 'promise': 'D is.'}]}"

#define ROWS(first, clause)                                                                        \
	"{'table': 't', 'axes': {'x': {'v': 1, 'w': {'bytes': ['61', 2]}}}, 'rows': [\n"           \
	"{'id': 'r', 'clause': '" first "', 'why': 'W.', 'over': ['x'], 'call': ['f', {'axis': "   \
	"'x'}]},\n"                                                                                \
	"{'id': 'q', 'clause': '" clause "', 'why': 'W.', 'needs': ['unix'], 'get': 'A'}]}"

#define TABLE(clause) ROWS("a.b", clause)

static void put_files(const char *table, const char *clauses)
{
	files_begin();
	files_put("t.json", table);
	files_put("clauses.txt", clauses);
	files_put("capabilities.json",
		"{'capabilities': [{'name': 'unix', 'why': 'W.', 'test': {'libc': 'x'}},\n"
		"{'name': 'other', 'why': 'W.', 'test': {'libc': 'y'}}]}");
}

static void check_clauses_of(
	const char *clauses, const char *table, const char *options, int status, const char *want)
{
	put_files(table, clauses);
	char *directory = files_path("");
	struct shell shell =
		shell_run("\"$PLUMBLINE\" clauses --tables %s --clauses %sclauses.txt %s",
			directory, directory, options);
	CHECK_NUMBER(shell.status, status);
	if (*shell.err)
		CHECK_HOLDS(shell.err, want);
	else
		CHECK_TEXT(shell.out, want);
	shell_clear(&shell);
	free(directory);
	files_end();
}

static void check_clauses(const char *table, const char *options, int status, const char *want)
{
	check_clauses_of(CLAUSES, table, options, status, want);
}

static void test_clauses(void)
{
	check_clauses(TABLE("a.d"), "", 0,
		"a.b\trule\t2\n"
		"a.c\tprose\t0\tadvice: there is nothing to prove\n"
		"a.d\trule\t1\n"
		"\n"
		"2 of 3 clauses are proven, by 3 rows; 1 are not:\n"
		"     1 of kind prose: advice: there is nothing to prove\n");
	check_clauses(TABLE("a.c"), "--unproven", 1,
		"a.d\trule\t0\tD is.\n"
		"\n"
		"2 of 3 clauses are proven, by 3 rows; 1 are not:\n"
		"     1 of kind rule: no row yet\n");
	check_clauses(TABLE("a.e"), "", 2, "t.json:3: q: no such clause: a.e\n");
	check_clauses(TABLE("a.b"), "--what", 2, "plumbline clauses");
	check_clauses(TABLE("a.b"), "what", 2, "plumbline clauses");
}

#define SIDES HEAD("3", SIDE("one", "") ", " SIDE("two", ""))
#define RESULT(number, clause, oracle, one, two)                                                   \
	"{'row': 'r/" number "', 'clause': '" clause "', 'why': 'It is so.', 'file': 't.json', "   \
	"'line': 7, 'steps': [], 'oracle': " VERDICT("python:python3", oracle,                     \
		"") ", "                                                                           \
		    "'subjects': [" VERDICT("one", one, "") ", " VERDICT("two", two, "") "]}\n"

/* A run as results.jsonl has it: rows of a.b and a.d, of which no side passed the last. */
static void put_results(const char *name, const char *oracle, const char *subject)
{
	char *text = plumb_format(SIDES RESULT("1", "a.b", "%s", "FAIL", "%s")
					  RESULT("2", "a.d", "SKIP", "SKIP", "SKIP")
						  RESULT("3", "a.gone", "PASS", "SKIP", "SKIP"),
		oracle, subject);

	files_put(name, text);
	free(text);
}

static void check_results(const char *options, int status, const char *want)
{
	put_files(TABLE("a.d"), CLAUSES);
	put_results("one.jsonl", "PASS", "PASS");
	put_results("two.jsonl", "FAIL", "PASS");
	put_results("none.jsonl", "FAIL", "DOCUMENT");
	files_put("other.jsonl", SIDES "{'line': 1}\n");
	files_put("empty.jsonl", "");
	char *directory = files_path("");
	struct shell shell = shell_run("cd %s && \"$PLUMBLINE\" clauses --tables . --clauses "
				       "clauses.txt --unproven %s",
		directory, options);
	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(*shell.err ? shell.err : shell.out, want);
	shell_clear(&shell);
	free(directory);
	files_end();
}

/* Of runs those rows count that passed on some side, and each of them once. */
static void test_clauses_of_runs(void)
{
	static const char one[] = "a.c\tprose\t0\tC is.\na.d\trule\t0\tD is.\n\n"
				  "1 of 3 clauses are proven, by 1 rows; 2 are not:\n";

	check_results("--results one.jsonl", 1, one);
	check_results("--results two.jsonl --results one.jsonl --results none.jsonl", 1, one);
	check_results("--results one.jsonl", 1, "     1 of kind rule: no row has passed\n");
	check_results("--results none.jsonl", 1, "\n0 of 3 clauses are proven, by 0 rows; 3 ");
	check_results("--results other.jsonl", 2, "other.jsonl:2: the row has no \"row\"\n");
	check_results("--results empty.jsonl", 2, "empty.jsonl:1: the file is empty\n");
	check_results("--results missing.jsonl", 2, "missing.jsonl: ");
}

#define LATER                                                                                      \
	"{'clauses': ["                                                                            \
	"{'id': 'a.b', 'name': 'a', 'kind': 'rule', 'since': '3.0', 'promise': 'B is.'},\n"        \
	"{'id': 'a-z.c', 'name': 'a-z', 'kind': 'can', 'since': '3.10', 'promise': 'C is.'},\n"    \
	"{'id': 'a.d', 'name': 'a', 'kind': 'rule', 'since': '3.9', 'promise': 'D is.'}]}"

/* Every command that reads tables refuses a row whose clause no document has. */
static void test_unknown_clauses(void)
{
	static const char *const commands[] = {"list", "run ref --out none", "drift", "export"};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		struct shell shell =
			shell_run("d=$TOP/conformance/tables; cp $d/axes.json $d/scenes.json "
				  "$d/capabilities.json .; sed 's/\"inet_aton.packs\"/"
				  "\"inet_aton.pecks\"/' $d/inet_aton.json >inet_aton.json; "
				  "\"$PLUMBLINE\" %s --tables inet_aton.json",
				commands[i]);
		CHECK_NUMBER(shell.status, 2);
		CHECK_HOLDS(shell.err, "no such clause: inet_aton.pecks");
		shell_clear(&shell);
	}
}

/* Each document has its own totals, and 3.10 follows 3.9. */
static void test_later_clauses(void)
{
	static const char first[] = "a.b\trule\t2\n"
				    "\n"
				    "1 of 1 clauses are proven, by 2 rows; 0 are not:\n";
	static const char nine[] = "\nPython 3.9: 1 of 1 clauses, 1 rows\n"
				   "a.d\trule\t1\n";
	static const char ten[] = "\nPython 3.10: 0 of 1 clauses, 0 rows\n"
				  "a-z.c\tcan\t0\tneeds a kernel with AF_CAN\n";
	static const char few[] = "\n1 of 1 later clauses are proven, by 1 rows; 0 are not:\n";
	static const char all[] = "\n1 of 2 later clauses are proven, by 1 rows; 1 are not:\n"
				  "     1 of kind can: needs a kernel with AF_CAN\n";
	static const struct {
		const char *options;
		const char *parts[4];
	} cases[] = {{"", {first, nine, ten, all}}, {"--python 3.9.18", {first, nine, few, ""}},
		{"--python 3.8", {first, "", "", ""}}};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *const *parts = cases[i].parts;
		char *want = plumb_format("%s%s%s%s", parts[0], parts[1], parts[2], parts[3]);
		check_clauses_of(LATER, TABLE("a.d"), cases[i].options, 0, want);
		free(want);
	}
	check_clauses_of(LATER, TABLE("a.b"), "--python 3.9 >/dev/null", 1, "");
	check_clauses_of(LATER, TABLE("a.b"), "--python 3.8 >/dev/null", 0, "");
	check_clauses_of(LATER, TABLE("a.b"), "--python three", 2,
		"plumbline clauses: --python wants a version such as 3.8, not 'three'\n");
}

static void check_catalogue(const char *text, const char *want)
{
	char *said = NULL;
	size_t size = 0;
	char *path;
	FILE *errors = open_memstream(&said, &size);

	files_begin();
	files_put("clauses.txt", text);
	path = files_path("clauses.txt");
	CU_ASSERT_PTR_NULL(plumb_clauses_load(path, errors));
	fclose(errors);
	CHECK_HOLDS(said, want);
	free(said);
	free(path);
	files_end();
}

static void test_catalogue(void)
{
	check_catalogue("{'clauses': 5}", "clauses.txt:1: clauses: not a list\n");
	check_catalogue("{'clauses': [\n{'id': 'a.b'}]}", "clauses.txt:2: missing key: name\n");
	check_catalogue("{'clauses': [\n{'id': 'a', 'name': 'a', 'kind': 'rule', 'since': '3.0', "
			"'promise': 'B.'}]}",
		"clauses.txt:2: id: not NAME.PROMISE\n");
	check_catalogue("{'clauses': [{'id': 'a.b', 'name': 'a',\n'kind': 'law', 'since': '3.0', "
			"'promise': 'B.'}]}",
		"clauses.txt:2: kind: not rule, prose, or a platform or protocol that is known\n");
	check_catalogue("{'clauses': [{'id': 'a.b', 'name': 'a', 'kind': 'rule', 'promise': "
			"'B.',\n'since': '3.'}]}",
		"clauses.txt:2: since: not a version\n");
	check_catalogue(
		"{'clauses': [{'id': 'a.b', 'name': 'a', 'kind': 'rule', 'since': '3.0', "
		"'promise': 'B.'},\n"
		"{'id': 'a.b', 'name': 'a', 'kind': 'rule', 'since': '3.0', 'promise': 'B.'}]}",
		"clauses.txt:2: id: a.b twice\n");
	check_catalogue("{'clauses': [{'id': 'a.b', 'name': 'a', 'kind': 'rule', 'since': "
			"'3.0',\n'promise': ''}]}",
		"clauses.txt:2: promise: nothing\n");
}

/* Runs `plumbline export` on the table, with the shell words before it and the options after it. */
static struct shell export_table(const char *before, const char *options)
{
	char *directory;

	put_files(ROWS("inet_aton.packs", "inet_ntoa.unpacks"), CLAUSES);
	directory = files_path("");
	struct shell shell = shell_run("cd %s && %s \"$PLUMBLINE\" export --tables %s %s",
		directory, before, directory, options);
	free(directory);
	files_end();
	return shell;
}

static void test_export(void)
{
	struct shell shell = export_table("", "");
	json_t *document = json_loads(shell.out, 0, NULL);
	const json_t *rows = json_object_get(document, "rows");

	CHECK_NUMBER(shell.status, 0);
	CHECK_JSON(json_object_get(document, "capabilities"),
		"[{'name': 'unix', 'why': 'W.', 'test': {'libc': 'x'}}]");
	CHECK_NUMBER(json_array_size(rows), 3);
	CHECK_JSON(json_array_get(rows, 1), "{'id': 't/r/w', 'table': 't', 'clause': "
					    "'inet_aton.packs', 'why': 'W.', 'needs': [], "
					    "'steps': [{'call': ['f', {'bytes': ['61', 2]}]}]}");
	CHECK_JSON(json_array_get(rows, 2), "{'id': 't/q', 'table': 't', 'clause': "
					    "'inet_ntoa.unpacks', 'why': 'W.', 'needs': ['unix'], "
					    "'steps': [{'get': 'A'}]}");
	json_decref(document);
	shell_clear(&shell);
}

static void test_export_of_some(void)
{
	struct shell shell = export_table("", "--filter 't/q' --out o && cat o");
	json_t *document = json_loads(shell.out, 0, NULL);

	CHECK_NUMBER(shell.status, 0);
	CHECK_NUMBER(json_array_size(json_object_get(document, "rows")), 1);
	json_decref(document);
	shell_clear(&shell);
}

static void test_export_is_whole(void)
{
	struct shell shell = export_table("", "> /dev/full");

	CHECK_NUMBER(shell.status, 4);
	CHECK_HOLDS(shell.err, "No space left on device");
	shell_clear(&shell);
	shell = export_table("", "--out /dev/full");
	CHECK_NUMBER(shell.status, 4);
	CHECK_HOLDS(shell.err, "/dev/full: No space left on device");
	shell_clear(&shell);
	shell = export_table("", "--out none/o");
	CHECK_NUMBER(shell.status, 4);
	CHECK_HOLDS(shell.err, "none/o: No such file or directory");
	shell_clear(&shell);
}

/* -h, help and help COMMAND print what --help does; an unknown letter is refused politely. */
static void test_help(void)
{
	static const char *const same[][2] = {{"-h", "--help"}, {"help", "--help"},
		{"help run", "run --help"}, {"lab -h", "lab --help"}, {"diff -h", "diff --help"}};

	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		struct shell a = shell_run("\"$PLUMBLINE\" %s", same[i][0]);
		struct shell b = shell_run("\"$PLUMBLINE\" %s", same[i][1]);
		CHECK_NUMBER(a.status, 0);
		CHECK_TEXT(a.out, b.out);
		CHECK_HOLDS(a.out, "usage: plumbline");
		shell_clear(&a);
		shell_clear(&b);
	}
	struct shell shell = shell_run("\"$PLUMBLINE\" run -x ref");
	CHECK_NUMBER(shell.status, 2);
	CHECK_HOLDS(shell.err, "plumbline run: there is no option -x\n");
	shell_clear(&shell);
	shell = shell_run("\"$PLUMBLINE\" help rn");
	CHECK_NUMBER(shell.status, 2);
	CHECK_HOLDS(shell.err, "did you mean 'run'?");
	shell_clear(&shell);
	shell = shell_run("\"$PLUMBLINE\" repro --list-options");
	CHECK_HOLDS(shell.out, "--module\tvalue\t\n");
	CU_ASSERT(!strstr(shell.out, "--c\t"));
	shell_clear(&shell);
}

/* No command may report success when a full disk took none of its output. */
static void test_nothing_is_said_in_vain(void)
{
	static const char *const commands[] = {"--help", "--version", "run --help", "clauses",
		"list --filter 'inet_aton/*'", "drift --filter 'inet_aton/*'",
		"run ref --oracle none --out none --filter 'inet_aton/*'", "doctor ref"};

	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		struct shell shell = shell_run("\"$PLUMBLINE\" %s >/dev/full", commands[i]);
		CHECK_NUMBER(shell.status, 4);
		CHECK_HOLDS(shell.err, "standard output could not be written");
		shell_clear(&shell);
	}
}

/*
 * A caller may close standard input, output or error: the next file opened must not take its place.
 */
static void test_closed_descriptors(void)
{
	static const char *const commands[] = {
		"run ref --oracle none --out none --filter 'inet_aton/*'", "doctor ref",
		"drift ref --filter 'inet_aton/*'", "list"};
	static const char *const closed[] = {"<&-", "2>&-", "<&- 2>&-"};

	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		struct shell shell = shell_run("\"$PLUMBLINE\" %s >&-", commands[i]);
		CHECK_NUMBER(shell.status, 4);
		CHECK_TEXT(shell.err, "plumbline: standard output could not be written\n");
		shell_clear(&shell);
		for (size_t k = 0; k < sizeof closed / sizeof closed[0]; k++) {
			shell = shell_run("\"$PLUMBLINE\" %s %s", commands[i], closed[k]);
			CHECK_NUMBER(shell.status, 0);
			shell_clear(&shell);
		}
	}
}

/*
 * Too few descriptors are reported before any row is played, so that no row is charged, and without
 * an abort.
 */
static void test_few_descriptors(void)
{
	static const char *const limits[] = {"8", "9", "20", "100"};

	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
		struct shell shell = shell_run("ulimit -n %s; \"$PLUMBLINE\" run ref --out none "
					       "--filter 'inet_aton/*'",
			limits[i]);
		CHECK_NUMBER(shell.status, 3);
		CHECK_HOLDS(shell.err, "32 adapters need");
		shell_clear(&shell);
		shell = shell_run("ulimit -n %s; \"$PLUMBLINE\" doctor ref", limits[i]);
		CHECK_NUMBER(shell.status, i < 2 ? 3 : 0);
		shell_clear(&shell);
	}
}

static void check_unwritten(const char *command, const char *said)
{
	struct shell shell = shell_run("%s", command);

	CHECK_NUMBER(shell.status, 4);
	CHECK_HOLDS(shell.err, said);
	shell_clear(&shell);
}

/* A lack of room for any output ends with status 4, not with a signal. */
static void test_limit_on_run(void)
{
	check_unwritten("(ulimit -f 1; \"$PLUMBLINE\" run ref --oracle none --lab none --out out "
			"--filter 'inet_aton/*')",
		"plumbline: out/results.jsonl: File too large");
	check_unwritten("(ulimit -f 1; \"$PLUMBLINE\" list)",
		"plumbline: standard output could not be written");
	check_unwritten("for k in 1 2; do \"$PLUMBLINE\" run ref --oracle none --lab none --out $k "
			"--filter 'inet_aton/*' --shard $k/2 >/dev/null; done; (ulimit -f 1; "
			"\"$PLUMBLINE\" merge --out o ?/results.jsonl)",
		"plumbline merge: o/results.jsonl: File too large");
}

/* With SIGXFSZ at its default, as users have it: no partial file remains. */
static void test_limit_on_files(void)
{
	struct shell shell =
		export_table("echo old >o; ulimit -f 1;", "--out o; echo $?; cat o; ls");

	CHECK_TEXT(shell.out, "4\nold\ncapabilities.json\nclauses.txt\no\nt.json\n");
	CHECK_HOLDS(shell.err, "o: File too large");
	shell_clear(&shell);
}

/* A mistake in another row is found only where all rows are read. */
static void test_filter_reads_its_rows(void)
{
	files_begin();
	files_put("t.json", "{'table': 't', 'rows': [\n"
			    "{'id': 'good', 'clause': 'htons.swap', 'why': 'It is.', 'get': 'A'},\n"
			    "{'id': 'bad', 'clause': 'htons.swap', 'why': 'It is.', 'get': 5}]}\n");
	char *directory = files_path("");
	struct shell shell = shell_run("cd %s && \"$PLUMBLINE\" list --tables . --filter 't/g*'\n"
				       "\"$PLUMBLINE\" list --tables . --filter t/x",
		directory);
	CHECK_NUMBER(shell.status, 2);
	CHECK_TEXT(shell.out, "t/good\thtons.swap\tIt is.\n");
	CHECK_TEXT(shell.err, "./t.json:3: bad: get: not a string\n");
	shell_clear(&shell);
	free(directory);
	files_end();
}

CU_TestInfo command_tests[] = {
	{"clauses are counted, and missing rules fail", test_clauses},
	{"rows of unknown clauses are refused", test_unknown_clauses},
	{"a filter reads its rows alone", test_filter_reads_its_rows},
	{"of runs the rows that passed prove clauses", test_clauses_of_runs},
	{"later clauses have sums of their own, and a version limits them", test_later_clauses},
	{"the catalogue is checked, with lines", test_catalogue},
	{"rows are exported with their axes replaced", test_export},
	{"some rows are exported to a file", test_export_of_some},
	{"an export is whole or not there", test_export_is_whole},
	{"each way of asking for help gives it", test_help},
	{"what cannot be printed is said on standard error", test_nothing_is_said_in_vain},
	{"descriptors that were closed are not taken", test_closed_descriptors},
	{"too few descriptors are said, with their own status", test_few_descriptors},
	{"a limit on files is an error and no signal", test_limit_on_files},
	{"nor does it end a run, a list or a merge", test_limit_on_run},
	CU_TEST_INFO_NULL,
};
