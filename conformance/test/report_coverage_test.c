/* The coverage gate: its figures from lcov's tracefiles and from the clauses' rows. */
#include "shell.h"
#include "suite.h"
#include "table_files.h"

#include <stdlib.h>

/*
 * Three of four lines and two of four branches are reached; branches of an unreached line are not
 * listed.
 */
#define TRACE                                                                                      \
	"TN:\nSF:ref/src/x.c\nFN:1,f\nFNDA:2,f\n"                                                  \
	"BRDA:2,0,0,1\nBRDA:2,0,1,0\nBRDA:3,0,0,-\nBRDA:4,0,0,7\n"                                 \
	"DA:1,2\nDA:2,2\nDA:3,0\nDA:4,7\nLF:4\nLH:3\nend_of_record\n"

#define RUNNER "TN:\nSF:reports/y.c\nDA:1,2\nDA:2,2\nDA:3,0\nend_of_record\n"

/* Two of three provable clauses are proven; lines after the empty line are no clauses. */
#define CLAUSES                                                                                    \
	"a.one\trule\t2\na.two\trule\t0\tno row yet\nb.one\tprose\t0\tsays nothing\n"              \
	"b.two\tlinux\t1\n\n2 of 4 clauses are proven, by 3 rows; 2 are not:\n"

static void check(const char *options, int status, const char *out, const char *err)
{
	char *directory;
	struct shell shell;

	files_begin();
	files_put("x.info", TRACE);
	files_put("y.info", RUNNER);
	files_put("none.info", "TN:\n");
	files_put("bad.info", "SF:x.c\nDA:1\n");
	files_put("clauses.txt", CLAUSES);
	directory = files_path("");
	shell = shell_run("cd %s && GATE=$TOP/reports/coverage_gate.py && python3 $GATE %s",
		directory, options);
	shell_settle(&shell, status, out, err);
	free(directory);
	files_end();
}

#define FIGURES                                                                                    \
	"lines              75.00 %\nbranches           50.00 %\nclauses            66.66 %\n"

static void test_figures(void)
{
	check("--clauses clauses.txt --runner y.info --out f.json x.info && cat f.json", 0,
		FIGURES "runner's lines     66.66 %\n"
			"runner's branches not measured\n"
			"{\n"
			"  \"lines\": 75.0,\n"
			"  \"branches\": 50.0,\n"
			"  \"clauses\": 66.66,\n"
			"  \"runner\": {\n"
			"    \"lines\": 66.66,\n"
			"    \"branches\": null\n"
			"  }\n"
			"}\n",
		"");
	check("--name --clauses clauses.txt x.info", 0,
		"ref/src/x.c:2: 1 of its branches not taken\n"
		"ref/src/x.c:3: not reached\n" FIGURES,
		"");
}

static void test_bounds(void)
{
	check("--min-lines 75 --min-branches 50 --min-clauses 66.66 --clauses clauses.txt x.info",
		0, FIGURES, "");
	check("--min-lines 75.1 --clauses clauses.txt x.info", 1, FIGURES,
		"lines: less than 75.1 %\n");
	check("--min-branches 51 --clauses clauses.txt x.info", 1, FIGURES,
		"branches: less than 51 %\n");
	check("--min-clauses 67 --clauses clauses.txt x.info", 1, FIGURES,
		"clauses: less than 67 %\n");
}

/* A figure that was not measured is below every bound. */
static void test_unmeasured(void)
{
	check("--min-lines 0 none.info", 1,
		"lines             not measured\nbranches          not measured\n"
		"clauses           not measured\n",
		"lines: less than 0 %\n");
	check("--min-clauses 0 --out f.json x.info >out; tail -n 1 out; cat f.json | tail -n 3", 0,
		"clauses           not measured\n  \"clauses\": null,\n  \"runner\": null\n}\n",
		"clauses: less than 0 %\n");
	check("--out f.json bad.info; echo $?; ls f.json 2>&1 | grep -c 'No such'", 0, "2\n1\n",
		"coverage_gate.py: ");
	check("--min-lines many x.info", 2, "", "invalid float value: 'many'");
}

CU_TestInfo report_coverage_tests[] = {
	{"the figures are those of the tracefiles and clauses", test_figures},
	{"below a bound the gate fails, on it it does not", test_bounds},
	{"what was not measured holds no bound", test_unmeasured},
	CU_TEST_INFO_NULL,
};
